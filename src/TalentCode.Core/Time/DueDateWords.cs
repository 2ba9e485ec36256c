namespace TalentCode.Core.Time;

/// <summary>How a due date came about, said so that the reader can follow it on a wall calendar.</summary>
internal static class DueDateWords
{
    // Beyond this many items the reader is served better by a count than by a list.
    private const int LongestList = 4;

    public static LocalText WorkingDays(DateOnly start, int days, DateOnly due, WorkingCalendar calendar)
    {
        if (days == 0)
            return SameDay(start, due, calendar);
        var (from, to) = Ends(start, due);
        var between = Between(start, due, calendar);
        return new(
            $"{from.Zh}起算,首日不计,第{days}个工作日是{to.Zh}{between.Zh}",
            $"Counted from {from.En}, first day not included: {Ordinal(days)} working day is {to.En}{between.En}");
    }

    public static LocalText CalendarDays(DateOnly start, int days, DateOnly due, WorkingCalendar calendar)
    {
        if (days == 0)
            return SameDay(start, due, calendar);
        var last = start.AddDays(days);
        var (from, to) = Ends(start, last);
        var moved = last == due ? default : Moved(last, due, calendar);
        return new(
            $"{from.Zh}起算,首日不计,第{days}日是{to.Zh}{moved.Zh}",
            $"Counted from {from.En}, first day not included: {Ordinal(days)} day is {to.En}{moved.En}");
    }

    /// <summary>A limit part of which did not count: what was counted, what was not and why.</summary>
    public static LocalText Paused(DateOnly start, Term term, Term off, List<LocalText> why, DateOnly due)
    {
        var (from, to) = Ends(start, due);
        var (length, paused) = (term.InWords(), off.InWords());
        return new(
            $"{from.Zh}起算,首日不计,期限{length.Zh};其中{string.Join('、', why.Select(w => w.Zh))}{paused.Zh}依规定不计入,所以到{to.Zh}",
            $"Counted from {from.En}, first day not included: {length.En}; {paused.En} of {string.Join(" and ", why.Select(w => w.En))} do not count, so it ends on {to.En}");
    }

    public static LocalText Hours(DateTime start, int hours, DateTime due)
    {
        var years = start.Year != due.Year;
        var (from, to) = (DayText.Of(start, years), DayText.Of(due, years));
        return hours == 0
            ? new($"即时办理,{from.Zh}", $"Handled at once, {from.En}")
            : new(
                $"{from.Zh}起{hours}小时,到{to.Zh};昼夜连续计算,节假日不除外",
                $"{Term.Count(hours, "hour")} from {from.En}, until {to.En}; counted day and night, holidays included");
    }

    public static LocalText WithProvision(LocalText words, IReadOnlyList<int> unpublished) => unpublished.Count == 0
        ? words
        : new(
            $"{words.Zh}。暂定:{string.Join('、', unpublished)}年放假安排公布后会重新计算并通知你",
            $"{words.En}. Provisional: it will be recalculated once the holiday arrangements for {string.Join(" and ", unpublished)} are published, and you will be told");

    public static LocalText Left(Term left, bool over)
    {
        var (zh, en) = left.InWords();
        return over ? new($"已超期 {zh}", $"{en} overdue") : new($"还剩 {zh}", $"{en} left");
    }

    private static LocalText SameDay(DateOnly start, DateOnly due, WorkingCalendar calendar)
    {
        var (from, _) = Ends(start, due);
        var moved = start == due ? default : Moved(start, due, calendar);
        return new($"{from.Zh}当日到期{moved.Zh}", $"Due the same day, {from.En}{moved.En}");
    }

    private static LocalText Moved(DateOnly from, DateOnly due, WorkingCalendar calendar)
    {
        var to = DayText.Of(due, from.Year != due.Year);
        var holiday = calendar.HolidayAround(from) is { } name ? DayText.HolidayName(name) : new LocalText("周末", "weekend");
        return new($",逢{holiday.Zh}休息,顺延到{to.Zh}", $", a day off ({holiday.En}), so it moves to {to.En}");
    }

    private static LocalText Between(DateOnly start, DateOnly due, WorkingCalendar calendar)
    {
        var named = calendar.NamedDays(start, due).ToList();
        var work = named.Where(d => !d.Off).Select(d => DayText.Of(d.Day)).ToList();
        var off = Blocks(named.Where(d => d.Off)).ToList();
        if (work.Count > LongestList || off.Count > LongestList)
            return Counts(named);
        List<LocalText> parts = [];
        if (work.Count > 0)
            parts.Add(new($"{List(work, zh: true)}上班", $"{List(work, zh: false)} worked"));
        if (off.Count > 0)
            parts.Add(new($"{List(off, zh: true)}休息", $"{List(off, zh: false)} off"));
        return parts.Count == 0
            ? default
            : new($";其间{string.Join(',', parts.Select(p => p.Zh))}", $"; in between: {string.Join("; ", parts.Select(p => p.En))}");
    }

    private static LocalText Counts(List<NamedDay> named)
    {
        var (off, work) = (named.Count(d => d.Off), named.Count(d => !d.Off));
        return new(
            $";其间节假日休息{off}天,调休上班{work}天,其余周末不计",
            $"; in between: {Term.Count(off, "day")} off for public holidays, {Term.Count(work, "make-up day")} worked, other weekends not counted");
    }

    private static IEnumerable<LocalText> Blocks(IEnumerable<NamedDay> days)
    {
        // Days of one holiday in a row share a key: the date less its place in the list stays the same.
        foreach (var block in days.Select((d, i) => (Day: d, Key: (d.Name, d.Day.DayNumber - i))).GroupBy(x => x.Key, x => x.Day))
        {
            var (span, name) = (DayText.Span(block.First().Day, block.Last().Day), DayText.HolidayName(block.Key.Name));
            yield return new($"{span.Zh}{name.Zh}", $"{span.En} ({name.En})");
        }
    }

    private static (LocalText From, LocalText To) Ends(DateOnly start, DateOnly end)
    {
        var years = start.Year != end.Year;
        return (DayText.Of(start, years), DayText.Of(end, years));
    }

    private static string List(List<LocalText> items, bool zh) => zh
        ? string.Join('、', items.Select(i => i.Zh))
        : items.Count == 1
            ? items[0].En
            : $"{string.Join(", ", items.SkipLast(1).Select(i => i.En))} and {items[^1].En}";

    private static string Ordinal(int n) => (n % 100, n % 10) switch
    {
        (11 or 12 or 13, _) => $"the {n}th",
        (_, 1) => $"the {n}st",
        (_, 2) => $"the {n}nd",
        (_, 3) => $"the {n}rd",
        _ => $"the {n}th",
    };
}
