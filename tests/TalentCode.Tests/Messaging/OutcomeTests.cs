using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>None is lost at a provider; a second sending happens only after an outcome nobody could settle, and is reported.</summary>
[Trait("Category", "Core")]
public sealed class OutcomeTests : ExternalCity
{
    private static readonly IReadOnlyList<TimeSpan> Retries = new SendingSettings().Retries;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // By SMS, which keeps a record; the other channel is what it hands over to.
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Progress, ChannelNames.Sms, off: false);
    }

    [Fact]
    public async Task A_failure_is_tried_again_by_the_schedule_and_then_handed_over()
    {
        City.MoveTo("2026-09-21", 8);
        Sms.Mood = Mood.Down;
        await StepAsync("failing");
        for (var attempt = 0; attempt < Retries.Count - 1; attempt++)
        {
            Assert.Equal(new SendReport(0, 1, 0), await SweepAsync());
            City.Pass(Retries[attempt] - TimeSpan.FromSeconds(1));
            Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
            City.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(new SendReport(0, 1, 0), await SweepAsync());
        City.MoveTo("2026-09-22", 9);
        Assert.Equal(new SendReport(1, 0, 1), await SweepAsync());
        Assert.Equal((DeliveryState.GivenUp, ChannelNames.Email, "no connection"), (await OutsideAsync())[0] is var first ? ((DeliveryState)first.State!, first.HandedTo, first.LastError) : default);
        Assert.Single(Mail.Taken);
    }

    [Fact]
    public async Task A_provider_that_is_down_for_two_hours_gets_each_message_once_and_in_order()
    {
        Sms.Mood = Mood.Down;
        for (var i = 0; i < 5; i++) await StepAsync($"s{i}");
        await LetPassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(5));
        Sms.Mood = Mood.Up;
        await LetPassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5));
        Assert.Equal(5, Sms.Taken.Count);
        await IsInOrderAsync();
    }

    [Fact]
    public async Task A_message_that_was_taken_without_an_answer_is_found_in_the_record_and_not_sent_again()
    {
        Sms.Mood = Mood.TakesAndIsSilent;
        await StepAsync("taken");
        Assert.Equal(new SendReport(0, 1, 0), await SweepAsync());
        Assert.Equal(DeliveryState.Unsure, Assert.Single(await OutsideAsync()).State);
        Sms.Mood = Mood.Up;
        await LetPassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(Sms.Taken);
        Assert.Equal((DeliveryState.Sent, null), Assert.Single(await OutsideAsync()) is var row ? ((DeliveryState)row.State!, row.PossibleDuplicateAt) : default);
    }

    [Fact]
    public async Task What_the_record_does_not_know_is_sent_again_only_when_the_record_has_settled_and_is_reported()
    {
        Sms.Mood = Mood.Silent;
        await StepAsync("lost");
        await SweepAsync();
        Sms.Mood = Mood.Up;
        await LetPassAsync(TimeSpan.FromMinutes(9));
        Assert.Empty(Sms.Taken);
        await LetPassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(Sms.Taken);
        var state = await City.Get<OutboxQueries>().StateAsync(await City.People.StaffAsync(StaffRole.Administrator));
        Assert.Equal(ChannelNames.Sms, Assert.Single(state.Duplicates).Channel);
    }

    [Fact]
    public async Task While_the_record_is_silent_nothing_is_sent_again()
    {
        Sms.Mood = Mood.TakesAndIsSilent;
        await StepAsync("open");
        await SweepAsync();
        (Sms.Mood, Sms.RecordAnswers) = (Mood.Up, false);
        await LetPassAsync(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(5));
        Assert.Single(Sms.Taken);
        Sms.RecordAnswers = true;
        await LetPassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(10));
        Assert.Single(Sms.Taken);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await OutsideAsync()).State);
    }

    [Fact]
    public async Task A_channel_without_a_record_sends_again_after_silence_and_reports_it()
    {
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Progress, ChannelNames.Email, off: false);
        Mail.Mood = Mood.TakesAndIsSilent;
        await StepAsync("mail");
        await SweepAsync();
        Mail.Mood = Mood.Up;
        await LetPassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Mail.Taken.Count);
        // The same id, from which the mail's Message-ID is made.
        Assert.Single(Mail.Taken.Select(m => m.Id).Distinct());
        Assert.NotNull(Assert.Single(await OutsideAsync()).PossibleDuplicateAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_dies_while_sending_leaves_a_question_and_not_a_loss(bool afterItWasTaken)
    {
        using var death = new CancellationTokenSource();
        Sms.During = afterItWasTaken ? null : _ => { death.Cancel(); return Task.FromCanceled(death.Token); };
        if (afterItWasTaken) Sms.Mood = Mood.Up;
        await StepAsync("killed");
        await City.Get<OutboxSender>().SweepAsync(default);
        var dying = (ExternalSender)City.AnotherServer().GetService(typeof(ExternalSender))!;
        if (afterItWasTaken)
        {
            // Taken and answered, but the answer was never written down.
            await dying.SweepAsync(default);
            var at = City.Clock.UtcNow;
            await City.WriteAsync(db => db.Outbox.Where(m => m.Channel == ChannelNames.Sms).ExecuteUpdateAsync(s => s
                .SetProperty(m => m.DoneAt, (DateTime?)null).SetProperty(m => m.State, (DeliveryState?)null).SetProperty(m => m.SendingAt, at).SetProperty(m => m.LeaseUntil, at.AddMinutes(2))));
        }
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying.SweepAsync(death.Token));
        Sms.During = null;
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
        await LetPassAsync(TimeSpan.FromMinutes(13));
        Assert.Single(Sms.Taken);
        var row = Assert.Single(await OutsideAsync());
        Assert.Equal((DeliveryState.Sent, !afterItWasTaken), ((DeliveryState)row.State!, row.PossibleDuplicateAt is not null));
    }

    [Fact]
    public async Task Two_servers_sending_at_once_send_everything_once_and_each_case_in_order()
    {
        for (var i = 0; i < 40; i++) await StepAsync($"s{i}", $"/cases/{i % 4}", await PersonAsync(null));
        for (var i = 0; i < 5; i++) await StepAsync($"t{i}", "/cases/9");
        await City.Get<OutboxSender>().SweepAsync(default);
        var other = (ExternalSender)City.AnotherServer().GetService(typeof(ExternalSender))!;
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<ExternalSender>() : other).SweepAsync(default));
        await LetPassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(6));
        Assert.Equal((45, 45), (Sms.Taken.Count, Sms.Taken.Select(m => m.Id).Distinct().Count()));
        await IsInOrderAsync();
    }

    [Fact]
    public async Task A_later_message_of_a_case_waits_for_the_earlier_one_and_other_cases_do_not()
    {
        Sms.Mood = Mood.Silent;
        await StepAsync("one");
        await SweepAsync();
        Sms.Mood = Mood.Up;
        await StepAsync("two");
        await StepAsync("other", "/cases/2");
        await SweepAsync();
        Assert.Single(Sms.Taken);
        await LetPassAsync(TimeSpan.FromMinutes(12));
        Assert.Equal(3, Sms.Taken.Count);
        await IsInOrderAsync();
    }

    [Fact]
    public async Task Many_that_have_to_wait_do_not_hide_those_they_wait_for()
    {
        for (var person = 0; person < 15; person++)
        {
            var who = await PersonAsync(null);
            for (var i = 0; i < 3; i++) await StepAsync($"{person}:{i}", to: who);
        }
        await City.Get<OutboxSender>().SweepAsync(default);
        // As after a process that died with the first of each in its hands: the others have been due for longer.
        var firsts = (await OutsideAsync()).GroupBy(m => m.RecipientId).Select(g => g.First().Id).ToList();
        var (now, before) = (City.Clock.UtcNow, City.Clock.UtcNow.AddMinutes(-10));
        await City.WriteAsync(db => db.Outbox.Where(m => m.Channel == ChannelNames.Sms).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, m => firsts.Contains(m.Id) ? now : before)));
        Assert.Equal(new SendReport(45, 0, 0), await SweepAsync());
        await IsInOrderAsync();
    }

    [Fact]
    public async Task One_person_gets_no_more_than_the_limit_in_an_hour_and_the_rest_later()
    {
        for (var i = 0; i < 9; i++) await StepAsync($"s{i}", $"/cases/{i}");
        await SweepAsync();
        Assert.Equal(6, Sms.Taken.Count);
        await LetPassAsync(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(10));
        Assert.Equal(6, Sms.Taken.Count);
        await LetPassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(9, Sms.Taken.Count);
    }

    [Fact]
    public async Task The_stop_switch_holds_everything_outside_back_with_a_reason_and_nothing_is_lost()
    {
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        var stop = City.Get<StopSwitch>();
        await Task.Run(() => stop.StopAsync(Actor.For(Talent), "because")).IsRefusedAsync("not-allowed");
        await Task.Run(() => stop.StopAsync(admin, " x ")).IsRefusedAsync("reason-missing");
        await stop.StopAsync(admin, "服务商故障");
        await StepAsync("held");
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
        Assert.Equal(1, await City.Get<InboxService>().UnreadAsync(Actor.For(Talent)));
        await stop.ResumeAsync(admin);
        Assert.Equal(new SendReport(1, 0, 0), await SweepAsync());
        Assert.Equal(("服务商故障", true), Assert.Single(await stop.LogAsync(admin)) is var log ? (log.Reason, log.ResumedAt is not null) : default);
    }

    [Fact]
    public async Task A_channel_that_fails_in_a_row_is_left_alone_and_the_others_go_on()
    {
        Sms.Mood = Mood.Down;
        for (var i = 0; i < 8; i++) await StepAsync($"s{i}", $"/cases/{i}", await PersonAsync(null));
        await StepAsync("mail", to: await PersonAsync("chen@example.org"));
        Assert.Equal(new SendReport(1, 3, 0), await SweepAsync());
        Assert.Single(Mail.Taken);
    }

    [Fact]
    public async Task A_tired_channel_is_tried_again_after_a_minute_while_others_are_still_sending()
    {
        Sms.Mood = Mood.Down;
        for (var i = 0; i < 8; i++) await StepAsync($"s{i}", $"/cases/{i}", await PersonAsync(null));
        await StepAsync("mail", to: await PersonAsync("chen@example.org"));
        Mail.During = _ =>
        {
            City.Pass(TimeSpan.FromMinutes(1));
            Sms.Mood = Mood.Up;
            return Task.CompletedTask;
        };
        Assert.Equal(new SendReport(9, 3, 0), await SweepAsync());
        Assert.Equal(8, Sms.Taken.Count);
    }

    [Fact]
    public async Task A_channel_that_was_taken_out_of_use_hands_its_messages_over()
    {
        await StepAsync("moved");
        await City.Get<OutboxSender>().SweepAsync(default);
        await City.WriteAsync(db => db.Outbox.Where(m => m.Channel == ChannelNames.Sms).ExecuteUpdateAsync(s => s.SetProperty(m => m.Channel, "pigeon")));
        Assert.Equal(new SendReport(1, 0, 1), await SweepAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_under_a_lease_does_not_keep_the_message_for_a_day()
    {
        await StepAsync("leased");
        await City.Get<OutboxSender>().SweepAsync(default);
        var far = City.Clock.UtcNow.AddDays(1);
        await City.WriteAsync(db => db.Outbox.Where(m => m.Channel == ChannelNames.Sms).ExecuteUpdateAsync(s => s.SetProperty(m => m.LeaseUntil, far)));
        Assert.Equal(1, (await SweepAsync()).Sent);
    }

    /// <summary>What the providers took of each case, one after the other, is in the order in which it was owed.</summary>
    private async Task IsInOrderAsync()
    {
        var rows = (await OutsideAsync()).ToDictionary(m => m.Id);
        foreach (var matter in Sms.Taken.GroupBy(t => (rows[t.Id].RecipientId, rows[t.Id].Link)))
            Assert.Equal(matter.Select(t => t.Id).Order(), matter.Select(t => t.Id));
    }
}
