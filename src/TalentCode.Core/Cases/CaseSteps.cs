using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <param name="Note">Reason or note for the applicant.</param>
/// <param name="Correlation">Id of the user action, carried into events and messages.</param>
/// <param name="Quiet">No notice for this step: another one of the same moment tells it.</param>
public sealed record StepInput(string? Note, string? Correlation, bool Quiet = false);

/// <summary>
/// Takes one step of a case inside the caller's transaction: state, clocks, effect, event and notice together. A family
/// application takes its members' cases along.
/// </summary>
public sealed class CaseSteps(Calendars calendars, CityClock clock)
{
    /// <exception cref="RefusedException">The table does not know this step from here for this actor, or the reason is missing.</exception>
    public async Task TakeAsync(TalentDb db, ServiceCase row, CaseAction action, Actor actor, StepInput input)
    {
        var step = CaseWorkflow.Require(row, action, actor);
        if (step.NeedsReason && string.IsNullOrWhiteSpace(input.Note))
            throw new RefusedException("reason-missing", "请写明理由,申请人会看到。", "Please give the reason; the applicant will read it.");
        if (input.Note is { Length: > 1000 })
            throw new RefusedException("reason-too-long", "理由最多1000个字符。", "The reason takes at most 1000 characters.");
        var now = clock.UtcNow;
        var parentState = row.State;
        await ApplyAsync(db, row, step, actor, input, now);
        foreach (var child in row.Children.Where(c => c.State == parentState))
            await ApplyAsync(db, child, step with { From = child.State, Notice = null }, actor, input, now);
        if (action == CaseAction.Grant) await DecisionEffects.ApplyAsync(db, row);
        if (step.Notice is { } notice && !input.Quiet)
            CaseNotices.OweToApplicant(db, row, notice, row.Events.Count, input.Note, now, clock, input.Correlation);
    }

    private async Task ApplyAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now)
    {
        row.State = step.To;
        switch (step.Action)
        {
            case CaseAction.Submit: row.SubmittedAt = now; break;
            case CaseAction.Receive: row.ReceivedAt = now; break;
            case CaseAction.Accept: (row.AcceptedAt, row.HandlerId) = (now, HandlerOf(actor, row)); break;
            case CaseAction.AcceptBySilence: (row.AcceptedAt, row.AcceptedBySilence) = (row.ReceivedAt, true); break;
            case CaseAction.StartReview: row.HandlerId = HandlerOf(actor, row); break;
            case CaseAction.Grant or CaseAction.Refuse:
                (row.DecidedAt, row.DecisionReason) = (now, input.Note);
                row.Decision = step.Action == CaseAction.Grant ? CaseDecision.Granted : CaseDecision.Refused;
                break;
        }
        if (CaseWorkflow.IsFinal(step.To)) row.EndedAt = now;
        if (step.Clock is ClockEffect.StartAcceptance or ClockEffect.StartHandling or ClockEffect.StartHandlingAtReceipt) await SetDatesAsync(row);
        await AppendAsync(db, row, step, actor, input, now);
    }

    private async Task SetDatesAsync(ServiceCase row)
    {
        var dates = CaseDeadlines.For(row.ItemVersion!.Content, row.ReceivedAt!.Value, row.AcceptedAt, await calendars.CurrentAsync(), clock);
        (row.AcceptanceDueAt, row.PromisedDueAt, row.OuterDueAt) = (dates.Acceptance?.AtUtc ?? row.AcceptanceDueAt, dates.Promised?.AtUtc, dates.Outer?.AtUtc);
        row.DueProvisional = dates.Provisional;
    }

    private static async Task AppendAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now)
    {
        if (row.Events.Count == 0 && db.Entry(row).State != EntityState.Added)
            await db.Entry(row).Collection(c => c.Events).LoadAsync();
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
