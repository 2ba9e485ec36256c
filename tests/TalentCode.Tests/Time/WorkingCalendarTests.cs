using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

public class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = City.Calendar;

    [Theory]
    [InlineData(2025, new[] { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 })]
    [InlineData(2026, new[] { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 })]
    public void A_published_year_has_248_working_days_in_the_right_months(int year, int[] months)
    {
        var counted = Enumerable.Range(1, 12).Select(m => new DateOnly(year, m, 1))
            .Select(first => Calendar.WorkingDays(first.AddDays(-1), first.AddMonths(1).AddDays(-1)));

        Assert.Equal(months, counted);
        Assert.Equal(248, months.Sum());
    }

    [Theory]
    [InlineData("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")]
    [InlineData("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")]
    public void Weekend_days_are_worked_only_when_the_notice_says_so(params string[] makeUp)
    {
        var year = City.Day(makeUp[0]).Year;
        var worked = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            .Where(Calendar.IsWorkingDay);

        Assert.Equal(makeUp.Select(City.Day), worked);
    }

    [Theory]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    [InlineData("2028-06-01", true)]
    public void A_year_without_its_notice_is_provisional(string day, bool provisional) =>
        Assert.Equal(provisional, Calendar.IsProvisional(City.Day(day)));

    [Fact]
    public void The_notice_replaces_what_was_provisional()
    {
        Holiday[] notice =
        [
            .. HolidayData.Read(),
            new() { Date = City.Day("2027-10-08"), Name = "国庆节", Off = true },
            new() { Date = City.Day("2027-10-09"), Name = "国庆节", Off = false },
        ];
        foreach (var day in notice.Where(h => h.Date == City.Day("2027-10-01")))
            day.Status = HolidayStatus.Published;
        var calendar = new WorkingCalendar(notice);

        Assert.False(calendar.IsProvisional(City.Day("2027-03-01")));
        Assert.False(calendar.IsWorkingDay(City.Day("2027-10-08")));
        Assert.True(calendar.IsWorkingDay(City.Day("2027-10-09")));
        Assert.True(calendar.IsWorkingDay(City.Day("2027-09-15")), "a provisional row left behind does not count");
    }

    [Fact]
    public void A_make_up_day_of_the_next_years_notice_does_not_publish_a_year() =>
        Assert.True(new WorkingCalendar([new() { Date = City.Day("2030-12-28"), Name = "元旦" }]).IsProvisional(City.Day("2030-12-28")));

    [Fact]
    public void The_statutory_days_agree_with_the_delivered_provisional_year() =>
        Assert.Equal(
            HolidayData.Read().Where(h => h.Status == HolidayStatus.Provisional).Select(h => (h.Date, h.Name, h.Off)),
            StatutoryDays.Of(2027).Select(h => (h.Date, h.Name, h.Off)));

    [Theory]
    [InlineData(2028, "2028-01-26", "2028-04-04", "2028-05-28", "2028-10-03")]
    [InlineData(2029, "2029-02-13", "2029-04-04", "2029-06-16", "2029-09-22")]
    [InlineData(2030, "2030-02-03", "2030-04-05", "2030-06-05", "2030-09-12")]
    public void Lunar_holidays_of_later_years_fall_where_the_almanac_says(int year, string newYear, string qingming, string dragonBoat, string midAutumn)
    {
        var days = StatutoryDays.Of(year);
        DateOnly First(string name) => days.First(d => d.Name.Contains(name, StringComparison.Ordinal)).Date;

        Assert.Equal(
            [City.Day(newYear), City.Day(qingming), City.Day(dragonBoat), City.Day(midAutumn)],
            [First("春节").AddDays(1), First("清明节"), First("端午节"), First("中秋节")]);
    }

    [Fact]
    public void Two_holidays_on_one_day_share_it() =>
        Assert.Equal("国庆节、中秋节", Calendar.NameOf(City.Day("2028-10-03")));

    [Fact]
    public void The_leap_day_is_a_day_like_any_other()
    {
        Assert.True(Calendar.IsWorkingDay(City.Day("2028-02-29")));
        Assert.Equal(City.Day("2028-02-29"), Calendar.AddWorkingDays(City.Day("2028-02-28"), 1));
        Assert.Equal(2, Calendar.WorkingDays(City.Day("2028-02-28"), City.Day("2028-03-01")));
    }

    [Theory]
    [InlineData("2026-10-10", "国庆节")]
    [InlineData("2026-09-25", "中秋节")]
    [InlineData("2026-11-22", null)]
    public void Days_know_their_holiday(string day, string? name) => Assert.Equal(name, Calendar.NameOf(City.Day(day)));

    [Fact]
    public void Questions_beyond_the_calendar_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(City.Day("2026-11-23"), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.AddWorkingDays(WorkingCalendar.LastDay, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsWorkingDay(WorkingCalendar.FirstDay.AddDays(-1)));
        Assert.Throws<ArgumentException>(() => new WorkingCalendar([.. HolidayData.Read(), .. HolidayData.Read()]));
    }
}
