namespace TalentCode.Core.Time;

/// <summary>A stretch of time a limit does not count: from the instant it begins until it ends or was to end at the latest.</summary>
/// <param name="FromUtc">UTC instant; its day still counts, as the first day of a limit does not.</param>
/// <param name="UntilUtc">UTC instant, not before <paramref name="FromUtc"/>; its day is the last that does not count.</param>
/// <param name="Name">What it is called where a date is explained.</param>
public readonly record struct Standstill(DateTime FromUtc, DateTime UntilUtc, LocalText Name)
{
    /// <summary>Working days of it that a limit would count: later than the limit's first day, up to and including a day.</summary>
    internal int WorkingDaysUpTo(DateOnly first, DateOnly day, WorkingCalendar calendar, CityClock clock)
    {
        var (from, until) = Within(first, day, clock);
        return until <= from ? 0 : calendar.WorkingDays(from, until);
    }

    /// <summary>The same in days of the calendar.</summary>
    internal int CalendarDaysUpTo(DateOnly first, DateOnly day, CityClock clock)
    {
        var (from, until) = Within(first, day, clock);
        return until <= from ? 0 : until.DayNumber - from.DayNumber;
    }

    private (DateOnly From, DateOnly Until) Within(DateOnly first, DateOnly day, CityClock clock)
    {
        var (from, until) = Days(clock);
        return (from < first ? first : from, until < day ? until : day);
    }

    // An instant at midnight belongs to the day that ends: so two stretches that touch count like one.
    private (DateOnly From, DateOnly Until) Days(CityClock clock)
    {
        var from = clock.DateOf(FromUtc.AddTicks(-1));
        var until = clock.DateOf(UntilUtc.AddTicks(-1));
        return (from, until < from ? from : until);
    }
}
