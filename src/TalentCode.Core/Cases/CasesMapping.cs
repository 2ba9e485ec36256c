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
            row.Property(c => c.Answers).AsJson();
            row.Property(c => c.DecisionReason).HasMaxLength(2000);
            row.HasIndex(c => c.Number).IsUnique();
            row.HasIndex(c => new { c.TalentId, c.State });
            row.HasIndex(c => new { c.DepartmentId, c.State, c.PromisedDueAt });
            row.HasIndex(c => new { c.State, c.AcceptanceDueAt });
            row.HasIndex(c => new { c.State, c.PromisedDueAt });
            // One draft per person, item and subject: two taps, two tabs or two phones meet in the same draft.
            row.HasIndex(c => new { c.TalentId, c.ItemId, c.Subject }, "IX_Cases_OneDraft").IsUnique().HasFilter("\"State\" = 'Draft'");
            row.HasOne(c => c.Talent).WithMany().HasForeignKey(c => c.TalentId);
            row.HasOne(c => c.ItemVersion).WithMany().HasForeignKey(c => c.ItemVersionId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.Department).WithMany().HasForeignKey(c => c.DepartmentId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.Handler).WithMany().HasForeignKey(c => c.HandlerId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(c => c.FamilyMember).WithMany().HasForeignKey(c => c.FamilyMemberId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(c => c.Children).WithOne().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.CaseId);
        });
        builder.Entity<CaseEvent>(row =>
        {
            row.HasIndex(e => new { e.CaseId, e.Sequence }).IsUnique();
            row.Property(e => e.Note).HasMaxLength(2000);
        });
    }
}
