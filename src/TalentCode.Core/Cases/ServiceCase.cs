using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>
/// One application, or one person's part of a family application. A draft is a case that nobody but the applicant
/// (and whoever prepared it) has seen.
/// </summary>
public sealed class ServiceCase : IVersioned
{
    public Guid Id { get; set; }

    /// <summary>RC-500107-20261123-000123-7; given at submission.</summary>
    public string? Number { get; set; }

    public string ItemId { get; set; } = "";
    public Guid ItemVersionId { get; set; }
    public ServiceItemVersion? ItemVersion { get; set; }

    /// <summary>What a direct request was opened from: an item's id or another topic; empty for everything else. Each has a draft of its own.</summary>
    public string Subject { get; set; } = "";

    public Guid TalentId { get; set; }
    public Talent? Talent { get; set; }

    /// <summary>The family application this belongs to; null for a case of its own or for the parent.</summary>
    public Guid? ParentId { get; set; }

    public List<ServiceCase> Children { get; set; } = [];

    /// <summary>The person this part is about; null means the talent.</summary>
    public Guid? FamilyMemberId { get; set; }
    public FamilyMember? FamilyMember { get; set; }

    /// <summary>The round (批次) it was filed in, and the instant (UTC) at which that window closes; null for items without rounds.</summary>
    public Guid? RoundId { get; set; }
    public DateTime? RoundClosesAt { get; set; }

    public string DepartmentId { get; set; } = "";
    public Department? Department { get; set; }
    public Guid? HandlerId { get; set; }
    public StaffMember? Handler { get; set; }

    /// <summary>Staff member who prepared the draft for the holder's phone; null when the holder began it.</summary>
    public Guid? PreparedById { get; set; }

    /// <summary>Prepared by matching, because everything for it was there (免申即享); the holder is told and decides.</summary>
    public bool PreparedByRule { get; set; }

    /// <summary>The basket this was filed with, among other services; null for one filed alone.</summary>
    public Guid? BasketId { get; set; }

    public CaseState State { get; set; }

    /// <summary>What was typed or prefilled, by field key; family members chosen under "members".</summary>
    public Dictionary<string, string> Answers { get; set; } = [];

    public DateTime CreatedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? ReceivedAt { get; set; }
    public DateTime? AcceptedAt { get; set; }
    public bool AcceptedBySilence { get; set; }
    public DateTime? DecidedAt { get; set; }
    public CaseDecision? Decision { get; set; }
    public string? DecisionReason { get; set; }
    /// <summary>What the grant gave, in words, as the decision states it; null where the grant says everything.</summary>
    public string? ResultZh { get; set; }
    public string? ResultEn { get; set; }

    /// <summary>Both together.</summary>
    public LocalText? Result => ResultZh is { } zh ? new(zh, ResultEn ?? zh) : null;

    public DateTime? EndedAt { get; set; }

    /// <summary>Last instant for the answer whether the case is accepted (or for the first contact); null where the decision is promised as early, and for cases received before their item had such a day.</summary>
    public DateTime? AcceptanceDueAt { get; set; }

    /// <summary>Promised last instant for the decision; set at acceptance, or at receipt where the limit runs from there.</summary>
    public DateTime? PromisedDueAt { get; set; }

    /// <summary>Outer limit, statutory or the platform's.</summary>
    public DateTime? OuterDueAt { get; set; }

    /// <summary>Last instant for the applicant to complete the papers.</summary>
    public DateTime? CompletionDueAt { get; set; }

    /// <summary>How often what is missing was told; the second time only with supervision's leave.</summary>
    public int Completions { get; set; }

    /// <summary>How many further lists supervision has allowed.</summary>
    public int CompletionsAllowed { get; set; }

    public bool CompletionExtended { get; set; }

    /// <summary>When the outer limit was extended; once at most.</summary>
    public DateTime? ExtendedAt { get; set; }

    /// <summary>Since when the days of the present step are counted (UTC): sent up for approval, or back from it. Null where the review's own beginning counts.</summary>
    public DateTime? StepFrom { get; set; }

    /// <summary>Last instant to hand over the result.</summary>
    public DateTime? DeliveryDueAt { get; set; }

    /// <summary>When the sweep has to look at this case again; null when nothing comes up by itself.</summary>
    public DateTime? WarnAt { get; set; }

    /// <summary>Last instant of the term that runs now: answer, decision, the applicant's papers or delivery; null once ended. Kept by <see cref="CaseTurns"/>.</summary>
    public DateTime? NextDueAt { get; set; }

    /// <summary>From when on the light is yellow unless something is done; null where no light is shown.</summary>
    public DateTime? YellowAt { get; set; }

    /// <summary>A due date falls in a year whose holiday notice is not in yet.</summary>
    public bool DueProvisional { get; set; }

    /// <summary>Place in lists: the promise, and behind all promises the day of filing. Null for drafts and for parts of a family application.</summary>
    public DateTime? ListAt { get; set; }

    /// <summary>The same while somebody has to do something; null afterwards, so that its indexes hold open cases only.</summary>
    public DateTime? QueueAt { get; set; }

    /// <summary>The running number inside <see cref="Number"/>, which people read out and type.</summary>
    public long? Running { get; set; }

    public List<CaseEvent> Events { get; set; } = [];
    public List<CasePause> Pauses { get; set; } = [];
    public List<CompletionRequest> CompletionRequests { get; set; } = [];
    public List<CaseDeferral> Deferrals { get; set; } = [];
    public List<CasePledge> Pledges { get; set; } = [];
    public List<DueDateChange> DueDates { get; set; } = [];
    public List<CaseNotice> Notices { get; set; } = [];
    public List<CaseOpinion> Opinions { get; set; } = [];
    public List<CaseObjection> Objections { get; set; } = [];
    public List<CaseUndoing> Undoings { get; set; } = [];

    /// <summary>What was booked, for items of kind "booking".</summary>
    public Resources.Booking? Booking { get; set; }

    public Guid Version { get; set; }

    /// <summary>What the item says of an application with these answers: of several limits, those of the part applied for.</summary>
    public ItemContent Terms => ItemVersion!.Content.For(Answers);

    public bool IsOpen => State == CaseState.Draft || CaseWorkflow.Working.Contains(State);

    /// <summary>A family application none of whose members is on the way any more.</summary>
    public bool IsLeftByAll => Children.Count > 0 && !Children.Exists(c => c.IsOpen);

    /// <summary>One person's part of a family application, or one that was split off from it and is still about that person. With its events.</summary>
    public bool IsPersonsPart => ParentId is not null || (FamilyMemberId is not null && Events.Exists(e => e.Action == CaseAction.SplitOff));

    /// <summary>Another department was asked and has not answered.</summary>
    public bool HasOpenOpinions => Opinions.Exists(o => o.IsOpen);

    /// <summary>What a revoked grant had changed is not undone yet.</summary>
    public bool HasUndoings => Undoings.Exists(u => u.UndoneAt is null);

    /// <summary>The request for more time about the list that is being answered; null where there is none.</summary>
    public CaseEvent? MoreTimeAsked => Events.Find(e => e.Action == CaseAction.AskMoreTime && !CompletionRequests.Exists(r => r.AskedAt > e.At));

    /// <summary>The request to extend the limit that waits for its answer; null where there is none. A result answers it as well.</summary>
    public CaseEvent? ExtensionAsked => Events.Where(e => e.Action == CaseAction.AskExtension).MaxBy(e => e.Sequence) is { } asked
        && !Events.Exists(e => e.Sequence > asked.Sequence && (e.Action is CaseAction.Extend or CaseAction.DeclineExtension || AfterDecision.WithResult.Contains(e.To))) ? asked : null;

    /// <summary>The officer's request for a special procedure since the last one; null where there is none.</summary>
    public CaseEvent? SpecialAsked => Events.Where(e => e.Action == CaseAction.AskSpecial).MaxBy(e => e.Sequence) is { } asked
        && !Events.Exists(e => e.Sequence > asked.Sequence && (e.Action is CaseAction.StartSpecial or CaseAction.SubmitForApproval || AfterDecision.WithResult.Contains(e.To))) ? asked : null;

    /// <summary>Papers the applicant promised to hand in later are still missing.</summary>
    public bool HasGaps => Deferrals.Any(d => d.PromisedAt is not null && d.SuppliedAt is null);
}

public enum CaseDecision { Granted, Refused }

/// <summary>What happened to a case: append-only, written in the transaction of the change.</summary>
public sealed class CaseEvent
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>1, 2, 3 … within a case; unique, so two writers cannot both append the same step.</summary>
    public int Sequence { get; set; }

    public DateTime At { get; set; }
    public ActorKind ActorKind { get; set; }
    public Guid ActorId { get; set; }
    public string ActorZh { get; set; } = "";
    public string ActorEn { get; set; } = "";
    public CaseAction Action { get; set; }
    public CaseState From { get; set; }
    public CaseState To { get; set; }

    /// <summary>Reason or note meant for the applicant.</summary>
    public string? Note { get; set; }

    /// <summary>Structured reasons of a refusal; null for steps that give none.</summary>
    public List<GivenReason>? Reasons { get; set; }

    public string? Correlation { get; set; }

    /// <summary>Between colleagues; nobody outside the office is shown it.</summary>
    public bool StaysInside => Extensions.Inside.Contains(Action) || Action == CaseAction.AskSpecial;

    /// <summary>What was said with it is an internal note.</summary>
    public bool IsSaidInside => StaysInside || ApprovalSteps.Inside.Contains(Action);

    /// <summary>A steward took it for the applicant: no other member of staff takes a step that is the applicant's.</summary>
    public bool ByMandate => ActorKind == ActorKind.Staff && CaseWorkflow.UnderMandate.Contains(Action);
}
