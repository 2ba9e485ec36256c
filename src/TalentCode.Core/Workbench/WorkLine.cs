using TalentCode.Core.Stewardship;

namespace TalentCode.Core.Workbench;

/// <summary>Why a line is on the list, the gravest first: among lines equally urgent the order is this one.</summary>
public enum WorkReason
{
    PromiseBroken, Request, BadRating, CallBack, PromiseNear, Completion, Deferral, StatutoryDate, Paper, Code, Grade, NewArrival, NoContact, LeaderContact,
}

/// <summary>How urgent: by the day of the line, not by its reason.</summary>
public enum WorkUrgency { Late, Today, Soon, Later }

/// <summary>What one tap does next.</summary>
public enum WorkAction { Call, OpenCase, AnswerRequest, LogContact }

/// <summary>One thing to do for one person.</summary>
/// <param name="Key">Names the thing, never the person: what is snoozed, and what makes an entry of the calendar feed this one.</param>
/// <param name="StewardId">Whose person it is; another's than the reader's when the reader stands in.</param>
/// <param name="Phone">Digits with country code, to call.</param>
/// <param name="Words">Makes the reason in words: of thousands of lines only some are read.</param>
/// <param name="Due">The day it is about; null where there is none.</param>
/// <param name="From">First day on which it belongs to the day's list.</param>
/// <param name="Link">Where the case or the request is; null where there is nothing to open but the person.</param>
public sealed record WorkLine(string Key, WorkReason Reason, WorkUrgency Urgency, Guid TalentId, Guid StewardId, LocalText Who, string Phone, Func<LocalText> Words, DateOnly? Due, DateOnly From, WorkAction Action, string? Link)
{
    /// <summary>The reason in words.</summary>
    public LocalText Why => Words();

    /// <summary>The same line in words: it keeps nothing of what it was made from.</summary>
    public WorkLine InWords() => this with { Words = Said(Why) };

    private static Func<LocalText> Said(LocalText words) => () => words;

    /// <summary>The reader is a named contact of the person, not the steward: cases and profile do not open.</summary>
    public bool AsContact { get; init; }

    /// <summary>Where the reader finds the person.</summary>
    public string Person => AsContact ? $"/liaison/{TalentId}" : $"/steward/person/{TalentId}";

    /// <summary>Until when it was put off, and why; null while it is on the list.</summary>
    public WorkSnooze? Snoozed { get; init; }
}

/// <summary>A steward's list.</summary>
/// <param name="Today">What to do today, in order.</param>
/// <param name="Snoozed">Put off by this steward or whoever stood in; each comes back by itself.</param>
/// <param name="StandsInFor">Names of those the reader stands in for today.</param>
public sealed record WorkDay(IReadOnlyList<WorkLine> Today, IReadOnlyList<WorkLine> Snoozed, IReadOnlyList<(Guid Id, LocalText Name)> StandsInFor, IReadOnlyList<StandInLine> Away);

/// <summary>A line that was put off until a day, with the reason. It belongs to the steward of the person: a stand-in sees it, a successor begins anew.</summary>
public sealed class WorkSnooze
{
    public Guid StewardId { get; set; }
    public string Key { get; set; } = "";

    /// <summary>The day on which it is back on the list.</summary>
    public DateOnly Until { get; set; }
    public string Reason { get; set; } = "";
    public Guid ById { get; set; }
    public DateTime At { get; set; }
}

/// <summary>The secret address of a steward's calendar. Renewed, the old address is dead.</summary>
public sealed class CalendarFeedAddress
{
    public Guid StaffId { get; set; }

    /// <summary>Part of what is signed; a new one makes a new address.</summary>
    public Guid Stamp { get; set; }
    public DateTime MadeAt { get; set; }
}
