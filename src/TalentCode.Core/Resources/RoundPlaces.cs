using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>Gives the proposed place in the transaction of the decision that grants it, and takes it back with the step that ends the case otherwise.</summary>
internal static class RoundPlaces
{
    /// <summary>How long a family may give its place back so that it goes to the next one: constructed, there is no rule in law.</summary>
    public static readonly Term AnswerTerm = new(5, TermUnit.WorkingDay);

    /// <exception cref="RefusedException">Not ranked yet, no place proposed, or none left. Nothing was changed.</exception>
    public static async Task GiveAsync(TalentDb db, ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        // Moved up, or decided a second time: the place is there already.
        if (await HeldAsync(db, row.Id) is { } held)
        {
            held.AnswerBy = DueDates.Calculate(now, AnswerTerm, calendar, clock).AtUtc;
            return;
        }
        var run = await db.RoundRuns.Where(r => r.RoundId == row.RoundId).OrderByDescending(r => r.Number).FirstOrDefaultAsync();
        var entry = run is null ? null : await db.RoundEntries.SingleOrDefaultAsync(e => e.RunId == run.Id && e.CaseId == row.Id);
        if (entry is null)
            throw new RefusedException("not-ranked",
                "这件事属于一个批次,截止并排序以后才能准予。请到“批次”里先排序;办件没有变化。",
                "This case belongs to a round and can be granted only after the window has closed and the cases were ranked. Rank them under “Rounds” first; the case is unchanged.");
        if (entry.Option is null)
            throw new RefusedException("no-place",
                $"按排序没有名额:{entry.ReasonZh.TrimEnd('。')}。前面有人撤回时会自动重新排序。",
                $"There is no place by the ranking: {entry.ReasonEn} If somebody ranked before withdraws, the ranking is done again by itself.");
        await TakeAsync(db, row, entry.Option, entry.Wish, null, now);
        (await HeldAsync(db, row.Id))!.AnswerBy = DueDates.Calculate(now, AnswerTerm, calendar, clock).AtUtc;
    }

    /// <summary>Takes one place of an option for a case.</summary>
    /// <param name="reason">Why it was moved up; null for a place of the ranking itself.</param>
    /// <exception cref="RefusedException">None is left.</exception>
    public static async Task TakeAsync(TalentDb db, ServiceCase row, string code, int wish, LocalText? reason, DateTime now)
    {
        // The row decides, not what was read: of any number of decisions at once, only as many get through as there are places.
        var taken = await db.RoundOptions.Where(o => o.RoundId == row.RoundId && o.Code == code && o.Taken < o.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Taken, o => o.Taken + 1));
        if (taken == 0)
            throw new RefusedException("no-place-left",
                "这个名额刚刚给满了,办件没有变化。请刷新批次,看最新的排序。",
                "The last of these places has just been given; the case is unchanged. Reload the round for the latest ranking.");
        var option = await db.RoundOptions.AsNoTracking().SingleAsync(o => o.RoundId == row.RoundId && o.Code == code);
        var place = await db.RoundPlaces.SingleOrDefaultAsync(p => p.CaseId == row.Id);
        if (place is null) db.RoundPlaces.Add(place = new RoundPlace { Id = Guid.CreateVersion7(now), RoundId = row.RoundId!.Value, CaseId = row.Id });
        (place.OptionId, place.Wish, place.GivenAt, place.ReleasedAt, place.ReasonZh, place.ReasonEn) = (option.Id, wish, now, null, reason?.Zh, reason?.En);
    }

    /// <summary>A step that ends the case otherwise frees its place, once, whoever takes it.</summary>
    /// <exception cref="RefusedException">It is too late to give the place back.</exception>
    public static async Task FollowAsync(TalentDb db, ServiceCase row, CaseStep step, DateTime now, CityClock clock)
    {
        if (row.RoundId is null || step.Action is not (CaseAction.DeclinePlace or CaseAction.Refuse or CaseAction.Withdraw or CaseAction.Terminate or CaseAction.DeemWithdrawn)) return;
        var place = await HeldAsync(db, row.Id);
        if (step.Action == CaseAction.DeclinePlace && !(place?.AnswerBy > now)) throw TooLate(place, clock);
        if (place is null) return;
        place.ReleasedAt = now;
        await db.RoundOptions.Where(o => o.Id == place.OptionId && o.Taken > 0).ExecuteUpdateAsync(set => set.SetProperty(o => o.Taken, o => o.Taken - 1));
    }

    private static async Task<RoundPlace?> HeldAsync(TalentDb db, Guid caseId) =>
        db.RoundPlaces.Local.FirstOrDefault(p => p.CaseId == caseId && p.ReleasedAt is null)
        ?? await db.RoundPlaces.SingleOrDefaultAsync(p => p.CaseId == caseId && p.ReleasedAt == null);

    private static RefusedException TooLate(RoundPlace? place, CityClock clock)
    {
        var day = place?.AnswerBy is { } by ? DayText.Of(clock.DateOf(by.AddTicks(-1))) : new("", "");
        return new("decline-closed",
            $"手机上放弃名额的时间已过{(day.Zh.Length > 0 ? $"(到{day.Zh}为止)" : "")},名额仍然保留。不去的话请告诉你的管家,由部门处理。",
            $"The time to give the place up here has passed{(day.En.Length > 0 ? $" (it ran until {day.En})" : "")}; the place is still yours. If you will not take it, please tell your steward.");
    }
}
