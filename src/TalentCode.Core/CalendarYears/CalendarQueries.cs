using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <param name="Published">The notice of the year is in; otherwise its dates are provisional (暂定).</param>
/// <param name="DaysOff">Days off and make-up days by name.</param>
public sealed record CalendarYear(int Year, bool Published, int WorkingDays, int DaysOff, int MakeUpDays);

/// <summary>The calendar's years, its imports and the draft under way, for the administrator.</summary>
public sealed class CalendarQueries(Store store, CityClock clock)
{
    private const int YearsShown = 2, ImportsShown = 20;

    /// <summary>The years around today, and every other year with days of its own.</summary>
    public async Task<IReadOnlyList<CalendarYear>> YearsAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        var rows = await store.ReadAsync(db => db.Holidays.ToListAsync());
        var calendar = new WorkingCalendar(rows);
        var today = clock.Today.Year;
        var years = rows.Select(r => r.NoticeYear).Concat(Enumerable.Range(today - 1, YearsShown + 2)).Where(y => y is >= StatutoryDays.FirstYear + 1 and < StatutoryDays.LastYear).Distinct().Order();
        return [.. years.Select(year =>
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            var named = calendar.NamedDays(first.AddDays(-1), last).ToList();
            return new CalendarYear(year, !calendar.IsProvisional(first), CalendarPreview.WorkingDaysOf(year, calendar), named.Count(d => d.Off), named.Count(d => !d.Off));
        })];
    }

    /// <summary>Imports that were started, the latest first.</summary>
    public Task<List<CalendarImport>> ImportsAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        return store.ReadAsync(db => db.CalendarImports.Where(i => i.StartedAt != null).OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(ImportsShown).ToListAsync());
    }

    /// <summary>One's own draft, or an import that was started; null where there is none of that id.</summary>
    public Task<CalendarImport?> FindAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.Administer);
        return store.ReadAsync(db => db.CalendarImports.SingleOrDefaultAsync(i => i.Id == id && (i.StartedAt != null || i.ById == actor.Id)));
    }
}
