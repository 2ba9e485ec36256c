using System.Globalization;

namespace TalentCode.Core.Time;

/// <param name="At">1, 2, 3 … in the file.</param>
internal readonly record struct NoticeEntry(int At, DateOnly Day, string Name, bool Off)
{
    public bool Weekend => Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public LocalText Text => Label(At, Day);

    public static LocalText Label(int at, DateOnly day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new($"第{at}条({date})", $"Entry {at} ({date})");
    }
}

/// <summary>What must be true of the days of a notice (全国年节及纪念日放假办法, and how the yearly notices are written).</summary>
internal static class HolidayNoticeRules
{
    // Weekend holidays are made up for and borrowed days are worked back, so that a year loses its statutory days and no more.
    private const int Tolerance = 3;

    // Two blocks of one name are months apart; what lies closer is one block with a hole.
    private const int LongestHole = 7;

    public static IEnumerable<NoticeProblem> Problems(IReadOnlyList<NoticeEntry> days, int year)
    {
        if (days.All(d => d.Day.Year != year))
            return [new("wrong-year", $"文件里没有一天在{year}年,第1条是{days[0].Day.Year}年。请换文件,或改选年份。", $"No day of the file lies in {year}; entry 1 is in {days[0].Day.Year}. Take the other file or choose the other year.")];
        List<NoticeProblem> found = [.. Outside(days, year), .. Twice(days), .. MakeUps(days), .. Missing(days, year), .. Holes(days, year)];
        // A total says something only about a file that is otherwise in order.
        return found.Count > 0 ? found : Total(days, year);
    }

    private static IEnumerable<NoticeProblem> Outside(IReadOnlyList<NoticeEntry> days, int year)
    {
        var off = days.Where(d => d.Off).Select(d => d.Day).ToHashSet();
        foreach (var d in days.Where(d => d.Day.Year != year))
        {
            var near = d.Day.Year == year - 1 && d.Day.Month == 12 || d.Day.Year == year + 1 && d.Day.Month == 1;
            if (!near)
                yield return new("outside-year", $"{d.Text.Zh}不在{year}年,也不在相邻的12月或1月。请删去,或改正日期。", $"{d.Text.En} is neither in {year} nor in the December before or the January after. Remove it or correct its date.");
            else if (d.Off && !JoinsYear(d.Day, off, year))
                yield return new("apart", $"{d.Text.Zh}在{year}年之外放假,却没有和{year}年的假期连在一起。请补上中间的日子,或删去这条。", $"{d.Text.En} is off outside {year} and not joined to a holiday of {year}. Add the days between, or remove it.");
        }
    }

    private static bool JoinsYear(DateOnly day, HashSet<DateOnly> off, int year)
    {
        var step = day.Year < year ? 1 : -1;
        while (day.Year != year)
        {
            if (!off.Contains(day)) return false;
            day = day.AddDays(step);
        }
        return off.Contains(day);
    }

    private static IEnumerable<NoticeProblem> Twice(IReadOnlyList<NoticeEntry> days)
    {
        foreach (var same in days.GroupBy(d => d.Day).Where(g => g.Count() > 1))
        {
            var (first, second) = (same.First(), same.ElementAt(1));
            yield return same.Select(d => d.Off).Distinct().Count() > 1
                ? new("off-and-worked", $"{second.Text.Zh}既写放假又写上班(另见第{first.At}条)。请按通知只留一条。", $"{second.Text.En} is both off and worked (see entry {first.At}). Keep the one the notice says.")
                : new("duplicate", $"{second.Text.Zh}重复了(另见第{first.At}条)。请只留一条。", $"{second.Text.En} is there twice (see entry {first.At}). Keep one of them.");
        }
    }

    private static IEnumerable<NoticeProblem> MakeUps(IReadOnlyList<NoticeEntry> days) => days.Where(d => !d.Off && !d.Weekend).Select(d => new NoticeProblem("makeup-weekday",
        $"{d.Text.Zh}写的是调休上班,但那天是{DayText.Of(d.Day).Zh},本来就上班。请核对日期。",
        $"{d.Text.En} is a make-up working day, but {DayText.Of(d.Day).En} is worked anyway. Check the date."));

    private static IEnumerable<NoticeProblem> Missing(IReadOnlyList<NoticeEntry> days, int year)
    {
        var off = days.Where(d => d.Off).Select(d => d.Day).ToHashSet();
        return StatutoryDays.Of(year).Where(s => !off.Contains(s.Date)).Select(s => new NoticeProblem("statutory-missing",
            $"缺少法定节假日:{DayText.Of(s.Date).Zh}{s.Name}。请按通知补上这一天,并标为放假。",
            $"A statutory holiday is missing: {DayText.Of(s.Date).En}, {DayText.HolidayName(s.Name).En}. Add the day as off."));
    }

    private static IEnumerable<NoticeProblem> Holes(IReadOnlyList<NoticeEntry> days, int year)
    {
        var off = days.Where(d => d.Off).Select(d => d.Day).ToHashSet();
        var statutory = StatutoryDays.Of(year).Select(s => s.Date).ToHashSet();
        foreach (var block in days.Where(d => d.Off).GroupBy(d => d.Name))
        {
            var ordered = block.OrderBy(d => d.Day).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                var (before, after) = (ordered[i - 1], ordered[i]);
                var between = Enumerable.Range(1, Math.Max(0, after.Day.DayNumber - before.Day.DayNumber - 1)).Select(before.Day.AddDays).ToList();
                if (between.Count > LongestHole || between.All(off.Contains)) continue;
                // A statutory day that is missing has its own sentence.
                var open = between.Where(d => !off.Contains(d) && !statutory.Contains(d)).ToList();
                if (open.Count > 0)
                    yield return new("hole", $"“{before.Name}”在第{before.At}条和第{after.At}条之间断开,缺{DayText.Span(open[0], open[^1]).Zh}。请补上中间的日子,或核对日期。",
                        $"“{before.Name}” breaks off between entries {before.At} and {after.At}: {DayText.Span(open[0], open[^1]).En} is missing. Add the days between, or check the dates.");
            }
        }
    }

    private static IEnumerable<NoticeProblem> Total(IReadOnlyList<NoticeEntry> days, int year)
    {
        var lost = days.Count(d => d.Off && !d.Weekend) - days.Count(d => !d.Off);
        var statutory = StatutoryDays.Of(year).Sum(s => s.Name.Split('、').Length);
        if (Math.Abs(lost - statutory) > Tolerance)
            yield return new("total", $"按这份文件,全年比平常少上{lost}天班;法定节假日是{statutory}天,相差太多。多半漏了调休上班的日子,请与通知逐条核对。",
                $"By this file the year loses {lost} working days, while the law grants {statutory}: too far apart. Make-up days are probably missing; compare entry by entry with the notice.");
    }
}
