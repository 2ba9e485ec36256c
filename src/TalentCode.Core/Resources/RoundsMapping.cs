using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

internal static class RoundsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Round>(row =>
        {
            row.ToTable("Rounds");
            row.Versioned();
            row.Ignore(r => r.Name);
            row.Property(r => r.Criteria).AsJson();
            row.HasIndex(r => new { r.ItemId, r.ClosesAt });
            row.HasIndex(r => new { r.State, r.ClosesAt });
            row.HasMany(r => r.Options).WithOne().HasForeignKey(o => o.RoundId);
            row.HasMany<ServiceCase>().WithOne().HasForeignKey(c => c.RoundId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<RoundOption>(row =>
        {
            row.ToTable("RoundOptions", table => table.HasCheckConstraint("CK_RoundOptions_Taken", "\"Taken\" >= 0 AND \"Taken\" <= \"Capacity\""));
            row.Ignore(o => o.Name);
            row.HasIndex(o => new { o.RoundId, o.Code }).IsUnique();
        });
        builder.Entity<RoundRun>(row =>
        {
            row.ToTable("RoundRuns");
            row.Ignore(r => r.By);
            row.HasOne<Round>().WithMany().HasForeignKey(r => r.RoundId);
            row.HasIndex(r => new { r.RoundId, r.Number }).IsUnique();
        });
        builder.Entity<RoundEntry>(row =>
        {
            row.ToTable("RoundEntries");
            row.Ignore(e => e.Reason);
            row.Property(e => e.Wishes).AsJson();
            row.Property(e => e.ReasonZh).HasMaxLength(2000);
            row.Property(e => e.ReasonEn).HasMaxLength(2000);
            row.HasOne<RoundRun>().WithMany().HasForeignKey(e => e.RunId);
            row.HasIndex(e => new { e.RunId, e.CaseId }).IsUnique();
            row.HasIndex(e => new { e.RunId, e.Order }).IsUnique();
            row.HasIndex(e => e.CaseId);
        });
        builder.Entity<RoundPlace>(row =>
        {
            row.ToTable("RoundPlaces");
            row.HasOne(p => p.Option).WithMany().HasForeignKey(p => p.OptionId).OnDelete(DeleteBehavior.Restrict);
            row.Ignore(p => p.Reason);
            row.Property(p => p.ReasonZh).HasMaxLength(500);
            row.Property(p => p.ReasonEn).HasMaxLength(500);
            // One place a case, whoever decides, however often.
            row.HasIndex(p => p.CaseId).IsUnique();
        });
        builder.Entity<RoundStall>(row =>
        {
            row.ToTable("RoundStalls");
            row.Ignore(s => s.Reason);
            row.Property(s => s.ReasonZh).HasMaxLength(1000);
            row.Property(s => s.ReasonEn).HasMaxLength(1000);
            row.HasOne<Round>().WithMany().HasForeignKey(s => s.RoundId);
            row.HasOne<ServiceCase>().WithMany().HasForeignKey(s => s.CaseId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(s => s.CaseId).IsUnique();
        });
    }
}
