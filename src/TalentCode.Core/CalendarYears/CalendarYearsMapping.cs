using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.CalendarYears;

internal static class CalendarYearsMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<CalendarImport>(row =>
    {
        row.Versioned();
        row.Ignore(i => i.By).Ignore(i => i.Why);
        row.Property(i => i.Text).HasMaxLength(-1);
        row.HasIndex(i => new { i.Year, i.Sequence }).IsUnique();
        row.HasIndex(i => i.SettledAt);
    });
}
