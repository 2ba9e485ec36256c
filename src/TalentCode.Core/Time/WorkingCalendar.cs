namespace TalentCode.Core.Time;

/// <summary>A named day of the calendar: off, or a make-up working day.</summary>
public readonly record struct NamedDay(DateOnly Day, string Name, bool Off);

/// <summary>
/// Which days the city works. Immutable; build a new one when the holiday table changes. Knows the days from
/// <see cref="FirstDay"/> to <see cref="LastDay"/>; anything outside throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
/// <remarks>
/// A year counts as published when a published row gives its 1 October off: every yearly notice contains that day,
/// while a notice's make-up days may lie in the neighbouring December. A published year is exactly its published rows;
/// an unpublished one is its provisional rows plus <see cref="StatutoryDays"/>, and its dates are marked provisional.
/// A notice may still change the last days of the December before it; such a date is not marked.
/// </remarks>
public sealed class WorkingCalendar
{
    public static readonly DateOnly FirstDay = new(StatutoryDays.FirstYear, 1, 1);
    public static readonly DateOnly LastDay = new(StatutoryDays.LastYear, 12, 31);

    private readonly SortedDictionary<DateOnly, NamedDay> _named = [];
    private readonly HashSet<int> _published;

    // Both built once, so that every question is a subtraction or a look-up:
    // working days up to and including the i-th day, and the working days themselves in order.
    private readonly int[] _upTo = new int[LastDay.DayNumber - FirstDay.DayNumber + 1];
    private readonly List<DateOnly> _workingDays = [];

    /// <exception cref="ArgumentException">Two rows for one day.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row outside the known range.</exception>
    public WorkingCalendar(IEnumerable<Holiday> holidays)
    {
        var rows = holidays.ToList();
        _published = [.. rows.Where(h => h is { Status: HolidayStatus.Published, Off: true, Date: { Month: 10, Day: 1 } }).Select(h => h.Date.Year)];
        if (rows.DistinctBy(h => h.Date).Count() != rows.Count)
            throw new ArgumentException("A day may appear only once.", nameof(holidays));
        foreach (var row in rows)
        {
            IndexOf(row.Date);
            if (row.Status == HolidayStatus.Published || !_published.Contains(row.Date.Year))
                Add(row);
        }
        for (var year = StatutoryDays.FirstYear; year <= StatutoryDays.LastYear; year++)
            if (!_published.Contains(year))
                foreach (var day in StatutoryDays.Of(year))
                    Add(day);
        Count();
    }

    /// <summary>Monday to Friday unless off; Saturday and Sunday only when made up for a day off.</summary>
    public bool IsWorkingDay(DateOnly day)
    {
        var i = IndexOf(day);
        return _upTo[i] > (i == 0 ? 0 : _upTo[i - 1]);
    }

    /// <summary>True when no published notice for the year of that date is loaded: say 暂定 beside the date.</summary>
    public bool IsProvisional(DateOnly day)
    {
        IndexOf(day);
        return !_published.Contains(day.Year);
    }

    /// <summary>
    /// WD(after, upTo]: working days later than the one and not later than the other.
    /// Negative when <paramref name="upTo"/> lies before <paramref name="after"/>, so that the counts always add up.
    /// </summary>
    public int WorkingDays(DateOnly after, DateOnly upTo) => _upTo[IndexOf(upTo)] - _upTo[IndexOf(after)];

    /// <summary>
    /// The day on which the <paramref name="n"/>-th working day after <paramref name="from"/> falls; the first day is not
    /// counted (民法典 201). Zero gives <paramref name="from"/> itself, working day or not.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or the day lies beyond <see cref="LastDay"/>.</exception>
    public DateOnly AddWorkingDays(DateOnly from, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var before = _upTo[IndexOf(from)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, _workingDays.Count - before);
        return n == 0 ? from : _workingDays[before + n - 1];
    }

    /// <summary>The day itself if people work on it, otherwise the next day on which they do.</summary>
    public DateOnly OnOrAfterWorkingDay(DateOnly day) => IsWorkingDay(day) ? day : AddWorkingDays(day, 1);

    /// <summary>
    /// Whether the day is off because of a public holiday: it, or a day it is joined to by days off, carries a holiday's
    /// name. Notices always count an adjoining weekend to the holiday, so a provisional year is read the same way.
    /// A plain weekend is not a holiday here.
    /// </summary>
    public bool IsInHolidayBlock(DateOnly day) => HolidayAround(day) is not null;

    /// <summary>Chinese name of the holiday the day belongs to, also on its make-up working days; null on an ordinary day.</summary>
    public string? NameOf(DateOnly day)
    {
        IndexOf(day);
        return _named.TryGetValue(day, out var named) ? named.Name : null;
    }

    /// <summary>Days off and make-up days by name, later than the one and not later than the other, in order of date.</summary>
    public IEnumerable<NamedDay> NamedDays(DateOnly after, DateOnly upTo) =>
        _named.Values.Where(d => d.Day > after && d.Day <= upTo);

    /// <summary>Name of the holiday whose days off include this day, or null on a working day and on a plain weekend.</summary>
    internal string? HolidayAround(DateOnly day)
    {
        if (IsWorkingDay(day))
            return null;
        var first = day;
        while (first > FirstDay && !IsWorkingDay(first.AddDays(-1)))
            first = first.AddDays(-1);
        for (var d = first; d <= LastDay && !IsWorkingDay(d); d = d.AddDays(1))
            if (NameOf(d) is { } name)
                return NameOf(day) ?? name;
        return null;
    }

    private void Add(Holiday row) => _named.TryAdd(row.Date, new NamedDay(row.Date, row.Name, row.Off));

    private void Count()
    {
        for (var (i, day) = (0, FirstDay); i < _upTo.Length; i++, day = FirstDay.AddDays(i))
        {
            var off = _named.TryGetValue(day, out var named) ? named.Off : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (!off)
                _workingDays.Add(day);
            _upTo[i] = _workingDays.Count;
        }
    }

    private static int IndexOf(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, FirstDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, LastDay);
        return day.DayNumber - FirstDay.DayNumber;
    }
}
