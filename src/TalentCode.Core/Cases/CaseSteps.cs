using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <param name="Note">Reason or note for the applicant.</param>
/// <param name="Correlation">Id of the user action, carried into events and messages.</param>
/// <param name="Quiet">No notice for this step: another one of the same moment tells it.</param>
/// <param name="Detail">What else the step needs.</param>
public sealed record StepInput(string? Note, string? Correlation, bool Quiet = false, StepDetail? Detail = null);

/// <summary>
/// Takes one step of a case inside the caller's transaction: state, clocks, effect, event, paper and notice together. A
/// family application takes those of its members along who stand where it stands.
/// </summary>
public sealed class CaseSteps(Calendars calendars, CityClock clock)
{
    // What follows later is promised once for the whole application.
    private static readonly CaseAction[] OfTheWhole = [CaseAction.OfferDeferral, CaseAction.PromiseDeferred, CaseAction.CloseGaps];

    /// <param name="row">With everything <see cref="CaseService.LoadAsync"/> loads.</param>
    /// <exception cref="RefusedException">The table does not know this step from here for this actor, or something it needs is missing.</exception>
    public async Task TakeAsync(TalentDb db, ServiceCase row, CaseAction action, Actor actor, StepInput input)
    {
        var step = CaseWorkflow.Require(row, action, actor);
        if (step.NeedsReason && string.IsNullOrWhiteSpace(input.Note))
            throw new RefusedException("reason-missing", "请写明理由,申请人会看到。", "Please give the reason; the applicant will read it.");
        if (input.Note is { Length: > 1000 })
            throw new RefusedException("reason-too-long", "理由最多1000个字符。", "The reason takes at most 1000 characters.");
        RequireTogether(row, action);
        var now = clock.UtcNow;
        var parentState = row.State;
        await ApplyAsync(db, row, step, actor, input, now);
        foreach (var child in row.Children.Where(c => c.State == parentState))
            await ApplyAsync(db, child, step with { From = child.State, Notice = null, Paper = null }, actor, input, now);
        await FollowLatestAsync(db, row, actor);
        if (action == CaseAction.Grant) await DecisionEffects.ApplyAsync(db, row);
        if (step.Paper is { } paper) CasePapers.Issue(db, row, paper, input.Note, now, clock);
        if (step.Notice is { } notice && !input.Quiet)
            CaseNotices.OweToApplicant(db, row, notice, row.Events.Count, input.Note, now, clock, input.Correlation);
    }

    // A decision is one for all whose papers are complete; whoever is behind is not left out of it by accident.
    private static void RequireTogether(ServiceCase row, CaseAction action)
    {
        if (action is not (CaseAction.Grant or CaseAction.Refuse)) return;
        if (row.Children.Any(c => c.IsOpen && c.State != row.State))
            throw new RefusedException("part-behind",
                "家庭申请里还有成员没有走到这一步(例如在补正)。等他办到这一步,或由申请人撤回他的那一份,再一起决定。",
                "A member of this family application is not this far yet (completing papers, for example). Decide when that part has caught up, or when the applicant has withdrawn it.");
    }

    /// <summary>A family application is promised for the day on which the last of its members is.</summary>
    public async Task FollowLatestAsync(TalentDb db, ServiceCase parent, Actor actor)
    {
        var now = clock.UtcNow;
        var running = parent.Children.Where(c => c.IsOpen).ToList();
        var why = new LocalText("家庭申请以最晚一位成员的日期为准", "A family application follows the latest date of its members");
        if (running.Count > 0) CaseClocks.Follow(db, parent, running.Max(c => c.PromisedDueAt), running.Max(c => c.OuterDueAt), why, actor, now);
        parent.WarnAt = CaseWarnings.NextAfter(parent, now.AddTicks(-1), await calendars.CurrentAsync(), clock);
    }

    private async Task ApplyAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now)
    {
        await LoadHistoryAsync(db, row);
        var calendar = await calendars.CurrentAsync();
        if (row.ParentId is null || !OfTheWhole.Contains(step.Action))
            await CaseDetails.ApplyAsync(db, row, step, input, now, calendar, clock);
        row.State = step.To;
        switch (step.Action)
        {
            case CaseAction.Submit: row.SubmittedAt = now; break;
            // Completed papers are a new receipt: the five working days begin again.
            case CaseAction.Receive or CaseAction.Complete: row.ReceivedAt = now; break;
            case CaseAction.Accept: (row.AcceptedAt, row.HandlerId) = (now, HandlerOf(actor, row)); break;
            case CaseAction.PromiseDeferred: row.AcceptedAt = now; break;
            case CaseAction.AcceptBySilence: (row.AcceptedAt, row.AcceptedBySilence) = (row.ReceivedAt, true); break;
            case CaseAction.StartReview or CaseAction.AskCompletion or CaseAction.OfferDeferral: row.HandlerId = HandlerOf(actor, row); break;
            case CaseAction.Grant or CaseAction.Refuse:
                (row.DecidedAt, row.DecisionReason) = (now, input.Note);
                row.Decision = step.Action == CaseAction.Grant ? CaseDecision.Granted : CaseDecision.Refused;
                break;
        }
        if (step.Clock == ClockEffect.End)
        {
            row.EndedAt = now;
            foreach (var pause in row.Pauses.Where(p => p.EndAt is null)) pause.EndAt = now;
        }
        CaseClocks.Apply(db, row, step.Clock, CaseWords.Of(step.Action), actor, now, calendar, clock);
        Append(db, row, step, actor, input, now);
    }

    private static async Task LoadHistoryAsync(TalentDb db, ServiceCase row)
    {
        if (db.Entry(row).State == EntityState.Added) return;
        if (row.Events.Count == 0) await db.Entry(row).Collection(c => c.Events).LoadAsync();
        if (row.DueDates.Count == 0) await db.Entry(row).Collection(c => c.DueDates).LoadAsync();
        if (row.Notices.Count == 0) await db.Entry(row).Collection(c => c.Notices).LoadAsync();
    }

    private static void Append(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now)
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
            Note = input.Note,
            Correlation = input.Correlation,
        };
        row.Events.Add(appended);
        db.CaseEvents.Add(appended);
    }

    private static Guid? HandlerOf(Actor actor, ServiceCase row) => actor.Kind == ActorKind.Staff ? actor.Id : row.HandlerId;
}
