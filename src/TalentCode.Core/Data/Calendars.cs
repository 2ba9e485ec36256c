using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data;

/// <summary>The working calendar in force, read from the holidays table and kept for a minute.</summary>
public sealed class Calendars(Store store, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private (WorkingCalendar Calendar, DateTime At)? _current;

    public async ValueTask<WorkingCalendar> CurrentAsync()
    {
        if (_current is { } known && clock.UtcNow - known.At < Kept && clock.UtcNow >= known.At) return known.Calendar;
        var holidays = await store.ReadAsync(db => db.Holidays.ToListAsync());
        var calendar = new WorkingCalendar(holidays);
        _current = (calendar, clock.UtcNow);
        return calendar;
    }
}
