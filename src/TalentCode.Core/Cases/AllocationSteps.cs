namespace TalentCode.Core.Cases;

/// <summary>The lines of the table for places of a round: given back by the family, and given to the next one.</summary>
public static class AllocationSteps
{
    internal static IReadOnlyList<CaseStep> Steps { get; } =
    [
        new(CaseState.Decided, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "place-declined"),
        new(CaseState.Delivered, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "place-declined"),
        new(CaseState.Decided, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),
        new(CaseState.Delivered, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),
        new(CaseState.Closed, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),
    ];

    /// <summary>Whether the step belongs to places and flats that are given out, and to no other item.</summary>
    public static bool Has(CaseAction action) => action is CaseAction.DeclinePlace or CaseAction.MoveUp;

    /// <summary>Whether the step does not fit this case: only what was given can be declined, only who was refused moves up.</summary>
    internal static bool IsShut(ServiceCase row, CaseAction action) => action switch
    {
        // A flat is given back when it is proposed, or by ending the lease.
        CaseAction.DeclinePlace => row.RoundId is null || row.Decision != CaseDecision.Granted || Resources.FlatRules.LetsFlats(row.ItemId),
        CaseAction.MoveUp => row.RoundId is null || row.Decision != CaseDecision.Refused,
        _ => false,
    };
}
