using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Figures;

/// <summary>A promise that was not kept, as everybody may read it. No number of a case, nobody's name.</summary>
/// <param name="Due">UTC instant that was missed.</param>
/// <param name="NewDate">Day by which it will be done instead; null only in rows without one.</param>
/// <param name="DecidedOn">The day of the decision, once there is one.</param>
public sealed record Overrun(LocalText Department, LocalText Item, WarningKind Kind, DateTime Due, DateOnly? NewDate, DateOnly? DecidedOn, LocalText Reason);

/// <param name="Next">What to ask for the next page with; null on the last.</param>
public sealed record OverrunPage(IReadOnlyList<Overrun> Lines, string? Next);

/// <summary>How promises were kept.</summary>
/// <param name="Promised">Decided within the year, with a promise.</param>
/// <param name="Kept">Of these, by the promised day.</param>
/// <param name="LateNow">Not decided yet although the promised day has passed.</param>
/// <param name="Silent">Cases with a broken promise whose reason has not been given.</param>
public sealed record PromiseSums(string DepartmentId, LocalText Department, int Promised, int Kept, int LateNow, int Silent)
{
    /// <summary>In whole per cent, rounded down; null while nothing was decided.</summary>
    public int? KeptPercent => Promised == 0 ? null : (int)(100L * Kept / Promised);
}

/// <param name="Departments">In the order of their names, never by figures.</param>
public sealed record PublicPromises(IReadOnlyList<PromiseSums> Departments, PromiseSums Whole, DateOnly From, DateOnly Until);

/// <summary>
/// What the city publishes of its promises (优化营商环境条例 36): the reasons the units gave for those that were broken in the
/// last twelve months, and how many were kept. Nothing of it points at a person; cards that supervision cancelled are not in it.
/// </summary>
public sealed class PublicOverruns(Store store, CityClock clock)
{
    public const int PageSize = 20;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private KeptFigures<PublicPromises>? _figures;

    /// <summary>How promises were kept. Counted anew every ten minutes.</summary>
    public ValueTask<PublicPromises> FiguresAsync() => (_figures ??= new(Kept, clock, CountAsync)).GetAsync();

    /// <summary>One page of reasons, those broken last on top.</summary>
    /// <param name="departmentId">One department's only; null or unknown for all.</param>
    /// <param name="after"><see cref="OverrunPage.Next"/> of the page before; anything else begins at the top.</param>
    public Task<OverrunPage> PageAsync(string? departmentId = null, string? after = null) => store.ReadAsync(async db =>
    {
        var names = await db.Departments.ToDictionaryAsync(d => d.Id, d => d.Name);
        var since = clock.StartOf(clock.Today.AddYears(-1));
        var cards = Published(db).Where(c => c.IssuedAt >= since);
        if (departmentId is not null && names.ContainsKey(departmentId)) cards = cards.Where(c => c.DepartmentId == departmentId);
        if (ReadKey(after) is var (at, id)) cards = cards.Where(c => c.IssuedAt <= at && (c.IssuedAt < at || c.Id < id));
        var rows = await cards.OrderByDescending(c => c.IssuedAt).ThenByDescending(c => c.Id).Take(PageSize + 1)
            .Select(c => new { c.Id, c.IssuedAt, c.DepartmentId, c.Kind, c.About, c.NewDate, c.PublicReason, c.Case!.TalentId, c.Case.DecidedAt, c.Case.ItemVersion!.Content }).ToListAsync();
        var about = await PublicReasonText.AboutAsync(db, [.. rows.Select(r => r.TalentId).Distinct()]);
        var lines = rows.Take(PageSize).Select(r => new Overrun(names[r.DepartmentId], r.Content.ShortName, r.Kind, r.About, r.NewDate, r.DecidedAt is { } d ? clock.DateOf(d) : null, Shown(r.PublicReason!, about[r.TalentId]))).ToList();
        return new OverrunPage(lines, rows.Count > PageSize ? Key(rows[PageSize - 1].IssuedAt, rows[PageSize - 1].Id) : null);
    });

    // What was written before reasons were looked through, and what names of today would give away.
    private static LocalText Shown(string reason, PublicReasonText.About about) => PublicReasonText.PointsAtSomebody(reason, about)
        ? new("(原因里有个人信息,正在改写。)", "(The reason holds personal data and is being rewritten.)") : new(reason, reason);

    /// <summary>Cards with a published reason. What one explanation covers is one card: the date that was missed first.</summary>
    private static IQueryable<CaseCard> Published(TalentDb db)
    {
        var given = db.Cards.Where(c => c.PublicReason != null && c.CancelledAt == null);
        return given.Where(c => !given.Any(x => x.CaseId == c.CaseId && x.ExplainedAt == c.ExplainedAt && (x.About < c.About || (x.About == c.About && x.Id < c.Id))));
    }

    private static string Key(DateTime at, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{at.Ticks:x}-{id:N}");

    private static (DateTime At, Guid Id)? ReadKey(string? key) =>
        key?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
            && at > 0 && at < DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var card)
            ? (new DateTime(at, DateTimeKind.Utc), card) : null;

    private async Task<PublicPromises> CountAsync(DateTime now)
    {
        var from = clock.Today.AddYears(-1);
        var since = clock.StartOf(from);
        var (departments, done, late, silent) = await store.ReadAsync(async db => (
            await db.Departments.ToListAsync(),
            await db.Cases.Where(c => c.DecidedAt >= since && c.ParentId == null && c.PromisedDueAt != null).GroupBy(c => c.DepartmentId)
                .Select(g => new { g.Key, Promised = g.Count(), Kept = g.Count(c => c.DecidedAt <= c.PromisedDueAt) }).ToDictionaryAsync(g => g.Key),
            await db.Cases.Where(c => c.QueueAt != null && CaseWorkflow.Undecided.Contains(c.State) && c.PromisedDueAt <= now).GroupBy(c => c.DepartmentId)
                .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count),
            await db.Cards.Where(c => c.ExplainedAt == null && c.CancelledAt == null && (c.Light == CaseLight.Red || c.Light == CaseLight.DeepRed) && c.IssuedAt >= since)
                .Select(c => new { c.DepartmentId, c.CaseId }).Distinct().GroupBy(c => c.DepartmentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count)));
        var lines = departments.Select(d => new PromiseSums(d.Id, d.Name, done.GetValueOrDefault(d.Id)?.Promised ?? 0, done.GetValueOrDefault(d.Id)?.Kept ?? 0, late.GetValueOrDefault(d.Id), silent.GetValueOrDefault(d.Id)))
            .Where(l => l.Promised + l.LateNow + l.Silent > 0).OrderBy(l => l.Department.Zh, StringComparer.Ordinal).ToList();
        return new(lines, new("", new("合计", "All departments"), lines.Sum(l => l.Promised), lines.Sum(l => l.Kept), lines.Sum(l => l.LateNow), lines.Sum(l => l.Silent)), from, clock.Today);
    }
}
