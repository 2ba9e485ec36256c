using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Reminders;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>What would come too late in the digest of the next morning goes out by itself, outside the quiet hours.</summary>
[Trait("Category", "Core")]
public sealed class PressingTests : ExternalCity
{
    [Fact]
    public async Task A_booking_of_tomorrow_is_told_on_the_evening_before_and_not_again_on_the_day()
    {
        await BookedForTheNextDayAsync();
        City.MoveTo("2026-11-24", 18);
        await RemindOfBookingsAsync();
        Assert.Equal(["已预约：要客通道", "预约提醒：要客通道"], Mail.Taken.Select(m => m.Subject));
        Assert.Equal(City.At("2026-11-24", 18), (await OutsideAsync())[^1].DoneAt);
        City.MoveTo("2026-11-25", 9);
        await RemindOfBookingsAsync();
        Assert.Equal(2, Mail.Taken.Count);
    }

    [Fact]
    public async Task One_that_falls_into_the_quiet_hours_comes_in_the_morning_and_says_nothing_that_is_wrong_by_then()
    {
        await BookedForTheNextDayAsync();
        City.MoveTo("2026-11-24", 22, 30);
        await RemindOfBookingsAsync();
        Assert.Single(Mail.Taken);
        City.MoveTo("2026-11-25", 8);
        await SweepAsync();
        var told = Mail.Taken[^1];
        Assert.Equal("预约提醒：要客通道", told.Subject);
        Assert.Contains("11月25日", Assert.Single(told.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("明天", told.Subject + told.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_that_was_cancelled_in_the_night_is_not_reminded_of_in_the_morning()
    {
        var booked = await BookedForTheNextDayAsync();
        City.MoveTo("2026-11-24", 22, 30);
        await RemindOfBookingsAsync();
        await City.Get<BookingService>().CancelAsync(Actor.For(Talent), booked);
        City.MoveTo("2026-11-25", 8);
        await SweepAsync();
        Assert.Equal(["已预约：要客通道", "已取消：要客通道"], Mail.Taken.Select(m => m.Subject));
        Assert.Contains(DeliveryState.Unneeded, (await OutsideAsync()).Select(m => m.State!.Value));
    }

    [Fact]
    public async Task Terms_of_hours_or_a_few_days_are_told_at_once_and_longer_ones_in_the_digest()
    {
        await City.DateAsync(Talent, PersonalDateKind.MovedIn, "2026-09-18");
        await City.DateAsync(await PersonAsync("move@example.org"), PersonalDateKind.HouseholdMoved, "2026-09-17");
        await City.DateAsync(await PersonAsync("licence@example.org"), PersonalDateKind.DrivingLicenceUntil, "2026-12-17");
        City.MoveTo("2026-09-18", 11, 30);
        await RemindAsync();
        Assert.Equal(["住宿登记：入住后24小时内", "迁入登记：最迟 2026年9月20日（周日）"], Mail.Taken.OrderBy(m => m.Address, StringComparer.Ordinal).Select(m => m.Subject));
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        Assert.Equal(("licence@example.org", "今天有 1 条提醒"), (Mail.Taken[^1].Address, Mail.Taken[^1].Subject));
    }

    [Fact]
    public async Task A_reminder_on_the_last_day_does_not_wait_for_a_digest_that_comes_after_it()
    {
        var (last, later) = (await ForeignerAsync("last@example.org"), await ForeignerAsync("later@example.org"));
        await City.DateAsync(last, PersonalDateKind.Entry, "2026-08-19");
        await City.DateAsync(later, PersonalDateKind.Entry, "2026-08-24");
        City.MoveTo("2026-09-18", 11, 30);
        await RemindAsync();
        Assert.Equal("last@example.org", Assert.Single(Mail.Taken).Address);
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        Assert.Equal(["last@example.org", "later@example.org"], Mail.Taken.Select(m => m.Address));
    }

    [Fact]
    public async Task Papers_that_are_due_tonight_are_asked_for_at_once_when_the_sweep_was_down_until_now()
    {
        var due = City.EndOf("2026-09-18");
        await OweAsync("completion-due", $"{Guid.NewGuid():N}:{due:yyyyMMddHHmm}:20260917", Talent, "/cases/1");
        var tomorrow = await PersonAsync("tomorrow@example.org");
        await OweAsync("completion-due", $"{Guid.NewGuid():N}:{due.AddDays(1):yyyyMMddHHmm}:20260917", tomorrow, "/cases/2");
        await City.Get<OutboxSender>().SweepAsync(default);
        var rows = (await OutsideAsync()).ToDictionary(m => m.RecipientId, m => m.Template);
        Assert.Equal(("completion-due", MessageRouter.Digest), (rows[Talent.Id], rows[tomorrow.Id]));
    }

    [Fact]
    public async Task Whoever_wants_reminders_in_the_inbox_only_is_not_told_of_pressing_ones_either()
    {
        await City.Get<PreferenceService>().ChooseAsync(Actor.For(Talent), MessageKind.Reminder, null, off: true);
        await City.DateAsync(Talent, PersonalDateKind.MovedIn, "2026-09-18");
        City.MoveTo("2026-09-18", 11, 30);
        await RemindAsync();
        Assert.Empty(await OutsideAsync());
        Assert.Equal(1, await City.Get<InboxService>().UnreadAsync(Actor.For(Talent)));
    }

    private async Task<Guid> BookedForTheNextDayAsync()
    {
        City.MoveTo("2026-11-23");
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var booked = await City.BookAsync(Talent, offer, await City.SlotAsync(offer, "2026-11-25"));
        await SweepAsync();
        return booked;
    }

    private async Task RemindOfBookingsAsync()
    {
        await City.Get<BookingSweep>().RunAsync(default);
        await SweepAsync();
    }

    private async Task RemindAsync()
    {
        await ReminderCity.RemindAsync(City);
        await SweepAsync();
    }

    private async Task<Talent> ForeignerAsync(string mail)
    {
        var who = await City.ForeignerAsync();
        await City.AddAsync(new ContactAddress { TalentId = who.Id, Email = mail });
        return who;
    }
}
