using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>What people do to cases that are on their way.</summary>
public sealed class CaseService(Store store, CaseSteps steps)
{
    // What may happen to one member's part while it stands where the family stands, and what lets it catch up when it is behind.
    private static readonly CaseAction[] OfOneMember = [CaseAction.AskCompletion, CaseAction.AllowAnotherCompletion, CaseAction.Withdraw];
    private static readonly CaseAction[] OfOneBehind =
        [.. OfOneMember, CaseAction.Complete, CaseAction.AskMoreTime, CaseAction.ExtendCompletion, CaseAction.Accept, CaseAction.RefuseAcceptance, CaseAction.StartReview, CaseAction.HandOver, CaseAction.SplitOff];

    /// <summary>Takes a step for an officer, an approver, supervision or the applicant, as the table allows.</summary>
    /// <param name="seen">Version of the row the person looked at: two officers deciding at once, one wins and the other sees what happened.</param>
    /// <param name="detail">What the step needs beside a sentence.</param>
    /// <exception cref="RefusedException">Not possible, not theirs, something missing, or changed since it was looked at.</exception>
    public Task ActAsync(Actor actor, Guid caseId, CaseAction action, string? note, Guid? seen = null, string? correlation = null, StepDetail? detail = null) =>
        store.WriteAsync(async db => await ActAsync(db, actor, await LoadAsync(db, caseId), action, new StepInput(note?.Trim(), correlation, Detail: detail), seen));

    /// <summary>The same inside the caller's transaction.</summary>
    internal async Task ActAsync(TalentDb db, Actor actor, ServiceCase row, CaseAction action, StepInput input, Guid? seen = null)
    {
        var parent = row.ParentId is { } id ? await LoadAsync(db, id) : null;
        if (parent is not null) RequireOwnWay(parent, row, action);
        CaseWorkflow.Require(row, action, actor);
        if (seen is { } version && version != row.Version)
            throw new RefusedException("changed-meanwhile", "这件事刚刚被别人处理过,已为你刷新。请看过最新情况再决定。", "Somebody has just changed this case. Look at where it stands now, then decide.");
        await steps.TakeAsync(db, row, action, actor, input);
        if (parent is not null) await steps.FollowLatestAsync(db, parent, actor, action);
    }

    /// <summary>Takes over a case of one's own department that waits for somebody.</summary>
    public Task TakeOverAsync(Actor actor, Guid caseId) => ActAsync(actor, caseId, CaseAction.HandOver, null, detail: new HandOverTo(actor.Id));

    private static void RequireOwnWay(ServiceCase parent, ServiceCase child, CaseAction action)
    {
        if (!(child.State == parent.State ? OfOneMember : OfOneBehind).Contains(action))
            throw new RefusedException("part-of-family", "这是家庭申请的一部分,请在家庭申请上操作。", "This is part of a family application; act on the family application.");
        if (action == CaseAction.SplitOff) CaseSplits.Require(parent, child);
        if (action is CaseAction.Withdraw or CaseAction.RefuseAcceptance && parent.Children.Count(c => c.IsOpen) == 1)
            throw new RefusedException("last-member", "这是家庭申请里最后一位成员,请在整件申请上操作。", "This is the last member of the application; act on the whole application instead.");
    }

    /// <exception cref="RefusedException">There is no such case.</exception>
    /// <exception cref="DbUpdateConcurrencyException">It changed while it was read; the store decides anew on fresh rows.</exception>
    internal static async Task<ServiceCase> LoadAsync(TalentDb db, Guid id)
    {
        var row = await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events)
            .Include(c => c.Pauses).Include(c => c.CompletionRequests).Include(c => c.Deferrals).Include(c => c.Pledges).Include(c => c.DueDates).Include(c => c.Notices)
            .Include(c => c.Opinions).Include(c => c.Objections).Include(c => c.Undoings)
            .Include(c => c.Children).ThenInclude(c => c.Events).Include(c => c.Children).ThenInclude(c => c.Pauses)
            .Include(c => c.Children).ThenInclude(c => c.CompletionRequests).Include(c => c.Children).ThenInclude(c => c.DueDates)
            .AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id)
            ?? throw new RefusedException("no-such-case", "找不到这件事。", "This case cannot be found.");
        // Read in several questions: a server database may answer the later ones from after somebody else's step.
        if (await db.Cases.Where(c => c.Id == id).Select(c => c.Version).SingleAsync() != row.Version)
            throw new DbUpdateConcurrencyException("The case changed while it was read.");
        return row;
    }
}
