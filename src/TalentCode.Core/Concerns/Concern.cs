using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;

namespace TalentCode.Core.Concerns;

/// <summary>诉求、投诉、建议.</summary>
public enum ConcernKind { Request, Complaint, Suggestion }

/// <summary>What a complaint or suggestion is about.</summary>
public enum ConcernAbout { Nothing, Case, Office, Steward, Platform }

/// <summary>Who works on it first: the steward, or supervision.</summary>
public enum ConcernDesk { Steward, Supervision }

public enum ConcernState { Received, Contacted, Answered, Withdrawn }

/// <summary>How far up it has gone. Whoever it reached may work on it; nobody below loses it.</summary>
public enum ConcernLevel { Steward, Supervision, Coordination }

/// <summary>Something a holder asks for, complains of or suggests, with two clocks: the first contact and the answer.</summary>
public sealed class Concern : IVersioned
{
    public Guid Id { get; set; }

    /// <summary>SQ-20261127-000012; what people read out.</summary>
    public string Number { get; set; } = "";

    /// <summary>Unique: what one form was sent with, so that a second tap files nothing; for an anonymous one the hash of its reading code.</summary>
    public string Key { get; set; } = "";

    public ConcernKind Kind { get; set; }

    /// <summary>Code of <see cref="ConcernCategory"/>; empty for complaints and suggestions.</summary>
    public string Category { get; set; } = "";

    /// <summary>Null when it came anonymously: nothing in the row leads to the person.</summary>
    public Guid? TalentId { get; set; }
    public Talent? Talent { get; set; }
    public ConcernAbout About { get; set; }
    public Guid? CaseId { get; set; }
    public string? DepartmentId { get; set; }
    public Department? Department { get; set; }
    public string Text { get; set; } = "";

    /// <summary>The person would rather be called than written to.</summary>
    public bool PhoneBack { get; set; }

    public ConcernDesk Desk { get; set; }
    public ConcernState State { get; set; }
    public ConcernLevel Level { get; set; }
    public DateTime FiledAt { get; set; }

    /// <summary>From here both terms run: filing, or being opened again.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>UTC; null for an anonymous one, which nobody can be contacted about.</summary>
    public DateTime? ContactDueAt { get; set; }
    public DateTime AnswerDueAt { get; set; }
    public bool DueProvisional { get; set; }

    /// <summary>The end of the clock that runs now; null once answered or withdrawn.</summary>
    public DateTime? NextDueAt { get; set; }

    /// <summary>When the sweep has to look again.</summary>
    public DateTime? WarnAt { get; set; }

    /// <summary>When the person was told that the answer is late.</summary>
    public DateTime? LateToldAt { get; set; }
    public DateTime? ContactedAt { get; set; }
    public ContactWay? ContactedBy { get; set; }
    public DateTime? AnsweredAt { get; set; }
    public string? Answer { get; set; }

    /// <summary>Said "not solved" once; supervision has looked at it since.</summary>
    public DateTime? ReopenedAt { get; set; }

    public List<ConcernPerson> Persons { get; set; } = [];
    public List<ConcernEvent> Events { get; set; } = [];
    public Guid Version { get; set; }

    public bool IsOpen => State is ConcernState.Received or ConcernState.Contacted;

    /// <summary>Whether the person can say once that it is not solved.</summary>
    public bool MayReopen(DateTime now) => State == ConcernState.Answered && ReopenedAt is null && TalentId is not null && now < AnsweredAt?.AddDays(ConcernRules.ReopenDays);
}

/// <summary>Somebody it is about, or who had a hand in the matter: sees nothing of it and never works on it.</summary>
public sealed class ConcernPerson
{
    public Guid ConcernId { get; set; }
    public Guid StaffId { get; set; }
}

public enum ConcernAction { Filed, HandedOver, Escalated, Contacted, Answered, Withdrawn, Reopened, DatesMoved }

/// <summary>What happened to it: append-only, written in the transaction of the change.</summary>
public sealed class ConcernEvent
{
    public Guid Id { get; set; }
    public Guid ConcernId { get; set; }

    /// <summary>1, 2, 3 … within a concern; unique.</summary>
    public int Sequence { get; set; }

    public DateTime At { get; set; }
    public ConcernAction Action { get; set; }
    public ActorKind ActorKind { get; set; }
    public Guid ActorId { get; set; }
    public string ActorZh { get; set; } = "";
    public string ActorEn { get; set; } = "";
    public ConcernLevel Level { get; set; }
    public string? Note { get; set; }
}

/// <summary>What a request is about, as the holder chooses it.</summary>
public sealed record ConcernCategory(string Code, LocalText Name)
{
    public static IReadOnlyList<ConcernCategory> All { get; } =
    [
        new("housing", new("住房", "Housing")), new("schooling", new("子女上学", "Children’s schooling")), new("medical", new("看病就医", "Medical care")),
        new("entry-exit", new("出入境与居留", "Entry, exit and residence")), new("spouse", new("家人工作", "Work for my family")), new("project", new("科研项目与经费", "Projects and funds")),
        new("policy", new("政策与待遇", "Policies and benefits")), new("life", new("生活上的事", "Everyday life")), new("other", new("其他", "Something else")),
    ];

    public static LocalText NameOf(string code) => All.FirstOrDefault(c => c.Code == code)?.Name ?? new("", "");
}
