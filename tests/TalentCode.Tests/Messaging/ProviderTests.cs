using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Benchmarks.Providers;
using TalentCode.Core.Messaging;
using TalentCode.Core.SignIn;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Messaging;

namespace TalentCode.Tests.Messaging;

/// <summary>The adapters as they are, against a server that checks what they send the way the providers do.</summary>
public sealed class ProviderTests : IAsyncDisposable
{
    private readonly ProviderServer _server = new();
    private ServiceProvider? _services;

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("aliyun", "biz-1")]
    [InlineData("tencent", "serial-1")]
    public async Task A_text_message_is_signed_carries_the_services_name_and_our_id_and_is_found_in_the_record(string provider, string receipt)
    {
        var (sms, message) = (Sms(provider), Message("8613900000001"));
        Assert.Equal(SendRecord.Missing, await sms.AskAsync(message, City.Morning, default));
        Assert.Equal(new SendOutcome(SendResult.Sent, receipt), await sms.SendAsync(message, default));
        Assert.Equal(message.Id.ToString("N"), Assert.Single(_server.Taken).Key);
        Assert.Equal(SendRecord.Sent, await sms.AskAsync(message, City.Morning, default));
        Assert.Null(_server.Problem);
    }

    [Theory]
    [InlineData("aliyun", Manner.Refuses, SendResult.Rejected, 0)]
    [InlineData("tencent", Manner.Refuses, SendResult.Rejected, 0)]
    [InlineData("aliyun", Manner.Busy, SendResult.Failed, 0)]
    [InlineData("tencent", Manner.Busy, SendResult.Failed, 0)]
    [InlineData("aliyun", Manner.TakesAndHangsUp, SendResult.Unknown, 1)]
    [InlineData("tencent", Manner.TakesAndHangsUp, SendResult.Unknown, 1)]
    [InlineData("aliyun", Manner.HangsUp, SendResult.Unknown, 0)]
    [InlineData("tencent", Manner.HangsUp, SendResult.Unknown, 0)]
    public async Task What_a_provider_does_is_told_apart_and_it_is_called_once(string provider, Manner manner, SendResult expected, int taken)
    {
        var sms = Sms(provider);
        _server.Manner = manner;
        Assert.Equal(expected, (await sms.SendAsync(Message("8613900000001"), default)).Result);
        Assert.Equal(taken, _server.Taken.Count);
    }

    [Theory]
    [InlineData("aliyun")]
    [InlineData("tencent")]
    public async Task A_second_answer_on_the_same_connection_is_not_taken_for_that_of_the_next_message(string provider)
    {
        var sms = Sms(provider);
        _server.Manner = Manner.AnswersTwice;
        Assert.Equal(SendResult.Sent, (await sms.SendAsync(Message("8613900000001"), default)).Result);
        _server.Manner = Manner.Refuses;
        Assert.Equal(SendResult.Rejected, (await sms.SendAsync(Message("8613900000002"), default)).Result);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent_and_a_record_that_is_away_is_silent()
    {
        var sms = Sms("aliyun");
        await _server.DisposeAsync();
        Assert.Equal(SendResult.Failed, (await sms.SendAsync(Message("8613900000001"), default)).Result);
        Assert.Equal(SendRecord.Silent, await sms.AskAsync(Message("8613900000001"), City.Morning, default));
    }

    [Theory]
    [InlineData("aliyun")]
    [InlineData("tencent")]
    public async Task A_sign_in_code_goes_by_the_same_provider_and_a_refusal_is_a_sentence(string provider)
    {
        Sms(provider);
        var sender = _services!.GetRequiredService<ISmsSender>();
        await sender.SendCodeAsync("8613900000001", "123456", default);
        Assert.Single(_server.Taken);
        _server.Manner = Manner.Refuses;
        await sender.SendCodeAsync("8613900000001", "123456", default).IsRefusedAsync("sms-failed");
    }

    [Fact]
    public async Task A_wechat_message_uses_one_token_for_many_and_a_new_one_when_it_is_gone()
    {
        var wechat = Channel(new(null, null, new(_server.Address, "wx1", ProviderServer.KeySecret, "template", "thing1", "thing2"), null, new()));
        for (var i = 0; i < 3; i++) Assert.Equal(new SendOutcome(SendResult.Sent, "9"), await wechat.SendAsync(Message("openid"), default));
        Assert.Equal(1, _server.TokensGiven);
        _server.Manner = Manner.TokenGone;
        Assert.Equal(SendResult.Sent, (await wechat.SendAsync(Message("openid"), default)).Result);
        Assert.Equal((2, 4), (_server.TokensGiven, _server.Taken.Count));
        var data = _server.Taken[0].Body!.Value.GetProperty("data");
        Assert.Equal(("子女入学", "办事进度"), (data.GetProperty("thing1").GetProperty("value").GetString(), data.GetProperty("thing2").GetProperty("value").GetString()));
        _server.Manner = Manner.Refuses;
        Assert.Equal(new SendOutcome(SendResult.Rejected, Reason: "43101"), await wechat.SendAsync(Message("openid"), default));
        Assert.Equal(SendRecord.None, await wechat.AskAsync(Message("openid"), City.Morning, default));
    }

    [Fact]
    public async Task The_groups_robot_says_what_and_where_and_nobodys_name()
    {
        var robot = Channel(new(null, null, null, new(_server.Address, $"/cgi-bin/webhook/send?key={ProviderServer.RobotKey}"), new()));
        Assert.Equal(SendResult.Sent, (await robot.SendAsync(Message(""), default)).Result);
        Assert.Equal("办事进度：子女入学\nhttps://talent.example/cases/1", Assert.Single(_server.Taken).Body!.Value.GetProperty("text").GetProperty("content").GetString());
        _server.Manner = Manner.Garbled;
        Assert.NotEqual(SendResult.Sent, (await robot.SendAsync(Message(""), default)).Result);
    }

    [Fact]
    public async Task A_robot_with_another_groups_key_is_told_so_and_nothing_is_said_in_the_group()
    {
        var robot = Channel(new(null, null, null, new(_server.Address, "/cgi-bin/webhook/send?key=another"), new()));
        Assert.Equal(new SendOutcome(SendResult.Failed, Reason: "93000"), await robot.SendAsync(Message(""), default));
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_second_answer_of_wechat_is_not_taken_for_that_of_the_next_message()
    {
        var wechat = Channel(new(null, null, new(_server.Address, "wx1", ProviderServer.KeySecret, "template", "thing1", "thing2"), null, new()));
        _server.Manner = Manner.AnswersTwice;
        Assert.Equal(SendResult.Sent, (await wechat.SendAsync(Message("openid"), default)).Result);
        _server.Manner = Manner.Refuses;
        Assert.Equal(SendResult.Rejected, (await wechat.SendAsync(Message("openid"), default)).Result);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:01:00")]
    public void A_patience_that_outlasts_the_lease_of_a_message_is_refused_at_the_start(string patience)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Messaging:Patience", patience)]).Build();
        Assert.Contains("15 seconds", Assert.Throws<InvalidOperationException>(() => MessagingSettings.From(configuration)).Message, StringComparison.Ordinal);
    }

    private static Outgoing Message(string address) => new(Guid.NewGuid(), MessageKind.Progress, address, false, "子女入学", "办事进度", [], new("https://talent.example/cases/1"), null);

    private IMessageChannel Sms(string provider) => Channel(new(null, new(provider, _server.Address, ProviderServer.KeyId, ProviderServer.KeySecret, "人才码", "1400000000", "ap-guangzhou",
        new Dictionary<string, string> { ["Default"] = "SMS_1" }), null, null, new()));

    private IMessageChannel Channel(MessagingSettings settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(new CityClock(TimeProvider.System, CityClock.China));
        services.AddMessaging(settings);
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<IMessageChannel>();
    }
}
