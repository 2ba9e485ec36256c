using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

internal static class CasesMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ServiceCase>(row =>
        {
            row.ToTable("Cases");
            row.Versioned();
            row.Ignore(c => c.IsOpen);
            row.Ignore(c => c.IsLeftByAll);
            row.Ignore(c => c.HasGaps);
            row.Ignore(c => c.Result);
            row.Property(c => c.Answers).AsJson();
            row.Property(c => c.DecisionReason).HasMaxLength(2000);
            row.HasIndex(c => c.Number).IsUnique();
            row.HasIndex(c => new { c.TalentId, c.State });
            row.HasIndex(c => new { c.State, c.AcceptanceDueAt });
            // Each list is one of these read from a place on: open cases of a department, of all, of one handler, and one state.
            row.HasIndex(c => new { c.DepartmentId, c.QueueAt, c.Id, c.ItemId, c.State }, "IX_Cases_Queue").HasFilter("\"QueueAt\" IS NOT NULL");
            row.HasIndex(c => new { c.QueueAt, c.Id, c.ItemId }, "IX_Cases_QueueOfAll").HasFilter("\"QueueAt\" IS NOT NULL");
            row.HasIndex(c => new { c.HandlerId, c.DepartmentId, c.QueueAt, c.Id, c.ItemId, c.State }, "IX_Cases_QueueOfHandler").HasFilter("\"QueueAt\" IS NOT NULL");
            row.HasIndex(c => new { c.DepartmentId, c.State, c.ListAt, c.Id }, "IX_Cases_List").HasFilter("\"ListAt\" IS NOT NULL");
            row.HasIndex(c => new { c.State, c.ListAt, c.Id }, "IX_Cases_ListOfAll").HasFilter("\"ListAt\" IS NOT NULL");
            row.HasIndex(c => c.Running);
            row.HasIndex(c => c.DecidedAt);
            // One draft per person, item and subject: two taps, two tabs or two phones meet in the same draft.
            row.HasIndex(c => new { c.TalentId, c.ItemId, c.Subject }, "IX_Cases_OneDraft").IsUnique().HasFilter("\"State\" = 'Draft'");
            row.HasOne(c => c.Talent).WithMany().HasForeignKey(c => c.TalentId);
            row.HasOne(c => c.ItemVersion).WithMany().HasForeignKey(c => c.ItemVersionId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.Department).WithMany().HasForeignKey(c => c.DepartmentId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.Handler).WithMany().HasForeignKey(c => c.HandlerId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.FamilyMember).WithMany().HasForeignKey(c => c.FamilyMemberId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(c => c.Children).WithOne().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.CaseId);
            row.HasMany(c => c.Pauses).WithOne().HasForeignKey(p => p.CaseId);
            row.HasMany(c => c.CompletionRequests).WithOne().HasForeignKey(r => r.CaseId);
            row.HasMany(c => c.Deferrals).WithOne().HasForeignKey(d => d.CaseId);
            row.HasMany(c => c.Pledges).WithOne().HasForeignKey(p => p.CaseId);
            row.HasMany(c => c.DueDates).WithOne().HasForeignKey(d => d.CaseId);
            row.HasMany(c => c.Notices).WithOne().HasForeignKey(n => n.CaseId);
            // Without the empty ones: counting them, a database thinks that a family has a hundred thousand members and reads every case.
            row.HasIndex(c => c.ParentId).HasFilter("\"ParentId\" IS NOT NULL");
            row.HasIndex(c => c.FamilyMemberId).HasFilter("\"FamilyMemberId\" IS NOT NULL");
            row.HasIndex(c => c.BasketId).HasFilter("\"BasketId\" IS NOT NULL");
            row.HasIndex(c => c.RoundId).HasFilter("\"RoundId\" IS NOT NULL");
            row.HasIndex(c => new { c.State, c.CompletionDueAt });
            row.HasIndex(c => c.WarnAt);
            row.HasIndex(c => new { c.State, c.EndedAt });
        });
        builder.Entity<CaseCard>(row =>
        {
            row.Versioned();
            row.HasOne(c => c.Case).WithMany().HasForeignKey(c => c.CaseId);
            row.HasIndex(c => new { c.CaseId, c.Kind, c.About }).IsUnique();
            row.HasIndex(c => new { c.DepartmentId, c.IssuedAt });
            row.HasIndex(c => c.IssuedAt);
            row.Property(c => c.PublicReason).HasMaxLength(1000);
            row.Property(c => c.CancelReason).HasMaxLength(1000);
        });
        builder.Entity<CasePause>(row =>
        {
            row.Ignore(p => p.Name).Ignore(p => p.Basis).Ignore(p => p.StandsUntil);
            row.HasIndex(p => new { p.EndAt, p.CapAt });
            row.Property(p => p.Result).HasMaxLength(2000);
        });
        builder.Entity<CompletionRequest>(row =>
        {
            row.HasIndex(r => new { r.CaseId, r.Round }).IsUnique();
            row.Property(r => r.Points).AsJson();
            row.Property(r => r.Answer).HasMaxLength(2000);
        });
        builder.Entity<CaseDeferral>(row =>
        {
            row.Ignore(d => d.Name);
            row.HasIndex(d => new { d.CaseId, d.Code }).IsUnique();
            row.HasIndex(d => new { d.SuppliedAt, d.DueAt });
        });
        builder.Entity<CasePledge>(row =>
        {
            row.Ignore(p => p.Name).Ignore(p => p.Statement);
            row.HasIndex(p => new { p.CaseId, p.Code }).IsUnique();
            row.HasIndex(p => new { p.TalentId, p.Held });
            row.Property(p => p.Finding).HasMaxLength(2000);
        });
        builder.Entity<DueDateChange>(row =>
        {
            row.Ignore(d => d.Why).Ignore(d => d.By);
            row.HasIndex(d => new { d.CaseId, d.Sequence }).IsUnique();
        });
        builder.Entity<CaseNotice>(row =>
        {
            row.HasIndex(n => n.Number).IsUnique();
            row.Property(n => n.Lines).AsJson();
        });
        builder.Entity<CaseEvent>(row =>
        {
            row.HasIndex(e => new { e.CaseId, e.Sequence }).IsUnique();
            row.Property(e => e.Note).HasMaxLength(2000);
        });
        HandlingMapping.Map(builder);
    }
}
