using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <summary>An awaited answer under another calendar: the opinion of a department, or the answer to an objection.</summary>
internal sealed record AnswerMove(ServiceCase Case, CaseOpinion? Opinion, CaseObjection? Objection, DateTime Old, DateTime New);

/// <summary>What a notice does to answers that are awaited beside the clocks of a case. Preview and import both ask here.</summary>
internal static class AnswerEffect
{
    public static async Task<List<AnswerMove>> OfAsync(TalentDb db, int year, WorkingCalendar before, WorkingCalendar after, CityClock clock)
    {
        var (from, until) = YearEffect.Reach(year, clock);
        var opinions = await db.Opinions.Where(o => o.ClosedAt == null && o.DueAt >= from && o.AskedAt < until).OrderBy(o => o.Id).ToListAsync();
        var objections = await db.Objections.Where(o => o.AnsweredAt == null && o.DueAt >= from && o.FiledAt < until).OrderBy(o => o.Id).ToListAsync();
        var ids = opinions.Select(o => o.CaseId).Concat(objections.Select(o => o.CaseId)).Distinct().ToList();
        var cases = await db.Cases.Where(c => ids.Contains(c.Id)).Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events).Include(c => c.DueDates)
            .Include(c => c.Pauses).Include(c => c.Children).ThenInclude(c => c.Pauses).Include(c => c.Objections).AsSplitQuery().ToDictionaryAsync(c => c.Id);
        var moves = opinions.Select(o => new AnswerMove(cases[o.CaseId], o, null, o.DueAt, Within(cases[o.CaseId], o, Again(o.AskedAt, o.DueAt, before, after, clock), after, clock)))
            .Concat(objections.Select(o => new AnswerMove(cases[o.CaseId], null, o, o.DueAt!.Value, Again(o.FiledAt, o.DueAt.Value, before, after, clock))));
        return [.. moves.Where(m => m.Old != m.New)];
    }

    /// <summary>Moves them, in the transaction that publishes the days: each with a line of history and a message.</summary>
    public static async Task MoveAsync(TalentDb db, CalendarImport import, WorkingCalendar before, WorkingCalendar after, CityClock clock)
    {
        var now = clock.UtcNow;
        var actor = new Actor(ActorKind.Staff, import.ById, import.By, new HashSet<Permission>(), null);
        foreach (var move in await OfAsync(db, import.Year, before, after, clock))
        {
            if (move.Opinion is { } opinion)
            {
                // The reminder of the day before goes out once.
                var reminded = opinion.RemindAt == opinion.DueAt;
                opinion.DueAt = move.New;
                if (opinion.RemindAt is not null) opinion.RemindAt = reminded ? move.New : HandlingReminders.DayBefore(move.New, now, after, clock);
            }
            if (move.Objection is { } objection)
            {
                objection.DueAt = move.New;
                if (objection.RemindAt is not null) objection.RemindAt = HandlingReminders.DayBefore(move.New, now, after, clock);
            }
            CaseClocks.Record(db, move.Case, move.Opinion is null ? ClockName.Objection : ClockName.Opinion, move.Old, move.New, import.Why, actor, now);
            var days = new Dictionary<string, LocalText>();
            CaseMover.AddDays(days, move.Old, move.New, clock);
            await HandlingNotices.AnswerMovedAsync(db, move.Case, move.Opinion, move.Objection, days, $"{move.New:yyyyMMddHHmm}:{import.Year}.{import.Sequence}", now, clock);
        }
    }

    /// <summary>As many working days as were given, counted again. What was named for the day itself stays.</summary>
    private static DateTime Again(DateTime from, DateTime due, WorkingCalendar before, WorkingCalendar after, CityClock clock)
    {
        var start = clock.DateOf(from);
        var days = before.WorkingDays(start, clock.DateOf(due.AddTicks(-1)));
        return days < 1 ? due : clock.EndOf(after.AddWorkingDays(start, days));
    }

    // An opinion is asked for within the promise, and stays within it.
    private static DateTime Within(ServiceCase row, CaseOpinion opinion, DateTime due, WorkingCalendar after, CityClock clock) =>
        row.PromisedDueAt is { } promised && opinion.DueAt <= promised && CaseDeadlines.For(row, after, clock).Promised is { } kept && due > kept.AtUtc ? kept.AtUtc : due;
}
