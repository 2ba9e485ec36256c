using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The checked examples of the clock rules, through the real services. The fourth, with its pause, is among the special procedures.</summary>
[Trait("Category", "Core")]
public sealed class ClockVectorTests
{
    [Theory]
    [InlineData("2026-08-10", "2026-08-28")]
    [InlineData("2026-09-18", "2026-10-14")]
    [InlineData("2026-02-13", "2026-03-11")]
    public async Task Fourteen_working_days_step_over_holidays_and_count_make_up_days(string accepted, string due)
    {
        await using var city = await AtAsync(accepted, 10);
        var id = await city.ReceiveAsync("P26");
        await city.ReviewAsync(id);
        Assert.Equal(city.EndOf(due), (await city.WholeAsync(id)).PromisedDueAt);
    }

    [Fact]
    public async Task What_is_filed_on_a_Sunday_evening_is_received_that_Sunday_and_answered_by_Friday()
    {
        await using var city = await AtAsync("2026-10-11", 21);
        var row = await city.WholeAsync(await city.ReceiveAsync("P08"));
        Assert.Equal((city.At("2026-10-11", 21), city.EndOf("2026-10-16")), (row.ReceivedAt, row.AcceptanceDueAt));
    }

    [Theory]
    [InlineData("2026-10-11", 21, "2026-10-19")]
    [InlineData("2026-10-09", 17, "2026-10-15")]
    [InlineData("2026-10-09", 18, "2026-10-16")]
    public async Task Where_an_item_says_so_what_comes_in_while_the_windows_are_closed_counts_from_their_next_opening(string day, int hour, string answer)
    {
        await using var city = await AtAsync(day, hour);
        var id = await city.ReceiveAsync("P08");
        var row = await city.WholeAsync(id);
        var item = row.ItemVersion!.Content with { OutsideHours = OutsideHours.NextWorkingDay };
        var dates = CaseDeadlines.For(item, row.ReceivedAt!.Value, null, city.Calendar, city.Clock);
        Assert.Equal((city.EndOf(answer), hour != 17), (dates.Acceptance!.AtUtc, dates.Acceptance.Arithmetic.Zh.Contains("窗口休息时收到", StringComparison.Ordinal)));
        // Accepted by silence it counts from there as well.
        Assert.Equal(city.EndOf(answer), CaseDeadlines.For(item with { Limits = [item.Limits[0] with { Promised = item.Limits[0].Promised! with { N = 5 } }] }, row.ReceivedAt.Value, row.ReceivedAt, city.Calendar, city.Clock).Promised!.AtUtc);
    }

    [Fact]
    public async Task A_residence_permit_whose_fifteenth_day_is_a_holiday_is_due_on_the_day_after_it()
    {
        await using var city = await AtAsync("2026-09-18", 10);
        Assert.Equal(city.EndOf("2026-10-08"), (await city.WholeAsync(await city.ReceiveAsync("P10"))).OuterDueAt);
    }

    private static Task<City> AtAsync(string day, int hour) =>
        City.FreshAsync(DateTime.SpecifyKind(City.Day(day).ToDateTime(new TimeOnly(hour - 8, 0)), DateTimeKind.Utc));
}
