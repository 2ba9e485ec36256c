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
    public async Task A_message_reaches_the_inbox_once_in_both_languages()
    {
        await OweAsync("first");
        Assert.Equal(new SendReport(1, 0, 0), await SweepAsync());
        var message = Assert.Single(await _city.Get<InboxService>().ListAsync(Actor.For(_talent)));
        Assert.Equal(("人才码将于 6月30日 到期", "Your talent code expires on 30 June"), (message.TitleZh, message.TitleEn));
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
    }

    [Fact]
    public async Task Two_servers_sweeping_at_once_deliver_everything_once()
    {
        for (var i = 0; i < 130; i++) await OweAsync($"m{i}");
        var other = (OutboxSender)_city.AnotherServer().GetService(typeof(OutboxSender))!;
        var (reports, refused) = await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? _city.Get<OutboxSender>() : other).SweepAsync(default));
        Assert.Empty(refused);
        Assert.Equal(130, reports.Sum(r => r.Sent));
        Assert.Equal(130, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
    }

    [Fact]
    public async Task A_row_that_says_it_was_not_delivered_although_it_was_does_not_deliver_twice()
    {
        await OweAsync("delivered");
        await SweepAsync();
        await _city.WriteAsync(db => db.Outbox.ExecuteUpdateAsync(s => s.SetProperty(m => m.DoneAt, (DateTime?)null)));
        await SweepAsync();
        Assert.Equal(1, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
        Assert.Equal(0, await _city.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAt == null)));
    }

    [Theory]
    [InlineData("2026-09-19", 0)]
    [InlineData("2026-10-01", 1)]
    [InlineData("2027-01-01", 0)]
    public async Task A_clock_that_jumps_over_midnight_or_a_holiday_and_back_delivers_each_message_once(string day, int hour)
    {
        await OweAsync("before");
        await SweepAsync();
        var start = _city.Clock.UtcNow;
        _city.MoveTo(day, hour, 1);
        await OweAsync("far");
        _city.Time.AdjustTime(new DateTimeOffset(start.AddHours(-3)));
        // Owed by the clock of the future, and delivered now all the same.
        Assert.Equal(1, (await SweepAsync()).Sent);
        await OweAsync("back");
        Assert.Equal(1, (await SweepAsync()).Sent);
        _city.MoveTo(day, hour, 2);
        Assert.Equal(new SendReport(0, 0, 0), await SweepAsync());
        Assert.Equal(3, await _city.Get<InboxService>().UnreadAsync(Actor.For(_talent)));
    }

    [Fact]
    public async Task A_message_carries_the_trace_of_the_action_that_caused_it()
    {
        using var action = new System.Diagnostics.Activity("action").Start();
        await OweAsync("traced");
        Assert.Equal(action.Id, (await _city.ReadAsync(db => db.Outbox.SingleAsync())).Correlation);
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

    // A value at the beginning of an English sentence has a capital.
    private static HashSet<string> Names(string text) => new(System.Text.RegularExpressions.Regex.Matches(text, @"\{(\w+)\}").Select(m => m.Value), StringComparer.OrdinalIgnoreCase);

    private Task<SendReport> SweepAsync() => _city.Get<OutboxSender>().SweepAsync(default);

    private Task OweAsync(string key, Talent? to = null) => _city.WriteAsync(db =>
    {
        db.Owe("code-validity", key, Recipient.Talent((to ?? _talent).Id), _city.Clock.UtcNow,
            new Dictionary<string, LocalText> { ["until"] = new("6月30日", "30 June"), ["days"] = new("7", "7") });
        return Task.CompletedTask;
    });
}
