using System.Globalization;
using TalentCode.Core.Time;

namespace TalentCode.Tests.CalendarYears;

/// <summary>Notices as a year might have them: the statutory days, each block a little longer or not, and make-up days on any weekend.</summary>
internal static class RandomNotices
{
    private const int Longer = 3;

    /// <summary>One that the reader takes as whole.</summary>
    public static string Next(Random random, int year)
    {
        while (true)
        {
            var text = NoticeTexts.Write(Days(random, year).OrderBy(d => d.Key).Select(d => new NoticeTexts.Entry(d.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), d.Value.Name, d.Value.Off)));
            if (HolidayNoticeReader.Read(text, year).Notice is not null) return text;
        }
    }

    private static Dictionary<DateOnly, (string Name, bool Off)> Days(Random random, int year)
    {
        Dictionary<DateOnly, (string Name, bool Off)> days = [];
        var statutory = StatutoryDays.Of(year);
        foreach (var block in statutory.GroupBy(s => s.Name))
            for (var day = block.Min(s => s.Date).AddDays(-random.Next(Longer)); day <= block.Max(s => s.Date).AddDays(random.Next(Longer + 2)); day = day.AddDays(1))
                if (day.Year == year) days.TryAdd(day, (block.Key, true));
        var weekends = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays).Where(d => IsWeekend(d) && !days.ContainsKey(d)).ToArray();
        random.Shuffle(weekends);
        var lost = days.Count(d => !IsWeekend(d.Key)) - statutory.Count + random.Next(-2, 3);
        foreach (var day in weekends.Take(Math.Max(0, lost))) days.Add(day, ("调休", false));
        return days;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
