using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Time;

namespace TalentCode.Web.Pages.Department.Parts;

/// <summary>A step somebody confirmed, with what was given for it.</summary>
/// <param name="Seen">Version of the row the person looked at.</param>
public sealed record StepRequest(Guid CaseId, Guid Seen, CaseAction Action, string? Note, StepDetail? Detail);

/// <summary>What is being typed for a step; kept until the step is done, so that a refusal loses nothing.</summary>
public sealed class StepDraft
{
    public string? Note { get; set; }
    public List<DraftPoint> Points { get; } = [];
    public string? Procedure { get; set; }
    public int Days { get; set; } = 1;
    public Guid Colleague { get; set; }
    public Guid Pledge { get; set; }
    public bool? Held { get; set; }
    public bool? Passed { get; set; }
    public HashSet<string> Codes { get; } = [];
    public DateOnly? Until { get; set; }
    public HashSet<string> Reasons { get; } = [];
    public string? Authority { get; set; }
    public List<string> Departments { get; } = [];
    public string? Question { get; set; }
    public HashSet<string> Shows { get; } = [];
    public int AnswerDays { get; set; } = 2;
    public Guid Paper { get; set; }
    public string? Wrong { get; set; }
    public string? Right { get; set; }
    public ObjectionKind OutcomeKind { get; set; } = ObjectionKind.Review;
    public ObjectionResult? Outcome { get; set; }
    public DateOnly? DecidedOn { get; set; }
    public string? Reference { get; set; }

    public CaseDecision? Proposed { get; set; }
    public DeliveryWay Way { get; set; }
    public string? Proof { get; set; }

    /// <summary>What a grant gives, for the items that need it.</summary>
    public DecisionDetail? Decision { get; set; }

    /// <summary>Whether everything the step needs is there; the service still has the last word.</summary>
    public bool IsComplete(StepNeeds needs) => needs switch
    {
        StepNeeds.Reason or StepNeeds.InternalReason => !string.IsNullOrWhiteSpace(Note),
        StepNeeds.Proposal => Proposed is not null && !string.IsNullOrWhiteSpace(Note),
        StepNeeds.CompletionList => Points.Count > 0 && Points.TrueForAll(p => p.IsComplete),
        StepNeeds.Procedure => Procedure is not null,
        StepNeeds.Colleague => Colleague != Guid.Empty,
        StepNeeds.Finding => Pledge != Guid.Empty && Held is not null && !string.IsNullOrWhiteSpace(Note),
        StepNeeds.Deferral => Codes.Count > 0 && Until is not null,
        StepNeeds.Reasons => Reasons.Count > 0 && !string.IsNullOrWhiteSpace(Note),
        StepNeeds.Question => Departments.Count > 0 && !string.IsNullOrWhiteSpace(Question),
        StepNeeds.Correction => !string.IsNullOrWhiteSpace(Wrong) && !string.IsNullOrWhiteSpace(Right) && !string.IsNullOrWhiteSpace(Note),
        StepNeeds.Delivery => !CaseDelivery.NeedsProof(Way) || !string.IsNullOrWhiteSpace(Proof),
        StepNeeds.Outcome => Outcome is not null && DecidedOn is not null && !string.IsNullOrWhiteSpace(Reference),
        _ => true,
    };

    /// <summary>Whether everything is there; a grant that gives something has to name it, and the end of a test says how it ended.</summary>
    public bool IsComplete(CaseStep step, ServiceCase row) =>
        IsComplete(step.Needs) && (step.Action is not (CaseAction.Grant or CaseAction.ProposeFlat) || !DecisionEffects.NeedsDetail(row.ItemId) || Decision is not null)
        && (!AsksTest(step, row) || Passed is not null);

    /// <summary>Whether the step ends a test.</summary>
    public static bool AsksTest(CaseStep step, ServiceCase row) => step.Action == CaseAction.EndSpecial && TestOutcomes.Open(row) is not null;

    public StepDetail? Detail(CaseStep step, ServiceCase row) => step.Action is CaseAction.Grant or CaseAction.ProposeFlat ? Decision
        : AsksTest(step, row) ? Passed is { } passed ? new TestOutcome(passed) : null
        : Detail(step.Needs);

    public StepDetail? Detail(StepNeeds needs) => needs switch
    {
        StepNeeds.CompletionList => new CompletionList([.. Points.Select(p => new CompletionPoint(p.What, p.Why, p.How, p.Sample))]),
        StepNeeds.Procedure => new ProcedureTerms(Procedure!, Days),
        StepNeeds.Proposal => new ApprovalProposal(Proposed!.Value),
        StepNeeds.Colleague => new HandOverTo(Colleague),
        StepNeeds.Finding => new PledgeFinding(Pledge, Held!.Value),
        StepNeeds.Deferral => new DeferralOffer([.. Codes], Until!.Value),
        StepNeeds.Reasons => new RefusalReasons([.. Reasons], Authority),
        StepNeeds.Question => new OpinionRequest([.. Departments], Question!, [.. Shows], AnswerDays),
        StepNeeds.Correction => new Correction(Paper, Wrong!, Right!),
        StepNeeds.Delivery => new HandedOver(Way, Proof),
        StepNeeds.Outcome => new RemedyOutcome(OutcomeKind, Outcome!.Value, DecidedOn!.Value, Reference!),
        _ => null,
    };
}

/// <summary>One point of a list that is being written.</summary>
public sealed class DraftPoint
{
    public string What { get; set; } = "";
    public string Why { get; set; } = "";
    public string How { get; set; } = "";

    /// <summary>What a good one looks like; may stay empty.</summary>
    public string Sample { get; set; } = "";

    public bool IsComplete => !string.IsNullOrWhiteSpace(What) && !string.IsNullOrWhiteSpace(Why) && !string.IsNullOrWhiteSpace(How);
}

/// <summary>Dates a form shows before its step is taken: the same arithmetic as the step itself.</summary>
public static class StepPreview
{
    /// <summary>For when the case will be promised if this procedure starts now.</summary>
    public static DueDate? Promised(ServiceCase row, string kind, int days, WorkingCalendar calendar, CityClock clock)
    {
        if (row.ItemVersion!.Content.Procedures.FirstOrDefault(p => p.Kind == kind) is not { } rule || row.ReceivedAt is not { } received) return null;
        var now = clock.UtcNow;
        var pause = new CasePause
        {
            NameZh = rule.Zh,
            NameEn = rule.En,
            StopsPromised = rule.StopsPromised,
            StopsOuter = rule.StopsOuter,
            StartAt = now,
            CapAt = DueDates.Calculate(now, new Term(days, TermUnit.WorkingDay), calendar, clock).AtUtc,
        };
        return CaseDeadlines.For(row.Terms, received, row.AcceptedAt, [.. row.Pauses, pause], row.ExtendedAt is not null, calendar, clock, row.RoundClosesAt).Promised;
    }

    /// <summary>Last day for the applicant to answer a list sent now.</summary>
    public static DateOnly CompleteBy(WorkingCalendar calendar, CityClock clock) => DueDates.Calculate(clock.UtcNow, CaseDeadlines.CompletionTerm, calendar, clock).Day;

    /// <summary>Latest day for papers that may follow if it is accepted now, and what sets it.</summary>
    public static (DateOnly Day, LocalText Of) DeferUntil(ServiceCase row, WorkingCalendar calendar, CityClock clock) => CaseDeadlines.DeferralLimit(row, clock.UtcNow, calendar, clock);
}
