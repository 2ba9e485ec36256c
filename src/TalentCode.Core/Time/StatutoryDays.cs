using System.Globalization;

namespace TalentCode.Core.Time;

/// <summary>
/// The public holidays the general rules fix for every year (全国年节及纪念日放假办法, in force since 2025):
/// what is known of a year before its notice is out. Swapped weekends are not known then and are left out,
/// as are half-days for some groups of people (办法 3), which stop no clock.
/// </summary>
public static class StatutoryDays
{
    /// <summary>Years for which the lunar tables and the Qingming formula both hold.</summary>
    public const int FirstYear = 2000, LastYear = 2099;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The thirteen days in order of date, each provisional; fewer rows when two fall on one day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not in this century.</exception>
    public static IReadOnlyList<Holiday> Of(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        var newYear = LunarDay(year, 1, 1);
        (DateOnly Day, string Name)[] days =
        [
            (new(year, 1, 1), "元旦"),
            .. Enumerable.Range(-1, 4).Select(i => (newYear.AddDays(i), "春节")),
            (new(year, 4, QingmingDay(year)), "清明节"),
            (new(year, 5, 1), "劳动节"),
            (new(year, 5, 2), "劳动节"),
            (LunarDay(year, 5, 5), "端午节"),
            .. Enumerable.Range(1, 3).Select(d => (new DateOnly(year, 10, d), "国庆节")),
            (LunarDay(year, 8, 15), "中秋节"),
        ];
        return
        [
            .. days.GroupBy(d => d.Day, d => d.Name).OrderBy(g => g.Key).Select(g => new Holiday
            {
                Date = g.Key,
                Name = string.Join('、', g),
                Off = true,
                Status = HolidayStatus.Provisional,
            }),
        ];
    }

    private static DateOnly LunarDay(int year, int month, int day)
    {
        // The calendar numbers months through: after a leap month every later month is one further on.
        var leap = Lunar.GetLeapMonth(year);
        var index = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, index, day, 0, 0, 0, 0));
    }

    /// <summary>The usual approximation of the solar term for the years 2000 to 2099.</summary>
    private static int QingmingDay(int year)
    {
        var y = year % 100;
        return (int)(y * 0.2422 + 4.81) - y / 4;
    }
}
