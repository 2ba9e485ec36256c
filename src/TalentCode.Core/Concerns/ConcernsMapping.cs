using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Concerns;

internal static class ConcernsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Concern>(row =>
        {
            row.Versioned();
            row.HasIndex(c => c.Key).IsUnique();
            row.HasIndex(c => c.Number).IsUnique();
            row.HasIndex(c => new { c.TalentId, c.FiledAt });
            row.HasIndex(c => c.WarnAt);
            row.HasIndex(c => new { c.Desk, c.NextDueAt });
            row.HasOne(c => c.Talent).WithMany().HasForeignKey(c => c.TalentId);
            row.HasOne(c => c.Department).WithMany().HasForeignKey(c => c.DepartmentId);
            row.HasMany(c => c.Persons).WithOne().HasForeignKey(p => p.ConcernId);
            row.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.ConcernId);
            row.Property(c => c.Text).HasMaxLength(ConcernRules.LongestText);
            row.Property(c => c.Answer).HasMaxLength(ConcernRules.LongestText);
        });
        builder.Entity<ConcernPerson>().HasKey(p => new { p.ConcernId, p.StaffId });
        builder.Entity<ConcernEvent>(row =>
        {
            row.HasIndex(e => new { e.ConcernId, e.Sequence }).IsUnique();
            row.Property(e => e.Note).HasMaxLength(ConcernRules.LongestText);
        });
    }
}
