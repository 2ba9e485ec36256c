using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Scans;

namespace TalentCode.Core.Ratings;

internal static class RatingsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Rating>(row =>
        {
            row.Versioned();
            row.Property(r => r.Reasons).AsJson();
            row.Property(r => r.Comment).HasMaxLength(RatingRules.LongestComment);
            row.HasIndex(r => r.Key).IsUnique();
            row.HasIndex(r => r.CaseId);
            row.HasIndex(r => new { r.TalentId, r.InvitedAt });
            row.HasIndex(r => new { r.Status, r.RemindAt });
            row.HasIndex(r => new { r.Status, r.ClosesAt });
            row.HasIndex(r => new { r.DepartmentId, r.Status, r.RatedAt });
            row.HasOne(r => r.Talent).WithMany().HasForeignKey(r => r.TalentId);
            row.HasOne(r => r.Case).WithMany().HasForeignKey(r => r.CaseId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(r => r.Department).WithMany().HasForeignKey(r => r.DepartmentId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(r => r.Hall).WithMany().HasForeignKey(r => r.HallId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(r => r.Persons).WithOne().HasForeignKey(p => p.RatingId);
            row.HasMany(r => r.Events).WithOne().HasForeignKey(e => e.RatingId);
            row.HasOne(r => r.Task).WithOne(t => t.Rating).HasForeignKey<RatingTask>(t => t.RatingId);
            row.HasOne(r => r.Review).WithOne().HasForeignKey<RatingReview>(v => v.RatingId);
        });
        builder.Entity<RatedPerson>().HasKey(p => new { p.RatingId, p.StaffId });
        builder.Entity<RatingVisit>(visit =>
        {
            visit.HasKey(v => v.GrantId);
            visit.HasOne<Rating>().WithMany().HasForeignKey(v => v.RatingId);
        });
        builder.Entity<RatingEvent>(row =>
        {
            row.HasIndex(e => new { e.RatingId, e.Sequence }).IsUnique();
            row.Property(e => e.Reasons).AsJson();
            row.Property(e => e.Note).HasMaxLength(RatingRules.LongestNote);
        });
        builder.Entity<RatingTask>(row =>
        {
            row.Versioned();
            row.HasIndex(t => new { t.State, t.NextDueAt });
            row.HasIndex(t => t.WarnAt);
            foreach (var text in new[] { nameof(RatingTask.ContactNote), nameof(RatingTask.Finding), nameof(RatingTask.Measure), nameof(RatingTask.CallBackNote), nameof(RatingTask.ComplexReason), nameof(RatingTask.SecondComment) })
                row.Property(text).HasMaxLength(RatingRules.LongestNote);
        });
        builder.Entity<RatingReview>(row =>
        {
            row.Versioned();
            foreach (var text in new[] { nameof(RatingReview.AskedReason), nameof(RatingReview.Reason), nameof(RatingReview.Objection), nameof(RatingReview.ObjectionReason) })
                row.Property(text).HasMaxLength(RatingRules.LongestNote);
        });
        // What the sweep asks for: matters that ended lately.
        builder.Entity<ServiceCase>().HasIndex(c => new { c.State, c.EndedAt });
        builder.Entity<AccessGrant>().HasIndex(g => g.At);
    }
}
