using System.Text;
using System.Text.Json;
using TalentCode.Core.Messaging;
using TalentCode.Core.Messaging.Signing;
using TalentCode.Core.SignIn;
using TalentCode.Core.Time;

namespace TalentCode.Web.Messaging;

/// <summary>
/// Text messages by Tencent Cloud (SMS 2021-01-11). SessionContext is the outbox id; PullSmsSendStatusByPhoneNumber is
/// the record. Tencent returns the SessionContext there only to accounts for which its support has switched that on.
/// </summary>
internal sealed class TencentSms(SmsSettings settings, CityClock clock, TimeSpan patience) : IMessageChannel, ISmsSender, IDisposable
{
    private const string Version = "2021-01-11";
    private const int MostLines = 100;

    private static readonly HashSet<string> Final = ["FailedOperation.PhoneNumberInBlacklist", "InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.ContainSensitiveWord", "UnsupportedOperation.UnsupportedRegion"];
    private readonly ProviderCalls _calls = new(patience);

    public string Name => ChannelNames.Sms;

    public Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel) =>
        SendAsync(message.Address, settings.TemplateFor(message.Kind.ToString(), message.English), message.Item, message.Id.ToString("N"), cancel);

    public async Task SendCodeAsync(string phone, string code, CancellationToken cancel) =>
        SmsWords.RequireSent(await SendAsync(phone, settings.TemplateFor("SignIn", !phone.StartsWith("86", StringComparison.Ordinal)), code, Guid.NewGuid().ToString("N"), cancel));

    private async Task<SendOutcome> SendAsync(string phone, string template, string value, string context, CancellationToken cancel)
    {
        var (answer, problem) = await CallAsync("SendSms", new
        {
            PhoneNumberSet = new[] { "+" + phone },
            SmsSdkAppId = settings.AppId,
            settings.SignName,
            TemplateId = template,
            TemplateParamSet = new[] { value },
            SessionContext = context,
        }, cancel);
        if (problem is not null) return problem;
        if (answer.Text("Response", "Error", "Code") is { } error) return Refused(error);
        if (answer!.Value.List("Response", "SendStatusSet").Select(s => (JsonElement?)s).FirstOrDefault() is not { } status) return new(SendResult.Unknown, Reason: "no status");
        var code = status.Text("Code") ?? "no code";
        return code == "Ok" ? new(SendResult.Sent, status.Text("SerialNo")) : Refused(code);
    }

    private static SendOutcome Refused(string code) => new(
        Final.Contains(code) ? SendResult.Rejected : code.StartsWith("InternalError", StringComparison.Ordinal) && !code.Contains("Sig", StringComparison.Ordinal) ? SendResult.Unknown : SendResult.Failed, Reason: code);

    public async Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel)
    {
        var (answer, _) = await CallAsync("PullSmsSendStatusByPhoneNumber", new
        {
            BeginTime = new DateTimeOffset(attemptedAt).AddMinutes(-1).ToUnixTimeSeconds(),
            EndTime = new DateTimeOffset(clock.UtcNow).AddMinutes(1).ToUnixTimeSeconds(),
            Offset = 0,
            Limit = MostLines,
            PhoneNumber = "+" + message.Address,
            SmsSdkAppId = settings.AppId,
        }, cancel);
        if (answer is not { } found || found.Text("Response", "Error", "Code") is not null) return SendRecord.Silent;
        foreach (var line in found.List("Response", "PullSmsSendStatusSet").Where(l => l.Text("SessionContext") == message.Id.ToString("N")))
            return line.Text("ReportStatus") == "FAIL" ? SendRecord.Failed : SendRecord.Sent;
        return SendRecord.Missing;
    }

    public void Dispose() => _calls.Dispose();

    private Task<(JsonElement? Answer, SendOutcome? Problem)> CallAsync(string action, object body, CancellationToken cancel)
    {
        var (now, payload, host) = (clock.UtcNow, JsonSerializer.Serialize(body), settings.Endpoint.Authority);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, "/")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(payload)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", TencentSignature.ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", TencentSignature.Authorization(settings.KeyId, settings.KeySecret, host, "sms", payload, now));
        request.Headers.Add("X-TC-Action", action);
        request.Headers.Add("X-TC-Version", Version);
        request.Headers.Add("X-TC-Region", settings.Region);
        request.Headers.Add("X-TC-Timestamp", TencentSignature.Seconds(now));
        return _calls.CallAsync(request, cancel);
    }
}
