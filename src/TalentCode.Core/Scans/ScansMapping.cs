using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Scans;

internal static class ScansMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<UsedCode>(used =>
        {
            used.HasKey(u => new { u.Sub, u.Cti });
            used.HasIndex(u => u.At);
        });
        builder.Entity<AccessGrant>(grant =>
        {
            grant.HasIndex(g => new { g.TalentId, g.At });
            grant.HasIndex(g => new { g.StaffId, g.Until });
            grant.HasOne(g => g.Talent).WithMany().HasForeignKey(g => g.TalentId);
            grant.HasOne(g => g.Window).WithMany().HasForeignKey(g => g.WindowId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<ScanEvent>(scan =>
        {
            scan.HasIndex(s => s.At);
            scan.HasIndex(s => new { s.TalentId, s.At });
        });
        builder.Entity<AccessEntry>().HasIndex(a => new { a.TalentId, a.At });
        builder.Entity<WindowVisit>(visit =>
        {
            visit.Versioned();
            visit.HasIndex(v => new { v.WindowId, v.At });
            visit.HasIndex(v => new { v.TalentId, v.At });
            visit.HasOne(v => v.Talent).WithMany().HasForeignKey(v => v.TalentId);
            visit.HasOne(v => v.Window).WithMany().HasForeignKey(v => v.WindowId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
