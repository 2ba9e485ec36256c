
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

    /// <summary>"in-app" or one of <see cref="Messaging.ChannelNames"/>.</summary>
    public string Channel { get; set; } = "";

    public RecipientKind RecipientKind { get; set; }
    public Guid RecipientId { get; set; }

    /// <summary>Values for the template, both languages, as JSON; masked where the channel may not carry them.</summary>
    public Dictionary<string, LocalText> Values { get; set; } = [];

    /// <summary>Path inside the product that the message leads to.</summary>
    public string? Link { get; set; }

    /// <summary>Trace of the user action that caused it (W3C), or what the caller gave as such.</summary>
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

    /// <summary>May go out in the quiet hours.</summary>
    public bool Urgent { get; set; }

    /// <summary>Set before a provider is called and cleared by its answer: still set after a crash, nobody knows whether it went out.</summary>
    public DateTime? SendingAt { get; set; }

    /// <summary>When the attempt was made of which we do not know whether it went out.</summary>
    public DateTime? UnsureAt { get; set; }

    /// <summary>When it was sent a second time although the first may have gone out: the person may have it twice.</summary>
    public DateTime? PossibleDuplicateAt { get; set; }

    /// <summary>How it went outside the inbox; null while nothing is known, and always null in the inbox.</summary>
    public DeliveryState? State { get; set; }

    /// <summary>The provider's own number.</summary>
    public string? Receipt { get; set; }

    /// <summary>The channel that took over when this one gave up.</summary>
    public string? HandedTo { get; set; }
}

public enum DeliveryState
{
    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>Failed and is tried again.</summary>
    Failed,

    /// <summary>Nobody knows yet whether it went out.</summary>
    Unsure,

    /// <summary>The provider or the address will never take it.</summary>
    Rejected,

    /// <summary>Tried as often as the schedule says.</summary>
    GivenUp,

    /// <summary>Everything in it had been read, was done or was switched off before it went out.</summary>
    Unneeded,
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
