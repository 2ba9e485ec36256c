using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>Which message goes out on which channel, when, and in whose company.</summary>
[Trait("Category", "Core")]
public sealed class RoutingTests() : ExternalCity(ChannelNames.WeCom)
{
    [Fact]
    public async Task A_step_of_a_case_goes_out_at_once_on_the_first_channel_the_person_can_be_reached_by()
    {
        var noMail = await PersonAsync(null);
        await StepAsync("a");
        await StepAsync("b", to: noMail);
        Assert.Equal(new SendReport(2, 0, 0), await SweepAsync());
        Assert.Equal("lin@example.org", Assert.Single(Mail.Taken).Address);
        Assert.Equal(noMail.Phone, Assert.Single(Sms.Taken).Address);
        Assert.All(await OutsideAsync(), m => Assert.Equal((DeliveryState.Sent, true), (m.State, m.Receipt is not null)));
    }

    [Fact]
    public async Task Without_channels_messages_stay_in_the_inbox_and_nothing_is_owed()
    {
        await using var plain = await City.FreshAsync();
        var talent = await plain.People.TalentAsync();
        await plain.WriteAsync(db => { db.Owe("case-received", "x", Recipient.Talent(talent.Id), plain.Clock.UtcNow, Values("x")); return Task.CompletedTask; });
        await plain.Get<OutboxSender>().SweepAsync(default);
        Assert.Equal(1, await plain.ReadAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Reminders_of_a_day_make_one_digest_in_the_morning_and_progress_does_not_wait_for_it()
    {
        for (var i = 0; i < 4; i++) await RemindAsync($"r{i}");
        await OweAsync("round-opened", "round", Talent, "/services/P10");
        await StepAsync("step");
        await SweepAsync();
        Assert.Equal(["已收到：子女入学"], Mail.Taken.Select(m => m.Subject));
        City.MoveTo("2026-09-19", 8, 59);
        await SweepAsync();
        Assert.Single(Mail.Taken);
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        await SweepAsync();
        var digest = Assert.Single(Mail.Taken.Skip(1));
        Assert.Equal(("今天有 5 条提醒", 5), (digest.Subject, digest.Lines.Count));
        Assert.Equal(5, await City.Get<InboxService>().UnreadAsync(Actor.For(Talent)) - 1);
    }

    [Fact]
    public async Task What_was_read_or_switched_off_meanwhile_is_not_in_the_digest_and_an_empty_one_is_not_sent()
    {
        await RemindAsync("read");
        await SweepAsync();
        await City.Get<InboxService>().MarkReadAsync(Actor.For(Talent));
        await OweAsync("round-opened", "round", Talent, null);
        await SweepAsync();
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Offer, null, off: true);
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        Assert.Empty(Mail.Taken);
        Assert.Equal(DeliveryState.Unneeded, Assert.Single(await OutsideAsync()).State);
    }

    [Fact]
    public async Task A_message_after_the_digest_of_its_day_is_in_the_next_also_when_the_clock_was_set_back()
    {
        City.MoveTo("2026-09-19", 8);
        await RemindAsync("early");
        await SweepAsync();
        City.MoveTo("2026-09-19", 9, 1);
        await SweepAsync();
        City.Time.AdjustTime(new DateTimeOffset(City.At("2026-09-19", 8, 30)));
        await RemindAsync("late");
        await SweepAsync();
        City.MoveTo("2026-09-20", 9, 1);
        await SweepAsync();
        Assert.Equal([1, 1], Mail.Taken.Select(m => m.Lines.Count));
    }

    [Theory]
    [InlineData(22, 0)]
    [InlineData(23, 30)]
    [InlineData(2, 0)]
    [InlineData(7, 59)]
    public async Task At_night_nobody_is_disturbed_except_for_the_safety_of_the_code(int hour, int minute)
    {
        City.MoveTo("2026-09-20", hour, minute);
        await StepAsync("night");
        await OweAsync("code-frozen", "frozen", Talent, "/code");
        await SweepAsync();
        Assert.Equal("人才码已冻结", Assert.Single(Mail.Taken).Subject);
        City.MoveTo(hour >= 22 ? "2026-09-21" : "2026-09-20", 8);
        await SweepAsync();
        Assert.Equal(2, Mail.Taken.Count);
    }

    [Fact]
    public async Task What_cannot_wait_for_the_morning_does_not_wait_behind_others_by_day_and_each_case_stays_in_order()
    {
        for (var i = 0; i < 21; i++) await StepAsync($"s{i}", $"/cases/{i % 5}", await PersonAsync($"p{i}@example.org"));
        await StepAsync("of the code", "/code");
        await OweAsync("code-frozen", "frozen", Talent, "/code");
        var other = await PersonAsync("other@example.org");
        await OweAsync("code-frozen", "frozen too", other, "/code");
        await SweepAsync();
        Assert.Equal("other@example.org", Mail.Taken[0].Address);
        await LetPassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["已收到：子女入学", "人才码已冻结"], Mail.Taken.Where(m => m.Address == "lin@example.org").Select(m => m.Subject));
    }

    [Fact]
    public async Task A_retry_that_falls_into_the_night_waits_for_the_morning()
    {
        City.MoveTo("2026-09-20", 21, 50);
        Mail.Mood = Mood.Down;
        await StepAsync("late");
        await LetPassAsync(TimeSpan.FromMinutes(15));
        Mail.Mood = Mood.Up;
        await LetPassAsync(TimeSpan.FromHours(4), TimeSpan.FromMinutes(30));
        Assert.Empty(Mail.Taken);
        City.MoveTo("2026-09-21", 8, 1);
        await SweepAsync();
        Assert.Single(Mail.Taken);
    }

    [Fact]
    public async Task A_person_chooses_the_channel_and_what_stays_in_the_inbox()
    {
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Progress, ChannelNames.Sms, off: false);
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Reminder, null, off: true);
        await StepAsync("step");
        await RemindAsync("quiet");
        await SweepAsync();
        City.Pass(TimeSpan.FromDays(2));
        await SweepAsync();
        Assert.Single(Sms.Taken);
        Assert.Empty(Mail.Taken);
        Assert.Equal(2, await City.Get<InboxService>().UnreadAsync(Actor.For(Talent)));
    }

    [Fact]
    public async Task A_channel_that_refuses_for_good_hands_over_to_the_next_in_the_same_step()
    {
        Mail.Mood = Mood.Refuses;
        await StepAsync("bounced");
        Assert.Equal(new SendReport(1, 0, 1), await SweepAsync());
        Assert.Equal(["子女入学"], Sms.Taken.Select(m => m.Item));
        var rows = await OutsideAsync();
        Assert.Equal([(DeliveryState.Rejected, ChannelNames.Sms), (DeliveryState.Sent, null)], rows.Select(r => ((DeliveryState)r.State!, r.HandedTo)));
        await City.Get<OutboxQueries>().SendAgainAsync(await City.People.StaffAsync(StaffRole.Administrator), rows[0].Id).IsRefusedAsync("handed-over");
    }

    [Fact]
    public async Task When_the_last_channel_refuses_the_message_is_parked_and_can_be_sent_again_by_the_administrator()
    {
        (Mail.Mood, Sms.Mood) = (Mood.Refuses, Mood.Refuses);
        await StepAsync("nowhere");
        Assert.Equal(new SendReport(0, 0, 2), await SweepAsync());
        var last = (await OutsideAsync())[^1];
        await Task.Run(() => City.Get<OutboxQueries>().SendAgainAsync(Actor.For(Talent), last.Id)).IsRefusedAsync("not-allowed");
        Sms.Mood = Mood.Up;
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        await City.Get<OutboxQueries>().SendAgainAsync(admin, last.Id);
        Assert.Equal(new SendReport(1, 0, 0), await SweepAsync());
        Assert.Equal((1, ChannelNames.Email), ((await City.Get<OutboxQueries>().StateAsync(admin)) is var state ? (state.ParkedCount, state.Parked[0].Channel) : default));
    }

    [Fact]
    public async Task A_digest_that_bounces_goes_on_by_text_message_with_a_number_only()
    {
        Mail.Mood = Mood.Refuses;
        await RemindAsync("one");
        await RemindAsync("two");
        await SweepAsync();
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        Assert.Equal("2 条提醒", Assert.Single(Sms.Taken).Item);
    }

    [Fact]
    public async Task What_concerns_staff_is_told_to_the_group_once_and_to_no_phone()
    {
        foreach (var id in new[] { Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid() })
            await OweAsync("promise-overdue", "case-7", Recipient.Staff(id), $"/dept/cases/{id}");
        await SweepAsync();
        await OweAsync("promise-overdue", "case-7", Recipient.Staff(Guid.NewGuid()), null);
        await SweepAsync();
        Assert.Equal(("", "子女入学"), Assert.Single(WeCom.Taken) is var told ? (told.Address, told.Item) : default);
        Assert.Empty(Sms.Taken);
    }

    [Fact]
    public async Task Somebody_who_has_left_is_told_nothing_outside()
    {
        var gone = await City.People.TalentAsync(t => t.Status = TalentStatus.Moved);
        await StepAsync("gone", to: gone);
        await SweepAsync();
        Assert.Empty(await OutsideAsync());
    }
}
