using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <summary>How the holiday table looks with a notice in it, beside how it looks now. Pure; rows of other notices are not touched.</summary>
public sealed class HolidayRows
{
    private readonly Dictionary<DateOnly, Holiday> _stored;
    private readonly Dictionary<DateOnly, Holiday> _wanted;
    private readonly HashSet<DateOnly> _going;

    /// <param name="stored">The whole table.</param>
    /// <exception cref="RefusedException">The notice of a neighbouring year says otherwise of the same day.</exception>
    public HolidayRows(IReadOnlyCollection<Holiday> stored, HolidayNotice notice)
    {
        _stored = stored.ToDictionary(h => h.Date);
        var named = notice.Days.Select(d => d.Day).ToHashSet();
        _going = [.. stored.Where(h => h.NoticeYear == notice.Year || (h.Status == HolidayStatus.Provisional && (h.Date.Year == notice.Year || named.Contains(h.Date)))).Select(h => h.Date)];
        foreach (var day in notice.Days)
            if (!_going.Contains(day.Day) && _stored.TryGetValue(day.Day, out var other) && other.Off != day.Off)
                throw new RefusedException("other-notice",
                    $"{DayText.Of(day.Day, withYear: true).Zh}在{other.NoticeYear}年的放假安排里是{(other.Off ? "放假" : "上班")},这份文件写的相反。日历没有改动,请先核对两份通知。",
                    $"The notice for {other.NoticeYear} says {DayText.Of(day.Day, withYear: true).En} is {(other.Off ? "off" : "worked")}; this file says the opposite. The calendar was not changed; compare the two notices first.");
        // A day two notices agree on stays with the one that named it first.
        _wanted = notice.Rows().Where(h => _going.Contains(h.Date) || !_stored.ContainsKey(h.Date)).ToDictionary(h => h.Date);
    }

    /// <summary>Days that leave the table, come into it or mean something else than before.</summary>
    public int Changed => _going.Count(d => !_wanted.ContainsKey(d)) + _wanted.Values.Count(h => !_stored.TryGetValue(h.Date, out var old) || !Same(old, h));

    /// <summary>The table as it will be.</summary>
    public IEnumerable<Holiday> After() => _stored.Values.Where(h => !_going.Contains(h.Date)).Concat(_wanted.Values);

    /// <summary>Rows to remove, rows to add, and rows that stay with other content.</summary>
    public (List<Holiday> Remove, List<Holiday> Add) Apply()
    {
        foreach (var row in _wanted.Values)
            if (_stored.TryGetValue(row.Date, out var old))
                (old.Name, old.Off, old.Status, old.NoticeYear) = (row.Name, row.Off, row.Status, row.NoticeYear);
        return ([.. _going.Where(d => !_wanted.ContainsKey(d)).Select(d => _stored[d])], [.. _wanted.Values.Where(h => !_stored.ContainsKey(h.Date))]);
    }

    private static bool Same(Holiday a, Holiday b) => (a.Name, a.Off, a.Status, a.NoticeYear) == (b.Name, b.Off, b.Status, b.NoticeYear);
}
