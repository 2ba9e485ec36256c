namespace TalentCode.Core.Cases;

/// <summary>A special procedure of a case (特别程序): while it runs, the clocks it names stand still.</summary>
public sealed class CasePause
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Code of the item's rule.</summary>
    public string Kind { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string BasisZh { get; set; } = "";
    public string BasisEn { get; set; } = "";
    public bool StopsPromised { get; set; }
    public bool StopsOuter { get; set; }
    public DateTime StartAt { get; set; }

    /// <summary>Working days approved.</summary>
    public int ApprovedDays { get; set; }

    /// <summary>Instant at which the approved length is used up; from then on the clocks run again by themselves.</summary>
    public DateTime CapAt { get; set; }

    public DateTime? EndAt { get; set; }
    public string? Result { get; set; }

    /// <summary>Whether the applicant passed, where the procedure is a test; null for all others, while it runs, and for those of before it was asked.</summary>
    public bool? Passed { get; set; }

    public LocalText Name => new(NameZh, NameEn);
    public LocalText Basis => new(BasisZh, BasisEn);

    /// <summary>Until when the clocks stand still: the real end, never beyond the approved length.</summary>
    public DateTime StandsUntil => EndAt is { } end && end < CapAt ? end : CapAt;
}

/// <summary>One notice of everything that is missing (补正告知), and its answer.</summary>
public sealed class CompletionRequest
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public int Round { get; set; }
    public List<CompletionPoint> Points { get; set; } = [];
    public DateTime AskedAt { get; set; }
    public DateTime DueAt { get; set; }
    public DateTime? AnsweredAt { get; set; }

    /// <summary>What the applicant says was changed.</summary>
    public string? Answer { get; set; }
}

/// <summary>A paper that may follow (容缺): offered by the window, promised by the applicant, supplied later.</summary>
public sealed class CaseDeferral
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public string Code { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public DateTime OfferedAt { get; set; }
    public DateTime DueAt { get; set; }
    public DateTime? PromisedAt { get; set; }
    public DateTime? SuppliedAt { get; set; }

    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>A promise that stands for a proof (告知承诺): given at filing, checked afterwards by the department.</summary>
public sealed class CasePledge
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>The person whose case it is: one promise that did not hold closes this way to the same person until it is put right.</summary>
    public Guid TalentId { get; set; }

    /// <summary>Code of the material it stands for.</summary>
    public string Code { get; set; } = "";

    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string StatementZh { get; set; } = "";
    public string StatementEn { get; set; } = "";
    public DateTime MadeAt { get; set; }
    public DateTime? CheckedAt { get; set; }

    /// <summary>What the check found; null until then. A promise that did not hold may be found right later, once the proof is in.</summary>
    public bool? Held { get; set; }

    public string? Finding { get; set; }

    public LocalText Name => new(NameZh, NameEn);
    public LocalText Statement => new(StatementZh, StatementEn);
}

/// <summary>The five dates of a case, and those of the answers that are awaited beside it.</summary>
public enum ClockName { Acceptance, Completion, Promised, Outer, Delivery, Opinion, Objection }

/// <summary>One change of a due date: append-only, so that no date ever moves silently.</summary>
public sealed class DueDateChange
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>1, 2, 3 … within a case.</summary>
    public int Sequence { get; set; }

    public ClockName Clock { get; set; }
    public DateTime? Old { get; set; }
    public DateTime? New { get; set; }
    public string WhyZh { get; set; } = "";
    public string WhyEn { get; set; } = "";
    public string ByZh { get; set; } = "";
    public string ByEn { get; set; } = "";
    public DateTime At { get; set; }

    public LocalText Why => new(WhyZh, WhyEn);
    public LocalText By => new(ByZh, ByEn);
}

public enum NoticeKind { Receipt, Pledge, Completion, Acceptance, NonAcceptance, SpecialProcedure, Extension, DeferralPromise, Decision, Delivery, Termination, Correction, Revocation }

/// <summary>A paper that was issued (文书): numbered, dated, and kept as it was, whatever the case does afterwards.</summary>
public sealed class CaseNotice
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public NoticeKind Kind { get; set; }

    /// <summary>Case number, kind and running number within the case: RC-…-7-受1.</summary>
    public string Number { get; set; } = "";

    public DateTime IssuedAt { get; set; }

    /// <summary>What it states, in order: label and text in both languages.</summary>
    public List<NoticeLine> Lines { get; set; } = [];
}

/// <summary>One statement of a paper.</summary>
public sealed record NoticeLine(string LabelZh, string LabelEn, string Zh, string En);
