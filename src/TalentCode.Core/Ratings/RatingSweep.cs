using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What one sweep did.</summary>
public sealed record RatingReport(int Invited, int Reminded, int Expired, int Warned, int Moved);

/// <summary>
/// Invites, reminds once, closes silently, warns of the dates of tasks and passes late ones up. Looks only at rows whose
/// instant has come; every effect is marked on its row in the same transaction, so running twice changes nothing.
/// </summary>
public sealed class RatingSweep(Store store, RatingInviter inviter, Calendars calendars, CityClock clock)
{
    private const int Chunk = 200;

    public async Task<RatingReport> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var calendar = await calendars.CurrentAsync();
        var invited = await inviter.RunAsync(cancel);
        var expired = await EachAsync(db => db.Ratings.Where(r => r.Status == RatingStatus.Invited && r.ClosesAt <= now), Expire, cancel);
        var reminded = await EachAsync(db => db.Ratings.Where(r => r.Status == RatingStatus.Invited && r.RemindedAt == null && r.RemindAt <= now && r.ClosesAt > now), Remind, cancel);
        var moved = await EachAsync(db => db.Ratings.Where(r => r.Task!.DueProvisional && r.Task.NextDueAt != null), (db, row, at) => Move(db, row, at, calendar), cancel);
        var warned = await EachAsync(db => db.Ratings.Where(r => r.Task!.WarnAt <= now), WarnAsync, cancel);
        return new(invited, reminded, expired, warned, moved);
    }

    /// <summary>One transaction for each chunk. Rows are read again inside it: somebody may have acted since, on this server or another.</summary>
    private async Task<int> EachAsync(Func<TalentDb, IQueryable<Rating>> due, Func<TalentDb, Rating, DateTime, Task<bool>> act, CancellationToken cancel)
    {
        var (done, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await store.ReadAsync(db => due(db).Where(r => r.Id > after).OrderBy(r => r.Id).Select(r => r.Id).Take(Chunk).ToListAsync(cancel));
            if (ids.Count == 0) return done;
            done += await store.WriteAsync(async db =>
            {
                var rows = await Whole(due(db)).Where(r => ids.Contains(r.Id)).ToListAsync(cancel);
                var count = 0;
                foreach (var row in rows)
                    if (await act(db, row, clock.UtcNow)) count++;
                return count;
            }, cancel);
            if (ids.Count < Chunk) return done;
            after = ids[^1];
        }
    }

    private static IQueryable<Rating> Whole(IQueryable<Rating> rows) => rows.Include(r => r.Persons).Include(r => r.Events).Include(r => r.Task).AsSplitQuery();

    private static Task<bool> Expire(TalentDb db, Rating row, DateTime now)
    {
        row.Status = RatingStatus.Expired;
        RatingHistory.Append(db, row, RatingAction.Expired, Actor.System, now);
        return Task.FromResult(true);
    }

    private Task<bool> Remind(TalentDb db, Rating row, DateTime now)
    {
        row.RemindedAt = now;
        RatingHistory.Append(db, row, RatingAction.Reminded, Actor.System, now);
        RatingNotices.ToRater(db, row, "rating-reminder", now, RatingNotices.Values(row, clock));
        return Task.FromResult(true);
    }

    /// <summary>A holiday notice came: the dates are counted anew, and the rater is told when the day of the remedy moved.</summary>
    private Task<bool> Move(TalentDb db, Rating row, DateTime now, WorkingCalendar calendar)
    {
        var task = row.Task!;
        var old = (task.ContactDueAt, task.VerifyDueAt, task.RectifyDueAt, task.CallBackDueAt);
        RatingDates.Set(task, calendar, clock);
        if (old == (task.ContactDueAt, task.VerifyDueAt, task.RectifyDueAt, task.CallBackDueAt)) return Task.FromResult(false);
        task.WarnAt = RatingDates.WarnAfterStep(task, now, clock);
        RatingHistory.Append(db, row, RatingAction.DatesMoved, Actor.System, now, $"{RatingNotices.Day(old.RectifyDueAt, clock).Zh} → {RatingNotices.Day(task.RectifyDueAt, clock).Zh}");
        if (old.RectifyDueAt == task.RectifyDueAt || task.RectifiedAt is not null) return Task.FromResult(true);
        var values = RatingNotices.Values(row, clock);
        values["old"] = RatingNotices.Day(old.RectifyDueAt, clock);
        values["rectify"] = RatingNotices.Day(task.RectifyDueAt, clock);
        RatingNotices.ToRater(db, row, "rating-date-moved", now, values);
        return Task.FromResult(true);
    }

    private async Task<bool> WarnAsync(TalentDb db, Rating row, DateTime now)
    {
        var task = row.Task!;
        if (task.State == RatingTaskState.SecondRating)
        {
            RatingTasks.End(task, RatingTaskState.Done);
            RatingHistory.Append(db, row, RatingAction.Done, Actor.System, now);
            return true;
        }
        task.WarnAt = RatingDates.WarnAfterSweep(task, now);
        if (task.NextDueAt is not { } due) return false;
        var values = RatingNotices.Values(row, clock);
        (values["step"], values["due"]) = (RatingWords.Of(task.State), RatingNotices.Day(due, clock));
        if (now < due) return await OweAsync(db, row, "rating-task-near", due, await DeskAsync(db, row, task.Desk), now, values);
        var readers = (await DeskAsync(db, row, task.Desk)).Concat(await DeskAsync(db, row, RatingDesk.Supervision)).ToList();
        // Not put right in time is the promise to the rater: the programme's heads read it, and the rater gets an apology.
        if (task.State == RatingTaskState.Rectify)
        {
            readers.AddRange(await CoordinatorsAsync(db));
            RatingNotices.ToRater(db, row, "rating-late", now, values);
        }
        return await OweAsync(db, row, "rating-task-late", due, readers, now, values);
    }

    /// <summary>Once for each date: what was said about a step is not said again after it was taken over or moved back.</summary>
    private static async Task<bool> OweAsync(TalentDb db, Rating row, string template, DateTime due, IEnumerable<(Guid Id, string Base)> readers, DateTime now, Dictionary<string, LocalText> values)
    {
        var about = $"{row.Id:N}:{due:yyyyMMddHHmm}:{row.Task!.State}";
        var owed = readers.DistinctBy(r => r.Id).Select(r => (Key: Notices.Key(template, about, Recipient.Staff(r.Id), Notices.InApp), r.Id, r.Base)).ToList();
        var keys = owed.ConvertAll(o => o.Key);
        var known = (await db.Outbox.Where(m => keys.Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync()).ToHashSet();
        var fresh = owed.FindAll(o => !known.Contains(o.Key));
        foreach (var (_, id, address) in fresh) db.Owe(template, about, Recipient.Staff(id), now, values, address);
        return fresh.Count > 0;
    }

    private static async Task<IEnumerable<(Guid, string)>> DeskAsync(TalentDb db, Rating row, RatingDesk desk)
    {
        var link = desk == RatingDesk.Department ? $"/dept/ratings/{row.Task!.Id}" : $"/board/ratings/{row.Task!.Id}";
        return (await RatingNotices.WorkersAsync(db, row, desk)).Select(id => (id, link));
    }

    // Coordinators read figures, not tasks: their message leads to the public page.
    private static async Task<IEnumerable<(Guid, string)>> CoordinatorsAsync(TalentDb db) =>
        (await db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Coordinator)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync()).Select(id => (id, "/ratings"));
}
