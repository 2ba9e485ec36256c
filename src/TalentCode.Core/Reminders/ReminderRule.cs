using TalentCode.Core.Data;

namespace TalentCode.Core.Reminders;

/// <summary>What sends the messages of a rule. One of them each, so that nobody is told twice.</summary>
public enum ReminderSender
{
    /// <summary><see cref="ReminderSweep"/>.</summary>
    Reminders,
    /// <summary><see cref="Cases.CaseWarner"/>.</summary>
    Cases,
    /// <summary><see cref="Cases.HandlingReminders"/>.</summary>
    Handling,
    Flats, Bookings, Rounds, Ratings,
    /// <summary>Shown on the steward's desk, not sent.</summary>
    StewardDesk,
}

public enum ReminderReader
{
    /// <summary>The scientist; about a family member's matter as well.</summary>
    Holder,
    /// <summary>Whoever has the matter on their desk.</summary>
    Desk,
    Steward,
}

/// <summary>One line of the table of reminders (domain 4.5).</summary>
/// <param name="Id">Also the name of the message template and the first part of the key under which a message goes out once.</param>
/// <param name="LeadDays">Days before the end at which a message goes out, largest first.</param>
/// <param name="Basis">Where the rule comes from; says so where it is constructed.</param>
public sealed record ReminderRule(string Id, LocalText Name, IReadOnlyList<int> LeadDays, LocalText Basis)
{
    public string Template => Id;

    /// <summary>Follows from a law or regulation: cannot be switched off.</summary>
    public bool Statutory { get; init; }

    /// <summary>Calendar days between the date and the end of the term that runs from it; 0 where the date is the end.</summary>
    public int TermDays { get; init; }

    /// <summary>So many days before the end it has to be applied for.</summary>
    public int? ApplyDaysBefore { get; init; }

    /// <summary>Leads are working days; otherwise calendar days.</summary>
    public bool InWorkingDays { get; init; }

    public ReminderReader To { get; init; } = ReminderReader.Holder;
    public ReminderSender Sender { get; init; } = ReminderSender.Reminders;

    /// <summary>Where the date comes from, and when the matter is done, in words.</summary>
    public LocalText DateFrom { get; init; }
    public LocalText DoneWhen { get; init; }

    /// <summary>The service that settles it.</summary>
    public string? Item { get; init; }

    /// <summary>Applications that settle it, and which kind of them (answer "kind"); null where any does.</summary>
    public IReadOnlyList<string> SettledBy { get; init; } = [];
    public string? SettledKind { get; init; }

    /// <summary>A new date replaces the old one when it is done; where there is none, the person says that it is done.</summary>
    public PersonalDateKind? Renewed { get; init; }

    /// <summary>The rows whose dates it looks at; empty where another sender knows them.</summary>
    internal Func<TalentDb, IEnumerable<IQueryable<ReminderSource>>> Sources { get; init; } = _ => [];

    /// <summary>Whether a person may switch it off.</summary>
    public bool MayBeMuted => !Statutory && Sender is ReminderSender.Reminders or ReminderSender.Flats;
}

/// <summary>One date of one person that a rule looks at.</summary>
public sealed class ReminderSource
{
    /// <summary>The row the date stands in: paper, date, grade, family member, holder.</summary>
    public Guid SubjectId { get; init; }
    public Guid TalentId { get; init; }

    /// <summary>The family member it is about; null for the holder.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>As it is stored: the end, or the day from which the term runs.</summary>
    public DateOnly Date { get; init; }

    public Guid? CaseId { get; init; }
}
