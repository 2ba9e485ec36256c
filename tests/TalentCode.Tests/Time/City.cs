using Microsoft.Extensions.Time.Testing;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

/// <summary>The delivered calendar and a clock in the city's zone that stands still.</summary>
internal static class City
{
    public static WorkingCalendar Calendar { get; } = new(HolidayData.Read());

    public static CityClock Clock { get; } = ClockAt(new DateTime(2026, 9, 18, 2, 15, 0, DateTimeKind.Utc));

    public static CityClock ClockAt(DateTime utc) => new(new FakeTimeProvider(new DateTimeOffset(utc)), CityClock.China);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A wall time in the city, as a UTC instant.</summary>
    public static DateTime At(string day, int hour = 10, int minute = 15) => Clock.At(Day(day), new TimeOnly(hour, minute));

    public static DueDate Due(string start, int length, TermUnit unit, int hour = 10) =>
        DueDates.Calculate(At(start, hour), new Term(length, unit), Calendar, Clock);
}
