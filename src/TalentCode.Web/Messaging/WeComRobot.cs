using TalentCode.Core;
using TalentCode.Core.Messaging;

namespace TalentCode.Web.Messaging;

/// <summary>The robot of a WeCom group of staff: name of the service and the way to it, nothing about a person. It keeps no record.</summary>
internal sealed class WeComRobot(Uri webhook, TimeSpan patience) : IMessageChannel, IDisposable
{
    private readonly ProviderCalls _calls = new(patience);

    public string Name => ChannelNames.WeCom;

    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel)
    {
        var text = new LocalText($"{message.Subject}:{message.Item}", $"{message.Subject}: {message.Item}").In(message.English);
        var (answer, problem) = await _calls.CallAsync(new HttpRequestMessage(HttpMethod.Post, webhook)
        {
            Content = JsonContent.Create(new { msgtype = "text", text = new { content = $"{text}\n{message.Link}" } }),
        }, cancel);
        if (problem is not null) return problem;
        var code = answer.Text("errcode") ?? "no code";
        // 45009: more than twenty in a minute. Everything it says may be mended by whoever runs the group.
        return code == "0" ? new(SendResult.Sent) : new(SendResult.Failed, Reason: code);
    }

    public Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel) => Task.FromResult(SendRecord.None);

    public void Dispose() => _calls.Dispose();
}
