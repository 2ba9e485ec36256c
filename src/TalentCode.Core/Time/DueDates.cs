namespace TalentCode.Core.Time;

/// <summary>
/// When a limit ends. Pure: the same question always has the same answer for the same calendar. Days are the city's;
/// the first day does not count (民法典 201), the last one lasts until 24:00 (民法典 203). That is the rule for filings
/// by wire; whoever must come to a window looks at <see cref="CityClock.ClosingTime"/> of the day as well.
/// </summary>
/// <remarks>
/// A limit in calendar days whose last day is part of a public holiday moves to the day after it (民法典 203).
/// A plain weekend does not move it: that is the narrow reading of the article, and the earlier of the two dates.
/// Should a wider one be confirmed, <see cref="WorkingCalendar.IsInHolidayBlock"/> is the only place to change.
/// </remarks>
public static class DueDates
{
    /// <summary>The end of a limit that runs from <paramref name="startUtc"/>: the event the item's rule names (received, accepted …).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative term, or a date the calendar does not know.</exception>
    public static DueDate Calculate(DateTime startUtc, Term term, WorkingCalendar calendar, CityClock clock) => Calculate(startUtc, term, [], calendar, clock);

    /// <summary>The same, with stretches the limit does not count (特别程序). Each clock takes them off in its own unit.</summary>
    /// <param name="stops">They must not overlap; what lies before the start or after the end takes nothing off.</param>
    /// <exception cref="ArgumentException">Two stretches overlap, or one ends before it begins.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative term, or a date the calendar does not know.</exception>
    public static DueDate Calculate(DateTime startUtc, Term term, IReadOnlyCollection<Standstill> stops, WorkingCalendar calendar, CityClock clock)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(stops);
        ArgumentOutOfRangeException.ThrowIfNegative(term.Length, nameof(term));
        var ordered = InOrder(stops, startUtc);
        return term.Unit switch
        {
            TermUnit.WorkingDay => InWorkingDays(startUtc, term.Length, ordered, calendar, clock),
            TermUnit.CalendarDay => InCalendarDays(startUtc, term.Length, ordered, calendar, clock),
            TermUnit.Hour => InHours(startUtc, term.Length, ordered, clock),
            _ => throw new ArgumentOutOfRangeException(nameof(term)),
        };
    }

    /// <summary>How much of a limit in working days is used up: WD(start, now] less what does not count.</summary>
    public static int WorkingDaysUsed(DateTime startUtc, IReadOnlyCollection<Standstill> stops, DateTime nowUtc, WorkingCalendar calendar, CityClock clock)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(clock);
        var (start, today) = (clock.DateOf(startUtc), clock.DateOf(nowUtc));
        return calendar.WorkingDays(start, today) - InOrder(stops, startUtc).Sum(s => s.WorkingDaysUpTo(start, today, calendar, clock));
    }

    private static List<Standstill> InOrder(IReadOnlyCollection<Standstill> stops, DateTime startUtc)
    {
        if (stops.Any(s => s.UntilUtc < s.FromUtc)) throw new ArgumentException("A stretch ends before it begins.", nameof(stops));
        var ordered = stops.OrderBy(s => s.FromUtc).ThenBy(s => s.UntilUtc).ToList();
        for (var i = 1; i < ordered.Count; i++)
            if (ordered[i].FromUtc < ordered[i - 1].UntilUtc)
                throw new ArgumentException("Stretches that do not count must not overlap.", nameof(stops));
        return [.. ordered.Where(s => s.UntilUtc > startUtc).Select(s => s.FromUtc < startUtc ? s with { FromUtc = startUtc } : s)];
    }

    /// <summary>
    /// How much is left, in the limit's own unit, whole units only: after today up to the last day, or full hours.
    /// Zero on the last day; negative once as many whole units have passed. Zero alone does not say whether the limit
    /// is still open (an overdue Friday shows zero on Saturday): compare the instants for that.
    /// <paramref name="dueUtc"/> is <see cref="DueDate.AtUtc"/>.
    /// </summary>
    public static int Remaining(DateTime dueUtc, TermUnit unit, DateTime nowUtc, WorkingCalendar calendar, CityClock clock)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(clock);
        var left = CityClock.AsUtc(dueUtc) - CityClock.AsUtc(nowUtc);
        if (unit == TermUnit.Hour)
            return (int)Math.Truncate(left.TotalHours);
        var (today, last) = (clock.DateOf(nowUtc), LastDay(dueUtc, clock));
        return unit == TermUnit.WorkingDay ? calendar.WorkingDays(today, last) : last.DayNumber - today.DayNumber;
    }

    /// <summary>The same for people: 还剩 3 个工作日, 今天 24:00 到期, 已超期 2 个工作日.</summary>
    public static LocalText LeftInWords(DateTime dueUtc, TermUnit unit, DateTime nowUtc, WorkingCalendar calendar, CityClock clock)
    {
        var left = Remaining(dueUtc, unit, nowUtc, calendar, clock);
        var over = CityClock.AsUtc(nowUtc) >= CityClock.AsUtc(dueUtc);
        if (left != 0)
            return DueDateWords.Left(new Term(Math.Abs(left), unit), over);
        if (over)
            return new("期限已过", "The time limit has passed");
        if (unit == TermUnit.Hour)
            return new("还剩不到 1 小时", "Less than an hour left");
        var last = LastDay(dueUtc, clock);
        return last == clock.DateOf(nowUtc)
            ? new("今天 24:00 到期", "Due by midnight tonight")
            : new($"{DayText.Of(last).Zh}到期", $"Due on {DayText.Of(last).En}");
    }

    private static DueDate InWorkingDays(DateTime startUtc, int days, List<Standstill> stops, WorkingCalendar calendar, CityClock clock)
    {
        var start = clock.DateOf(startUtc);
        // "The same day" asked for on a day off means the next day on which somebody is there.
        var due = days == 0 ? calendar.OnOrAfterWorkingDay(start) : calendar.AddWorkingDays(start, days);
        var (whole, off) = (calendar.WorkingDays(start, due), 0);
        var words = DueDateWords.WorkingDays(start, days, due, calendar);
        // What stands still within the limit makes it longer, and a longer limit may reach into the next standstill.
        for (var more = Off(); more != off; more = Off())
            due = calendar.AddWorkingDays(start, whole + (off = more));
        if (off > 0) words = DueDateWords.Paused(start, new(days, TermUnit.WorkingDay), new(off, TermUnit.WorkingDay), Names(stops, due, clock), due);
        return Ending(due, UnpublishedYears(start, due, calendar), words, clock);

        int Off() => stops.Sum(s => s.WorkingDaysUpTo(start, due, calendar, clock));
    }

    private static DueDate InCalendarDays(DateTime startUtc, int days, List<Standstill> stops, WorkingCalendar calendar, CityClock clock)
    {
        var start = clock.DateOf(startUtc);
        var last = start.AddDays(days);
        var off = 0;
        for (var more = Off(); more != off; more = Off())
            last = start.AddDays(days + (off = more));
        var due = calendar.IsInHolidayBlock(last) ? calendar.OnOrAfterWorkingDay(last) : last;
        var words = off > 0
            ? DueDateWords.Paused(start, new(days, TermUnit.CalendarDay), new(off, TermUnit.CalendarDay), Names(stops, last, clock), due)
            : DueDateWords.CalendarDays(start, days, due, calendar);
        // What lies between does not matter to a count of all days: only the last day can turn out to be a holiday.
        return Ending(due, UnpublishedYears(last, due, calendar), words, clock);

        int Off() => stops.Sum(s => s.CalendarDaysUpTo(start, last, clock));
    }

    private static DueDate InHours(DateTime startUtc, int hours, List<Standstill> stops, CityClock clock)
    {
        var due = CityClock.AsUtc(startUtc).AddHours(hours);
        foreach (var stop in stops)
            if (stop.FromUtc < due) due += stop.UntilUtc - stop.FromUtc;
        return new(due, clock.DateOf(due), false, DueDateWords.Hours(clock.ToCity(startUtc), hours, clock.ToCity(due)));
    }

    private static List<LocalText> Names(List<Standstill> stops, DateOnly due, CityClock clock) =>
        [.. stops.Where(s => clock.DateOf(s.FromUtc) < due).Select(s => s.Name).Distinct()];

    private static DueDate Ending(DateOnly due, List<int> unpublished, LocalText words, CityClock clock) =>
        new(clock.EndOf(due), due, unpublished.Count > 0, DueDateWords.WithProvision(words, unpublished));

    private static List<int> UnpublishedYears(DateOnly from, DateOnly to, WorkingCalendar calendar) =>
        [.. Enumerable.Range(from.Year, to.Year - from.Year + 1).Where(y => calendar.IsProvisional(new DateOnly(y, 1, 1)))];

    private static DateOnly LastDay(DateTime dueUtc, CityClock clock) => clock.DateOf(dueUtc.AddTicks(-1));
}
