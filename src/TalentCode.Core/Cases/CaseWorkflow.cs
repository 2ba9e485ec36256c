using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

public enum CaseState
{
    Draft, Submitted, Received, AwaitingCompletion, Accepted, InReview, SpecialProcedure, InApproval, Decided, Delivered,
    Withdrawn, DeemedWithdrawn, NotAccepted, Terminated, Discarded, Closed,
}

public enum CaseAction
{
    Submit, Discard, Receive,
    AskCompletion, Complete, ExtendCompletion, AskMoreTime, AllowAnotherCompletion, DeemWithdrawn,
    Accept, AcceptBySilence, OfferDeferral, PromiseDeferred, CloseGaps, RefuseAcceptance,
    StartReview, SubmitForApproval, ReturnToReview, CheckPledge, HandOver, StartSpecial, EndSpecial, EndSpecialAtCap, Extend,
    Grant, Refuse, Deliver, Close, Withdraw, Terminate,
    AskOpinion, GiveOpinion, GoWithoutOpinion,
    AskExtension, DeclineExtension, AskSpecial,
    Correct, Revoke, ConfirmUndone, Object, UpholdDecision, SetAside, RecordRemedy,
    ConfirmBooking, CancelBooking, CallOffBooking, RedeemBooking, ReverseRedemption, ExpireBooking,
    SplitOff,
    DeclinePlace, MoveUp, ProposeFlat, AcceptFlat, DeclineFlat, ExpireFlat,
}

/// <summary>
/// THE TABLE: (from, action) → to, who may, what must be given, effect on the clocks, which notice goes out, which paper
/// is issued. Screens ask it for their buttons, services obey it, tests walk it. Nothing else decides what may happen to a case.
/// </summary>
public static class CaseWorkflow
{
    public static IReadOnlyList<CaseStep> Steps { get; } =
    [
        new(CaseState.Draft, CaseAction.Submit, CaseState.Submitted, StepActor.Applicant),
        new(CaseState.Draft, CaseAction.Discard, CaseState.Discarded, StepActor.Applicant),

        new(CaseState.Submitted, CaseAction.Receive, CaseState.Received, StepActor.System, ClockEffect.StartAcceptance, Notice: "case-received", Paper: NoticeKind.Receipt),
        new(CaseState.Submitted, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),

        new(CaseState.Received, CaseAction.Accept, CaseState.Accepted, StepActor.Officer, ClockEffect.StartHandling, Notice: "case-accepted", Paper: NoticeKind.Acceptance),
        new(CaseState.Received, CaseAction.AcceptBySilence, CaseState.Accepted, StepActor.System, ClockEffect.StartHandlingAtReceipt, Notice: "case-accepted-by-silence", Paper: NoticeKind.Acceptance),
        new(CaseState.Received, CaseAction.AskCompletion, CaseState.AwaitingCompletion, StepActor.Officer, ClockEffect.StartCompletion, StepNeeds.CompletionList, "case-completion-asked", NoticeKind.Completion),
        new(CaseState.Received, CaseAction.AllowAnotherCompletion, CaseState.Received, StepActor.Supervisor, Needs: StepNeeds.Reason),
        new(CaseState.Received, CaseAction.OfferDeferral, CaseState.Received, StepActor.Officer, Needs: StepNeeds.Deferral, Notice: "case-deferral-offered"),
        new(CaseState.Received, CaseAction.PromiseDeferred, CaseState.Accepted, StepActor.Applicant, ClockEffect.StartHandling, Notice: "case-accepted-with-gaps", Paper: NoticeKind.DeferralPromise),
        new(CaseState.Received, CaseAction.RefuseAcceptance, CaseState.NotAccepted, StepActor.Officer, ClockEffect.End, StepNeeds.Reasons, "case-not-accepted", NoticeKind.NonAcceptance),
        new(CaseState.Received, CaseAction.HandOver, CaseState.Received, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.Received, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),

        new(CaseState.AwaitingCompletion, CaseAction.Complete, CaseState.Received, StepActor.Applicant, ClockEffect.StartAcceptance, StepNeeds.Reason, "case-completed", NoticeKind.Receipt),
        new(CaseState.AwaitingCompletion, CaseAction.ExtendCompletion, CaseState.AwaitingCompletion, StepActor.Officer, ClockEffect.ProlongCompletion, StepNeeds.Reason, "case-completion-extended"),
        new(CaseState.AwaitingCompletion, CaseAction.AskMoreTime, CaseState.AwaitingCompletion, StepActor.Applicant, Needs: StepNeeds.Reason),
        new(CaseState.AwaitingCompletion, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),
        new(CaseState.AwaitingCompletion, CaseAction.HandOver, CaseState.AwaitingCompletion, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.AwaitingCompletion, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),

        new(CaseState.Accepted, CaseAction.StartReview, CaseState.InReview, StepActor.Officer, Notice: "case-in-review"),
        new(CaseState.Accepted, CaseAction.CloseGaps, CaseState.Accepted, StepActor.Officer, Notice: "case-gaps-closed"),
        new(CaseState.Accepted, CaseAction.CheckPledge, CaseState.Accepted, StepActor.Officer, Needs: StepNeeds.Finding, Notice: "case-pledge-checked"),
        new(CaseState.Accepted, CaseAction.HandOver, CaseState.Accepted, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.Accepted, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.Accepted, CaseAction.Terminate, CaseState.Terminated, StepActor.Approver, ClockEffect.End, StepNeeds.Reasons, "case-terminated", NoticeKind.Termination),

        new(CaseState.InReview, CaseAction.Grant, CaseState.Decided, StepActor.Approver, ClockEffect.StartDelivery, Notice: "case-granted", Paper: NoticeKind.Decision),
        new(CaseState.InReview, CaseAction.Refuse, CaseState.Decided, StepActor.Approver, ClockEffect.StartDelivery, StepNeeds.Reasons, "case-refused", NoticeKind.Decision),
        new(CaseState.InReview, CaseAction.StartSpecial, CaseState.SpecialProcedure, StepActor.Approver, ClockEffect.Pause, StepNeeds.Procedure, "case-special-started", NoticeKind.SpecialProcedure),
        // The officer asks, the approver approves: only the approval stops a clock.
        new(CaseState.InReview, CaseAction.AskSpecial, CaseState.InReview, StepActor.Officer, Needs: StepNeeds.InternalReason),
        .. Extending(CaseState.InReview), .. Extending(CaseState.InApproval),
        new(CaseState.InReview, CaseAction.SubmitForApproval, CaseState.InApproval, StepActor.Officer, Needs: StepNeeds.Proposal),
        new(CaseState.InReview, CaseAction.CloseGaps, CaseState.InReview, StepActor.Officer, Notice: "case-gaps-closed"),
        new(CaseState.InReview, CaseAction.CheckPledge, CaseState.InReview, StepActor.Officer, Needs: StepNeeds.Finding, Notice: "case-pledge-checked"),
        new(CaseState.InReview, CaseAction.HandOver, CaseState.InReview, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.InReview, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.InReview, CaseAction.Terminate, CaseState.Terminated, StepActor.Approver, ClockEffect.End, StepNeeds.Reasons, "case-terminated", NoticeKind.Termination),

        // Sent up (送审): whoever decides has it. An approver who reviewed it alone decides straight from the review.
        new(CaseState.InApproval, CaseAction.Grant, CaseState.Decided, StepActor.Approver, ClockEffect.StartDelivery, Notice: "case-granted", Paper: NoticeKind.Decision),
        new(CaseState.InApproval, CaseAction.Refuse, CaseState.Decided, StepActor.Approver, ClockEffect.StartDelivery, StepNeeds.Reasons, "case-refused", NoticeKind.Decision),
        new(CaseState.InApproval, CaseAction.ReturnToReview, CaseState.InReview, StepActor.Approver, Needs: StepNeeds.InternalReason),
        new(CaseState.InApproval, CaseAction.CloseGaps, CaseState.InApproval, StepActor.Officer, Notice: "case-gaps-closed"),
        new(CaseState.InApproval, CaseAction.CheckPledge, CaseState.InApproval, StepActor.Officer, Needs: StepNeeds.Finding, Notice: "case-pledge-checked"),
        new(CaseState.InApproval, CaseAction.HandOver, CaseState.InApproval, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.InApproval, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.InApproval, CaseAction.Terminate, CaseState.Terminated, StepActor.Approver, ClockEffect.End, StepNeeds.Reasons, "case-terminated", NoticeKind.Termination),

        new(CaseState.SpecialProcedure, CaseAction.EndSpecial, CaseState.InReview, StepActor.Officer, ClockEffect.Resume, StepNeeds.Reason, "case-special-ended"),
        new(CaseState.SpecialProcedure, CaseAction.EndSpecialAtCap, CaseState.InReview, StepActor.System, ClockEffect.Resume, Notice: "case-special-capped"),
        new(CaseState.SpecialProcedure, CaseAction.HandOver, CaseState.SpecialProcedure, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.SpecialProcedure, CaseAction.Withdraw, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End, Notice: "case-withdrawn"),
        new(CaseState.SpecialProcedure, CaseAction.Terminate, CaseState.Terminated, StepActor.Approver, ClockEffect.End, StepNeeds.Reasons, "case-terminated", NoticeKind.Termination),

        new(CaseState.Decided, CaseAction.CloseGaps, CaseState.Decided, StepActor.Officer, ClockEffect.StartDelivery, Notice: "case-gaps-closed"),
        new(CaseState.Decided, CaseAction.CheckPledge, CaseState.Decided, StepActor.Officer, Needs: StepNeeds.Finding, Notice: "case-pledge-checked"),
        new(CaseState.Decided, CaseAction.HandOver, CaseState.Decided, StepActor.Officer, Needs: StepNeeds.Colleague),
        new(CaseState.Decided, CaseAction.Deliver, CaseState.Delivered, StepActor.Officer, ClockEffect.End, StepNeeds.Delivery, "case-delivered", NoticeKind.Delivery),

        // A promise is checked afterwards as well: what was registered at once has nobody looking at it before.
        new(CaseState.Delivered, CaseAction.CheckPledge, CaseState.Delivered, StepActor.Officer, Needs: StepNeeds.Finding, Notice: "case-pledge-checked"),
        new(CaseState.Delivered, CaseAction.Close, CaseState.Closed, StepActor.System),

        // Bookings (预约核销件): a time that was free is confirmed at once, and the case is delivered when the code is redeemed.
        new(CaseState.Received, CaseAction.ConfirmBooking, CaseState.Decided, StepActor.System),
        new(CaseState.Received, CaseAction.CancelBooking, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End),
        new(CaseState.Received, CaseAction.CallOffBooking, CaseState.Terminated, StepActor.Officer, ClockEffect.End, StepNeeds.Reason),
        new(CaseState.Decided, CaseAction.CancelBooking, CaseState.Withdrawn, StepActor.Applicant, ClockEffect.End),
        new(CaseState.Decided, CaseAction.CallOffBooking, CaseState.Terminated, StepActor.Officer, ClockEffect.End, StepNeeds.Reason),
        new(CaseState.Decided, CaseAction.RedeemBooking, CaseState.Delivered, StepActor.System, ClockEffect.End),
        new(CaseState.Decided, CaseAction.ExpireBooking, CaseState.Closed, StepActor.System, ClockEffect.End),
        new(CaseState.Delivered, CaseAction.ReverseRedemption, CaseState.Decided, StepActor.System, Needs: StepNeeds.Reason),

        // A family application ends with the last of its members, wherever it stands.
        new(CaseState.Received, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),
        new(CaseState.Accepted, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),
        new(CaseState.InReview, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),
        new(CaseState.SpecialProcedure, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),
        new(CaseState.InApproval, CaseAction.DeemWithdrawn, CaseState.DeemedWithdrawn, StepActor.System, ClockEffect.End, Notice: "case-deemed-withdrawn"),

        // A member's part that is behind goes on as a case of its own.
        new(CaseState.Received, CaseAction.SplitOff, CaseState.Received, StepActor.Officer, Notice: "case-split-off"),
        new(CaseState.AwaitingCompletion, CaseAction.SplitOff, CaseState.AwaitingCompletion, StepActor.Officer, Notice: "case-split-off"),

        .. AllocationSteps.Steps,
        .. Asking(CaseState.Accepted), .. Asking(CaseState.InReview), .. Asking(CaseState.SpecialProcedure),
        new(CaseState.InReview, CaseAction.ConfirmUndone, CaseState.InReview, StepActor.Officer, Needs: StepNeeds.Reason),

        new(CaseState.Decided, CaseAction.Correct, CaseState.Decided, StepActor.Approver, Needs: StepNeeds.Correction, Notice: "case-corrected", Paper: NoticeKind.Correction),
        new(CaseState.Delivered, CaseAction.Correct, CaseState.Delivered, StepActor.Approver, Needs: StepNeeds.Correction, Notice: "case-corrected", Paper: NoticeKind.Correction),
        new(CaseState.Closed, CaseAction.Correct, CaseState.Closed, StepActor.Approver, Needs: StepNeeds.Correction, Notice: "case-corrected", Paper: NoticeKind.Correction),
        .. Reopening(CaseState.Decided, CaseState.InReview), .. Reopening(CaseState.Delivered, CaseState.InReview), .. Reopening(CaseState.Closed, CaseState.InReview),
        .. Reopening(CaseState.NotAccepted, CaseState.Received), .. Reopening(CaseState.Terminated, CaseState.InReview),
    ];

    private static CaseStep[] Extending(CaseState state) =>
    [
        new(state, CaseAction.AskExtension, state, StepActor.Officer, Needs: StepNeeds.InternalReason),
        new(state, CaseAction.Extend, state, StepActor.Head, ClockEffect.ProlongOuter, StepNeeds.Reason, "case-extended", NoticeKind.Extension),
        new(state, CaseAction.DeclineExtension, state, StepActor.Head, Needs: StepNeeds.InternalReason),
    ];

    // Other departments are asked while the case goes on: no clock stands still for it.
    private static CaseStep[] Asking(CaseState state) =>
    [
        new(state, CaseAction.AskOpinion, state, StepActor.Officer, Needs: StepNeeds.Question),
        new(state, CaseAction.GiveOpinion, state, StepActor.Consulted, Needs: StepNeeds.Opinion),
        new(state, CaseAction.GoWithoutOpinion, state, StepActor.Officer, Needs: StepNeeds.Reason),
    ];

    // What can be done about a result: by the organ itself, by the applicant, by somebody of the organ who had no part in it, from outside.
    private static CaseStep[] Reopening(CaseState result, CaseState again)
    {
        var restart = again == CaseState.Received ? ClockEffect.StartAcceptance : ClockEffect.StartHandling;
        return
        [
            new(result, CaseAction.Revoke, again, StepActor.Approver, restart, StepNeeds.Reason, "case-revoked", NoticeKind.Revocation),
            new(result, CaseAction.Object, result, StepActor.Applicant, ClockEffect.StartObjection, StepNeeds.Reason, "case-objection-received"),
            new(result, CaseAction.UpholdDecision, result, StepActor.Approver, Needs: StepNeeds.Reason, Notice: "case-objection-upheld"),
            new(result, CaseAction.SetAside, again, StepActor.Approver, restart, StepNeeds.Reason, "case-objection-changed", NoticeKind.Revocation),
            new(result, CaseAction.RecordRemedy, result, StepActor.Supervisor, Needs: StepNeeds.Outcome, Notice: "case-remedy-recorded"),
        ];
    }

    private static readonly Dictionary<(CaseState, CaseAction), CaseStep> Table = Steps.ToDictionary(s => (s.From, s.Action));

    /// <summary>States in which the work is over: no step leads out of them except one that sets the result itself aside.</summary>
    public static bool IsFinal(CaseState state) => Steps.All(step => step.From != state || step.To == state || step.Action is CaseAction.Revoke or CaseAction.SetAside or CaseAction.MoveUp);

    /// <summary>States in which the applicant has nothing more to wait for: delivered, though the file is archived later, or ended otherwise.</summary>
    public static bool IsDone(CaseState state) => state != CaseState.Draft && !Working.Contains(state);

    /// <summary>States in which a department works on the case, or waits for the applicant.</summary>
    public static IReadOnlyList<CaseState> Working { get; } =
        [CaseState.Submitted, CaseState.Received, CaseState.AwaitingCompletion, CaseState.Accepted, CaseState.InReview, CaseState.SpecialProcedure, CaseState.InApproval, CaseState.Decided];

    /// <summary>Working states whose promise is still to be kept.</summary>
    public static IReadOnlyList<CaseState> Undecided { get; } = [.. Working.Where(state => state != CaseState.Decided)];

    public static CaseStep? Find(CaseState from, CaseAction action) => Table.GetValueOrDefault((from, action));

    /// <summary>The steps this actor may take now: a screen's buttons, nothing else.</summary>
    public static IReadOnlyList<CaseStep> ActionsFor(ServiceCase row, Actor actor) =>
        [.. Steps.Where(step => step.From == row.State && May(actor, step, row) && Obstacle(row, step.Action, actor) is null)];

    /// <summary>Why a decision or a delivery that would be this person's is shut for now, in words; empty where its button is there, or was never theirs.</summary>
    public static IReadOnlyList<LocalText> Shut(ServiceCase row, Actor actor) =>
        [.. Steps.Where(step => step.From == row.State && step.Action is CaseAction.Grant or CaseAction.Deliver && May(actor, step, row))
            .Select(step => Obstacle(row, step.Action, actor)).OfType<RefusedException>().Where(o => o.Code != "step-not-possible").Select(o => o.Sentence)];

    /// <summary>The step to take.</summary>
    /// <exception cref="RefusedException">There is no such step from here, not for this actor, or not now.</exception>
    public static CaseStep Require(ServiceCase row, CaseAction action, Actor actor)
    {
        if (Find(row.State, action) is not { } step)
            throw NotPossible(row, action);
        if (!May(actor, step, row))
            throw new RefusedException("step-not-yours",
                $"“{CaseWords.Of(action).Zh}”由{By(step, row).Zh}办理,你不能代为操作。",
                $"“{CaseWords.Of(action).En}” is done by {By(step, row).En}; you cannot do it for them.");
        if (Obstacle(row, action, actor) is { } obstacle) throw obstacle;
        return step;
    }

    private static LocalText By(CaseStep step, ServiceCase row) => step.By == StepActor.Head ? Extensions.Who(row) : CaseWords.Of(step.By);

    private static RefusedException NotPossible(ServiceCase row, CaseAction action) => new("step-not-possible",
        $"这件事现在是“{CaseWords.Of(row.State).Zh}”,不能再“{CaseWords.Of(action).Zh}”。页面可能不是最新的,请刷新查看。",
        $"This case is now “{CaseWords.Of(row.State).En}”, so “{CaseWords.Of(action).En}” is no longer possible. Reload to see where it stands.");

    /// <summary>The applicant's steps a steward may take under a mandate. To promise, object and withdraw stays with the person.</summary>
    public static IReadOnlyList<CaseAction> UnderMandate { get; } = [CaseAction.Submit, CaseAction.Complete];

    private static bool May(Actor actor, CaseStep step, ServiceCase row) => step.By switch
    {
        StepActor.Applicant => (actor.Kind == ActorKind.Talent && actor.Id == row.TalentId) || (actor.OnBehalfOf == row.TalentId && UnderMandate.Contains(step.Action)),
        StepActor.Officer => actor.May(Permission.HandleCases) && actor.DepartmentId == row.DepartmentId,
        StepActor.Approver => actor.May(Permission.DecideCases) && actor.DepartmentId == row.DepartmentId,
        StepActor.Supervisor => actor.May(Permission.SuperviseCases),
        StepActor.Head => Extensions.May(actor, row),
        StepActor.Consulted => actor.May(Permission.HandleCases) && actor.DepartmentId is { } mine && row.Opinions.Exists(o => o.IsOpen && o.DepartmentId == mine),
        _ => actor.Kind == ActorKind.System,
    };

    private static readonly CaseAction[] OfBookings =
        [CaseAction.ConfirmBooking, CaseAction.CancelBooking, CaseAction.CallOffBooking, CaseAction.RedeemBooking, CaseAction.ReverseRedemption, CaseAction.ExpireBooking];

    // What a booking has its own steps for.
    private static readonly CaseAction[] NotOfBookings =
        [CaseAction.Accept, CaseAction.AskCompletion, CaseAction.OfferDeferral, CaseAction.RefuseAcceptance, CaseAction.Withdraw, CaseAction.Deliver];

    /// <summary>Conditions beside state and actor: what the item's law knows, what has happened before, who has had a hand in it.</summary>
    private static RefusedException? Obstacle(ServiceCase row, CaseAction action, Actor actor)
    {
        var item = row.ItemVersion?.Content;
        if ((item?.Kind == ItemKind.Booking ? NotOfBookings : OfBookings).Contains(action) || AllocationSteps.IsShut(row, action)) return NotPossible(row, action);
        return action switch
        {
            // Silence accepts only where the item's own law says so.
            CaseAction.AcceptBySilence when item?.AcceptanceBySilence != true => NotPossible(row, action),
            CaseAction.AskCompletion when row.Completions > row.CompletionsAllowed => new("completion-once",
                "补正只能一次性告知,已经告知过一次。确因补交的材料产生新问题的,请督办说明理由同意后再告知。",
                "What is missing may be told only once, and it has been. If the new papers raise a new defect, supervision can allow another list and say why."),
            CaseAction.AllowAnotherCompletion when row.Completions <= row.CompletionsAllowed => NotPossible(row, action),
            CaseAction.DeemWithdrawn when row.State != CaseState.AwaitingCompletion && !row.IsLeftByAll => NotPossible(row, action),
            CaseAction.ExtendCompletion when row.CompletionExtended => new("completion-extended-once",
                "补正期限已经延长过一次,不能再延长。", "The term to complete the papers has been extended once; it cannot be extended again."),
            CaseAction.AskMoreTime when row.CompletionExtended || row.MoreTimeAsked is not null => new("more-time-asked",
                "延长补正期限只能请求一次,已经请求过或已经延长过。没有收到同意前,原来的日期仍然算数。",
                "More time can be asked for once, and it has been asked for or given already. Until you are told that it is granted, the first date counts."),
            CaseAction.SplitOff when CaseSplits.IsShut(row) => NotPossible(row, action),
            CaseAction.OfferDeferral when item is null || !item.Materials.Any(m => m.Deferrable) => NotPossible(row, action),
            CaseAction.PromiseDeferred when row.Deferrals.All(d => d.PromisedAt is not null) => NotPossible(row, action),
            CaseAction.CloseGaps when !row.HasGaps => NotPossible(row, action),
            CaseAction.CheckPledge when row.Pledges.TrueForAll(p => p.Held == true) => NotPossible(row, action),
            CaseAction.Grant when row.Pledges.Exists(p => p.Held == false) => new("pledge-broken",
                "有一项承诺核查不实,不能准予。申请人补上证明后,先把核查结果改为属实;否则作不予决定并说明理由。",
                "A promise did not hold when checked, so this cannot be granted. Once the proof is in, record that it holds; otherwise refuse and say why."),
            CaseAction.Grant when row.HasGaps && DecisionEffects.Acts(row.ItemId) => new("gaps-open",
                "还有容缺的材料没有补齐。这个事项一准予就会生效,所以要等材料收齐;收齐后先点“材料已补齐”。",
                "Papers that were to follow are still missing. A grant of this service takes effect at once, so it waits for them; once they are in, take “Missing papers supplied” first."),
            CaseAction.Deliver when row.HasGaps => new("gaps-open",
                "还有容缺的材料没有补齐,结果先不能送达。收齐后先点“材料已补齐”。",
                "Papers that were to follow are still missing, so the result is withheld. Once they are in, take “Missing papers supplied” first."),
            CaseAction.StartSpecial or CaseAction.AskSpecial when item is not { Procedures.Count: > 0 } => NotPossible(row, action),
            CaseAction.AskSpecial when row.SpecialAsked is not null => new("special-asked",
                "已经申请过特别程序,还没有答复。请等审批人批准,或由审批人直接作决定。", "A special procedure has been asked for already. Please wait for the approver, who approves it or decides without it."),
            CaseAction.AskExtension or CaseAction.Extend or CaseAction.DeclineExtension => Extensions.Obstacle(row, action, () => NotPossible(row, action)),
            CaseAction.Grant or CaseAction.Refuse when FourEyes.Bars(row, actor) => FourEyes.Refusal,
            _ => AfterDecision.Obstacle(row, action, actor, () => NotPossible(row, action)),
        };
    }
}
