using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

public class DueDatesTests
{
    [Theory]
    [InlineData("2026-08-10", 14, "2026-08-28")]
    [InlineData("2026-09-18", 14, "2026-10-14")]
    [InlineData("2026-02-13", 14, "2026-03-11")]
    [InlineData("2026-11-22", 0, "2026-11-23")]
    [InlineData("2026-11-23", 0, "2026-11-23")]
    public void Limits_in_working_days_end_where_the_checked_examples_say(string start, int days, string due)
    {
        var result = City.Due(start, days, TermUnit.WorkingDay);

        Assert.Equal(City.Day(due), result.Day);
        Assert.Equal(City.Clock.EndOf(City.Day(due)), result.AtUtc);
        Assert.False(result.Provisional);
    }

    [Fact]
    public void A_filing_on_a_Sunday_evening_is_received_that_Sunday()
    {
        Assert.Equal(City.Day("2026-10-16"), City.Due("2026-10-11", 5, TermUnit.WorkingDay, hour: 21).Day);
    }

    [Fact]
    public void The_first_day_is_the_citys_day_not_the_servers()
    {
        // 00:30 on Tuesday in the city is still Monday in UTC.
        var start = City.At("2026-11-24", 0, 30);

        Assert.Equal(City.Day("2026-11-25"), DueDates.Calculate(start, new Term(1, TermUnit.WorkingDay), City.Calendar, City.Clock).Day);
    }

    [Theory]
    [InlineData("2026-09-18", 15, "2026-10-08")]
    [InlineData("2026-09-16", 15, "2026-10-08")]
    [InlineData("2026-09-15", 15, "2026-09-30")]
    [InlineData("2026-11-08", 15, "2026-11-23")]
    [InlineData("2026-11-06", 15, "2026-11-21")]
    [InlineData("2028-02-14", 15, "2028-02-29")]
    [InlineData("2026-10-02", 0, "2026-10-08")]
    public void Limits_in_calendar_days_move_past_public_holidays_but_not_past_plain_weekends(string start, int days, string due) =>
        Assert.Equal(City.Day(due), City.Due(start, days, TermUnit.CalendarDay).Day);

    [Fact]
    public void Hours_run_day_and_night_to_the_instant()
    {
        var due = City.Due("2026-09-30", 24, TermUnit.Hour);

        Assert.Equal(City.At("2026-10-01"), due.AtUtc);
        Assert.Equal(City.Day("2026-10-01"), due.Day);
        Assert.False(due.IsOver(due.AtUtc.AddTicks(-1)));
        Assert.True(due.IsOver(due.AtUtc));
    }

    [Theory]
    [InlineData("2026-12-24", 5, TermUnit.WorkingDay, false)]
    [InlineData("2026-12-24", 6, TermUnit.WorkingDay, true)]
    [InlineData("2026-12-24", 8, TermUnit.CalendarDay, true)]
    [InlineData("2026-12-24", 240, TermUnit.Hour, false)]
    public void A_date_in_a_year_without_notice_is_marked(string start, int length, TermUnit unit, bool provisional)
    {
        var due = City.Due(start, length, unit);

        Assert.Equal(provisional, due.Provisional);
        Assert.Equal(provisional, due.Arithmetic.Zh.EndsWith("。暂定:2027年放假安排公布后会重新计算并通知你", StringComparison.Ordinal));
        Assert.Equal(provisional, due.Arithmetic.En.Contains("arrangements for 2027 are published", StringComparison.Ordinal));
    }

    [Fact]
    public void A_negative_term_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => City.Due("2026-11-23", -1, TermUnit.Hour));

    [Theory]
    [InlineData("2026-11-23", TermUnit.WorkingDay, 4)]
    [InlineData("2026-11-27", TermUnit.WorkingDay, 0)]
    [InlineData("2026-11-28", TermUnit.WorkingDay, 0)]
    [InlineData("2026-11-30", TermUnit.WorkingDay, -1)]
    [InlineData("2026-11-21", TermUnit.CalendarDay, 6)]
    [InlineData("2026-11-29", TermUnit.CalendarDay, -2)]
    [InlineData("2026-11-27", TermUnit.Hour, 13)]
    [InlineData("2026-11-28", TermUnit.Hour, -10)]
    public void What_is_left_counts_whole_units_until_the_last_day(string today, TermUnit unit, int left)
    {
        var due = City.Clock.EndOf(City.Day("2026-11-27"));

        Assert.Equal(left, DueDates.Remaining(due, unit, City.At(today), City.Calendar, City.Clock));
    }
}
