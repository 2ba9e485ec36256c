using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What one sweep over rounds did.</summary>
public sealed record RoundReport(int Opened, int Closed, int Told, int Ranked, int Decided, int MovedUp);

/// <summary>
/// Does what the hour brings: opens and closes windows, draws the seed, tells those concerned, moves up whoever is next
/// after a withdrawal, carries a publication on. Every effect is conditional or keyed, so running twice changes nothing.
/// </summary>
public sealed class RoundSweep(Store store, RoundService rounds, RoundPublisher publisher, RoundMoveUp succession, CityClock clock)
{
    private const int Chunk = 200, ReminderDays = 3;

    public async Task<RoundReport> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var opened = await SetAsync(db => db.Rounds.Where(r => r.State == RoundState.Announced && r.OpensAt <= now && r.ClosesAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Open), cancel));
        var closed = await CloseAsync(now, cancel);
        var told = await TellAsync(now, cancel);
        var ranked = await MoveUpAsync(cancel);
        var decided = 0;
        foreach (var id in await IdsAsync(db => db.Rounds.Where(r => r.State == RoundState.Ranked && r.PublishStartedAt != null)))
            decided += await publisher.RunAsync(id, cancel);
        var moved = 0;
        foreach (var id in await IdsAsync(db => RoundMoveUp.Running(db, clock))) moved += await succession.RunAsync(id, cancel);
        return new(opened, closed, told, ranked, decided, moved);
    }

    private Task<int> SetAsync(Func<TalentDb, Task<int>> set) => store.WriteAsync(set);

    private Task<List<Guid>> IdsAsync(Func<TalentDb, IQueryable<Round>> query) => store.ReadAsync(db => query(db).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync());

    // The seed is written together with the closing and never again: nobody can rank first and draw afterwards.
    private async Task<int> CloseAsync(DateTime now, CancellationToken cancel)
    {
        var closed = 0;
        foreach (var id in await IdsAsync(db => db.Rounds.Where(r => (r.State == RoundState.Announced || r.State == RoundState.Open) && r.ClosesAt <= now)))
        {
            var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            closed += await SetAsync(db => db.Rounds.Where(r => r.Id == id && r.Seed == null && r.ClosesAt <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Closed).SetProperty(r => r.Seed, seed), cancel));
        }
        return closed;
    }

    private async Task<int> MoveUpAsync(CancellationToken cancel)
    {
        var ranked = 0;
        foreach (var id in await IdsAsync(db => db.Rounds.Where(r => r.State == RoundState.Ranked && r.PublishStartedAt == null)))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (await rounds.RankAsync(Actor.System, id)) ranked++;
            }
            catch (RefusedException)
            {
                // A completed case that waits for its answer, or a publication that began this moment: the next sweep looks again.
            }
        }
        return ranked;
    }

    private async Task<int> TellAsync(DateTime now, CancellationToken cancel)
    {
        var told = 0;
        foreach (var round in await store.ReadAsync(db => db.Rounds.Where(r => r.OpensAt <= now && r.ClosesAt > now && (r.OpeningToldAt == null || r.ClosingToldAt == null)).OrderBy(r => r.OpensAt).ToListAsync(cancel)))
        {
            var closing = clock.Today >= round.LastDay.AddDays(-ReminderDays);
            if (round.OpeningToldAt is null) told += await TellAsync(round, "round-opened", cancel);
            // Whoever was told today that it is open need not hear today that it closes soon.
            else if (closing && round.ClosingToldAt is null) told += await TellAsync(round, "round-closing", cancel);
        }
        return told;
    }

    private async Task<int> TellAsync(Round round, string template, CancellationToken cancel)
    {
        var (told, after) = (0, Guid.Empty);
        while (true)
        {
            var people = await store.ReadAsync(db => Concerned(db, round, clock.Today).Where(t => t.Id > after).OrderBy(t => t.Id).Select(t => t.Id).Take(Chunk).ToListAsync(cancel));
            if (people.Count > 0) told += await OweAsync(round, template, people, cancel);
            if (people.Count < Chunk) break;
            after = people[^1];
        }
        var now = clock.UtcNow;
        await SetAsync(db => template == "round-opened"
            ? db.Rounds.Where(r => r.Id == round.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.OpeningToldAt, now), cancel)
            : db.Rounds.Where(r => r.Id == round.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ClosingToldAt, now), cancel));
        return told;
    }

    /// <summary>Holders with a valid grade and a child of age, and whoever has a draft waiting; not those who have filed.</summary>
    private static IQueryable<Talent> Concerned(TalentDb db, Round round, DateOnly today)
    {
        var (from, until) = round.SixBy is { } day ? (RoundForms.BornAfter(day), RoundForms.BornUntil(day)) : (DateOnly.MaxValue, DateOnly.MinValue);
        return db.Talents.Where(t => t.Status == TalentStatus.Active && t.Grades.Any(g => g.From <= today && g.Until >= today)
            && (t.Family.Any(f => f.Relation == FamilyRelation.Child && f.BirthDate > from && f.BirthDate <= until)
                || db.Cases.Any(c => c.TalentId == t.Id && c.ItemId == round.ItemId && c.State == Cases.CaseState.Draft))
            && !db.Cases.Any(c => c.TalentId == t.Id && c.RoundId == round.Id));
    }

    private Task<int> OweAsync(Round round, string template, List<Guid> people, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var keys = people.ToDictionary(id => Notices.Key(template, $"{round.Id:N}", Recipient.Talent(id), Notices.InApp));
        var asked = keys.Keys.ToList();
        var known = await db.Outbox.Where(m => asked.Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel);
        var values = new Dictionary<string, LocalText>
        {
            ["round"] = round.Name,
            ["until"] = DayText.Of(round.LastDay),
            ["quota"] = new($"{round.Quota}", $"{round.Quota}"),
        };
        foreach (var key in asked.Except(known)) db.Owe(template, $"{round.Id:N}", Recipient.Talent(keys[key]), clock.UtcNow, values, $"/services/{round.ItemId}");
        return asked.Count - known.Count;
    }, cancel);
}
