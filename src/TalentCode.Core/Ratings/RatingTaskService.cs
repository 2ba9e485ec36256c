using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What a handler writes with a step.</summary>
/// <param name="Note">What was said, found, done: the rater reads it.</param>
/// <param name="At">UTC; with the first contact, when it took place.</param>
/// <param name="How">With the first contact.</param>
public sealed record TaskInput(string? Note, DateTime? At = null, ContactHow? How = null);

/// <summary>How to reach the rater; opened by a tap that the rater can read about.</summary>
public sealed record RaterContact(string Name, string Phone);

/// <summary>Works tasks off: contact, verify, put right, call back. Nobody who had a hand in the matter gets in here, whatever their role.</summary>
public sealed class RatingTaskService(Store store, Calendars calendars, CityClock clock)
{
    private sealed record Step(RatingTaskState Next, RatingAction Event, string Notice, LocalText Missing);

    // What each state asks for: the step that answers it and where it leads.
    private static readonly Dictionary<RatingTaskState, Step> Steps = new()
    {
        [RatingTaskState.Contact] = new(RatingTaskState.Verify, RatingAction.Contacted, "rating-contacted", new("请写明对方说了什么。", "Please write down what the person said.")),
        [RatingTaskState.Verify] = new(RatingTaskState.Rectify, RatingAction.Verified, "rating-verified", new("请写明核实到什么。", "Please write down what was found.")),
        [RatingTaskState.Rectify] = new(RatingTaskState.CallBack, RatingAction.Rectified, "rating-rectified", new("请写明怎么整改的。", "Please write down how it was put right.")),
        [RatingTaskState.CallBack] = new(RatingTaskState.SecondRating, RatingAction.CalledBack, "rating-called-back", new("请写明回访时对方怎么说。", "Please write down what the person said when called back.")),
    };

    /// <summary>Takes the step the task asks for.</summary>
    /// <param name="from">The state the handler saw; a task that has moved on refuses.</param>
    /// <exception cref="RefusedException">Not this person's to work on, moved on, or something is missing.</exception>
    public Task TakeAsync(Actor actor, Guid taskId, RatingTaskState from, TaskInput input) => ActAsync(actor, taskId, (db, row, task, now, calendar) =>
    {
        if (task.State != from || !Steps.TryGetValue(from, out var step))
            throw new RefusedException("step-not-possible", $"这项任务现在是“{RatingWords.Of(task.State).Zh}”,刚才的一步没有保存。请刷新后再办。", $"This task now stands at “{RatingWords.Of(task.State).En}”, so the step was not saved. Reload and go on from there.");
        var note = RatingService.Written(input.Note, step.Missing.Zh, step.Missing.En);
        switch (from)
        {
            case RatingTaskState.Contact: (task.ContactAt, task.ContactHow, task.ContactNote, task.ContactedAt) = (When(input.At, task, now), How(input.How), note, now); break;
            case RatingTaskState.Verify: (task.Finding, task.VerifiedAt) = (note, now); break;
            case RatingTaskState.Rectify: (task.Measure, task.RectifiedAt) = (note, now); break;
            default: (task.CallBackNote, task.CalledBackAt, task.SecondClosesAt) = (note, now, clock.EndOf(clock.DateOf(now).AddDays(RatingRules.SecondOpenDays))); break;
        }
        task.State = step.Next;
        RatingDates.Set(task, calendar, clock);
        task.WarnAt = RatingDates.WarnAfterStep(task, now, clock);
        RatingHistory.Append(db, row, step.Event, actor, now, note);
        var values = RatingNotices.Values(row, clock);
        values["note"] = RatingNotices.Text(note);
        values["rectify"] = RatingNotices.Day(task.RectifyDueAt, clock);
        if (task.SecondClosesAt is { } until) values["second"] = RatingNotices.Day(until, clock);
        RatingNotices.ToRater(db, row, step.Notice, now, values);
        return Task.CompletedTask;
    });

    /// <summary>The handler asks supervision for fifteen working days. Once.</summary>
    public Task AskComplexAsync(Actor actor, Guid taskId, string? reason) => ActAsync(actor, taskId, async (db, row, task, now, _) =>
    {
        if (task.ComplexAskedAt is not null || task.RectifiedAt is not null || !task.IsRunning)
            throw new RefusedException("complex-once", "延长只能申请一次,而且要在整改之前。", "The longer term can be asked for once, before it was put right.");
        (task.ComplexReason, task.ComplexAskedAt, task.ComplexAskedBy) = (RatingService.Written(reason, "请写明为什么五个工作日不够。", "Please say why five working days are not enough."), now, actor.Id);
        RatingHistory.Append(db, row, RatingAction.ComplexAsked, actor, now, task.ComplexReason);
        await RatingNotices.ToSupervisionAsync(db, row, task, "rating-complex-asked", now, RatingNotices.Values(row, clock), actor.Id);
    });

    /// <summary>Opens name and number of the rater to whoever works on the task; the rater reads that they were opened.</summary>
    public async Task<RaterContact> ContactAsync(Actor actor, Guid taskId)
    {
        RaterContact? contact = null;
        await ActAsync(actor, taskId, async (db, row, task, now, _) =>
        {
            if (!task.IsRunning) throw new RefusedException("task-over", "任务已结束,不再显示联系方式。", "The task has ended; contact data is no longer shown.");
            var who = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
            contact = new(who.LegalName, who.Phone);
            if (row.Events.Exists(e => e.Action == RatingAction.ContactSeen && e.ActorId == actor.Id)) return;
            RatingHistory.Append(db, row, RatingAction.ContactSeen, actor, now);
            var where = task.Desk == RatingDesk.Supervision ? new LocalText("督办", "Supervision") : (await db.Departments.SingleAsync(d => d.Id == row.DepartmentId)).Name;
            db.AccessEntries.Add(new AccessEntry
            {
                Id = Guid.CreateVersion7(now),
                TalentId = row.TalentId,
                At = now,
                StaffId = actor.Id,
                WhereZh = where.Zh,
                WhereEn = where.En,
                WhatZh = "处理你的差评(未经办人员):姓名、手机号",
                WhatEn = "Working on your bad rating (somebody who had no hand in it): name and mobile number",
            });
        });
        return contact!;
    }

    private DateTime When(DateTime? at, RatingTask task, DateTime now) => at switch
    {
        null => throw new RefusedException("contact-when", "请写明什么时候联系的。", "Please say when you contacted the person."),
        { } time when time > now || time < clock.StartOf(clock.DateOf(task.StartedAt)) => throw new RefusedException("contact-when-wrong", "联系时间应在收到差评之后、现在之前。", "The contact must lie between the bad rating and now."),
        { } time => time,
    };

    private static ContactHow How(ContactHow? how) => how ?? throw new RefusedException("contact-how", "请选择怎么联系的。", "Please choose how you contacted the person.");

    private async Task ActAsync(Actor actor, Guid taskId, Func<TalentDb, Rating, RatingTask, DateTime, WorkingCalendar, Task> act)
    {
        var calendar = await calendars.CurrentAsync();
        await store.WriteAsync(async db =>
        {
            var (row, task) = await LoadAsync(db, taskId);
            RatingAccess.RequireWorker(actor, row, task);
            await act(db, row, task, clock.UtcNow, calendar);
        });
    }

    internal static async Task<(Rating Row, RatingTask Task)> LoadAsync(TalentDb db, Guid taskId)
    {
        var row = await RatingTasks.Whole(db).SingleOrDefaultAsync(r => r.Task!.Id == taskId) ?? throw RatingAccess.NotThere();
        return (row, row.Task!);
    }
}
