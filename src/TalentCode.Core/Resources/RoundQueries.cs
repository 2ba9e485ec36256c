using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>A round in a list.</summary>
public sealed record RoundLine(Round Round, LocalText Item, LocalText Department, int Cases);

/// <summary>One line of the ranked list, masked for a desk.</summary>
public sealed record RankedLine(RoundEntry Entry, string? Number, LocalText Applicant, CaseState State, LocalText StateWord, LocalText? Place)
{
    /// <summary>Why the case moved up after the results; null when the place came from the ranking.</summary>
    public LocalText? MovedUp { get; init; }
}

/// <summary>A round with its record, one page of the list, and how far it is.</summary>
/// <param name="Unanswered">Cases without an answer on acceptance.</param>
/// <param name="Completing">Cases whose applicants are completing papers.</param>
public sealed record RoundSheet(RoundLine Line, IReadOnlyList<RoundRun> Runs, IReadOnlyList<RankedLine> Ranked, int Total, int Decided, int Unanswered, int Completing)
{
    /// <summary>Cases whose result could not be published, with the reason.</summary>
    public IReadOnlyList<StalledLine> Stalled { get; init; } = [];
}

/// <summary>A case that could not be decided when the results were published.</summary>
public sealed record StalledLine(Guid CaseId, string? Number, LocalText Reason, DateTime At);

/// <summary>The round of a case, and its own outcome as far as this reader may know it.</summary>
public sealed record RoundOfCase(Round Round, RoundEntry? Entry, RoundOption? Place)
{
    /// <summary>The row of the place that is held: until when it can be given up, and why it came later.</summary>
    public RoundPlace? Given { get; init; }
}

/// <summary>Reading rounds: the window for holders, the list and the record for the department and supervision.</summary>
public sealed class RoundQueries(Store store, CityClock clock)
{
    /// <summary>The window of an item as everybody may see it.</summary>
    public Task<RoundGate> OfItemAsync(string itemId) => store.ReadAsync(db => RoundGate.ForAsync(db, itemId, clock.UtcNow));

    /// <summary>Rounds of one's department, or of all for supervision; those running first.</summary>
    /// <exception cref="RefusedException">Neither the department nor supervision.</exception>
    public Task<IReadOnlyList<RoundLine>> ListAsync(Actor actor) => store.ReadAsync(async db =>
    {
        RequireReader(actor, actor.DepartmentId ?? "");
        var all = actor.May(Permission.SuperviseCases);
        var rounds = await db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).Where(r => all || r.DepartmentId == actor.DepartmentId).OrderBy(r => r.State == RoundState.Published).ThenByDescending(r => r.OpensAt).Take(100).ToListAsync();
        var ids = rounds.ConvertAll(r => r.Id);
        var counts = await db.Cases.Where(c => c.RoundId != null && ids.Contains(c.RoundId.Value)).GroupBy(c => c.RoundId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        List<RoundLine> lines = [];
        foreach (var round in rounds) lines.Add(await LineAsync(db, round, counts.GetValueOrDefault(round.Id)));
        return (IReadOnlyList<RoundLine>)lines;
    });

    /// <summary>One round with its record and a page of the newest ranking.</summary>
    /// <exception cref="RefusedException">No such round, or not this reader's.</exception>
    public Task<RoundSheet> SheetAsync(Actor actor, Guid id, int page, int pageSize) => store.ReadAsync(async db =>
    {
        var round = await db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).SingleOrDefaultAsync(r => r.Id == id);
        if (round is null) throw new RefusedException("no-such-round", "找不到这个批次。请从批次列表打开。", "This round cannot be found. Open it from the list of rounds.");
        RequireReader(actor, round.DepartmentId);
        var runs = await db.RoundRuns.Where(r => r.RoundId == id).OrderByDescending(r => r.Number).ToListAsync();
        var states = await db.Cases.Where(c => c.RoundId == id).GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var line = await LineAsync(db, round, states.Values.Sum());
        var (ranked, total, decided) = runs.Count == 0 ? ([], 0, 0) : await PageAsync(db, round, runs[0].Id, page, pageSize);
        return new RoundSheet(line, runs, ranked, total, decided, states.GetValueOrDefault(CaseState.Received) + states.GetValueOrDefault(CaseState.Submitted), states.GetValueOrDefault(CaseState.AwaitingCompletion)) { Stalled = await RoundStalls.OfAsync(db, id) };
    });

    private static async Task<(List<RankedLine>, int, int)> PageAsync(TalentDb db, Round round, Guid runId, int page, int pageSize)
    {
        var entries = await db.RoundEntries.Where(e => e.RunId == runId).OrderBy(e => e.Order).Skip(page * pageSize).Take(pageSize).ToListAsync();
        var ids = entries.ConvertAll(e => e.CaseId);
        var cases = await db.Cases.Include(c => c.Talent).Include(c => c.ItemVersion).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id);
        var given = await db.RoundPlaces.Where(p => p.RoundId == round.Id && p.ReleasedAt == null && ids.Contains(p.CaseId)).ToDictionaryAsync(p => p.CaseId);
        var total = await db.RoundEntries.CountAsync(e => e.RunId == runId);
        var decided = await db.RoundEntries.CountAsync(e => e.RunId == runId && db.Cases.Any(c => c.Id == e.CaseId && c.Decision != null));
        return (entries.ConvertAll(e =>
        {
            var row = cases[e.CaseId];
            var moved = given.GetValueOrDefault(e.CaseId);
            // Once published, what is held counts and not what was proposed.
            var place = moved is not null ? round.Options.Find(o => o.Id == moved.OptionId) : row.State is CaseState.Withdrawn or CaseState.DeemedWithdrawn or CaseState.Terminated ? null : round.Options.Find(o => o.Code == e.Option);
            var name = new LocalText(Masking.Name(row.Talent!.LegalName), Masking.Name(row.Talent.LatinName ?? row.Talent.LegalName));
            return new RankedLine(e, row.Number, name, row.State, CaseWords.Of(row.State, row.ItemVersion!.Content.Regime), place?.Name) { MovedUp = moved?.Reason };
        }), total, decided);
    }

    /// <summary>The round of a case. The applicant sees the own outcome once it is decided, and nobody else's.</summary>
    public Task<RoundOfCase?> OfCaseAsync(Actor actor, Guid caseId) => store.ReadAsync<RoundOfCase?>(async db =>
    {
        var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId);
        if (row?.RoundId is not { } roundId || !MayRead(actor, row)) return null;
        var round = await db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).SingleAsync(r => r.Id == roundId);
        if (actor.Kind == ActorKind.Talent && row.Decision is null) return new(round, null, null);
        var run = await RoundService.LastRunAsync(db, roundId);
        var entry = run is null ? null : await db.RoundEntries.SingleOrDefaultAsync(e => e.RunId == run.Id && e.CaseId == caseId);
        var place = await db.RoundPlaces.Include(p => p.Option).SingleOrDefaultAsync(p => p.CaseId == caseId && p.ReleasedAt == null);
        return new(round, entry, place?.Option) { Given = place };
    });

    private static bool MayRead(Actor actor, ServiceCase row) => actor.Kind == ActorKind.Talent ? row.TalentId == actor.Id
        : actor.May(Permission.SuperviseCases) || (actor.May(Permission.HandleCases) && actor.DepartmentId == row.DepartmentId);

    private static void RequireReader(Actor actor, string departmentId)
    {
        if (!actor.May(Permission.SuperviseCases) && !(actor.May(Permission.HandleCases) && actor.DepartmentId == departmentId))
            throw new RefusedException("not-allowed", "批次的名单只给负责部门和督办查看。", "The list of a round is for the department in charge and for supervision.");
    }

    private static async Task<RoundLine> LineAsync(TalentDb db, Round round, int cases)
    {
        var version = await db.ItemVersions.Include(v => v.Department).SingleAsync(v => v.ItemId == round.ItemId && v.Until == null);
        return new(round, version.Content.ShortName, version.Department!.Name, cases);
    }
}
