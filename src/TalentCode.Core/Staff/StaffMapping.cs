using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Staff;

internal static class StaffMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<StaffMember>(staff =>
        {
            staff.ToTable("Staff");
            staff.HasMany(s => s.Roles).WithOne().HasForeignKey(r => r.StaffId);
            staff.HasIndex(s => s.DepartmentId);
        });
        builder.Entity<Department>(row =>
        {
            row.Property(d => d.CourtZh).HasMaxLength(100);
            row.Property(d => d.CourtEn).HasMaxLength(200);
        });
        builder.Entity<StaffRoleRow>().HasKey(r => new { r.StaffId, r.Role });
        builder.Entity<HallWindow>().HasOne(w => w.Hall).WithMany(h => h.Windows).HasForeignKey(w => w.HallId);
    }
}
