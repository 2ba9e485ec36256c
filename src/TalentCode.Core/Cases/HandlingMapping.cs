using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>Tables of reasons, opinions, objections, undoings and notes, and the columns the week's board counts by.</summary>
internal static class HandlingMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ServiceCase>(row =>
        {
            row.Ignore(c => c.HasOpenOpinions).Ignore(c => c.HasUndoings);
            row.HasMany(c => c.Opinions).WithOne(o => o.Case).HasForeignKey(o => o.CaseId);
            row.HasMany(c => c.Objections).WithOne(o => o.Case).HasForeignKey(o => o.CaseId);
            row.HasMany(c => c.Undoings).WithOne().HasForeignKey(u => u.CaseId);
            // Everything the week's board counts stands in this index, of open applications only: a tenth of the table.
            row.HasIndex(c => new { c.DepartmentId, c.State, c.NextDueAt, c.YellowAt, c.OuterDueAt }, "IX_Cases_OpenWork")
                .HasFilter("\"ParentId\" IS NULL AND \"EndedAt\" IS NULL AND \"SubmittedAt\" IS NOT NULL");
        });
        builder.Entity<CaseEvent>().Property(e => e.Reasons!).AsJson().IsRequired(false);
        builder.Entity<CaseCard>().HasIndex(c => new { c.DepartmentId, c.Light }, "IX_Cards_Unexplained").HasFilter("\"ExplainedAt\" IS NULL AND \"CancelledAt\" IS NULL");
        builder.Entity<CaseOpinion>(row =>
        {
            row.ToTable("CaseOpinions");
            row.Ignore(o => o.IsOpen).Ignore(o => o.By);
            row.Property(o => o.Question).HasMaxLength(1000);
            row.Property(o => o.Answer).HasMaxLength(1000);
            row.Property(o => o.Shows).AsJson();
            row.HasOne(o => o.Department).WithMany().HasForeignKey(o => o.DepartmentId).OnDelete(DeleteBehavior.Restrict);
            // One open question per department and case, whoever asks at the same moment.
            row.HasIndex(o => new { o.CaseId, o.DepartmentId }, "IX_CaseOpinions_OneOpen").IsUnique().HasFilter("\"ClosedAt\" IS NULL");
            row.HasIndex(o => o.CaseId, "IX_CaseOpinions_Case");
            row.HasIndex(o => new { o.DepartmentId, o.ClosedAt, o.DueAt });
            row.HasIndex(o => o.RemindAt);
        });
        builder.Entity<CaseObjection>(row =>
        {
            row.ToTable("CaseObjections");
            row.Property(o => o.Text).HasMaxLength(1000);
            row.Property(o => o.Answer).HasMaxLength(1000);
            row.HasIndex(o => o.CaseId, "IX_CaseObjections_OneOpen").IsUnique().HasFilter("\"AnsweredAt\" IS NULL");
            row.HasIndex(o => o.CaseId, "IX_CaseObjections_Case");
            row.HasIndex(o => new { o.AnsweredAt, o.DueAt });
            row.HasIndex(o => o.RemindAt);
        });
        builder.Entity<CaseUndoing>(row =>
        {
            row.ToTable("CaseUndoings");
            row.Ignore(u => u.What);
            row.Property(u => u.How).HasMaxLength(1000);
            row.HasIndex(u => u.CaseId);
        });
        builder.Entity<CaseNote>(row =>
        {
            row.ToTable("CaseNotes");
            row.Ignore(n => n.Author);
            row.Property(n => n.Text).HasMaxLength(1000);
            row.HasOne<ServiceCase>().WithMany().HasForeignKey(n => n.CaseId);
            row.HasIndex(n => new { n.CaseId, n.At });
        });
    }
}
