using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

public enum CaseState { Draft, Submitted, Received, Accepted, InReview, Decided, Delivered, Withdrawn, NotAccepted, Discarded }

public enum CaseAction { Submit, Discard, Receive, Accept, AcceptBySilence, RefuseAcceptance, StartReview, Grant, Refuse, Deliver, Withdraw }

/// <summary>Who may take a step: the holder, an officer or an approver of the owning department, or a timer.</summary>
public enum StepActor { Applicant, Officer, Approver, System }

/// <summary>What a step does to the clocks.</summary>
public enum ClockEffect { None, StartAcceptance, StartHandling, StartHandlingAtReceipt, End }

/// <summary>One line of the table.</summary>
/// <param name="NeedsReason">The person must say why; the applicant reads it.</param>
/// <param name="Notice">Template sent to the applicant; null when the step is silent.</param>
public sealed record CaseStep(CaseState From, CaseAction Action, CaseState To, StepActor By, ClockEffect Clock, bool NeedsReason = false, string? Notice = null);

/// <summary>
/// THE TABLE: (from, action) → to, who may, what must be given, effect on the clocks, which notice goes out.
/// Screens ask it for their buttons, services obey it, tests walk it. Nothing else decides what may happen to a case.
/// </summary>
public static class CaseWorkflow
{
    public static IReadOnlyList<CaseStep> Steps { get; } =
    [
        new(CaseState.Draft, CaseAction.Submit, CaseState.Submitted, StepActor.Applicant, ClockEffect.None),
        new(CaseState.Draft, CaseAction.Discard, CaseState.Discarded, StepActor.Applicant, ClockEffect.None),
        new(CaseState.Submitted, CaseAction.Receive, CaseState.Received, StepActor.System, ClockEffect.StartAcceptance, Notice: "case-received"),
        new(CaseState.Submitted, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.Received, CaseAction.Accept, CaseState.Accepted, StepActor.Officer, ClockEffect.StartHandling, Notice: "case-accepted"),
        new(CaseState.Received, CaseAction.AcceptBySilence, CaseState.Accepted, StepActor.System, ClockEffect.StartHandlingAtReceipt, Notice: "case-accepted-by-silence"),
        new(CaseState.Received, CaseAction.RefuseAcceptance, CaseState.NotAccepted, StepActor.Officer, ClockEffect.End, NeedsReason: true, Notice: "case-not-accepted"),
        new(CaseState.Received, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.Accepted, CaseAction.StartReview, CaseState.InReview, StepActor.Officer, ClockEffect.None, Notice: "case-in-review"),
        new(CaseState.Accepted, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.InReview, CaseAction.Grant, CaseState.Decided, StepActor.Approver, ClockEffect.End, Notice: "case-granted"),
        new(CaseState.InReview, CaseAction.Refuse, CaseState.Decided, StepActor.Approver, ClockEffect.End, NeedsReason: true, Notice: "case-refused"),
        new(CaseState.InReview, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.Decided, CaseAction.Deliver, CaseState.Delivered, StepActor.Officer, ClockEffect.None, Notice: "case-delivered"),
    ];

    private static readonly Dictionary<(CaseState, CaseAction), CaseStep> Table = Steps.ToDictionary(s => (s.From, s.Action));

    /// <summary>States no step leads out of.</summary>
    public static bool IsFinal(CaseState state) => Steps.All(step => step.From != state);

    /// <summary>States in which a department works on the case.</summary>
    public static IReadOnlyList<CaseState> Working { get; } = [CaseState.Submitted, CaseState.Received, CaseState.Accepted, CaseState.InReview, CaseState.Decided];

    public static CaseStep? Find(CaseState from, CaseAction action) => Table.GetValueOrDefault((from, action));

    /// <summary>The steps this actor may take now: a screen's buttons, nothing else.</summary>
    public static IReadOnlyList<CaseStep> ActionsFor(ServiceCase row, Actor actor) =>
        [.. Steps.Where(step => step.From == row.State && May(actor, step.By, row) && AllowedFor(row, step.Action))];

    /// <summary>The step to take.</summary>
    /// <exception cref="RefusedException">There is no such step from here, or not for this actor.</exception>
    public static CaseStep Require(ServiceCase row, CaseAction action, Actor actor)
    {
        if (Find(row.State, action) is not { } step || !AllowedFor(row, action))
            throw new RefusedException("step-not-possible",
                $"这件事现在是“{CaseWords.Of(row.State).Zh}”,不能再“{CaseWords.Of(action).Zh}”。页面可能不是最新的,请刷新查看。",
                $"This case is now “{CaseWords.Of(row.State).En}”, so “{CaseWords.Of(action).En}” is no longer possible. Reload to see where it stands.");
        if (!May(actor, step.By, row))
            throw new RefusedException("step-not-yours",
                $"“{CaseWords.Of(action).Zh}”由{CaseWords.Of(step.By).Zh}办理,你不能代为操作。",
                $"“{CaseWords.Of(action).En}” is done by {CaseWords.Of(step.By).En}; you cannot do it for them.");
        return step;
    }

    private static bool May(Actor actor, StepActor by, ServiceCase row) => by switch
    {
        StepActor.Applicant => actor.Kind == ActorKind.Talent && actor.Id == row.TalentId,
        StepActor.Officer => actor.May(Permission.HandleCases) && actor.DepartmentId == row.DepartmentId,
        StepActor.Approver => actor.May(Permission.DecideCases) && actor.DepartmentId == row.DepartmentId,
        _ => actor.Kind == ActorKind.System,
    };

    // Silence accepts only where the item's own law says so; a child goes the way of its family application.
    private static bool AllowedFor(ServiceCase row, CaseAction action) =>
        action != CaseAction.AcceptBySilence || row.ItemVersion?.Content.AcceptanceBySilence == true;
}
