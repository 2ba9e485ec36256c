using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Workbench;

internal static class WorkbenchMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<WorkSnooze>(row =>
        {
            row.HasKey(s => new { s.StewardId, s.Key });
            row.Property(s => s.Key).HasMaxLength(120);
        });
        builder.Entity<CalendarFeedAddress>().HasKey(f => f.StaffId);
    }
}
