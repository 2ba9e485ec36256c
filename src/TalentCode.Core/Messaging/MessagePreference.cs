namespace TalentCode.Core.Messaging;

/// <summary>How one person wants messages of one kind. Without a row the order of <see cref="ChannelNames.ForPeople"/> holds.</summary>
public sealed class MessagePreference
{
    public Guid TalentId { get; set; }
    public MessageKind Kind { get; set; }

    /// <summary>Channels in the order in which they are tried, divided by commas.</summary>
    public string Channels { get; set; } = "";

    /// <summary>In the inbox only.</summary>
    public bool Off { get; set; }

    public IReadOnlyList<string> Order => Channels.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Where a person can be reached besides the phone number. A mail address counts once its owner has confirmed it.</summary>
public sealed class ContactAddress
{
    public Guid TalentId { get; set; }
    public string? Email { get; set; }

    /// <summary>Typed and not confirmed yet.</summary>
    public string? PendingEmail { get; set; }

    public string? CodeHash { get; set; }
    public DateTime? CodeSentAt { get; set; }
    public int CodeTries { get; set; }

    /// <summary>The person's id at the city's WeChat official account.</summary>
    public string? WeChatOpenId { get; set; }
}

/// <summary>A message of the inbox that the digest of a day mentions. Its key: in one digest at most.</summary>
public sealed class DigestLine
{
    public Guid MessageId { get; set; }
    public Guid TalentId { get; set; }
    public DateOnly Day { get; set; }
}

/// <summary>The administrator stopped everything outside the inbox, for a reason; in force while <see cref="ResumedAt"/> is empty.</summary>
public sealed class SendingStop
{
    public Guid Id { get; set; }
    public DateTime StoppedAt { get; set; }
    public string StoppedBy { get; set; } = "";
    public string Reason { get; set; } = "";
    public DateTime? ResumedAt { get; set; }
    public string? ResumedBy { get; set; }
}
