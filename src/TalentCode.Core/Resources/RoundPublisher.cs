using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>
/// Decides the cases of a ranked round as an approver has ordered: each in a transaction of its own with event, notice and
/// paper. Stopped halfway, it goes on where it was; run twice, it finds the case decided and passes on.
/// </summary>
public sealed class RoundPublisher(Store store, CaseSteps steps, CityClock clock)
{
    private const int Chunk = 50;

    /// <summary>Decides what is left of one round.</summary>
    /// <param name="most">Stops after so many, so that a page can show how far it is.</param>
    /// <returns>How many cases were decided now.</returns>
    public async Task<int> RunAsync(Guid roundId, CancellationToken cancel, int most = int.MaxValue)
    {
        var (decided, after) = (0, 0);
        while (decided < most)
        {
            var next = await NextAsync(roundId, after, Math.Min(Chunk, most - decided), cancel);
            foreach (var (entry, order) in next)
            {
                if (await TriedAsync(roundId, entry, cancel)) decided++;
                after = order;
            }
            if (next.Count == 0) break;
        }
        await FinishAsync(roundId, cancel);
        return decided;
    }

    private Task<List<(Guid Entry, int Order)>> NextAsync(Guid roundId, int after, int count, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        if (await RoundService.LastRunAsync(db, roundId) is not { } run) return [];
        var rows = await Waiting(db, run.Id).Where(e => e.Order > after).OrderBy(e => e.Order).Take(count).Select(e => new { e.Id, e.Order }).ToListAsync(cancel);
        return rows.ConvertAll(r => (r.Id, r.Order));
    });

    private static IQueryable<RoundEntry> Waiting(TalentDb db, Guid runId) =>
        db.RoundEntries.Where(e => e.RunId == runId && db.Cases.Any(c => c.Id == e.CaseId && RoundService.Rankable.Contains(c.State)));

    // One case that cannot be decided by this approver, or that others are busy with, must not keep the rest waiting; the department reads why.
    private async Task<bool> TriedAsync(Guid roundId, Guid entryId, CancellationToken cancel)
    {
        try
        {
            return await store.WriteAsync(db => DecideAsync(db, roundId, entryId), cancel);
        }
        catch (RefusedException refused)
        {
            await store.WriteAsync(db => RoundStalls.KeepAsync(db, roundId, entryId, refused, clock.UtcNow), cancel);
            return false;
        }
    }

    private async Task<bool> DecideAsync(TalentDb db, Guid roundId, Guid entryId)
    {
        var round = await db.Rounds.Include(r => r.Options).AsNoTracking().SingleAsync(r => r.Id == roundId);
        var approver = await db.Users.AsNoTracking().Include(s => s.Roles).SingleOrDefaultAsync(s => s.Id == round.PublishById && !s.Disabled);
        if (round.PublishStartedAt is null) return false;
        if (approver is null) throw RoundStalls.NoApprover;
        var entry = await db.RoundEntries.AsNoTracking().SingleAsync(e => e.Id == entryId);
        var row = await CaseService.LoadAsync(db, entry.CaseId);
        if (row.State == CaseState.SpecialProcedure) throw RoundStalls.Special(row);
        if (row.State == CaseState.Accepted) await steps.TakeAsync(db, row, CaseAction.StartReview, OfficeOf(row), new StepInput(null, null, Quiet: true));
        if (row.State is not (CaseState.InReview or CaseState.InApproval)) return false;
        var english = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.Language).SingleAsync() == Language.English;
        var note = NoteOf(entry, round);
        await steps.TakeAsync(db, row, entry.Option is null ? CaseAction.Refuse : CaseAction.Grant, Actor.For(approver), new StepInput(english ? note.En : note.Zh, null));
        await db.RoundStalls.Where(s => s.CaseId == row.Id).ExecuteDeleteAsync();
        return true;
    }

    private static LocalText NoteOf(RoundEntry entry, Round round)
    {
        if (entry.Option is null) return entry.Reason;
        var option = round.Options.First(o => o.Code == entry.Option);
        return round.Options.Count == 1 ? entry.Reason : new($"第{entry.Wish}志愿:{option.NameZh}", $"Wish {entry.Wish}: {option.NameEn}");
    }

    // Ranking was the review; the department's own rules take the step, and who handled the case stays who it was.
    private static Actor OfficeOf(ServiceCase row) => new(ActorKind.System, Guid.Empty,
        new($"{row.Department!.NameZh}(按批次排序)", $"{row.Department.NameEn} (by the ranking of the round)"), new HashSet<Permission> { Permission.HandleCases }, row.DepartmentId);

    private Task FinishAsync(Guid roundId, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (await RoundService.LastRunAsync(db, roundId) is not { } run || await Waiting(db, run.Id).AnyAsync(cancel)) return;
        var now = clock.UtcNow;
        await db.Rounds.Where(r => r.Id == roundId && r.State == RoundState.Ranked && r.PublishStartedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Published).SetProperty(r => r.PublishedAt, now), cancel);
    }, cancel);
}
