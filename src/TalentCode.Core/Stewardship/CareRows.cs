using TalentCode.Core.Data;

namespace TalentCode.Core.Stewardship;

/// <summary>In which capacity somebody looks after a talent. Stewards sign in; the others are named contacts, some of whom have an account of their own.</summary>
public enum CareKind { Steward, ScienceOfficer, EmployerLiaison, PairedLeader }

/// <summary>Who looked after whom, from when until when and why: the history. <c>Talent.StewardId</c> points to the steward of the moment.</summary>
public sealed class CareAssignment : IVersioned
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public CareKind Kind { get; set; }

    /// <summary>The steward, or the account of a contact who signs in; null for a contact of whom only a name is known.</summary>
    public Guid? StaffId { get; set; }

    /// <summary>Name, post and number of a contact; null for stewards, the name also where there is an account.</summary>
    public string? ContactName { get; set; }
    public string? ContactPost { get; set; }
    public string? ContactPhone { get; set; }

    /// <summary>UTC; null where the care began before this record.</summary>
    public DateTime? From { get; set; }

    /// <summary>UTC; null while it lasts. At most one lasts for each talent and kind.</summary>
    public DateTime? Until { get; set; }

    public string Reason { get; set; } = "";
    public Guid ById { get; set; }
    public string ByZh { get; set; } = "";
    public string ByEn { get; set; } = "";
    public Guid Version { get; set; }
}

/// <summary>On these days somebody else sees and may do what a steward may.</summary>
public sealed class StandIn : IVersioned
{
    public Guid Id { get; set; }
    public Guid ForId { get; set; }
    public Guid ById { get; set; }

    /// <summary>First and last day in the city.</summary>
    public DateOnly From { get; set; }
    public DateOnly Until { get; set; }
    public string Reason { get; set; } = "";
    public Guid SetById { get; set; }
    public DateTime SetAt { get; set; }
    public DateTime? CancelledAt { get; set; }
    public Guid Version { get; set; }
}

/// <summary>What the rule of assignment knows of a steward.</summary>
public sealed class StewardProfile
{
    public Guid StaffId { get; set; }
    public bool SpeaksEnglish { get; set; }

    /// <summary>District in charge, as employers name theirs; null for the whole city.</summary>
    public string? District { get; set; }

    /// <summary>From so many people on the rule proposes somebody else.</summary>
    public int MostPeople { get; set; } = CareRules.UsualMost;
}

/// <summary>How there was contact. The last three say that a named contact was in touch and told the steward, who writes it down: most leaders have no account.</summary>
public enum ContactWay { Call, Visit, WeChat, Email, PairedLeader, ScienceOfficer, EmployerLiaison }

/// <summary>One contact with a talent: append-only, except for whether the promised call-back was kept.</summary>
public sealed class CareContact
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public Guid StaffId { get; set; }
    public string StaffZh { get; set; } = "";
    public string StaffEn { get; set; } = "";
    public ContactWay Way { get; set; }

    /// <summary>When it took place (UTC), as the steward says; <see cref="WrittenAt"/> is when it was written down.</summary>
    public DateTime At { get; set; }
    public DateTime WrittenAt { get; set; }

    /// <summary>False when nobody answered: it counts as an attempt, not as a contact.</summary>
    public bool Reached { get; set; } = true;
    public string Note { get; set; } = "";

    /// <summary>The day on which to call back, as promised to the person.</summary>
    public DateOnly? CallBackOn { get; set; }

    /// <summary>When it was kept, or replaced by another day.</summary>
    public DateTime? CallBackKeptAt { get; set; }

    /// <summary>The concern it was about; null otherwise.</summary>
    public Guid? ConcernId { get; set; }
}

/// <summary>How far a mandate goes.</summary>
public enum MandateScope
{
    /// <summary>Follow the item, supply what is missing, receive the result.</summary>
    Follow,
    /// <summary>File it as well.</summary>
    FileAndFollow,
}

/// <summary>A talent lets a steward act in one item (授权委托). Given to a person, not to an office: it ends when the steward changes.</summary>
public sealed class Mandate : IVersioned
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public Guid StewardId { get; set; }
    public string ItemId { get; set; } = "";
    public MandateScope Scope { get; set; }

    /// <summary>Whether a stand-in may use it as well.</summary>
    public bool StandInToo { get; set; }

    public DateTime GivenAt { get; set; }

    /// <summary>Last day in the city.</summary>
    public DateOnly Until { get; set; }
    public DateTime? EndedAt { get; set; }
    public MandateEnd? End { get; set; }
    public Guid Version { get; set; }

    public bool IsInForce(DateOnly today) => EndedAt is null && today <= Until;
}

/// <summary>Why a mandate ended before its day.</summary>
public enum MandateEnd { Withdrawn, StewardChanged, Replaced }
