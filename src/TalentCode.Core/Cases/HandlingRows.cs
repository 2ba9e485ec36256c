using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>One reason as it was given: words are kept as they were, whatever the list says later.</summary>
/// <param name="AuthorityZh">The authority that is competent instead; null elsewhere.</param>
public sealed record GivenReason(string Code, string Zh, string En, string? AuthorityZh = null, string? AuthorityEn = null)
{
    [System.Text.Json.Serialization.JsonIgnore] public LocalText Words => new(Zh, En);

    [System.Text.Json.Serialization.JsonIgnore] public LocalText? Authority => AuthorityZh is { } zh ? new(zh, AuthorityEn ?? zh) : null;
}

public enum OpinionStance { Agree, Disagree, Remark }

/// <summary>A question of the owning department to another one, and its answer (会办意见).</summary>
public sealed class CaseOpinion
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public ServiceCase? Case { get; set; }

    /// <summary>The department that is asked.</summary>
    public string DepartmentId { get; set; } = "";
    public Department? Department { get; set; }

    public string Question { get; set; } = "";

    /// <summary>What of the application this department may see; keys of <see cref="OpinionData"/>.</summary>
    public List<string> Shows { get; set; } = [];

    public Guid AskedById { get; set; }
    public DateTime AskedAt { get; set; }
    public DateTime DueAt { get; set; }

    /// <summary>When somebody has to be reminded next; null once nothing is left to say.</summary>
    public DateTime? RemindAt { get; set; }

    /// <summary>When it was answered, or given up.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Null while open, and where the owner went on without an answer.</summary>
    public OpinionStance? Stance { get; set; }

    public string? Answer { get; set; }
    public string? ByZh { get; set; }
    public string? ByEn { get; set; }

    public bool IsOpen => ClosedAt is null;
    public LocalText By => new(ByZh ?? "", ByEn ?? "");
}

public enum ObjectionKind { Objection, Review, Suit }

public enum ObjectionResult { Upheld, Changed }

/// <summary>
/// What was brought against a decision: the applicant's objection to the organ itself (异议、申诉), with the platform's
/// promise to answer; or the outcome of an administrative review or a suit, as supervision recorded it.
/// </summary>
public sealed class CaseObjection
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public ServiceCase? Case { get; set; }
    public ObjectionKind Kind { get; set; }
    public DateTime FiledAt { get; set; }

    /// <summary>What the applicant wrote; for a review or a suit the number of the decision or judgment.</summary>
    public string Text { get; set; } = "";

    /// <summary>Promised last instant for the answer; null for outcomes that come from outside.</summary>
    public DateTime? DueAt { get; set; }

    public DateTime? RemindAt { get; set; }
    public DateTime? AnsweredAt { get; set; }
    public ObjectionResult? Result { get; set; }
    public string? Answer { get; set; }

    /// <summary>Day of the review decision or judgment.</summary>
    public DateOnly? DecidedOn { get; set; }

    public string? ByZh { get; set; }
    public string? ByEn { get; set; }
}

/// <summary>
/// Something a revoked grant had changed. The system takes nothing back by itself: an officer undoes it and confirms it
/// here, and until then the case is not decided anew.
/// </summary>
public sealed class CaseUndoing
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public string WhatZh { get; set; } = "";
    public string WhatEn { get; set; } = "";
    public DateTime At { get; set; }
    public DateTime? UndoneAt { get; set; }
    public string? How { get; set; }
    public string? ByZh { get; set; }
    public string? ByEn { get; set; }

    public LocalText What => new(WhatZh, WhatEn);
}

/// <summary>
/// A note of the staff about a case. Not a part of <see cref="ServiceCase"/> on purpose: nothing that is read for the
/// applicant can bring it along.
/// </summary>
public sealed class CaseNote
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public DateTime At { get; set; }
    public Guid AuthorId { get; set; }
    public string AuthorZh { get; set; } = "";
    public string AuthorEn { get; set; } = "";
    public string Text { get; set; } = "";

    public LocalText Author => new(AuthorZh, AuthorEn);

    /// <summary>Whether it was written with this step, between colleagues.</summary>
    public bool BelongsTo(CaseEvent step) => step.IsSaidInside && step.At == At && step.ActorId == AuthorId;
}
