using TalentCode.Core.Cases;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The columns of the table that say what a step does: clock, notice and paper, written out by hand once more.</summary>
public sealed partial class CaseWorkflowTests
{
    private const CaseState Received = CaseState.Received, Completing = CaseState.AwaitingCompletion, Taken = CaseState.Accepted, Review = CaseState.InReview, Special = CaseState.SpecialProcedure, Approval = CaseState.InApproval,
        Decided = CaseState.Decided, Delivered = CaseState.Delivered, Closed = CaseState.Closed, NotAccepted = CaseState.NotAccepted, Terminated = CaseState.Terminated;

    /// <param name="Notice">What the applicant is told; null when the step is silent.</param>
    /// <param name="Beside">A second paper: what is accepted against a promise is accepted as well.</param>
    private sealed record Effect(CaseAction Action, CaseState[] From, ClockEffect Clock, string? Notice = null, NoticeKind? Paper = null, NoticeKind? Beside = null);

    private static readonly CaseState[] UnderWay = [Taken, Review, Special], Results = [Decided, Delivered, Closed, Terminated, NotAccepted];

    private static readonly Effect[] Effects =
    [
        new(CaseAction.Submit, [CaseState.Draft], ClockEffect.None),
        new(CaseAction.Discard, [CaseState.Draft], ClockEffect.None),
        new(CaseAction.Receive, [CaseState.Submitted], ClockEffect.StartAcceptance, "case-received", NoticeKind.Receipt),

        new(CaseAction.Accept, [Received], ClockEffect.StartHandling, "case-accepted", NoticeKind.Acceptance),
        new(CaseAction.AcceptBySilence, [Received], ClockEffect.StartHandlingAtReceipt, "case-accepted-by-silence", NoticeKind.Acceptance),
        new(CaseAction.AskCompletion, [Received], ClockEffect.StartCompletion, "case-completion-asked", NoticeKind.Completion),
        new(CaseAction.AllowAnotherCompletion, [Received], ClockEffect.None),
        new(CaseAction.OfferDeferral, [Received], ClockEffect.None, "case-deferral-offered"),
        new(CaseAction.PromiseDeferred, [Received], ClockEffect.StartHandling, "case-accepted-with-gaps", NoticeKind.DeferralPromise, NoticeKind.Acceptance),
        new(CaseAction.RefuseAcceptance, [Received], ClockEffect.End, "case-not-accepted", NoticeKind.NonAcceptance),
        new(CaseAction.Complete, [Completing], ClockEffect.StartAcceptance, "case-completed", NoticeKind.Receipt),
        new(CaseAction.AskMoreTime, [Completing], ClockEffect.None),
        new(CaseAction.ExtendCompletion, [Completing], ClockEffect.ProlongCompletion, "case-completion-extended"),

        new(CaseAction.StartReview, [Taken], ClockEffect.None, "case-in-review"),
        new(CaseAction.SubmitForApproval, [Review], ClockEffect.None),
        new(CaseAction.ReturnToReview, [Approval], ClockEffect.None),
        new(CaseAction.HandOver, [Received, Completing, .. UnderWay, Approval, Decided], ClockEffect.None),
        new(CaseAction.CheckPledge, [Taken, Review, Approval, Decided, Delivered], ClockEffect.None, "case-pledge-checked"),
        new(CaseAction.CloseGaps, [Taken, Review, Approval], ClockEffect.None, "case-gaps-closed"),
        new(CaseAction.CloseGaps, [Decided], ClockEffect.StartDelivery, "case-gaps-closed"),
        new(CaseAction.StartSpecial, [Review], ClockEffect.Pause, "case-special-started", NoticeKind.SpecialProcedure),
        new(CaseAction.EndSpecial, [Special], ClockEffect.Resume, "case-special-ended"),
        new(CaseAction.EndSpecialAtCap, [Special], ClockEffect.Resume, "case-special-capped"),
        // Whether a limit is extended is talked about inside; the applicant hears of the extension.
        new(CaseAction.AskExtension, [Review, Approval], ClockEffect.None),
        new(CaseAction.Extend, [Review, Approval], ClockEffect.ProlongOuter, "case-extended", NoticeKind.Extension),
        new(CaseAction.AskSpecial, [Review], ClockEffect.None),
        new(CaseAction.DeclineExtension, [Review, Approval], ClockEffect.None),

        new(CaseAction.Grant, [Review, Approval], ClockEffect.StartDelivery, "case-granted", NoticeKind.Decision),
        new(CaseAction.Refuse, [Review, Approval], ClockEffect.StartDelivery, "case-refused", NoticeKind.Decision),
        new(CaseAction.Deliver, [Decided], ClockEffect.End, "case-delivered", NoticeKind.Delivery),
        new(CaseAction.Close, [Delivered], ClockEffect.None),
        new(CaseAction.Withdraw, [CaseState.Submitted, Received, Completing, .. UnderWay, Approval], ClockEffect.End, "case-withdrawn"),
        new(CaseAction.DeemWithdrawn, [Completing, Received, .. UnderWay, Approval], ClockEffect.End, "case-deemed-withdrawn"),
        new(CaseAction.Terminate, [.. UnderWay, Approval], ClockEffect.End, "case-terminated", NoticeKind.Termination),

        new(CaseAction.SplitOff, [Received, Completing], ClockEffect.None, "case-split-off"),

        // Other departments are asked without a word to the applicant, and no clock stands still for it.
        new(CaseAction.AskOpinion, UnderWay, ClockEffect.None),
        new(CaseAction.GiveOpinion, UnderWay, ClockEffect.None),
        new(CaseAction.GoWithoutOpinion, UnderWay, ClockEffect.None),

        new(CaseAction.Correct, [Decided, Delivered, Closed], ClockEffect.None, "case-corrected", NoticeKind.Correction),
        new(CaseAction.Revoke, [Decided, Delivered, Closed, Terminated], ClockEffect.StartHandling, "case-revoked", NoticeKind.Revocation),
        new(CaseAction.Revoke, [NotAccepted], ClockEffect.StartAcceptance, "case-revoked", NoticeKind.Revocation),
        new(CaseAction.ConfirmUndone, [Review], ClockEffect.None),
        new(CaseAction.Object, Results, ClockEffect.StartObjection, "case-objection-received"),
        new(CaseAction.UpholdDecision, Results, ClockEffect.None, "case-objection-upheld"),
        new(CaseAction.SetAside, [Decided, Delivered, Closed, Terminated], ClockEffect.StartHandling, "case-objection-changed", NoticeKind.Revocation),
        new(CaseAction.SetAside, [NotAccepted], ClockEffect.StartAcceptance, "case-objection-changed", NoticeKind.Revocation),
        new(CaseAction.RecordRemedy, Results, ClockEffect.None, "case-remedy-recorded"),

        // What a booking says to its holder stands beside the table: it names time and place.
        new(CaseAction.ConfirmBooking, [Received], ClockEffect.None),
        new(CaseAction.CancelBooking, [Received, Decided], ClockEffect.End),
        new(CaseAction.CallOffBooking, [Received, Decided], ClockEffect.End),
        new(CaseAction.RedeemBooking, [Decided], ClockEffect.End),
        new(CaseAction.ExpireBooking, [Decided], ClockEffect.End),
        new(CaseAction.ReverseRedemption, [Delivered], ClockEffect.None),

        // So does what is said about a flat.
        new(CaseAction.DeclinePlace, [Decided, Delivered], ClockEffect.End, "place-declined"),
        new(CaseAction.MoveUp, [Decided, Delivered, Closed], ClockEffect.StartHandling, "place-moved-up"),
        new(CaseAction.ProposeFlat, [Review], ClockEffect.None),
        new(CaseAction.AcceptFlat, [Review, Special, Approval], ClockEffect.None),
        new(CaseAction.DeclineFlat, [Review, Special, Approval], ClockEffect.None),
        new(CaseAction.ExpireFlat, [Review, Special, Approval], ClockEffect.None),
    ];

    /// <summary>The date that has to move by an effect; effects that are not here move none.</summary>
    private static readonly Dictionary<ClockEffect, ClockName> Moves = new()
    {
        [ClockEffect.StartAcceptance] = ClockName.Acceptance,
        [ClockEffect.StartCompletion] = ClockName.Completion,
        [ClockEffect.ProlongCompletion] = ClockName.Completion,
        [ClockEffect.StartHandling] = ClockName.Promised,
        [ClockEffect.StartHandlingAtReceipt] = ClockName.Promised,
        [ClockEffect.Pause] = ClockName.Promised,
        [ClockEffect.Resume] = ClockName.Promised,
        [ClockEffect.ProlongOuter] = ClockName.Outer,
        [ClockEffect.StartDelivery] = ClockName.Delivery,
    };

    [Fact]
    public void Each_step_has_the_clock_the_notice_and_the_paper_that_are_written_out_here()
    {
        static string Line(CaseState from, CaseAction action, ClockEffect clock, string? notice, NoticeKind? paper) => $"{from} {action}: {clock}, {notice ?? "silent"}, {paper?.ToString() ?? "no paper"}";

        Assert.Equal(
            Effects.SelectMany(e => e.From.Select(from => Line(from, e.Action, e.Clock, e.Notice, e.Paper))).Order(StringComparer.Ordinal),
            CaseWorkflow.Steps.Select(s => Line(s.From, s.Action, s.Clock, s.Notice, s.Paper)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_step_says_what_must_be_given_with_it() => Assert.Equal(
        [
            (CaseAction.AskCompletion, StepNeeds.CompletionList), (CaseAction.Complete, StepNeeds.Reason), (CaseAction.ExtendCompletion, StepNeeds.Reason), (CaseAction.AskMoreTime, StepNeeds.Reason),
            (CaseAction.AllowAnotherCompletion, StepNeeds.Reason), (CaseAction.OfferDeferral, StepNeeds.Deferral), (CaseAction.RefuseAcceptance, StepNeeds.Reasons),
            (CaseAction.SubmitForApproval, StepNeeds.Proposal), (CaseAction.ReturnToReview, StepNeeds.InternalReason),
            (CaseAction.CheckPledge, StepNeeds.Finding), (CaseAction.HandOver, StepNeeds.Colleague), (CaseAction.StartSpecial, StepNeeds.Procedure), (CaseAction.EndSpecial, StepNeeds.Reason),
            (CaseAction.Extend, StepNeeds.Reason), (CaseAction.Refuse, StepNeeds.Reasons), (CaseAction.Deliver, StepNeeds.Delivery), (CaseAction.Terminate, StepNeeds.Reasons),
            (CaseAction.AskOpinion, StepNeeds.Question), (CaseAction.GiveOpinion, StepNeeds.Opinion), (CaseAction.GoWithoutOpinion, StepNeeds.Reason),
            (CaseAction.AskExtension, StepNeeds.InternalReason), (CaseAction.DeclineExtension, StepNeeds.InternalReason), (CaseAction.AskSpecial, StepNeeds.InternalReason),
            (CaseAction.Correct, StepNeeds.Correction), (CaseAction.Revoke, StepNeeds.Reason), (CaseAction.ConfirmUndone, StepNeeds.Reason), (CaseAction.Object, StepNeeds.Reason),
            (CaseAction.UpholdDecision, StepNeeds.Reason), (CaseAction.SetAside, StepNeeds.Reason), (CaseAction.RecordRemedy, StepNeeds.Outcome),
            (CaseAction.CallOffBooking, StepNeeds.Reason), (CaseAction.ReverseRedemption, StepNeeds.Reason),
        ],
        CaseWorkflow.Steps.Where(s => s.Needs != StepNeeds.Nothing).Select(s => (s.Action, s.Needs)).Distinct().OrderBy(s => s.Action));

    // What the columns say is what the service does: the dates that moved, the one message about the step, the one paper.
    private async Task ShowsItsEffectsAsync(Guid id, CaseState state, CaseAction action, CaseState to)
    {
        var effect = Assert.Single(Effects, e => e.Action == action && e.From.Contains(state));
        var row = await city.WholeOrRawAsync(id);
        Assert.Equal((to, action == CaseAction.DeclineExtension ? 2 : 1), (row.State, row.Events.Count));
        var moved = row.DueDates.Select(d => d.Clock).ToHashSet();
        if (Moves.TryGetValue(effect.Clock, out var clock)) Assert.Contains(clock, moved);
        else Assert.Empty(moved);
        string[] told = effect.Notice is { } notice ? [notice] : [];
        Assert.Equal(told, await city.OwedAboutAsync(id));
        NoticeKind[] issued = [.. new[] { effect.Beside, effect.Paper }.OfType<NoticeKind>()];
        // The one paper that was put there before it could be corrected does not count.
        Assert.Equal(issued, row.Notices.Where(n => n.Id != PaperOf(id)).Select(n => n.Kind));
    }
}
