
namespace TalentCode.Core.Notifications;

public enum RecipientKind { Talent, Staff, Member }

/// <summary>
/// A message owed to somebody, written in the transaction of the change that causes it.
/// Claimed by lease, sent, marked done; the row is the only memory, so a crash loses nothing.
/// </summary>
public sealed class OutboxMessage
{
    public Guid Id { get; set; }

    /// <summary>Same key, same message: a second attempt to owe it is ignored.</summary>
    public string DedupKey { get; set; } = "";

    /// <summary>Name of a template in <see cref="MessageTemplates"/>.</summary>
    public string Template { get; set; } = "";

    /// <summary>"in-app" or the name of an <see cref="IMessageChannel"/>.</summary>
    public string Channel { get; set; } = "";

    public RecipientKind RecipientKind { get; set; }
    public Guid RecipientId { get; set; }

    /// <summary>Values for the template, both languages, as JSON; masked where the channel may not carry them.</summary>
    public Dictionary<string, LocalText> Values { get; set; } = [];

    /// <summary>Path inside the product that the message leads to.</summary>
    public string? Link { get; set; }

    /// <summary>Id of the user action that caused it, for tracing.</summary>
    public string? Correlation { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime NextAttemptAt { get; set; }
    public int Attempts { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public Guid? LeaseOwner { get; set; }
    public DateTime? DoneAt { get; set; }

    /// <summary>Set when the retry schedule is used up; an administrator may send it again.</summary>
    public DateTime? ParkedAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>A message in somebody's inbox. Its id is the outbox row's id: delivered twice is impossible.</summary>
public sealed class InboxMessage
{
    public Guid Id { get; set; }
    public RecipientKind RecipientKind { get; set; }
    public Guid RecipientId { get; set; }
    public string Template { get; set; } = "";
    public string TitleZh { get; set; } = "";
    public string TitleEn { get; set; } = "";
    public string BodyZh { get; set; } = "";
    public string BodyEn { get; set; } = "";
    public string? Link { get; set; }
    public DateTime At { get; set; }
    public DateTime? ReadAt { get; set; }
    public LocalText Title => new(TitleZh, TitleEn);
    public LocalText Body => new(BodyZh, BodyEn);
}

/// <summary>An edge of the process: mail, SMS, WeChat, the console of a developer.</summary>
public interface IMessageChannel
{
    /// <summary>Name used in <see cref="OutboxMessage.Channel"/>.</summary>
    string Name { get; }

    /// <summary>Hands the message over. The outbox id is the idempotency key where the provider has one.</summary>
    /// <exception cref="Exception">Anything thrown counts as a failed attempt and is tried again by the schedule.</exception>
    Task SendAsync(OutboxMessage message, LocalText title, LocalText body, CancellationToken cancel);
}
