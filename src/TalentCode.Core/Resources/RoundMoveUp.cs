using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>
/// Gives a place that came free after the results were ordered (declined, withdrawn, refused for another reason) to the
/// next one on that option's own list. Whoever has a place keeps it. One family a transaction; run twice, it finds nothing free.
/// </summary>
public sealed class RoundMoveUp(Store store, CaseSteps steps, CityClock clock)
{
    private const int DaysWithoutRegistration = 60;

    private static readonly CaseState[] Told = [CaseState.Decided, CaseState.Delivered, CaseState.Closed];

    /// <summary>Rounds in which somebody may still move up: results ordered, and the day to register not come.</summary>
    internal static IQueryable<Round> Running(TalentDb db, CityClock clock)
    {
        var (today, since) = (clock.Today, clock.UtcNow.AddDays(-DaysWithoutRegistration));
        return db.Rounds.Where(r => r.PublishStartedAt != null && (r.RegisterOn == null ? r.PublishStartedAt > since : r.RegisterOn > today));
    }

    /// <returns>How many moved up.</returns>
    public async Task<int> RunAsync(Guid roundId, CancellationToken cancel)
    {
        var (moved, tried) = (0, new HashSet<Guid>());
        while (await NextAsync(roundId, tried, cancel) is { } next)
        {
            cancel.ThrowIfCancellationRequested();
            tried.Add(next.Entry.Id);
            try
            {
                if (await store.WriteAsync(db => MoveAsync(db, roundId, next), cancel)) moved++;
            }
            catch (RefusedException refused)
            {
                await store.WriteAsync(db => RoundStalls.KeepAsync(db, roundId, next.Entry.Id, refused, clock.UtcNow), cancel);
            }
        }
        return moved;
    }

    private sealed record Next(RoundEntry Entry, WishOutcome Outcome, int Wish, RoundOption Option);

    /// <summary>The first of each list where there is room; of a family that is first at two schools, its better wish.</summary>
    private Task<Next?> NextAsync(Guid roundId, HashSet<Guid> tried, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        if (await RoundService.LastRunAsync(db, roundId) is not { } run) return null;
        var free = await FreeAsync(db, roundId, run.Id, cancel);
        if (free.Count == 0) return null;
        var waiting = await db.RoundEntries.AsNoTracking().Where(e => e.RunId == run.Id && e.Option == null)
            .Join(db.Cases, e => e.CaseId, c => c.Id, (e, c) => new { Entry = e, c.State, c.Decision, c.DecisionReason }).ToListAsync(cancel);
        // Refused for what the ranking says and for nothing else, or not decided yet.
        var listed = waiting.Where(w => RoundService.Rankable.Contains(w.State)
            || (Told.Contains(w.State) && w.Decision == CaseDecision.Refused && (w.DecisionReason == w.Entry.ReasonZh || w.DecisionReason == w.Entry.ReasonEn))).ToList();
        List<Next> firsts = [];
        foreach (var option in free)
        {
            var first = listed.Where(w => w.Entry.Wishes.Exists(o => o.Option == option.Code)).MinBy(w => w.Entry.Wishes.Find(o => o.Option == option.Code)!.Rank);
            // Nobody is passed over because the own case is stuck: the place waits with it.
            if (first is null || RoundService.Rankable.Contains(first.State) || tried.Contains(first.Entry.Id)) continue;
            var wish = first.Entry.Wishes.FindIndex(o => o.Option == option.Code);
            firsts.Add(new(first.Entry, first.Entry.Wishes[wish], wish + 1, option));
        }
        return firsts.OrderBy(f => f.Wish).ThenBy(f => f.Outcome.Rank).FirstOrDefault();
    });

    // A place that is proposed to somebody whose case is not decided yet is not free.
    private static async Task<List<RoundOption>> FreeAsync(TalentDb db, Guid roundId, Guid runId, CancellationToken cancel)
    {
        var proposed = await db.RoundEntries.Where(e => e.RunId == runId && e.Option != null && !db.RoundPlaces.Any(p => p.CaseId == e.CaseId && p.ReleasedAt == null)
                && db.Cases.Any(c => c.Id == e.CaseId && c.Decision == null && CaseWorkflow.Undecided.Contains(c.State)))
            .GroupBy(e => e.Option!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var options = await db.RoundOptions.AsNoTracking().Where(o => o.RoundId == roundId && o.Taken < o.Capacity).OrderBy(o => o.Code).ToListAsync(cancel);
        return options.FindAll(o => o.Capacity - o.Taken - proposed.GetValueOrDefault(o.Code) > 0);
    }

    private async Task<bool> MoveAsync(TalentDb db, Guid roundId, Next next)
    {
        var round = await Running(db, clock).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId);
        var row = await CaseService.LoadAsync(db, next.Entry.CaseId);
        // Somebody else moved it up this moment, or it was decided anew.
        if (round is null || !Told.Contains(row.State) || row.Decision != CaseDecision.Refused) return false;
        var approver = await db.Users.AsNoTracking().Include(s => s.Roles).SingleOrDefaultAsync(s => s.Id == round.PublishById && !s.Disabled) ?? throw RoundStalls.NoApprover;
        var reason = RoundWords.MovedUp(next.Option, next.Wish, next.Outcome);
        var english = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.Language).SingleAsync() == Language.English;
        var note = english ? reason.En : reason.Zh;
        await RoundPlaces.TakeAsync(db, row, next.Option.Code, next.Wish, reason, clock.UtcNow);
        var now = !DecisionEffects.NeedsDetail(row.ItemId);
        await steps.TakeAsync(db, row, CaseAction.MoveUp, Actor.System, new StepInput(note, null, Quiet: now));
        // What has to be chosen by hand (a flat) is decided by hand; everything else at once, as the publication was ordered.
        if (now) await steps.TakeAsync(db, row, CaseAction.Grant, Actor.For(approver), new StepInput(note, null));
        await db.RoundStalls.Where(s => s.CaseId == row.Id).ExecuteDeleteAsync();
        return true;
    }
}
