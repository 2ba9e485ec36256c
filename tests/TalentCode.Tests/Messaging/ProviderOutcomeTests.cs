using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Benchmarks.Providers;
using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Messaging;

namespace TalentCode.Tests.Messaging;

/// <summary>What the row of a message says after a provider did something unusual: the adapters as they are, from the outbox to the socket.</summary>
[Trait("Category", "Core")]
public sealed class ProviderOutcomeTests : IAsyncDisposable
{
    // Real time: as short as a slow machine lets a connection on itself be.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ProviderServer _server = new();
    private ServiceProvider? _services;
    private City? _city;

    public async ValueTask DisposeAsync()
    {
        if (_city is not null) await _city.DisposeAsync();
        if (_services is not null) await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("aliyun")]
    [InlineData("tencent")]
    public async Task A_text_message_whose_answer_never_comes_is_found_in_the_record_and_not_sent_again(string provider)
    {
        await OweAsync(provider);
        _server.Manner = Manner.TakesAndWaits;
        await SweepAsync();
        var open = await RowAsync();
        Assert.Equal((DeliveryState.Unsure, 1, "no answer in time", true, false), ((DeliveryState)open.State!, open.Attempts, open.LastError, open.UnsureAt is not null, open.SendingAt is not null));
        _server.Manner = Manner.Answers;
        _city!.Pass(TimeSpan.FromMinutes(1));
        await SweepAsync();
        var found = await RowAsync();
        Assert.Equal((DeliveryState.Sent, "found in the provider's record", null), ((DeliveryState)found.State!, found.LastError, found.PossibleDuplicateAt));
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task A_wechat_message_whose_answer_never_comes_is_sent_again_and_reported_as_there_is_no_record()
    {
        await OweAsync("wechat");
        _server.Manner = Manner.TakesAndWaits;
        await SweepAsync();
        Assert.Equal(DeliveryState.Unsure, (await RowAsync()).State);
        _server.Manner = Manner.Answers;
        _city!.Pass(TimeSpan.FromMinutes(1));
        await SweepAsync();
        var row = await RowAsync();
        Assert.Equal((DeliveryState.Sent, true, 2), ((DeliveryState)row.State!, row.PossibleDuplicateAt is not null, _server.Taken.Count));
    }

    [Theory]
    [InlineData("aliyun")]
    [InlineData("tencent")]
    [InlineData("wechat")]
    [InlineData("wecom")]
    public async Task A_provider_that_answers_twice_has_taken_one_message_and_the_row_is_plainly_sent(string provider)
    {
        await OweAsync(provider);
        _server.Manner = Manner.AnswersTwice;
        await SweepAsync();
        _city!.Pass(TimeSpan.FromMinutes(5));
        await SweepAsync();
        var row = await RowAsync();
        Assert.Equal((DeliveryState.Sent, 1, null, null, null), ((DeliveryState)row.State!, row.Attempts, row.LastError, row.UnsureAt, row.PossibleDuplicateAt));
        Assert.Equal((1, null), (_server.Taken.Count, _server.Problem));
    }

    private async Task OweAsync(string provider)
    {
        var channel = Channel(provider);
        var city = _city = await City.WithChannelsAsync(null, channel);
        var talent = await city.People.TalentAsync();
        await city.AddAsync(new ContactAddress { TalentId = talent.Id, WeChatOpenId = "openid" });
        var (template, to) = provider == "wecom" ? ("promise-overdue", Recipient.Staff(Guid.NewGuid())) : ("case-received", Recipient.Talent(talent.Id));
        await city.WriteAsync(db =>
        {
            db.Owe(template, "1", to, city.Clock.UtcNow, new Dictionary<string, LocalText> { ["item"] = new("子女入学", "School places") }, "/cases/1");
            return Task.CompletedTask;
        });
    }

    private async Task SweepAsync()
    {
        await _city!.Get<OutboxSender>().SweepAsync(default);
        await _city!.Get<ExternalSender>().SweepAsync(default);
    }

    private Task<OutboxMessage> RowAsync() => _city!.ReadAsync(db => db.Outbox.SingleAsync(m => m.Channel != Notices.InApp));

    private IMessageChannel Channel(string provider)
    {
        MessagingSettings settings = new(null, null, null, null, new());
        settings = provider switch
        {
            "wechat" => settings with { WeChat = new(_server.Address, "wx1", ProviderServer.KeySecret, "template", "thing1", "thing2") },
            "wecom" => settings with { WeComRobot = new(_server.Address, $"/cgi-bin/webhook/send?key={ProviderServer.RobotKey}") },
            _ => settings with { Sms = new(provider, _server.Address, ProviderServer.KeyId, ProviderServer.KeySecret, "人才码", "1400000000", "ap-guangzhou", new Dictionary<string, string> { ["Default"] = "SMS_1" }) },
        };
        var services = new ServiceCollection();
        services.AddSingleton(new CityClock(TimeProvider.System, CityClock.China));
        services.AddMessaging(settings with { Patience = Patience });
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<IMessageChannel>();
    }
}
