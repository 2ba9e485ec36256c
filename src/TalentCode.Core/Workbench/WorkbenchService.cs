using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Workbench;

/// <summary>The list of a steward, or of a liaison officer: reads it, and puts lines off. Lines are never stored: each is there while its reason is.</summary>
public sealed class WorkbenchService(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>What to do today, for the actor's people and those the actor stands in for.</summary>
    public async Task<WorkDay> TodayAsync(Actor actor)
    {
        var today = clock.Today;
        var lines = await LinesAsync(actor, today);
        var (standsIn, away) = await StandInsAsync(actor, today);
        return new([.. lines.Where(l => l.Snoozed is null)], [.. lines.Where(l => l.Snoozed is not null).OrderBy(l => l.Snoozed!.Until)], standsIn, away);
    }

    /// <summary>Whose cases can change the actor's list; a named contact reads no cases.</summary>
    public async Task<IReadOnlySet<Guid>> PeopleAsync(Actor actor) => actor.May(Permission.FollowPeople)
        ? await store.ReadAsync(db => db.InCareOf(actor.Id, clock.Today).Select(t => t.Id).ToHashSetAsync())
        : new HashSet<Guid>();

    /// <summary>Everything from a day up to another, by the day it is due or comes up; what is late lies on today.</summary>
    public async Task<ILookup<DateOnly, WorkLine>> BetweenAsync(Actor actor, DateOnly from, DateOnly until)
    {
        var today = clock.Today;
        var lines = await LinesAsync(actor, until < today ? today : until);
        return lines.Select(l => (Day: DayOf(l, today), Line: l)).Where(x => x.Day >= from && x.Day <= until).ToLookup(x => x.Day, x => x.Line);
    }

    /// <summary>Puts lines off until a day, with the reason. They come back by themselves on that day.</summary>
    /// <param name="keys">Keys of lines on the actor's list now; others are refused.</param>
    /// <exception cref="RefusedException">No reason, a day that cannot be, or a line that is not on the list any more.</exception>
    public async Task SnoozeAsync(Actor actor, IReadOnlyCollection<string> keys, DateOnly until, string? reason)
    {
        var why = CareRules.Written(reason, WorkRules.LongestReason, "请写明为什么推迟。", "Please say why it can wait.");
        if (until <= clock.Today || until > clock.Today.AddDays(WorkRules.LongestSnooze))
            throw new RefusedException("snooze-until", $"请选明天以后、{WorkRules.LongestSnooze} 天以内的一天。", $"Please choose a day from tomorrow on, within {WorkRules.LongestSnooze} days.");
        var chosen = (await LinesAsync(actor, clock.Today)).Where(l => keys.Contains(l.Key)).ToList();
        if (chosen.Count == 0 || chosen.Count < keys.Count)
            throw new RefusedException("line-gone", "有的事项刚刚办好或移走了,没有推迟。已为你刷新。", "Some of these were done or moved just now; nothing was put off. The list is fresh again.");
        await store.WriteAsync(async db =>
        {
            foreach (var line in chosen)
            {
                var row = await db.WorkSnoozes.SingleOrDefaultAsync(s => s.StewardId == line.StewardId && s.Key == line.Key)
                    ?? db.WorkSnoozes.Add(new WorkSnooze { StewardId = line.StewardId, Key = line.Key }).Entity;
                (row.Until, row.Reason, row.ById, row.At) = (until, why, actor.Id, clock.UtcNow);
            }
        });
    }

    /// <summary>Back on the list at once.</summary>
    public async Task WakeAsync(Actor actor, string key)
    {
        var line = (await LinesAsync(actor, clock.Today)).FirstOrDefault(l => l.Key == key && l.Snoozed is not null);
        if (line is null) return;
        await store.WriteAsync(db => db.WorkSnoozes.Where(s => s.StewardId == line.StewardId && s.Key == key).ExecuteDeleteAsync());
    }

    /// <summary>What comes up for one person until a day; for the steward and for named contacts, each what they may know. In words already: a page that stays open holds this person's lines only.</summary>
    public async Task<IReadOnlyList<WorkLine>> OfPersonAsync(Actor actor, Guid talentId, DateOnly until) => [.. (await LinesAsync(actor, until)).Where(l => l.TalentId == talentId).Select(l => l.InWords())];

    internal async Task<IReadOnlyList<WorkLine>> LinesAsync(Actor actor, DateOnly until)
    {
        if (!actor.May(Permission.AccompanyPeople)) actor.Require(Permission.FollowPeople);
        var calendar = await calendars.CurrentAsync();
        var (lines, today) = (new List<WorkLine>(), clock.Today);
        if (actor.May(Permission.FollowPeople))
            lines.AddRange(new WorkReasons(await store.ReadAsync(db => WorkFacts.ReadAsync(db, actor.Id, today, until, clock.EndOf(until), clock)), calendar, clock).Lines());
        if (actor.May(Permission.AccompanyPeople))
            lines.AddRange(new WorkReasons(await store.ReadAsync(db => WorkFacts.ReadAsContactAsync(db, actor.Id, today, until, clock)), calendar, clock).Lines());
        // Steward and contact of one person at once: the steward's line says more.
        return WorkReasons.InOrder(lines.DistinctBy(l => l.Key));
    }

    internal static DateOnly DayOf(WorkLine line, DateOnly today)
    {
        var day = line.Snoozed?.Until ?? line.Due ?? line.From;
        return day < today ? today : day;
    }

    private Task<(IReadOnlyList<(Guid, LocalText)>, IReadOnlyList<StandInLine>)> StandInsAsync(Actor actor, DateOnly today) => store.ReadAsync(async db =>
    {
        var rows = await db.StandIns.Where(s => s.CancelledAt == null && s.From <= today && s.Until >= today && (s.ById == actor.Id || s.ForId == actor.Id)).OrderBy(s => s.From).ThenBy(s => s.Id)
            .Join(db.Users, s => s.ForId, u => u.Id, (s, u) => new { Row = s, ForZh = u.NameZh, ForEn = u.NameEn })
            .Join(db.Users, s => s.Row.ById, u => u.Id, (s, u) => new { s.Row, s.ForZh, s.ForEn, ByZh = u.NameZh, ByEn = u.NameEn }).ToListAsync();
        return ((IReadOnlyList<(Guid, LocalText)>)[.. rows.Where(r => r.Row.ById == actor.Id).Select(r => (r.Row.ForId, new LocalText(r.ForZh, r.ForEn)))],
            (IReadOnlyList<StandInLine>)[.. rows.Where(r => r.Row.ForId == actor.Id).Select(r => new StandInLine(r.Row, new(r.ForZh, r.ForEn), new(r.ByZh, r.ByEn), true))]);
    });
}
