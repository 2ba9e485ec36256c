using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>What people do to cases that are on their way.</summary>
public sealed class CaseService(Store store, CaseSteps steps)
{
    /// <summary>Takes a step for an officer, an approver or the applicant, as the table allows.</summary>
    /// <param name="seen">Version of the row the person looked at: two officers deciding at once, one wins and the other sees what happened.</param>
    /// <exception cref="RefusedException">Not possible, not theirs, reason missing, or changed since it was looked at.</exception>
    public Task ActAsync(Actor actor, Guid caseId, CaseAction action, string? note, Guid? seen = null, string? correlation = null) =>
        store.WriteAsync(async db =>
        {
            var row = await LoadAsync(db, caseId);
            if (row.ParentId is not null)
                throw new RefusedException("part-of-family", "这是家庭申请的一部分,请在家庭申请上操作。", "This is part of a family application; act on the family application.");
            CaseWorkflow.Require(row, action, actor);
            if (seen is { } version && version != row.Version)
                throw new RefusedException("changed-meanwhile", "这件事刚刚被别人处理过,已为你刷新。请看过最新情况再决定。", "Somebody has just changed this case. Look at where it stands now, then decide.");
            await steps.TakeAsync(db, row, action, actor, new StepInput(note?.Trim(), correlation));
        });

    /// <summary>Takes over a case of one's own department that waits for somebody.</summary>
    public Task TakeOverAsync(Actor actor, Guid caseId) => store.WriteAsync(async db =>
    {
        actor.Require(Permission.HandleCases);
        var row = await LoadAsync(db, caseId);
        if (row.DepartmentId != actor.DepartmentId)
            throw new RefusedException("other-department", "这件事不归你的部门办理。", "This case belongs to another department.");
        if (!CaseWorkflow.Working.Contains(row.State))
            throw new RefusedException("step-not-possible", "这件事已经不在办理中,不用接手。", "This case is no longer being handled; there is nothing to take over.");
        row.HandlerId = actor.Id;
    });

    internal static async Task<ServiceCase> LoadAsync(TalentDb db, Guid id) =>
        await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events)
            .Include(c => c.Children).ThenInclude(c => c.Events).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Id == id)
        ?? throw new RefusedException("no-such-case", "找不到这件事。", "This case cannot be found.");
}
