using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>
/// Passes up what is late: from the steward to supervision, from there to the coordinator, each step once. Looks only at
/// rows whose instant has come, and marks what it did in the same transaction, so running twice changes nothing.
/// </summary>
public sealed class ConcernSweep(Store store, Calendars calendars, CityClock clock)
{
    private const int Chunk = 200;

    /// <returns>How many concerns were passed up, had a late answer excused, or got new dates.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var calendar = await calendars.CurrentAsync();
        return await EachAsync(db => db.Concerns.Where(c => c.DueProvisional && c.NextDueAt != null), (db, row) => Task.FromResult(Move(db, row, calendar)), cancel)
            + await EachAsync(db => db.Concerns.Where(c => c.WarnAt <= now), (db, row) => WarnAsync(db, row, calendar), cancel);
    }

    private async Task<int> EachAsync(Func<TalentDb, IQueryable<Concern>> due, Func<TalentDb, Concern, Task<bool>> act, CancellationToken cancel)
    {
        var (done, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await store.ReadAsync(db => due(db).Where(c => c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(Chunk).ToListAsync(cancel));
            if (ids.Count == 0) return done;
            done += await store.WriteAsync(async db =>
            {
                // Read again inside: somebody may have acted since, on this server or another.
                var rows = await due(db).Include(c => c.Events).Include(c => c.Persons).AsSplitQuery().Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
                var count = 0;
                foreach (var row in rows)
                    if (await act(db, row)) count++;
                return count;
            }, cancel);
            if (ids.Count < Chunk) return done;
            after = ids[^1];
        }
    }

    private async Task<bool> WarnAsync(TalentDb db, Concern row, WorkingCalendar calendar)
    {
        var now = clock.UtcNow;
        var before = row.Level;
        // After a pause of the sweep several levels may have been reached: only the highest is told anew.
        while (row.Level < ConcernLevel.Coordination && ConcernRules.ReachesAt(row, row.Level + 1, calendar, clock) <= now)
            row.Level = await ConcernNotices.FirstWithSomebodyAsync(db, row, row.Level + 1, clock);
        if (row.Level > before)
        {
            ConcernHistory.Append(db, row, ConcernAction.Escalated, Actor.System, now);
            await ConcernNotices.ToLevelAsync(db, row, "concern-escalated", now, clock);
        }
        var late = row.LateToldAt is null && row.TalentId is not null && now >= row.AnswerDueAt;
        if (late)
        {
            row.LateToldAt = now;
            ConcernNotices.ToHolder(db, row, "concern-late", now, ConcernNotices.Values(row, clock));
        }
        row.WarnAt = ConcernRules.WarnAt(row, calendar, clock);
        return late || row.Level > before;
    }

    private bool Move(TalentDb db, Concern row, WorkingCalendar calendar)
    {
        var (contact, answer) = (row.ContactDueAt, row.AnswerDueAt);
        ConcernRules.SetDates(row, calendar, clock);
        if (contact == row.ContactDueAt && answer == row.AnswerDueAt) return false;
        ConcernHistory.Append(db, row, ConcernAction.DatesMoved, Actor.System, clock.UtcNow);
        if (answer != row.AnswerDueAt) ConcernNotices.ToHolder(db, row, "concern-moved", clock.UtcNow, ConcernNotices.Values(row, clock));
        return true;
    }
}
