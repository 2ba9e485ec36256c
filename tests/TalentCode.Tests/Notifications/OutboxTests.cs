using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Notifications;

[Trait("Category", "Core")]
public sealed class OutboxTests : IAsyncLifetime
{
    private City _city = null!;
    private Talent _talent = null!;

    public async Task InitializeAsync()
    {
        _city = await City.FreshAsync();
        _talent = await _city.People.TalentAsync();
    }

    public async Task DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_the_inbox_and_the_channel_in_both_languages()
    {
        await OweAsync("first");
        Assert.Equal(new SendReport(2, 0, 0), await SweepAsync());
        var message = Assert.Single(await _city.Get<InboxService>().ListAsync(Actor.For(_talent)));
        Assert.Equal(("人才码将于 6月30日 到期", "Your talent code expires on 30 June"), (message.TitleZh, message.TitleEn));
        Assert.Equal(message.Title, Assert.Single(_city.Console.Sent).Title);
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
    }

    [Fact]
    public async Task Two_servers_sweeping_at_once_deliver_everything_once()
    {
        for (var i = 0; i < 130; i++) await OweAsync($"m{i}");
        var other = (OutboxSender)_city.AnotherServer().GetService(typeof(OutboxSender))!;
        var (reports, refused) = await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? _city.Get<OutboxSender>() : other).SweepAsync(default));
        Assert.Empty(refused);
        Assert.Equal(260, reports.Sum(r => r.Sent));
        Assert.Equal(130, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
        Assert.Equal(130, _city.Console.Sent.Select(s => s.Id).Distinct().Count());
        Assert.Equal(130, _city.Console.Sent.Count);
    }

    [Fact]
    public async Task A_server_that_dies_after_claiming_delays_its_messages_and_loses_none()
    {
        await OweAsync("claimed");
        var now = _city.Clock.UtcNow;
        await _city.WriteAsync(db => db.Outbox.ExecuteUpdateAsync(s => s.SetProperty(m => m.LeaseOwner, Guid.NewGuid()).SetProperty(m => m.LeaseUntil, now.AddMinutes(2))));
        Assert.Equal(0, (await SweepAsync()).Sent);
        _city.Pass(TimeSpan.FromSeconds(121));
        Assert.Equal(2, (await SweepAsync()).Sent);
        Assert.Equal(1, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
    }

    [Fact]
    public async Task A_server_that_dies_after_delivering_and_before_saying_so_does_not_deliver_twice()
    {
        await OweAsync("delivered");
        await SweepAsync();
        var past = _city.Clock.UtcNow.AddSeconds(-1);
        await _city.WriteAsync(db => db.Outbox.Where(m => m.Channel == Notices.InApp).ExecuteUpdateAsync(s => s.SetProperty(m => m.DoneAt, (DateTime?)null).SetProperty(m => m.LeaseUntil, past)));
        await SweepAsync();
        Assert.Equal(1, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
        Assert.Equal(0, await _city.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAt == null)));
    }

    [Fact]
    public async Task A_failing_channel_is_tried_by_the_schedule_then_parked_and_can_be_sent_again()
    {
        await OweAsync("failing");
        _city.Console.Failure = new InvalidOperationException("no connection");
        foreach (var wait in OutboxSender.RetrySchedule)
        {
            Assert.Equal(1, (await SweepAsync()).Failed);
            _city.Pass(wait - TimeSpan.FromSeconds(1));
            Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
            _city.Pass(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(1, (await SweepAsync()).Parked);
        _city.Pass(TimeSpan.FromDays(3));
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
        Assert.Equal(1, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));

        var parked = await _city.ReadAsync(db => db.Outbox.SingleAsync(m => m.ParkedAt != null));
        Assert.Contains("no connection", parked.LastError, StringComparison.Ordinal);
        await Refusals.IsRefusedAsync(Task.Run(() => _city.Get<OutboxSender>().SendAgainAsync(Actor.For(_talent), parked.Id)), "not-allowed");
        await _city.Get<OutboxSender>().SendAgainAsync(await _city.People.StaffAsync(StaffRole.Administrator), parked.Id);
        _city.Console.Failure = null;
        Assert.Equal(new SendReport(1, 0, 0), await SweepAsync());
        Assert.Single(_city.Console.Sent);
    }

    [Fact]
    public async Task One_broken_message_does_not_hold_up_the_others()
    {
        await OweAsync("good");
        await _city.WriteAsync(db => db.Outbox.Where(m => m.Channel == Notices.Console).ExecuteUpdateAsync(s => s.SetProperty(m => m.Channel, "pigeon")));
        await OweAsync("better");
        Assert.Equal(new SendReport(3, 1, 0), await SweepAsync());
    }

    [Fact]
    public async Task Reading_marks_ones_own_messages_only()
    {
        var other = await _city.People.TalentAsync();
        await OweAsync("mine");
        await OweAsync("theirs", other);
        await SweepAsync();
        await _city.Get<InboxService>().MarkReadAsync(Actor.For(_talent));
        Assert.Equal((0, 1), (await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)), await _city.Get<InboxService>().UnreadAsync(Actor.For(other))));
    }

    [Fact]
    public void Every_message_speaks_both_languages_with_the_same_values()
    {
        foreach (var (name, template) in MessageTemplates.Everything)
        {
            Refusals.IsSentence(new(Plain(template.Body.Zh), Plain(template.Body.En)));
            Assert.True(Names(template.Title.Zh + template.Body.Zh).SetEquals(Names(template.Title.En + template.Body.En)), name);
        }
    }

    private static string Plain(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\{(\w+)\}", "$1");

    private static HashSet<string> Names(string text) => [.. System.Text.RegularExpressions.Regex.Matches(text, @"\{(\w+)\}").Select(m => m.Value)];

    private Task<SendReport> SweepAsync() => _city.Get<OutboxSender>().SweepAsync(default);

    private Task OweAsync(string key, Talent? to = null) => _city.WriteAsync(db =>
    {
        db.Owe("code-validity", key, Recipient.Talent((to ?? _talent).Id), _city.Clock.UtcNow,
            new Dictionary<string, LocalText> { ["until"] = new("6月30日", "30 June"), ["days"] = new("7", "7") });
        return Task.CompletedTask;
    });
}
