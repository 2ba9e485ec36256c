using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>Begins and ends tasks as the rating asks for it, inside the caller's transaction.</summary>
internal static class RatingTasks
{
    /// <summary>A bad rating has a task that runs; one that is no longer bad has none.</summary>
    public static async Task FollowAsync(TalentDb db, Rating row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var bad = row is { Status: RatingStatus.Rated, IsBad: true };
        if (bad && row.Task is not { IsRunning: true }) await OpenAsync(db, row, now, calendar, clock);
        else if (!bad && row.Task is { IsRunning: true } task)
        {
            End(task, RatingTaskState.Lapsed);
            // What was asked about a rating that is no longer there needs no answer.
            if (row.Review is { DecidedAt: null } review) (review.DecidedAt, review.Upheld, review.Reason) = (now, false, "评价人已修改或撤回评价");
            RatingHistory.Append(db, row, RatingAction.TaskLapsed, Actor.System, now);
        }
    }

    private static async Task OpenAsync(TalentDb db, Rating row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (row.Task is null)
        {
            row.Task = new RatingTask { Id = Guid.CreateVersion7(now), RatingId = row.Id };
            db.RatingTasks.Add(row.Task);
        }
        var task = row.Task;
        // The rule: the department's own approver who had no hand in the matter; where there is none, and for a hall, supervision.
        task.Desk = row.Kind == RatingKind.Case && (await RatingNotices.WorkersAsync(db, row, RatingDesk.Department)).Count > 0 ? RatingDesk.Department : RatingDesk.Supervision;
        Restart(task, RatingTaskState.Contact, now, calendar, clock);
        RatingHistory.Append(db, row, RatingAction.TaskOpened, Actor.System, now);
        var values = RatingNotices.Values(row, clock);
        values["contact"] = RatingNotices.Day(task.ContactDueAt, clock);
        values["rectify"] = RatingNotices.Day(task.RectifyDueAt, clock);
        await RatingNotices.ToWorkersAsync(db, row, task, "rating-task", now, values);
    }

    /// <summary>The terms run from now. What was done before stays in the history.</summary>
    public static void Restart(RatingTask task, RatingTaskState state, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        (task.State, task.StartedAt) = (state, now);
        if (state == RatingTaskState.Contact)
        {
            (task.ContactedAt, task.ContactAt, task.ContactHow, task.ContactNote, task.VerifiedAt, task.Finding) = (null, null, null, null, null, null);
            (task.RectifiedAt, task.Measure, task.CalledBackAt, task.CallBackNote, task.SecondClosesAt) = (null, null, null, null, null);
            (task.SecondLevel, task.SecondComment, task.SecondAt) = (null, null, null);
            (task.Complex, task.ComplexAskedAt, task.ComplexAskedBy, task.ComplexReason, task.ComplexDecidedAt) = (false, null, null, null, null);
        }
        RatingDates.Set(task, calendar, clock);
        task.WarnAt = RatingDates.WarnAfterStep(task, now, clock);
    }

    public static void End(RatingTask task, RatingTaskState state) => (task.State, task.NextDueAt, task.WarnAt) = (state, null, null);

    /// <summary>A rating with everything that belongs to it.</summary>
    public static IQueryable<Rating> Whole(TalentDb db) => db.Ratings.Include(r => r.Persons).Include(r => r.Events.OrderBy(e => e.Sequence)).Include(r => r.Task).Include(r => r.Review).AsSplitQuery();
}
