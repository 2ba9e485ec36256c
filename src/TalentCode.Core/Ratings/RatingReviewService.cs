using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What supervision decides: the longer term, tasks that nobody moves, and whether a rating is malicious or mistaken.</summary>
public sealed class RatingReviewService(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>The unit thinks the rating malicious or mistaken and asks supervision. The clocks run on meanwhile.</summary>
    /// <exception cref="RefusedException">Not the handler's, asked before, no reason, or the task has ended.</exception>
    public Task AskAsync(Actor actor, Guid taskId, ReviewGround ground, string? reason) => ActAsync(taskId, async (db, row, task, now, _) =>
    {
        RatingAccess.RequireWorker(actor, row, task);
        if (row.Review is not null || !task.IsRunning)
            throw new RefusedException("review-once", "这条评价已经申请过核定,或者任务已经结束。", "A review was asked for before, or the task has ended.");
        row.Review = new RatingReview
        {
            Id = Guid.CreateVersion7(now),
            RatingId = row.Id,
            Ground = ground,
            AskedAt = now,
            AskedBy = actor.Id,
            AskedReason = RatingService.Written(reason, "请写明依据,由督办核定。", "Please give the grounds; supervision decides."),
        };
        db.RatingReviews.Add(row.Review);
        RatingHistory.Append(db, row, RatingAction.ReviewAsked, actor, now, row.Review.AskedReason);
        await RatingNotices.ToSupervisionAsync(db, row, task, "rating-review-asked", now, RatingNotices.Values(row, clock), actor.Id);
    });

    /// <summary>Supervision decides; upheld, the rating is marked, counts in no figure and stays visible. The rater reads the reason and may object once.</summary>
    public Task DecideAsync(Actor actor, Guid taskId, bool uphold, string? reason) => ActAsync(taskId, async (db, row, task, now, calendar) =>
    {
        RatingAccess.RequireSupervision(actor, row, row.Review?.AskedBy);
        if (row.Review is not { DecidedAt: null } review) throw NothingAsked();
        (review.Reason, review.Upheld, review.DecidedAt, review.DecidedBy) = (RatingService.Written(reason, "请写明理由,评价人会看到。", "Please give the reason; the rater reads it."), uphold, now, actor.Id);
        RatingHistory.Append(db, row, uphold ? RatingAction.ReviewUpheld : RatingAction.ReviewRejected, actor, now, review.Reason);
        var values = WithNote(row, review.Reason);
        if (uphold)
        {
            row.Excluded = true;
            RatingTasks.End(task, RatingTaskState.Excluded);
            RatingNotices.ToRater(db, row, "rating-excluded", now, values);
        }
        await RatingNotices.ToWorkersAsync(db, row, task, uphold ? "rating-review-upheld" : "rating-review-rejected", now, values);
    });

    /// <summary>Another supervisor decides on the rater's objection; accepted, the rating counts again and the terms begin anew.</summary>
    public Task DecideObjectionAsync(Actor actor, Guid taskId, bool uphold, string? reason) => ActAsync(taskId, async (db, row, task, now, calendar) =>
    {
        RatingAccess.RequireSupervision(actor, row, row.Review?.DecidedBy);
        if (row.Review is not { ObjectionPending: true } review) throw NothingAsked();
        (review.ObjectionReason, review.ObjectionUpheld, review.ObjectionDecidedAt) = (RatingService.Written(reason, "请写明理由,评价人会看到。", "Please give the reason; the rater reads it."), uphold, now);
        RatingHistory.Append(db, row, uphold ? RatingAction.ObjectionUpheld : RatingAction.ObjectionRejected, actor, now, review.ObjectionReason);
        var values = WithNote(row, review.ObjectionReason);
        RatingNotices.ToRater(db, row, uphold ? "rating-objection-upheld" : "rating-objection-rejected", now, values);
        if (!uphold) return;
        row.Excluded = false;
        RatingTasks.Restart(task, RatingTaskState.Contact, now, calendar, clock);
        values["contact"] = RatingNotices.Day(task.ContactDueAt, clock);
        values["rectify"] = RatingNotices.Day(task.RectifyDueAt, clock);
        await RatingNotices.ToWorkersAsync(db, row, task, "rating-task", now, values);
    });

    /// <summary>Fifteen working days from the bad rating, or not; the rater is told the new date and why.</summary>
    public Task DecideComplexAsync(Actor actor, Guid taskId, bool approve, string? reason) => ActAsync(taskId, async (db, row, task, now, calendar) =>
    {
        RatingAccess.RequireSupervision(actor, row, task.ComplexAskedBy);
        if (!task.ComplexPending || !task.IsRunning) throw NothingAsked();
        var note = RatingService.Written(reason, "请写明理由,评价人会看到。", "Please give the reason; the rater reads it.");
        (task.Complex, task.ComplexDecidedAt) = (approve, now);
        RatingHistory.Append(db, row, approve ? RatingAction.ComplexApproved : RatingAction.ComplexRefused, actor, now, note);
        var values = WithNote(row, note);
        if (approve)
        {
            RatingDates.Set(task, calendar, clock);
            task.WarnAt = RatingDates.WarnAfterStep(task, now, clock);
        }
        values["rectify"] = RatingNotices.Day(task.RectifyDueAt, clock);
        if (approve) RatingNotices.ToRater(db, row, "rating-complex", now, values);
        await RatingNotices.ToWorkersAsync(db, row, task, approve ? "rating-complex-approved" : "rating-complex-refused", now, values);
    });

    /// <summary>Supervision takes a department's task over, for example a late one. The dates stay as they are.</summary>
    public Task TakeOverAsync(Actor actor, Guid taskId, string? reason) => ActAsync(taskId, (db, row, task, now, _) =>
    {
        RatingAccess.RequireSupervision(actor, row, null);
        if (task.Desk == RatingDesk.Supervision || !task.IsRunning)
            throw new RefusedException("taken-over", "这项任务已经由督办办理,或者已经结束。", "This task is with supervision already, or has ended.");
        var note = RatingService.Written(reason, "请写明接手的原因。", "Please say why it is taken over.");
        task.Desk = RatingDesk.Supervision;
        RatingHistory.Append(db, row, RatingAction.TakenOver, actor, now, note);
        return Task.CompletedTask;
    });

    private Dictionary<string, LocalText> WithNote(Rating row, string? note)
    {
        var values = RatingNotices.Values(row, clock);
        values["note"] = RatingNotices.Text(note);
        return values;
    }

    private static RefusedException NothingAsked() => new("nothing-asked", "没有待你决定的申请,可能刚刚有人决定过。请刷新查看。", "There is nothing to decide; somebody may have just done it. Please reload.");

    private async Task ActAsync(Guid taskId, Func<TalentDb, Rating, RatingTask, DateTime, WorkingCalendar, Task> act)
    {
        var calendar = await calendars.CurrentAsync();
        await store.WriteAsync(async db =>
        {
            var (row, task) = await RatingTaskService.LoadAsync(db, taskId);
            await act(db, row, task, clock.UtcNow, calendar);
        });
    }
}
