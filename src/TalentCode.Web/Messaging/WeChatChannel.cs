using System.Text.Json;
using TalentCode.Core.Messaging;
using TalentCode.Core.Time;

namespace TalentCode.Web.Messaging;

/// <summary>
/// Subscription messages of the city's official account (message/subscribe/bizsend). WeChat keeps no record that could be
/// asked: after an unknown outcome the message is sent again and reported.
/// </summary>
internal sealed class WeChatChannel(WeChatSettings settings, CityClock clock, TimeSpan patience) : IMessageChannel, IDisposable
{
    // Not a person of this account, not subscribed any more, or a field the template does not take.
    private static readonly HashSet<string> Final = ["40003", "43101", "47003"];
    private static readonly HashSet<string> TokenGone = ["40001", "40014", "42001"];
    private readonly ProviderCalls _calls = new(patience);
    private readonly SemaphoreSlim _turn = new(1);
    private (string Token, DateTime Until)? _kept;

    public string Name => ChannelNames.WeChat;

    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel)
    {
        var outcome = await OnceAsync(message, fresh: false, cancel);
        // Refused for the token alone: surely not sent, and a new one is at hand.
        return outcome.Reason is { } code && TokenGone.Contains(code) ? await OnceAsync(message, fresh: true, cancel) : outcome;
    }

    public Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel) => Task.FromResult(SendRecord.None);

    public void Dispose()
    {
        _calls.Dispose();
        _turn.Dispose();
    }

    private async Task<SendOutcome> OnceAsync(Outgoing message, bool fresh, CancellationToken cancel)
    {
        var (token, reason) = await TokenAsync(fresh, cancel);
        if (token is null) return new(SendResult.Failed, Reason: $"no token: {reason}");
        var (answer, problem) = await PostAsync($"/cgi-bin/message/subscribe/bizsend?access_token={Uri.EscapeDataString(token)}", new
        {
            touser = message.Address,
            template_id = settings.TemplateId,
            page = message.Link.ToString(),
            data = new Dictionary<string, object> { [settings.ItemField] = new { value = message.Item }, [settings.KindField] = new { value = message.Subject } },
        }, cancel);
        if (problem is not null) return problem;
        var code = answer.Text("errcode") ?? "no code";
        return code == "0" ? new(SendResult.Sent, answer.Text("msgid")) : new(Final.Contains(code) ? SendResult.Rejected : SendResult.Failed, Reason: code);
    }

    /// <summary>The account's token: the same for every server that asks, until it runs out or a new one is forced.</summary>
    private async Task<(string? Token, string? Reason)> TokenAsync(bool fresh, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (!fresh && _kept is { } kept && clock.UtcNow < kept.Until) return (kept.Token, null);
            var (answer, problem) = await PostAsync("/cgi-bin/stable_token", new { grant_type = "client_credential", appid = settings.AppId, secret = settings.Secret, force_refresh = fresh }, cancel);
            if (answer.Text("access_token") is not { } token) return (null, problem?.Reason ?? answer.Text("errcode"));
            var seconds = double.TryParse(answer.Text("expires_in"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : 0;
            _kept = (token, clock.UtcNow.AddSeconds(Math.Max(0, seconds - 300)));
            return (token, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task<(JsonElement? Answer, SendOutcome? Problem)> PostAsync(string path, object body, CancellationToken cancel) =>
        _calls.CallAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, path)) { Content = JsonContent.Create(body) }, cancel);
}
