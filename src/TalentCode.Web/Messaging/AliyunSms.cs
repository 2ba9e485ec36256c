using System.Globalization;
using System.Text.Json;
using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Messaging.Signing;
using TalentCode.Core.SignIn;
using TalentCode.Core.Time;

namespace TalentCode.Web.Messaging;

/// <summary>Text messages by Alibaba Cloud (Dysmsapi 2017-05-25). OutId is the outbox id; QuerySendDetails is the record.</summary>
internal sealed class AliyunSms(SmsSettings settings, CityClock clock, TimeSpan patience) : IMessageChannel, ISmsSender, IDisposable
{
    private const string Version = "2017-05-25";
    private const int PageSize = 50, MostPages = 4;

    // Its error codes for numbers that will never be reached; all others may be mended.
    private static readonly HashSet<string> Final = ["isv.MOBILE_NUMBER_ILLEGAL", "isv.BLACK_KEY_CONTROL_LIMIT", "isv.BLACK_LIST_CONTROL", "isv.CUSTOMER_REFUSED", "isv.DOMESTIC_NUMBER_NOT_SUPPORTED", "isv.SMS_CONTENT_ILLEGAL"];
    private readonly ProviderCalls _calls = new(patience);

    public string Name => ChannelNames.Sms;

    public Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel) =>
        SendAsync(message.Address, settings.TemplateFor(message.Kind.ToString(), message.English), new() { ["item"] = message.Item }, message.Id.ToString("N"), cancel);

    public async Task SendCodeAsync(string phone, string code, CancellationToken cancel)
    {
        var outcome = await SendAsync(phone, settings.TemplateFor("SignIn", !phone.StartsWith("86", StringComparison.Ordinal)), new() { ["code"] = code }, Guid.NewGuid().ToString("N"), cancel);
        SmsWords.RequireSent(outcome);
    }

    private async Task<SendOutcome> SendAsync(string phone, string template, Dictionary<string, string> values, string outId, CancellationToken cancel)
    {
        var (answer, problem) = await CallAsync("SendSms", new()
        {
            ["PhoneNumbers"] = Number(phone),
            ["SignName"] = settings.SignName,
            ["TemplateCode"] = template,
            ["TemplateParam"] = JsonSerializer.Serialize(values),
            ["OutId"] = outId,
        }, cancel);
        if (problem is not null) return problem;
        var code = answer.Text("Code") ?? "no code";
        if (code == "OK") return new(SendResult.Sent, answer.Text("BizId"));
        // Its own failure: it does not know itself whether the message went on.
        if (code.StartsWith("isp.", StringComparison.Ordinal) && code != "isp.RAM_PERMISSION_DENY") return new(SendResult.Unknown, Reason: code);
        return new(Final.Contains(code) ? SendResult.Rejected : SendResult.Failed, Reason: code);
    }

    public async Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel)
    {
        // A message of the last second of a day may be booked on the next.
        foreach (var day in new[] { clock.DateOf(attemptedAt), clock.DateOf(attemptedAt.AddMinutes(5)) }.Distinct())
            for (var page = 1; page <= MostPages; page++)
            {
                var (answer, _) = await CallAsync("QuerySendDetails", new()
                {
                    ["PhoneNumber"] = Number(message.Address),
                    ["SendDate"] = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                    ["PageSize"] = PageSize.ToString(CultureInfo.InvariantCulture),
                    ["CurrentPage"] = page.ToString(CultureInfo.InvariantCulture),
                }, cancel);
                if (answer is not { } found || found.Text("Code") != "OK") return SendRecord.Silent;
                var lines = found.List("SmsSendDetailDTOs", "SmsSendDetailDTO").ToList();
                foreach (var line in lines.Where(l => l.Text("OutId") == message.Id.ToString("N")))
                    // 1 waits for the receipt, 2 failed, 3 arrived.
                    return line.Text("SendStatus") == "2" ? SendRecord.Failed : SendRecord.Sent;
                if (lines.Count < PageSize) break;
            }
        return SendRecord.Missing;
    }

    public void Dispose() => _calls.Dispose();

    private Task<(JsonElement? Answer, SendOutcome? Problem)> CallAsync(string action, Dictionary<string, string> parameters, CancellationToken cancel)
    {
        var query = AliyunSignature.Query(parameters);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, "/?" + query)) { Content = new ByteArrayContent([]) };
        foreach (var (name, value) in AliyunSignature.Headers(settings.KeyId, settings.KeySecret, settings.Endpoint.Authority, action, Version, query, clock.UtcNow, Guid.NewGuid().ToString("N")))
            request.Headers.TryAddWithoutValidation(name, value);
        return _calls.CallAsync(request, cancel);
    }

    /// <summary>Mainland numbers without the country code, others with it.</summary>
    private static string Number(string phone) => phone is ['8', '6', .. { Length: 11 } own] ? own : phone;
}

internal static class SmsWords
{
    /// <summary>An unknown outcome counts as sent: the person sees soon enough whether the code comes.</summary>
    /// <exception cref="RefusedException">The code was surely not sent.</exception>
    public static void RequireSent(SendOutcome outcome)
    {
        if (outcome.Result is SendResult.Rejected or SendResult.Failed)
            throw new RefusedException("sms-failed", "验证码没有发出。请过几分钟再试,或联系你的人才管家。", "The code could not be sent. Try again in a few minutes, or call your steward.");
    }
}
