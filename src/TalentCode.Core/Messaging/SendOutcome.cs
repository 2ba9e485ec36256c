namespace TalentCode.Core.Messaging;

public enum SendResult
{
    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>The provider says it will never take it: no such address, blocked, refused by its owner.</summary>
    Rejected,

    /// <summary>It surely did not take it, and may later.</summary>
    Failed,

    /// <summary>It was asked and did not answer: it may have taken it.</summary>
    Unknown,
}

/// <param name="Receipt">The provider's own number, for its support.</param>
/// <param name="Reason">Its code or words; never an address.</param>
public sealed record SendOutcome(SendResult Result, string? Receipt = null, string? Reason = null);

/// <summary>What the provider's own record says about a message of which we do not know whether it went out.</summary>
public enum SendRecord
{
    /// <summary>This channel keeps no record that could be asked.</summary>
    None,

    /// <summary>It went out.</summary>
    Sent,

    /// <summary>It was taken and could not be delivered.</summary>
    Failed,

    /// <summary>The record does not know it, or not yet.</summary>
    Missing,

    /// <summary>The record could not be asked.</summary>
    Silent,
}

/// <summary>One message as a channel gets it: nothing in it that the channel may not carry.</summary>
/// <param name="Id">The outbox row: the idempotency key where the provider has one.</param>
/// <param name="Address">Number with country code, mail address, or the person's id at the provider; empty for a group.</param>
/// <param name="Item">Name of the service, of at most 20 characters for the short channels.</param>
/// <param name="Subject">One line.</param>
/// <param name="Lines">Text below it; empty where the channel carries the service's name only.</param>
/// <param name="Link">Address inside the product.</param>
/// <param name="Unsubscribe">Address that switches this kind off with one click; null where the law does not let one.</param>
public sealed record Outgoing(Guid Id, MessageKind Kind, string Address, bool English, string Item, string Subject, IReadOnlyList<string> Lines, Uri Link, Uri? Unsubscribe);

/// <summary>An edge of the process: mail, SMS, WeChat, WeCom.</summary>
public interface IMessageChannel
{
    /// <summary>One of <see cref="ChannelNames"/>, as in the outbox row.</summary>
    string Name { get; }

    /// <summary>Hands the message over once and says what came of it; throws only when cancelled.</summary>
    Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel);

    /// <summary>Asks the provider's record about an earlier attempt.</summary>
    /// <param name="attemptedAt">UTC.</param>
    Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel);
}

public static class ChannelNames
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string WeChat = "wechat";
    public const string WeCom = "wecom";

    /// <summary>The order in which a person is tried who has chosen none: what costs nothing and says most comes first.</summary>
    public static IReadOnlyList<string> ForPeople { get; } = [WeChat, Email, Sms];

    private static readonly Dictionary<string, LocalText> Words = new()
    {
        [Notifications.Notices.InApp] = new("消息箱", "inbox"),
        [Email] = new("邮件", "e-mail"),
        [Sms] = new("短信", "text message"),
        [WeChat] = new("微信", "WeChat"),
        [WeCom] = new("企业微信群", "WeCom group"),
    };

    public static LocalText NameOf(string channel) => Words.TryGetValue(channel, out var name) ? name : new(channel, channel);
}
