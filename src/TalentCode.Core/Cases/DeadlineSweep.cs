using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What one sweep over deadlines did.</summary>
public sealed record DeadlineReport(int AcceptedBySilence, int DeemedWithdrawn, int Resumed, int Warned, int Cards)
{
    /// <summary>Delivered cases that went into the archive.</summary>
    public int Archived { get; init; }

    /// <summary>Messages about broken promises that nobody has explained.</summary>
    public int Unexplained { get; init; }
}

/// <summary>
/// Takes the steps that time itself takes (silence that accepts, papers never completed, approved time used up) and sends
/// what has come up. It looks only at cases whose instant has come, a few hundred at a time; each effect is keyed by the
/// case and the date it is about, so running twice changes nothing.
/// </summary>
public sealed class DeadlineSweep(Store store, CaseSteps steps, CaseWarner warner, CardReminders reminders, TurnsFiller turns, CityClock clock)
{
    private const int Chunk = 200;

    /// <summary>Days after delivery before a case is archived: as long as one may apply for review of most decisions (行政复议法 20).</summary>
    private const int DaysOpenAfterDelivery = 60;

    public async Task<DeadlineReport> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var silent = await EachAsync(db => db.Cases.Where(c => c.State == CaseState.Received && c.AcceptanceDueAt <= now)
            // A member stands for itself where the family is further on.
            .Where(c => c.ParentId == null || db.Cases.Any(p => p.Id == c.ParentId && p.State != CaseState.Received))
            // Only some laws read silence as a yes; the others stay where they are, with their cards.
            .Where(c => c.ItemVersion!.AcceptanceBySilence), CaseAction.AcceptBySilence, cancel);
        var abandoned = await EachAsync(db => db.Cases.Where(c => c.State == CaseState.AwaitingCompletion && c.CompletionDueAt <= now), CaseAction.DeemWithdrawn, cancel);
        var resumed = await EachAsync(db => db.Cases.Where(c => c.State == CaseState.SpecialProcedure && c.ParentId == null && c.Pauses.Any(p => p.EndAt == null && p.CapAt <= now)),
            CaseAction.EndSpecialAtCap, cancel);
        await turns.FillAsync(cancel);
        var (warned, cards) = await warner.RunAsync(cancel);
        var unexplained = await reminders.RunAsync(cancel);
        var before = now.AddDays(-DaysOpenAfterDelivery);
        // A promise nobody has checked keeps its case open.
        var archived = await EachAsync(db => db.Cases.Where(c => c.State == CaseState.Delivered && c.ParentId == null && c.EndedAt <= before && !c.Pledges.Any(p => p.Held != true)),
            CaseAction.Close, cancel);
        return new(silent, abandoned, resumed, warned, cards) { Archived = archived, Unexplained = unexplained };
    }

    private async Task<int> EachAsync(Func<TalentDb, IQueryable<ServiceCase>> due, CaseAction action, CancellationToken cancel)
    {
        var taken = 0;
        // What was passed over once is not asked for again in this run.
        var after = Guid.Empty;
        while (true)
        {
            var ids = await store.ReadAsync(db => due(db).Where(c => c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(Chunk).ToListAsync(cancel));
            foreach (var id in ids)
                if (await TriedAsync(id, action, cancel)) taken++;
            if (ids.Count < Chunk) return taken;
            after = ids[^1];
        }
    }

    // A case that others are busy with must not keep the rest waiting; the next sweep finds it again.
    private async Task<bool> TriedAsync(Guid id, CaseAction action, CancellationToken cancel)
    {
        try
        {
            return await TakeAsync(id, action, cancel);
        }
        catch (RefusedException refusal) when (refusal.Code == "busy")
        {
            return false;
        }
    }

    private Task<bool> TakeAsync(Guid id, CaseAction action, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var row = await CaseService.LoadAsync(db, id);
        // Somebody may have acted since; a member who stands where the family stands goes with it.
        if (CaseWorkflow.Find(row.State, action) is null || !IsDue(row, action)) return false;
        var parent = row.ParentId is { } parentId ? await CaseService.LoadAsync(db, parentId) : null;
        if (parent?.State == row.State) return false;
        await steps.TakeAsync(db, row, action, Actor.System, new StepInput(action == CaseAction.DeemWithdrawn ? await CompletionMissed.NoteAsync(db, row, clock) : null, null));
        if (parent is not null) await steps.FollowLatestAsync(db, parent, Actor.System);
        return true;
    }, cancel);

    private bool IsDue(ServiceCase row, CaseAction action) => action switch
    {
        CaseAction.AcceptBySilence => row.AcceptanceDueAt <= clock.UtcNow,
        CaseAction.Close => row.EndedAt <= clock.UtcNow.AddDays(-DaysOpenAfterDelivery),
        CaseAction.DeemWithdrawn => row.State == CaseState.AwaitingCompletion && row.CompletionDueAt <= clock.UtcNow,
        _ => row.Pauses.Any(p => p.EndAt is null && p.CapAt <= clock.UtcNow),
    };
}
