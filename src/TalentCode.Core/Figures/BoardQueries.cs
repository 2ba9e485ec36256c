using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Figures;

/// <summary>Counts of one line of the board. Only decided cases that had a promise count for the share on time.</summary>
public readonly record struct Tally(int Open, int Done, int Promised, int OnTime, int Red)
{
    /// <summary>Null while nothing with a promise was decided: no figure is better than an invented one.</summary>
    public int? OnTimePercent => Promised == 0 ? null : (int)(100L * OnTime / Promised);

    public static Tally operator +(Tally a, Tally b) => Add(a, b);
    public static Tally Add(Tally left, Tally right) =>
        new(left.Open + right.Open, left.Done + right.Done, left.Promised + right.Promised, left.OnTime + right.OnTime, left.Red + right.Red);
}

/// <param name="Items">Services behind this line.</param>
public sealed record BoardLine(WorkListEntry Work, int Items, Tally Tally);

/// <param name="At">UTC instant at which it was counted.</param>
public sealed record Board(IReadOnlyList<BoardLine> Lines, IReadOnlyList<(LocalText Department, Tally Tally)> Departments, Tally Whole, DateTime At);

/// <summary>The programme in figures: the work list of twenty and the departments, open now and decided in thirty days.</summary>
public sealed class BoardQueries(Store store, CatalogueQueries catalogue, CityClock clock)
{
    /// <summary>How far back "done" looks.</summary>
    public const int Days = 30;

    // Older than this the counting job has stopped, and the board counts for itself.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly CaseState[] Running = [CaseState.Submitted, CaseState.Received, CaseState.Accepted, CaseState.InReview, CaseState.InApproval, CaseState.SpecialProcedure];

    public async Task<Board> ReadAsync(Actor actor)
    {
        actor.Require(Permission.SeeFigures);
        var (groups, departments) = await store.ReadAsync(async db => (await GroupsAsync(db), await db.Departments.Where(d => d.OwnsItems).OrderBy(d => d.Id).ToListAsync()));
        var items = await catalogue.AllAsync();
        var byItem = groups.ToLookup(g => g.ItemId, g => g.Tally);
        // A service may stand on two lines of the work list, so lines do not add up to the whole.
        var lines = CatalogueQueries.WorkList.Select(work =>
        {
            var behind = items.Where(i => i.Content.WorkList.Contains(work.Id)).ToList();
            return new BoardLine(work, behind.Count, Sum(behind.SelectMany(i => byItem[i.Id])));
        });
        return new([.. lines], [.. departments.Select(d => (d.Name, Sum(groups.Where(g => g.DepartmentId == d.Id).Select(g => g.Tally))))], Sum(groups.Select(g => g.Tally)), groups.Select(g => g.At).FirstOrDefault(clock.UtcNow));
    }

    private static Tally Sum(IEnumerable<Tally> parts) => parts.Aggregate(default(Tally), Tally.Add);

    private async Task<List<BoardFigure>> GroupsAsync(TalentDb db)
    {
        var now = clock.UtcNow;
        var kept = await db.BoardFigures.ToListAsync();
        return kept.Count > 0 && now - kept[0].At < Fresh && now >= kept[0].At ? kept : await CountAsync(db, now);
    }

    /// <summary>Counts open cases and those decided in the last days; of a database of years it reads these two only.</summary>
    internal static async Task<List<BoardFigure>> CountAsync(TalentDb db, DateTime now)
    {
        var since = now.AddDays(-Days);
        var open = await db.Cases.Where(c => c.QueueAt != null && Running.Contains(c.State)).GroupBy(c => new { c.ItemId, c.DepartmentId }).Select(g => new BoardFigure
        {
            ItemId = g.Key.ItemId,
            DepartmentId = g.Key.DepartmentId,
            Open = g.Count(),
            Red = g.Count(c => c.OuterDueAt < now || c.PromisedDueAt < now || ((c.State == CaseState.Submitted || c.State == CaseState.Received) && c.AcceptanceDueAt < now)),
        }).ToListAsync();
        var done = await db.Cases.Where(c => c.DecidedAt >= since && c.ParentId == null).GroupBy(c => new { c.ItemId, c.DepartmentId }).Select(g => new BoardFigure
        {
            ItemId = g.Key.ItemId,
            DepartmentId = g.Key.DepartmentId,
            Done = g.Count(),
            Promised = g.Count(c => c.PromisedDueAt != null),
            OnTime = g.Count(c => c.DecidedAt <= c.PromisedDueAt),
        }).ToListAsync();
        return [.. open.Concat(done).GroupBy(f => (f.ItemId, f.DepartmentId)).Select(g => new BoardFigure
        {
            ItemId = g.Key.ItemId,
            DepartmentId = g.Key.DepartmentId,
            Open = g.Sum(f => f.Open),
            Done = g.Sum(f => f.Done),
            Promised = g.Sum(f => f.Promised),
            OnTime = g.Sum(f => f.OnTime),
            Red = g.Sum(f => f.Red),
            At = now,
        })];
    }
}
