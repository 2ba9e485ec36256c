using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Figures;

/// <summary>Counts of open cases. Colours exclude each other; what comes this week is green or yellow now.</summary>
/// <param name="Turning">Green now, yellow before the end of the week.</param>
/// <param name="Ending">Whose term ends between now and the end of the week.</param>
public readonly record struct WeekTally(int Open, int DeepRed, int Red, int Yellow, int Turning, int Ending)
{
    public static WeekTally Add(WeekTally a, WeekTally b) => new(a.Open + b.Open, a.DeepRed + b.DeepRed, a.Red + b.Red, a.Yellow + b.Yellow, a.Turning + b.Turning, a.Ending + b.Ending);
}

/// <param name="Unexplained">Red and deep-red cards without a public reason.</param>
public sealed record WeekLine(string DepartmentId, LocalText Department, WeekTally Tally, int Unexplained);

/// <summary>One working day ahead.</summary>
/// <param name="Turning">How many turn yellow on it, or on the days off before it.</param>
/// <param name="Ending">How many terms end on it.</param>
public sealed record WeekDay(DateOnly Day, int Turning, int Ending);

/// <param name="Until">Last day of the week looked at.</param>
public sealed record WeekSheet(IReadOnlyList<WeekLine> Departments, IReadOnlyList<(CaseState State, WeekTally Tally)> Steps, IReadOnlyList<WeekDay> Days, WeekTally Whole, int Unexplained, DateOnly Until);

/// <summary>
/// What the week brings, by department and by step. Four grouped questions, whatever the number of cases: open work
/// (answered from the index IX_Cases_OpenWork alone), results of licences handed over late, the days ahead, and cards without a reason
/// (IX_Cards_Unexplained).
/// </summary>
public sealed class WeekBoard(Store store, Calendars calendars, CityClock clock)
{
    public const int DaysAhead = 5;

    /// <summary>The steps of the board, in their order. What is delivered is over.</summary>
    public static IReadOnlyList<CaseState> Steps { get; } =
        [CaseState.Submitted, CaseState.Received, CaseState.AwaitingCompletion, CaseState.Accepted, CaseState.InReview, CaseState.SpecialProcedure, CaseState.InApproval, CaseState.Decided];

    /// <param name="departmentId">Steps and days of this department only; the departments are always all.</param>
    public async Task<WeekSheet> ReadAsync(Actor actor, string? departmentId = null)
    {
        actor.Require(Permission.SeeCases);
        var (now, until) = (clock.UtcNow, EndOfWeek(clock));
        var calendar = await calendars.CurrentAsync();
        var (groups, days, cards, names) = await store.ReadAsync(async db => (
            await GroupsAsync(db, now, until), await DaysAsync(db, now, calendar, departmentId), await CardsAsync(db), await db.Departments.ToDictionaryAsync(d => d.Id)));
        var lines = names.Values.Select(d => new WeekLine(d.Id, d.Name, Sum(groups.Where(g => g.Department == d.Id).Select(g => g.Tally)), cards.GetValueOrDefault(d.Id)))
            .Where(l => l.Tally.Open > 0 || l.Unexplained > 0)
            .OrderByDescending(l => l.Tally.DeepRed + l.Tally.Red).ThenByDescending(l => l.Tally.Yellow + l.Tally.Turning).ThenByDescending(l => l.Tally.Open).ThenBy(l => l.DepartmentId, StringComparer.Ordinal).ToList();
        var shown = groups.Where(g => departmentId is null || g.Department == departmentId).ToList();
        return new(lines, [.. Steps.Select(s => (s, Sum(shown.Where(g => g.State == s).Select(g => g.Tally))))], days, Sum(shown.Select(g => g.Tally)),
            cards.Where(c => departmentId is null || c.Key == departmentId).Sum(c => c.Value), clock.DateOf(until.AddTicks(-1)));
    }

    /// <summary>The instant at which the calendar week of today is over.</summary>
    public static DateTime EndOfWeek(CityClock clock) => clock.EndOf(clock.Today.AddDays((7 - (int)clock.Today.DayOfWeek) % 7));

    /// <summary>Open applications: exactly the rows of the index.</summary>
    public static IQueryable<ServiceCase> Open(IQueryable<ServiceCase> cases) => cases.Where(c => c.ParentId == null && c.EndedAt == null && c.SubmittedAt != null);

    private static WeekTally Sum(IEnumerable<WeekTally> parts) => parts.Aggregate(default(WeekTally), WeekTally.Add);

    private static async Task<List<(string Department, CaseState State, WeekTally Tally)>> GroupsAsync(TalentDb db, DateTime now, DateTime until)
    {
        var rows = await Open(db.Cases).GroupBy(c => new { c.DepartmentId, c.State }).Select(g => new
        {
            g.Key.DepartmentId,
            g.Key.State,
            Open = g.Count(),
            Over = g.Count(c => c.NextDueAt <= now),
            Deep = g.Count(c => c.OuterDueAt <= now),
            Yellow = g.Count(c => c.YellowAt <= now && (c.NextDueAt == null || c.NextDueAt > now)),
            Turning = g.Count(c => c.YellowAt > now && c.YellowAt < until),
            Ending = g.Count(c => c.NextDueAt > now && c.NextDueAt <= until),
        }).ToListAsync();
        // The law of the item stands elsewhere, so those few are counted by themselves.
        var late = await Open(db.Cases).Where(c => c.State == CaseState.Decided && c.NextDueAt <= now && c.Decision == CaseDecision.Granted && c.ItemVersion!.AcceptanceBySilence)
            .GroupBy(c => c.DepartmentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        // The lights of CaseLights.Of: while papers are awaited nothing is red, and of decided cases only those whose last step or handing over takes too long.
        return rows.ConvertAll(r => (r.DepartmentId, r.State, r.State switch
        {
            CaseState.Decided when late.GetValueOrDefault(r.DepartmentId) is var deep => new WeekTally(r.Open, deep, r.Over - deep, r.Yellow, r.Turning, r.Ending),
            var state when CaseTurns.Lit.Contains(state) => new WeekTally(r.Open, r.Deep, r.Over - r.Deep, r.Yellow, r.Turning, r.Ending),
            _ => new WeekTally(r.Open, 0, 0, 0, 0, r.Ending),
        }));
    }

    private async Task<IReadOnlyList<WeekDay>> DaysAsync(TalentDb db, DateTime now, WorkingCalendar calendar, string? departmentId)
    {
        var days = new List<DateOnly> { calendar.OnOrAfterWorkingDay(clock.Today) };
        while (days.Count < DaysAhead) days.Add(calendar.AddWorkingDays(days[^1], 1));
        var (a, b, c, d, e) = (clock.EndOf(days[0]), clock.EndOf(days[1]), clock.EndOf(days[2]), clock.EndOf(days[3]), clock.EndOf(days[4]));
        var open = Open(db.Cases).Where(x => x.YellowAt > now || x.NextDueAt > now);
        if (departmentId is not null) open = open.Where(x => x.DepartmentId == departmentId);
        // A day off belongs to the working day after it.
        var row = await open.GroupBy(_ => 1).Select(g => new
        {
            Turning1 = g.Count(x => x.YellowAt > now && x.YellowAt < a),
            Turning2 = g.Count(x => x.YellowAt >= a && x.YellowAt < b),
            Turning3 = g.Count(x => x.YellowAt >= b && x.YellowAt < c),
            Turning4 = g.Count(x => x.YellowAt >= c && x.YellowAt < d),
            Turning5 = g.Count(x => x.YellowAt >= d && x.YellowAt < e),
            Ending1 = g.Count(x => x.NextDueAt > now && x.NextDueAt <= a),
            Ending2 = g.Count(x => x.NextDueAt > a && x.NextDueAt <= b),
            Ending3 = g.Count(x => x.NextDueAt > b && x.NextDueAt <= c),
            Ending4 = g.Count(x => x.NextDueAt > c && x.NextDueAt <= d),
            Ending5 = g.Count(x => x.NextDueAt > d && x.NextDueAt <= e),
        }).SingleOrDefaultAsync();
        return row is null
            ? days.ConvertAll(day => new WeekDay(day, 0, 0))
            : [new(days[0], row.Turning1, row.Ending1), new(days[1], row.Turning2, row.Ending2), new(days[2], row.Turning3, row.Ending3), new(days[3], row.Turning4, row.Ending4), new(days[4], row.Turning5, row.Ending5)];
    }

    private static async Task<Dictionary<string, int>> CardsAsync(TalentDb db) =>
        await db.Cards.Where(c => c.ExplainedAt == null && c.CancelledAt == null && (c.Light == CaseLight.Red || c.Light == CaseLight.DeepRed))
            .GroupBy(c => c.DepartmentId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
}
