using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;

namespace TalentCode.Core.Stewardship;

internal static class StewardshipMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<CareAssignment>(row =>
        {
            row.Versioned();
            row.HasOne<Talent>().WithMany().HasForeignKey(a => a.TalentId);
            row.HasIndex(a => new { a.TalentId, a.Kind }, "IX_CareAssignments_Lasting").IsUnique().HasFilter("\"Until\" IS NULL");
            row.HasIndex(a => a.TalentId);
            row.HasIndex(a => a.StaffId);
        });
        builder.Entity<StandIn>(row =>
        {
            row.Versioned();
            row.HasIndex(s => new { s.ById, s.Until });
            row.HasIndex(s => new { s.ForId, s.Until });
        });
        builder.Entity<StewardProfile>().HasKey(p => p.StaffId);
        builder.Entity<CareContact>(row =>
        {
            row.Property(c => c.Note).HasMaxLength(CareRules.LongestNote);
            row.HasOne<Talent>().WithMany().HasForeignKey(c => c.TalentId);
            row.HasIndex(c => new { c.TalentId, c.At });
            row.HasIndex(c => c.CallBackOn, "IX_CareContacts_CallBack").HasFilter("\"CallBackOn\" IS NOT NULL AND \"CallBackKeptAt\" IS NULL");
        });
        builder.Entity<Mandate>(row =>
        {
            row.Versioned();
            row.HasOne<Talent>().WithMany().HasForeignKey(m => m.TalentId);
            // One in force for each person and item: a new one replaces it.
            row.HasIndex(m => new { m.TalentId, m.ItemId }, "IX_Mandates_Lasting").IsUnique().HasFilter("\"EndedAt\" IS NULL");
            row.HasIndex(m => m.StewardId);
        });
    }
}
