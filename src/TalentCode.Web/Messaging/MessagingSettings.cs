using TalentCode.Core.Messaging;

namespace TalentCode.Web.Messaging;

/// <param name="Security">"starttls" or "tls"; "none" only to a mail server on this machine.</param>
public sealed record MailSettings(string Host, int Port, string Security, string? User, string? Password, string From, string FromName);

/// <param name="Provider">"aliyun" or "tencent".</param>
/// <param name="AppId">Tencent's SmsSdkAppId.</param>
/// <param name="Templates">The provider's number of the approved template, by kind ("Progress", "Progress.en"), with "Default" for the others; "SignIn" for sign-in codes. A template says in its own words where to look: a variable may not carry an address.</param>
public sealed record SmsSettings(string Provider, Uri Endpoint, string KeyId, string KeySecret, string SignName, string AppId, string Region, IReadOnlyDictionary<string, string> Templates)
{
    public string TemplateFor(string name, bool english) =>
        new[] { english ? name + ".en" : name, english ? "Default.en" : name, name, "Default" }.Select(Templates.GetValueOrDefault).FirstOrDefault(t => !string.IsNullOrEmpty(t)) ?? "";
}

/// <param name="ItemField">Names of the fields in the template the account was given, such as "thing1".</param>
public sealed record WeChatSettings(Uri Endpoint, string AppId, string Secret, string TemplateId, string ItemField, string KindField);

/// <summary>What is set up outside the inbox: nothing unless configured. Secrets come from the environment, never from the repository.</summary>
public sealed record MessagingSettings(MailSettings? Mail, SmsSettings? Sms, WeChatSettings? WeChat, Uri? WeComRobot, SendingSettings Sending)
{
    // With several calls for one message (token, pages of a record) still shorter than the lease of two minutes.
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(15);

    /// <summary>How long a provider may take to answer before nobody knows whether it took the message; a mail, with its longer conversation, twice as long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public static MessagingSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Messaging");
        MessagingSettings settings = new(MailFrom(section.GetSection("Mail")), SmsFrom(section.GetSection("Sms")), WeChatFrom(section.GetSection("WeChat")),
            section["WeCom:Robot"] is { Length: > 0 } robot ? new Uri(robot) : null, SendingFrom(section));
        return settings with { Patience = PatienceFrom(section) };
    }

    private static TimeSpan PatienceFrom(IConfigurationSection section) => section.GetValue("Patience", TimeSpan.FromSeconds(10)) is var given && given > TimeSpan.Zero && given <= MostPatience
        ? given : throw new InvalidOperationException("Messaging:Patience is how long a provider may take to answer: more than nothing and at most 15 seconds, such as 00:00:10.");

    private static MailSettings? MailFrom(IConfigurationSection mail)
    {
        if (mail["Host"] is not { Length: > 0 } host) return null;
        var security = mail["Security"] ?? "starttls";
        if (security == "none" && host is not ("localhost" or "127.0.0.1" or "::1"))
            throw new InvalidOperationException("Messaging:Mail:Security may be \"none\" only to a mail server on this machine.");
        return new(host, mail.GetValue("Port", 587), security, mail["User"], mail["Password"], Required(mail, "From"), mail["FromName"] ?? "人才码 TalentCode");
    }

    private static SmsSettings? SmsFrom(IConfigurationSection sms) => sms["Provider"] is not { Length: > 0 } provider ? null : new(
        provider, new Uri(sms["Endpoint"] ?? (provider == "tencent" ? "https://sms.tencentcloudapi.com" : "https://dysmsapi.aliyuncs.com")),
        Required(sms, "KeyId"), Required(sms, "KeySecret"), Required(sms, "SignName"), provider == "tencent" ? Required(sms, "AppId") : "", sms["Region"] ?? "ap-guangzhou",
        sms.GetSection("Templates").Get<Dictionary<string, string>>() ?? []);

    private static WeChatSettings? WeChatFrom(IConfigurationSection wechat) => wechat["AppId"] is not { Length: > 0 } app ? null : new(
        new Uri(wechat["Endpoint"] ?? "https://api.weixin.qq.com"), app, Required(wechat, "Secret"), Required(wechat, "TemplateId"), wechat["ItemField"] ?? "thing1", wechat["KindField"] ?? "thing2");

    private static SendingSettings SendingFrom(IConfigurationSection section)
    {
        var usual = new SendingSettings();
        return new()
        {
            Retries = section.GetSection("Retries").Get<TimeSpan[]>() is { Length: > 0 } retries ? retries : usual.Retries,
            RecordSettles = section.GetValue("RecordSettles", usual.RecordSettles),
            QuietFrom = section.GetValue("QuietFrom", usual.QuietFrom),
            QuietUntil = section.GetValue("QuietUntil", usual.QuietUntil),
            DigestAt = section.GetValue("DigestAt", usual.DigestAt),
            PerHour = section.GetValue("PerHour", usual.PerHour),
            PerDay = section.GetValue("PerDay", usual.PerDay),
            TiresAfter = section.GetValue("TiresAfter", usual.TiresAfter),
        };
    }

    private static string Required(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{section.Path}:{name} is missing.");
}
