using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What is said about a matter.</summary>
/// <param name="Level">Null while nothing was chosen; refused then.</param>
/// <param name="Reasons">Codes of <see cref="RatingReasons"/>; they count with a bad level only.</param>
public sealed record RatingInput(RatingLevel? Level, IReadOnlyList<string> Reasons, string? Comment);

/// <summary>What the rater does: rate, change, withdraw, decline, rate a second time, object. The same thing sent twice is done once.</summary>
public sealed class RatingService(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>Gives or changes the rating while the invitation is open.</summary>
    /// <exception cref="RefusedException">Not the rater's, nothing chosen, too long, closed, or already worked off.</exception>
    public Task RateAsync(Actor holder, Guid id, RatingInput input) => ActAsync(holder, id, async (db, row, now, calendar) =>
    {
        var level = input.Level ?? throw new RefusedException("level-missing", "请先选一个满意程度。你写的内容还在。", "Please choose how satisfied you are. What you wrote is kept.");
        var comment = Comment(input.Comment);
        List<string> reasons = RatingRules.IsBad(level) ? [.. input.Reasons.Distinct().Order(StringComparer.Ordinal)] : [];
        if (reasons.Except(RatingReasons.For(row.Kind).Select(r => r.Code)).Any())
            throw new RefusedException("no-such-reason", "请从列出的原因里选。你写的内容还在。", "Please choose from the reasons listed. What you wrote is kept.");
        // A double tap, a reload, another tab: the same rating once.
        if (row.Status == RatingStatus.Rated && row.Level == level && row.Comment == comment && row.Reasons.SequenceEqual(reasons)) return;
        RequireChangeable(row, now);
        var action = row.Status == RatingStatus.Rated ? RatingAction.Changed : RatingAction.Rated;
        (row.Status, row.Level, row.Reasons, row.Comment, row.RatedAt) = (RatingStatus.Rated, level, reasons, comment, now);
        RatingHistory.Append(db, row, action, holder, now, comment, level, reasons);
        await RatingTasks.FollowAsync(db, row, now, calendar, clock);
    });

    /// <summary>Takes the rating back; the history keeps it.</summary>
    public Task WithdrawAsync(Actor holder, Guid id) => ActAsync(holder, id, async (db, row, now, calendar) =>
    {
        if (row.Status == RatingStatus.Withdrawn) return;
        if (row.Status != RatingStatus.Rated) throw new RefusedException("not-rated", "这件事还没有评价,不用撤回。", "There is no rating to withdraw.");
        RequireChangeable(row, now);
        (row.Status, row.Level, row.Reasons, row.Comment) = (RatingStatus.Withdrawn, null, [], null);
        RatingHistory.Append(db, row, RatingAction.Withdrawn, holder, now);
        await RatingTasks.FollowAsync(db, row, now, calendar, clock);
    });

    /// <summary>"No, thanks": nobody asks again about this matter.</summary>
    public Task DeclineAsync(Actor holder, Guid id) => ActAsync(holder, id, (db, row, now, _) =>
    {
        if (row.Status is not RatingStatus.Invited) return Task.CompletedTask;
        row.Status = RatingStatus.Declined;
        RatingHistory.Append(db, row, RatingAction.Declined, holder, now);
        return Task.CompletedTask;
    });

    /// <summary>追评: how satisfied after it was put right. Once; the task ends with it.</summary>
    /// <exception cref="RefusedException">Not the rater's, not asked for, given before with other words, or its time is over.</exception>
    public Task RateAgainAsync(Actor holder, Guid id, RatingLevel? level, string? comment) => ActAsync(holder, id, async (db, row, now, _) =>
    {
        var chosen = level ?? throw new RefusedException("level-missing", "请先选一个满意程度。你写的内容还在。", "Please choose how satisfied you are. What you wrote is kept.");
        var text = Comment(comment);
        if (row.Task is { SecondAt: not null } given && given.SecondLevel == chosen && given.SecondComment == text) return;
        if (row.Task is not { State: RatingTaskState.SecondRating } task || now >= task.SecondClosesAt)
            throw new RefusedException("no-second-rating", "现在不能追评:还没有回访,或者已经追评过,或者追评时间已过。", "A second rating is not possible now: the call-back is still to come, or it was given, or its time is over.");
        (task.SecondLevel, task.SecondComment, task.SecondAt) = (chosen, text, now);
        RatingTasks.End(task, RatingTaskState.Done);
        RatingHistory.Append(db, row, RatingAction.SecondRated, holder, now, text, chosen);
        if (!RatingRules.IsBad(chosen)) return;
        var values = RatingNotices.Values(row, clock);
        values["level"] = RatingWords.Of(chosen);
        await RatingNotices.ToSupervisionAsync(db, row, task, "rating-second-bad", now, values);
    });

    /// <summary>The rater does not agree that the rating is malicious or mistaken. Once.</summary>
    public Task ObjectAsync(Actor holder, Guid id, string? text) => ActAsync(holder, id, async (db, row, now, _) =>
    {
        if (row.Review is not { Upheld: true } review || row.Task is not { } task)
            throw new RefusedException("nothing-to-object", "这条评价照常计入,不需要提异议。", "This rating counts as usual; there is nothing to object to.");
        if (review.ObjectedAt is not null)
        {
            if (review.Objection == text?.Trim()) return;
            throw new RefusedException("objected-once", "异议只能提一次,已经收到。", "An objection is possible once, and yours has been received.");
        }
        (review.Objection, review.ObjectedAt) = (Written(text, "请写明你的理由。", "Please say why you disagree."), now);
        RatingHistory.Append(db, row, RatingAction.Objected, holder, now, review.Objection);
        await RatingNotices.ToSupervisionAsync(db, row, task, "rating-objected", now, RatingNotices.Values(row, clock), review.DecidedBy);
    });

    /// <summary>A note that must be there, within its length.</summary>
    internal static string Written(string? typed, string zh, string en) => typed?.Trim() switch
    {
        null or "" => throw new RefusedException("note-missing", zh, en),
        { Length: > RatingRules.LongestNote } => throw new RefusedException("note-too-long",
            $"最多{RatingRules.LongestNote}个字符,请改短一些。你写的内容还在。", $"At most {RatingRules.LongestNote} characters, please shorten it. What you wrote is kept."),
        var text => text,
    };

    private static string? Comment(string? typed) => typed?.Trim() switch
    {
        null or "" => null,
        // Browsers send two characters for a line break that their own limit counts as one.
        { } text when text.ReplaceLineEndings("\n") is { Length: > RatingRules.LongestComment } => throw new RefusedException("comment-too-long",
            $"最多写{RatingRules.LongestComment}个字,请改短一些再提交。你写的内容还在。", $"At most {RatingRules.LongestComment} characters; please shorten it and send it again. What you wrote is kept."),
        var text => text.ReplaceLineEndings("\n"),
    };

    private static void RequireChangeable(Rating row, DateTime now)
    {
        if (!row.IsOpen(now))
            throw new RefusedException("rating-closed", "评价期已过,不能再评或修改。对服务有意见,可以随时在“我的”里投诉建议。", "The time to rate is over. You can always send a complaint or suggestion under “Me”.");
        if (row.Excluded)
            throw new RefusedException("rating-excluded", "这条评价经核定不计入,不能再修改。不同意的话可以提一次异议。", "After a review this rating does not count and cannot be changed. If you disagree you can object once.");
        if (row.Task is { RectifiedAt: not null, IsRunning: true } or { State: RatingTaskState.Done })
            throw new RefusedException("rating-worked", "你反映的问题已经整改,原评价保留。满意不满意,请在追评里说。", "What you reported has been put right and your rating is kept as it is. Please say in the second rating what you think now.");
    }

    private async Task ActAsync(Actor holder, Guid id, Func<TalentDb, Rating, DateTime, WorkingCalendar, Task> act)
    {
        var calendar = await calendars.CurrentAsync();
        await store.WriteAsync(async db =>
        {
            var row = await RatingTasks.Whole(db).SingleOrDefaultAsync(r => r.Id == id);
            // Somebody else's rating and none at all are answered alike.
            if (row is null || holder.Kind != ActorKind.Talent || holder.Id != row.TalentId)
                throw new RefusedException("no-such-rating", "找不到这条评价邀请。", "This rating cannot be found.");
            await act(db, row, clock.UtcNow, calendar);
        });
    }
}
