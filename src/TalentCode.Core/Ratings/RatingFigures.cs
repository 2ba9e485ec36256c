using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Figures;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>Ratings counted.</summary>
/// <param name="Levels">From very satisfied to very dissatisfied, five numbers.</param>
/// <param name="PutRight">Bad ones that were put right within their term.</param>
/// <param name="UnderWay">Bad ones whose term is not over and which are not put right yet.</param>
public sealed record RatingSums(IReadOnlyList<int> Levels, int PutRight, int UnderWay)
{
    public int Count => Levels.Sum();
    public int Bad => Levels[3] + Levels[4];

    /// <summary>Share of the three good levels, in whole per cent, rounded down: 100 only when every one is good.</summary>
    public int GoodPercent => Count == 0 ? 0 : (Count - Bad) * 100 / Count;

    public static RatingSums Add(RatingSums a, RatingSums b) => new([.. a.Levels.Zip(b.Levels, (x, y) => x + y)], a.PutRight + b.PutRight, a.UnderWay + b.UnderWay);

    public static RatingSums None { get; } = new([0, 0, 0, 0, 0], 0, 0);
}

/// <summary>A department or a hall with its items; an item without enough ratings is not there.</summary>
public sealed record UnitRatings(LocalText Unit, RatingSums Sums, IReadOnlyList<(LocalText Item, RatingSums Sums)> Items);

/// <param name="Units">In the order of their names, never by figures.</param>
/// <param name="Whole">Of the units shown only: what is left out cannot be worked out by subtraction.</param>
/// <param name="TooFew">How many units have ratings, but too few to be shown.</param>
public sealed record PublicRatings(IReadOnlyList<UnitRatings> Units, RatingSums Whole, int TooFew, DateOnly From, DateOnly Until);

/// <summary>The public figures: the last twelve months, without excluded ratings, nothing that points at a person. Kept for a minute.</summary>
public sealed class RatingFigures(Store store, CatalogueQueries catalogue, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private KeptFigures<PublicRatings>? _figures;

    public ValueTask<PublicRatings> PublicAsync() => (_figures ??= new(Kept, clock, CountAsync)).GetAsync();

    private sealed record Group(string? Department, string? Hall, string? Item, RatingLevel Level, int Count, int PutRight, int UnderWay);

    private async Task<PublicRatings> CountAsync(DateTime now)
    {
        var from = clock.Today.AddYears(-1);
        var since = clock.StartOf(from);
        var (groups, names) = await store.ReadAsync(async db => (await GroupsAsync(db, since, now), await NamesAsync(db)));
        var items = (await catalogue.AllAsync()).ToDictionary(i => i.Id, i => i.Content.ShortName);
        var units = groups.GroupBy(g => g.Department ?? g.Hall!).Select(unit => (Name: names[unit.Key], Sums: Sum(unit), Groups: unit.ToList())).ToList();
        var shown = units.Where(u => u.Sums.Count >= RatingRules.LeastShown).OrderBy(u => u.Name.Zh, StringComparer.Ordinal)
            .Select(u => new UnitRatings(u.Name, u.Sums, ItemsOf(u.Groups, items))).ToList();
        return new(shown, shown.Select(u => u.Sums).Aggregate(RatingSums.None, RatingSums.Add), units.Count - shown.Count, from, clock.Today);
    }

    /// <summary>Items that may be shown beside their unit's sum: what is left over is nothing, or at least five as well.</summary>
    private static List<(LocalText, RatingSums)> ItemsOf(List<Group> groups, Dictionary<string, LocalText> names)
    {
        var items = groups.Where(g => g.Item is not null).GroupBy(g => g.Item!).Select(g => (Id: g.Key, Sums: Sum(g))).OrderBy(i => i.Sums.Count).ThenBy(i => i.Id, StringComparer.Ordinal).ToList();
        var hidden = items.TakeWhile(i => i.Sums.Count < RatingRules.LeastShown).Count();
        while (hidden < items.Count && items.Take(hidden).Sum(i => i.Sums.Count) is > 0 and < RatingRules.LeastShown) hidden++;
        return [.. items.Skip(hidden).OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => (names.GetValueOrDefault(i.Id, new(i.Id, i.Id)), i.Sums))];
    }

    private static RatingSums Sum(IEnumerable<Group> groups) => groups.Select(g => new RatingSums(
        [.. Enum.GetValues<RatingLevel>().Select(level => level == g.Level ? g.Count : 0)], g.PutRight, g.UnderWay)).Aggregate(RatingSums.None, RatingSums.Add);

    private static async Task<List<Group>> GroupsAsync(TalentDb db, DateTime since, DateTime now)
    {
        var rows = await db.Ratings.Where(r => r.Status == RatingStatus.Rated && !r.Excluded && r.Level != null && r.RatedAt >= since)
            .Select(r => new { r.DepartmentId, r.HallId, r.ItemId, r.Level, Done = r.Task!.RectifiedAt, Due = (DateTime?)r.Task.RectifyDueAt })
            .GroupBy(r => new { r.DepartmentId, r.HallId, r.ItemId, r.Level })
            .Select(g => new { g.Key, Count = g.Count(), Done = g.Count(r => r.Done < r.Due), UnderWay = g.Count(r => r.Done == null && r.Due > now) }).ToListAsync();
        // A good rating may have been a bad one once; its task says nothing any more.
        return rows.ConvertAll(r => RatingRules.IsBad(r.Key.Level) ? new Group(r.Key.DepartmentId, r.Key.HallId, r.Key.ItemId, r.Key.Level!.Value, r.Count, r.Done, r.UnderWay)
            : new Group(r.Key.DepartmentId, r.Key.HallId, r.Key.ItemId, r.Key.Level!.Value, r.Count, 0, 0));
    }

    private static async Task<Dictionary<string, LocalText>> NamesAsync(TalentDb db)
    {
        var departments = await db.Departments.ToListAsync();
        var halls = await db.Halls.ToListAsync();
        return departments.Select(d => (d.Id, d.Name)).Concat(halls.Select(h => (h.Id, h.Name))).ToDictionary(x => x.Id, x => x.Name);
    }
}
