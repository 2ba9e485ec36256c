using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <summary>Moves the dates of cases to the calendar in force, inside the caller's transaction: dates with their history, marks, the next warning, messages.</summary>
internal sealed class CaseMover(TalentDb db, CalendarImport import, WorkingCalendar calendar, CityClock clock, DateTime now)
{
    private static readonly HashSet<Permission> None = [];
    private readonly Actor _actor = new(ActorKind.Staff, import.ById, import.By, None, null);
    private readonly HashSet<Guid> _changed = [];

    /// <summary>Moves an application with the parts of its members.</summary>
    /// <returns>What moved; null where the calendar changes nothing.</returns>
    public async Task<MovedCase?> MoveAsync(ServiceCase row, CaseSteps steps)
    {
        var effect = YearEffect.Of(row, now, calendar, clock);
        if (CalendarPreview.LineOf(row, effect) is not { } line) return null;
        _changed.Add(row.Id);
        var due = row.WarnAt;
        foreach (var one in effect.Reverse()) Put(one, hasParts: one.Row == row && effect.Count > 1);
        if (effect.Count > 1 && YearEffect.InHandling(row)) await steps.FollowLatestAsync(db, row, _actor);
        row.DueProvisional = effect[0].Provisional;
        row.WarnAt = Next(row, due);
        CaseTurns.Set(row, calendar, clock);
        foreach (var one in effect) Tell(one, row);
        return line;
    }

    /// <summary>Half of a limit may fall on another day although its end does not. Past the version, as this is no change an officer has to look at.</summary>
    public async Task WarnAnewAsync(List<ServiceCase> rows, CancellationToken cancel)
    {
        var moved = rows.Where(r => !_changed.Contains(r.Id)).Select(r => (Row: r, Warn: Next(r, r.WarnAt), Turns: CaseTurns.Of(r, calendar, clock)))
            .Where(m => m.Row.WarnAt != m.Warn || m.Row.YellowAt != m.Turns.Yellow);
        foreach (var next in moved.GroupBy(m => (m.Warn, m.Turns.Yellow)))
        {
            var these = next.Select(m => m.Row.Id).ToList();
            await db.Cases.Where(c => these.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.WarnAt, next.Key.Warn).SetProperty(c => c.YellowAt, next.Key.Yellow), cancel);
        }
    }

    // A warning that is due and not yet sent stays due.
    private DateTime? Next(ServiceCase row, DateTime? due) => CaseWarnings.NextAfter(row, (due < now ? due.Value : now).AddTicks(-1), calendar, clock);

    private void Put(CaseMoves one, bool hasParts)
    {
        var row = one.Row;
        if (YearEffect.InHandling(row) && !hasParts)
        {
            CaseClocks.Recompute(db, row, import.Why, _actor, now, calendar, clock);
            CaseTurns.Set(row, calendar, clock);
            return;
        }
        // A family's promise follows its members; what else it has is its own.
        foreach (var move in one.Moves.Where(m => !hasParts || m.Clock is not (ClockName.Promised or ClockName.Outer)))
        {
            CaseClocks.Set(db, row, move.Clock, move.New, import.Why, _actor, now);
            if (move.Clock == ClockName.Completion && row.CompletionRequests.MaxBy(r => r.Round) is { } request) request.DueAt = move.New ?? request.DueAt;
        }
        row.DueProvisional = one.Provisional;
    }

    /// <summary>One message for the date the person was told, to the applicant and to whoever handles the case.</summary>
    private void Tell(CaseMoves one, ServiceCase whole)
    {
        var row = one.Row;
        var shown = row == whole ? Shown(one) : one.Moves.Where(m => m.Clock == ClockName.Completion).Select(m => (DateMove?)m).FirstOrDefault();
        if (shown is not { Old: { } old, New: { } moved } move) return;
        var template = move.Clock switch
        {
            ClockName.Acceptance => "answer-date-moved",
            ClockName.Completion => "completion-date-moved",
            ClockName.Delivery => "delivery-date-moved",
            _ => "due-date-moved",
        };
        var values = CaseNotices.Values(row, null, clock);
        AddDays(values, old, moved, clock);
        var about = $"{row.Id:N}:{moved:yyyyMMddHHmm}:{import.Year}.{import.Sequence}";
        db.Owe(template, about, Recipient.Talent(row.TalentId), now, values, $"/cases/{row.Id}");
        if (whole.HandlerId is { } handler) db.Owe(template, about, Recipient.Staff(handler), now, values, $"/dept/cases/{whole.Id}");
    }

    /// <summary>Both days for a message, with the year where it is not plain.</summary>
    internal static void AddDays(Dictionary<string, LocalText> values, DateTime old, DateTime moved, CityClock clock)
    {
        var (oldYear, newYear) = (clock.DateOf(old.AddTicks(-1)).Year, clock.DateOf(moved.AddTicks(-1)).Year);
        var withYear = oldYear != newYear || newYear != clock.Today.Year;
        values["old"] = CaseNotices.Day(old, clock, withYear);
        values["promised"] = CaseNotices.Day(moved, clock, withYear);
    }

    private static DateMove? Shown(CaseMoves one)
    {
        ClockName[] order = [ClockName.Promised, ClockName.Outer, ClockName.Acceptance, ClockName.Completion, ClockName.Delivery];
        // Where there is a promise, that is the date people were told; the limit behind it stays in the history.
        var told = one.Row.PromisedDueAt is null ? order : [ClockName.Promised, ClockName.Acceptance, ClockName.Completion, ClockName.Delivery];
        return told.SelectMany(clock => one.Moves.Where(m => m.Clock == clock)).Select(m => (DateMove?)m).FirstOrDefault();
    }
}
