using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <param name="Note">Reason or note for the applicant.</param>
/// <param name="Correlation">Id of the user action, carried into events and messages.</param>
/// <param name="Quiet">No notice for this step: another one of the same moment tells it.</param>
/// <param name="Detail">What else the step needs.</param>
/// <param name="At">UTC instant of the step where several happen in one moment; null for now.</param>
public sealed record StepInput(string? Note, string? Correlation, bool Quiet = false, StepDetail? Detail = null, DateTime? At = null);

/// <summary>
/// Takes one step of a case inside the caller's transaction: state, clocks, effect, event, paper and notice together. A
/// family application takes those of its members along who stand where it stands.
/// </summary>
public sealed class CaseSteps(Calendars calendars, CityClock clock)
{
    // What follows later is promised once for the whole application.
    private static readonly CaseAction[] OfTheWhole =
    [
        CaseAction.OfferDeferral, CaseAction.PromiseDeferred, CaseAction.CloseGaps, CaseAction.CheckPledge, CaseAction.AskOpinion, CaseAction.GiveOpinion, CaseAction.GoWithoutOpinion, CaseAction.Correct,
        CaseAction.Revoke, CaseAction.ConfirmUndone, CaseAction.Object, CaseAction.UpholdDecision, CaseAction.SetAside, CaseAction.RecordRemedy,
        CaseAction.AskExtension, CaseAction.DeclineExtension, CaseAction.AskSpecial,
    ];

    // What an office or an applicant says in the five working days after the receipt.
    private static readonly CaseAction[] Answers =
        [CaseAction.Accept, CaseAction.AskCompletion, CaseAction.OfferDeferral, CaseAction.PromiseDeferred, CaseAction.RefuseAcceptance];

    /// <param name="row">With everything <see cref="CaseService.LoadAsync"/> loads.</param>
    /// <exception cref="RefusedException">The table does not know this step from here for this actor, or something it needs is missing.</exception>
    public async Task TakeAsync(TalentDb db, ServiceCase row, CaseAction action, Actor actor, StepInput input)
    {
        var step = CaseWorkflow.Require(row, action, actor);
        if (step.NeedsReason && string.IsNullOrWhiteSpace(input.Note))
            throw step.IsInternal
                ? new RefusedException("reason-missing", "请写明理由,只在部门内部看到。", "Please give the reason; it is read inside the office only.")
                : new RefusedException("reason-missing", "请写明理由,申请人会看到。", "Please give the reason; the applicant will read it.");
        if (input.Note is { Length: > 1000 })
            throw new RefusedException("reason-too-long", "理由最多1000个字符。", "The reason takes at most 1000 characters.");
        input = CaseDelivery.Written(action, input);
        var now = input.At ?? clock.UtcNow;
        RequireUnanswered(row, action, now);
        RequireTogether(row, action);
        var along = Along(row, step);
        RequireOfEach(along, step, actor);
        if (action == CaseAction.Grant) await DecisionEffects.RequireAsync(db, row, input, clock);
        if (action == CaseAction.SplitOff) input = await CaseSplits.LeaveAsync(db, row, step, actor, input, now, clock);
        var asked = row.ExtensionAsked;
        if (step.IsInternal)
            input = Extensions.Inside.Contains(action) ? await Extensions.TellAsync(db, row, step, actor, input, now, clock) : await ApprovalSteps.TellAsync(db, row, step, actor, input, now, clock);
        // Members first: the dates of the whole are the latest of theirs.
        foreach (var child in along) await ApplyAsync(db, child, step with { From = child.State, Notice = null, Paper = null }, actor, input, now);
        await ApplyAsync(db, row, step, actor, input, now);
        var calendar = await calendars.CurrentAsync();
        row.WarnAt = CaseWarnings.NextAfterStep(row, now, calendar, clock);
        foreach (var each in along.Append(row)) CaseTurns.Set(each, calendar, clock);
        await Resources.BookingEffects.FollowAsync(db, row, step, actor, input, now, clock);
        await Resources.RoundPlaces.FollowAsync(db, row, step, now, clock);
        await Resources.FlatProposals.FollowAsync(db, row, step, input, now, calendar, clock);
        await Families.MemberNotices.FollowAsync(db, row, along, action, now, clock);
        await Reminders.CaseDates.FollowAsync(db, row, action, now, clock);
        if (action == CaseAction.Grant) await DecisionEffects.ApplyAsync(db, row, input.Detail, now, calendar, clock);
        if (action == CaseAction.Extend) Extensions.Granted(db, row, asked, actor, now, clock);
        if (action == CaseAction.AskMoreTime) await HandlingNotices.MoreTimeAskedAsync(db, row, input.Note!, now, clock);
        // Accepted with papers to follow is accepted: the applicant gets that notice as well as the promise.
        if (action == CaseAction.PromiseDeferred) await CasePapers.IssueAsync(db, row, NoticeKind.Acceptance, input, now, calendar, clock);
        if (step.Paper is { } paper) await CasePapers.IssueAsync(db, row, paper, input, now, calendar, clock);
        if (step.Notice is { } notice && !input.Quiet)
            CaseNotices.OweToApplicant(db, row, TestOutcomes.Notice(row, notice), row.Events.Count, await Families.FamilyVeil.RemarkAsync(db, row, input.Detail is SplitFrom { Remark: var remark } ? remark : input.Note, clock.Today), now, clock, input.Correlation,
                (input.Detail as SplitFrom)?.Number);
    }

    // Whoever stands where the whole stands goes along; when the whole ends before a decision, everybody does.
    private static List<ServiceCase> Along(ServiceCase row, CaseStep step) =>
        [.. row.Children.Where(c => c.State == row.State || (c.IsOpen && step.Clock == ClockEffect.End && step.To != CaseState.Delivered))];

    // What was told to one member already, or who handled that part, counts for the step of the whole as well.
    private static void RequireOfEach(List<ServiceCase> along, CaseStep step, Actor actor)
    {
        if (OfTheWhole.Contains(step.Action) || step.Action == CaseAction.AllowAnotherCompletion) return;
        foreach (var child in along.Where(c => c.State == step.From)) CaseWorkflow.Require(child, step.Action, actor);
    }

    // Once the law has read silence as acceptance, a late answer cannot undo it; the sweep writes it down.
    private static void RequireUnanswered(ServiceCase row, CaseAction action, DateTime now)
    {
        if (Answers.Contains(action) && row.AcceptanceDueAt <= now && row.ItemVersion!.Content.AcceptanceBySilence)
            throw new RefusedException("accepted-by-law",
                "答复期限已过,依法自收件之日起视为受理,系统正在登记。请稍后刷新,再开始审查。",
                "The time to answer is over, so by law the application counts as accepted from the day it was received. The system is recording it; reload shortly and start the review.");
    }

    // A decision is one for all whose papers are complete; whoever is behind is not left out of it by accident.
    private static void RequireTogether(ServiceCase row, CaseAction action)
    {
        if (action is not (CaseAction.Grant or CaseAction.Refuse or CaseAction.SubmitForApproval)) return;
        if (row.Children.Any(c => c.IsOpen && c.State != row.State))
            throw new RefusedException("part-behind",
                "家庭申请里还有成员没有走到这一步(例如在补正)。等他办到这一步再一起决定;不想让其他人等的,由经办人把他的那一份分开办理,或由申请人撤回那一份。",
                "A member of this family application is not this far yet (completing papers, for example). Decide when that part has caught up. If the others should not wait, an officer can handle that part separately, or the applicant can withdraw it.");
    }

    /// <summary>
    /// After a step of one member alone: the family application is promised for the day on which the last of its members
    /// is, and ends when nobody is left in it.
    /// </summary>
    /// <param name="action">The member's step; null where a calendar moved the dates.</param>
    public async Task FollowLatestAsync(TalentDb db, ServiceCase parent, Actor actor, CaseAction? action = null)
    {
        if (!CaseWorkflow.Undecided.Contains(parent.State)) return;
        // Two members acting at once must not both believe the other one stays.
        db.Entry(parent).Property(p => p.Version).IsModified = true;
        if (parent.IsLeftByAll)
        {
            await TakeAsync(db, parent, CaseAction.DeemWithdrawn, Actor.System, new StepInput(null, null, Quiet: true));
            return;
        }
        var (now, calendar) = (clock.UtcNow, await calendars.CurrentAsync());
        CaseClocks.Recompute(db, parent, action == CaseAction.SplitOff
            ? new("一位成员的一份分开办理,其余成员不再等候", "One member’s part is handled separately; the others no longer wait for it")
            : new("家庭申请以最晚一位成员的日期为准", "A family application follows the latest date of its members"), actor, now, calendar, clock);
        parent.WarnAt = CaseWarnings.NextAfterStep(parent, now, calendar, clock);
        CaseTurns.Set(parent, calendar, clock);
    }

    private async Task ApplyAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now)
    {
        await LoadHistoryAsync(db, row);
        var calendar = await calendars.CurrentAsync();
        if (row.ParentId is null || !OfTheWhole.Contains(step.Action))
        {
            await CaseDetails.ApplyAsync(db, row, step, input, now, calendar, clock);
            await HandlingSteps.ApplyAsync(db, row, step, actor, input, now, calendar, clock);
        }
        var reasons = await HandlingSteps.ReasonsAsync(db, row, step.Action, input.Detail);
        row.State = step.To;
        switch (step.Action)
        {
            case CaseAction.Submit: row.SubmittedAt = now; break;
            // Completed papers are a new receipt: the five working days begin again.
            case CaseAction.Receive or CaseAction.Complete: row.ReceivedAt = now; break;
            case CaseAction.Accept: (row.AcceptedAt, row.HandlerId) = (now, HandlerOf(actor, row)); break;
            case CaseAction.PromiseDeferred: row.AcceptedAt = now; break;
            case CaseAction.ConfirmBooking: (row.AcceptedAt, row.DecidedAt, row.Decision) = (now, now, CaseDecision.Granted); break;
            case CaseAction.ReverseRedemption: row.EndedAt = null; break;
            case CaseAction.AcceptBySilence: (row.AcceptedAt, row.AcceptedBySilence) = (row.ReceivedAt, true); break;
            case CaseAction.StartReview or CaseAction.AskCompletion or CaseAction.OfferDeferral: row.HandlerId = HandlerOf(actor, row); break;
            case CaseAction.SubmitForApproval or CaseAction.ReturnToReview: row.StepFrom = now; break;
            case CaseAction.Grant or CaseAction.Refuse:
                (row.DecidedAt, row.DecisionReason) = (now, input.Note);
                row.Decision = step.Action == CaseAction.Grant ? CaseDecision.Granted : CaseDecision.Refused;
                break;
            case CaseAction.Revoke or CaseAction.SetAside or CaseAction.MoveUp: Reopen(row, step.To, now); break;
            case CaseAction.DeclinePlace: (row.Decision, row.DecidedAt, row.DecisionReason) = (null, null, null); break;
        }
        if (step.Clock == ClockEffect.End)
        {
            row.EndedAt = now;
            foreach (var pause in row.Pauses.Where(p => p.EndAt is null)) pause.EndAt = now;
        }
        CaseClocks.Apply(db, row, step.Clock, TestOutcomes.Why(row, step.Action, now), actor, now, calendar, clock);
        if (step.Clock == ClockEffect.ProlongCompletion && row.CompletionRequests.MaxBy(r => r.Round) is { } request) request.DueAt = row.CompletionDueAt!.Value;
        // A result that is set aside is not delivered any more.
        if (step.Action is CaseAction.Revoke or CaseAction.SetAside or CaseAction.MoveUp) CaseClocks.Set(db, row, ClockName.Delivery, null, CaseWords.Of(step.Action), actor, now);
        Append(db, row, step, actor, input, reasons, now);
    }

    // The promise of a review that is opened again counts from now; the first dates stand in the events.
    private static void Reopen(ServiceCase row, CaseState to, DateTime now)
    {
        (row.EndedAt, row.Decision, row.DecidedAt, row.DecisionReason, row.ExtendedAt, row.StepFrom) = (null, null, null, null, null, null);
        (row.ReceivedAt, row.AcceptedAt, row.AcceptedBySilence) = (now, to == CaseState.Received ? null : now, false);
    }

    private static async Task LoadHistoryAsync(TalentDb db, ServiceCase row)
    {
        if (db.Entry(row).State == EntityState.Added) return;
        if (row.Events.Count == 0) await db.Entry(row).Collection(c => c.Events).LoadAsync();
        if (row.DueDates.Count == 0) await db.Entry(row).Collection(c => c.DueDates).LoadAsync();
        if (row.Notices.Count == 0) await db.Entry(row).Collection(c => c.Notices).LoadAsync();
    }

    internal static void Append(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, List<GivenReason>? reasons, DateTime now)
    {
        var appended = new CaseEvent
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Sequence = row.Events.Count + 1,
            At = now,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorZh = actor.Name.Zh,
            ActorEn = actor.Name.En,
            Action = step.Action,
            From = step.From,
            To = step.To,
            Note = step.IsInternal ? null : input.Note,
            Reasons = reasons,
            Correlation = input.Correlation,
        };
        row.Events.Add(appended);
        db.CaseEvents.Add(appended);
        // A step that changes no column of the case (handed to whoever has it) must still lose against one that came
        // between: the row and its events are read one after the other, not in one picture.
        if (db.Entry(row).State is EntityState.Unchanged) db.Entry(row).Property(c => c.Version).IsModified = true;
    }

    private static Guid? HandlerOf(Actor actor, ServiceCase row) => actor.Kind == ActorKind.Staff ? actor.Id : row.HandlerId;
}
