using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data;

/// <summary>The working calendar in force, read from the holidays table and kept for a minute.</summary>
public sealed class Calendars(Store store, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    // One reference, so that readers on other threads see all of it or nothing.
    private sealed record Read(WorkingCalendar Calendar, DateTime At);

    private Read? _current;

    public async ValueTask<WorkingCalendar> CurrentAsync()
    {
        if (_current is { } known && clock.UtcNow - known.At < Kept && clock.UtcNow >= known.At) return known.Calendar;
        var holidays = await store.ReadAsync(db => db.Holidays.ToListAsync());
        var calendar = new WorkingCalendar(holidays);
        _current = new(calendar, clock.UtcNow);
        return calendar;
    }

    /// <summary>A notice was published here: the next question reads the table. Other servers follow within the minute.</summary>
    public void Forget() => _current = null;
}
