using System.Globalization;

namespace TalentCode.Core.Time;

/// <summary>Days and holidays as people write them: 9月18日(周五), Fri 18 September. The same on every machine.</summary>
public static class DayText
{
    private const string Weekdays = "日一二三四五六";

    private static readonly Dictionary<string, string> EnglishNames = new()
    {
        ["元旦"] = "New Year's Day",
        ["春节"] = "Spring Festival",
        ["清明节"] = "Qingming Festival",
        ["劳动节"] = "Labour Day",
        ["端午节"] = "Dragon Boat Festival",
        ["中秋节"] = "Mid-Autumn Festival",
        ["国庆节"] = "National Day",
    };

    /// <summary>A day with its weekday, and with its year where that is not obvious.</summary>
    public static LocalText Of(DateOnly day, bool withYear = false) => new(
        $"{(withYear ? $"{day.Year}年" : "")}{day.Month}月{day.Day}日(周{Weekdays[(int)day.DayOfWeek]})",
        day.ToString(withYear ? "ddd d MMMM yyyy" : "ddd d MMMM", CultureInfo.InvariantCulture));

    /// <summary>A wall time in the city with its day, to the minute.</summary>
    public static LocalText Of(DateTime cityTime, bool withYear = false)
    {
        var day = Of(DateOnly.FromDateTime(cityTime), withYear);
        var time = cityTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        return new($"{day.Zh}{time}", $"{time} on {day.En}");
    }

    /// <summary>From the one day to the other, both included, without weekdays: 9月25日至27日, 25 to 27 September.</summary>
    public static LocalText Span(DateOnly first, DateOnly last)
    {
        var (zh, en) = ($"{first.Month}月{first.Day}日", first.ToString("d MMMM", CultureInfo.InvariantCulture));
        if (first == last)
            return new(zh, en);
        var end = last.ToString("d MMMM", CultureInfo.InvariantCulture);
        return first.Month == last.Month
            ? new($"{zh}至{last.Day}日", $"{first.Day} to {end}")
            : new($"{zh}至{last.Month}月{last.Day}日", $"{en} to {end}");
    }

    /// <summary>A holiday's name in both languages; a name not known here stays Chinese.</summary>
    public static LocalText HolidayName(string name) =>
        new(name, string.Join(" and ", name.Split('、').Select(n => EnglishNames.GetValueOrDefault(n, n))));
}
