namespace TalentCode.Core.Cases;

/// <summary>The lines of the table for places of a round (given back, given to the next one) and for flats (proposed, accepted, declined, not answered).</summary>
public static class AllocationSteps
{
    internal static IReadOnlyList<CaseStep> Steps { get; } =
    [
        new(CaseState.Decided, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "place-declined"),
        new(CaseState.Delivered, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "place-declined"),
        new(CaseState.Decided, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),
        new(CaseState.Delivered, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),
        new(CaseState.Closed, CaseAction.MoveUp, CaseState.InReview, StepActor.System, ClockEffect.StartHandling, Notice: "place-moved-up"),

        new(CaseState.InReview, CaseAction.ProposeFlat, CaseState.InReview, StepActor.Officer),
        .. Answering(CaseState.InReview), .. Answering(CaseState.SpecialProcedure), .. Answering(CaseState.InApproval),
    ];

    private static CaseStep[] Answering(CaseState state) =>
    [
        new(state, CaseAction.AcceptFlat, state, StepActor.Applicant),
        new(state, CaseAction.DeclineFlat, state, StepActor.Applicant),
        new(state, CaseAction.ExpireFlat, state, StepActor.System),
    ];

    /// <summary>Whether the step belongs to places and flats that are given out, and to no other item.</summary>
    public static bool Has(CaseAction action) => action >= CaseAction.DeclinePlace;

    /// <summary>Whether the step does not fit this case: only what was given can be declined, only who was refused moves up.</summary>
    internal static bool IsShut(ServiceCase row, CaseAction action) => action switch
    {
        // A flat is given back when it is proposed, or by ending the lease.
        CaseAction.DeclinePlace => row.RoundId is null || row.Decision != CaseDecision.Granted || Resources.FlatRules.LetsFlats(row.ItemId),
        CaseAction.MoveUp => row.RoundId is null || row.Decision != CaseDecision.Refused,
        CaseAction.ProposeFlat or CaseAction.AcceptFlat or CaseAction.DeclineFlat or CaseAction.ExpireFlat => !Resources.FlatRules.LetsFlats(row.ItemId),
        _ => false,
    };
}
