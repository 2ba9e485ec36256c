namespace TalentCode.Tests.Time;

public class CityClockTests
{
    [Theory]
    [InlineData(15, 59, "2026-11-23")]
    [InlineData(16, 0, "2026-11-24")]
    [InlineData(23, 59, "2026-11-24")]
    public void The_city_day_begins_eight_hours_before_the_UTC_day(int utcHour, int utcMinute, string cityDay)
    {
        var clock = City.ClockAt(new DateTime(2026, 11, 23, utcHour, utcMinute, 0, DateTimeKind.Utc));

        Assert.Equal(City.Day(cityDay), clock.Today);
        Assert.Equal(DateTimeKind.Utc, clock.UtcNow.Kind);
    }

    [Fact]
    public void A_day_starts_and_ends_at_city_midnight()
    {
        var day = City.Day("2028-02-29");

        Assert.Equal(new DateTime(2028, 2, 28, 16, 0, 0), City.Clock.StartOf(day));
        Assert.Equal(new DateTime(2028, 2, 29, 16, 0, 0), City.Clock.EndOf(day));
        Assert.Equal(DateTimeKind.Utc, City.Clock.EndOf(day).Kind);
        Assert.Equal(day, City.Clock.DateOf(City.Clock.StartOf(day)));
        Assert.Equal(day, City.Clock.DateOf(City.Clock.EndOf(day).AddTicks(-1)));
        Assert.Equal(day.AddDays(1), City.Clock.DateOf(City.Clock.EndOf(day)));
    }

    [Fact]
    public void An_instant_from_the_database_without_a_kind_is_UTC()
    {
        var stored = new DateTime(2026, 11, 23, 20, 0, 0, DateTimeKind.Unspecified);

        Assert.Equal(new DateTime(2026, 11, 24, 4, 0, 0), City.Clock.ToCity(stored));
        Assert.Equal(DateTimeKind.Unspecified, City.Clock.ToCity(stored).Kind);
    }

    [Fact]
    public void The_machines_local_time_is_refused() =>
        Assert.Throws<ArgumentException>(() => City.Clock.DateOf(new DateTime(2026, 11, 23, 20, 0, 0, DateTimeKind.Local)));

    [Theory]
    [InlineData("2026-11-23", 8, 59, false)]
    [InlineData("2026-11-23", 9, 0, true)]
    [InlineData("2026-11-23", 11, 59, true)]
    [InlineData("2026-11-23", 12, 0, false)]
    [InlineData("2026-11-23", 13, 30, true)]
    [InlineData("2026-11-23", 17, 30, false)]
    [InlineData("2026-11-22", 10, 0, false)]
    [InlineData("2026-09-20", 10, 0, true)]
    [InlineData("2026-10-01", 10, 0, false)]
    public void Windows_open_in_office_hours_of_working_days(string day, int hour, int minute, bool open) =>
        Assert.Equal(open, City.Clock.IsOpen(City.At(day, hour, minute), City.Calendar));

    [Fact]
    public void Windows_close_at_half_past_five() =>
        Assert.Equal(City.At("2026-11-23", 17, 30), City.Clock.ClosingTime(City.Day("2026-11-23")));
}
