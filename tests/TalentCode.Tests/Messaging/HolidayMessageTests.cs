using TalentCode.Core.Notifications;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>Messages outside over National Day 2026 (1 to 7 October), and with a clock that jumps over it and back: each exactly once.</summary>
[Trait("Category", "Core")]
public sealed class HolidayMessageTests : ExternalCity
{
    [Fact]
    public async Task On_a_public_holiday_a_step_goes_out_at_once_and_the_digest_at_nine_each_once()
    {
        City.MoveTo("2026-10-01", 8, 30);
        await StepAsync("step");
        await RemindAsync("reminder");
        await SweepAsync();
        Assert.Equal("已收到：子女入学", Assert.Single(Mail.Taken).Subject);
        City.MoveTo("2026-10-01", 9);
        await SweepAsync();
        City.MoveTo("2026-10-08", 9);
        await SweepAsync();
        Assert.Equal(["已收到：子女入学", "今天有 1 条提醒"], Mail.Taken.Select(m => m.Subject));
    }

    [Fact]
    public async Task A_clock_that_jumps_over_the_holiday_and_back_sends_each_message_once()
    {
        City.MoveTo("2026-09-30", 10);
        await StepAsync("before", "/cases/1");
        await RemindAsync("before");
        await City.Get<OutboxSender>().SweepAsync(default);
        City.MoveTo("2026-10-08", 9, 1);
        await SweepAsync();
        Assert.Equal(2, Mail.Taken.Count);

        City.Time.AdjustTime(new DateTimeOffset(City.At("2026-09-30", 11)));
        await SweepAsync();
        await StepAsync("back", "/cases/2");
        await RemindAsync("back");
        await SweepAsync();
        // The step at once; the reminder not in a digest that has gone out already.
        Assert.Equal(3, Mail.Taken.Count);
        foreach (var (day, hour) in new[] { ("2026-10-01", 9), ("2026-10-02", 9), ("2026-10-08", 9), ("2026-10-09", 9) })
        {
            City.MoveTo(day, hour, 2);
            await SweepAsync();
            await SweepAsync();
        }
        Assert.Equal((2, 2), (Mail.Taken.Count(m => m.Subject == "已收到：子女入学"), Mail.Taken.Count(m => m.Subject == "今天有 1 条提醒")));
        Assert.Equal(4, Mail.Taken.Select(m => m.Id).Distinct().Count());
        Assert.All(await OutsideAsync(), m => Assert.Equal((DeliveryState.Sent, null), ((DeliveryState)m.State!, m.PossibleDuplicateAt)));
    }

    [Fact]
    public async Task A_message_that_failed_before_the_holiday_is_sent_once_whatever_the_clock_does_then()
    {
        City.MoveTo("2026-09-30", 21, 59);
        Mail.Mood = Mood.Down;
        await StepAsync("failed");
        await SweepAsync();
        Mail.Mood = Mood.Up;
        City.MoveTo("2026-10-01", 3);
        await SweepAsync();
        Assert.Empty(Mail.Taken);
        City.MoveTo("2026-10-08", 8);
        await SweepAsync();
        City.Time.AdjustTime(new DateTimeOffset(City.At("2026-09-30", 21, 59)));
        await LetPassAsync(TimeSpan.FromDays(9), TimeSpan.FromHours(6));
        Assert.Single(Mail.Taken);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await OutsideAsync()).State);
    }
}
