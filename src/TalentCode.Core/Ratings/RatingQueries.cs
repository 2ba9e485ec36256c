using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>One line of "my ratings".</summary>
/// <param name="SecondAsked">The second rating is open.</param>
public sealed record MyRating(Guid Id, LocalText Title, RatingKind Kind, RatingStatus Status, RatingLevel? Level, DateTime About, DateTime ClosesAt, RatingTaskState? Task, bool SecondAsked, bool Excluded);

/// <summary>A matter as its rater sees it: what was said, what came of it, what may be done now.</summary>
/// <param name="MayRate">The rating can be given or changed.</param>
/// <param name="Dates">Of the task, with their arithmetic.</param>
public sealed record MyRatingView(Rating Row, string? CaseNumber, LocalText Where, bool MayRate, bool MayDecline, bool MaySecond, bool MayObject, IReadOnlyList<TaskDate> Dates);

/// <summary>The holder's own ratings.</summary>
public sealed class RatingQueries(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>What waits to be rated first, then the newest.</summary>
    public async Task<IReadOnlyList<MyRating>> MineAsync(Actor holder)
    {
        var now = clock.UtcNow;
        var rows = await store.ReadAsync(db => db.Ratings.Include(r => r.Task).Where(r => r.TalentId == holder.Id).OrderByDescending(r => r.InvitedAt).ThenByDescending(r => r.Id).Take(100).ToListAsync());
        return [.. rows.Select(r => new MyRating(r.Id, r.Title, r.Kind, Standing(r, now), r.Level, r.About, r.ClosesAt, r.Task?.State, MaySecond(r, now), r.Excluded))
            .OrderByDescending(r => r.SecondAsked || r.Status == RatingStatus.Invited)];
    }

    /// <summary>The rating of a case, as far as its own page mentions it: null when nobody was invited, declined, or it is over without one.</summary>
    public async Task<MyRating?> OfCaseAsync(Actor holder, Guid caseId)
    {
        var now = clock.UtcNow;
        var row = await store.ReadAsync(db => db.Ratings.Include(r => r.Task).SingleOrDefaultAsync(r => r.CaseId == caseId && r.TalentId == holder.Id));
        return row is not null && Standing(row, now) is RatingStatus.Invited or RatingStatus.Rated
            ? new(row!.Id, row.Title, row.Kind, row.Status, row.Level, row.About, row.ClosesAt, row.Task?.State, MaySecond(row, now), row.Excluded)
            : null;
    }

    /// <exception cref="RefusedException">Not the holder's.</exception>
    public async Task<MyRatingView> ViewAsync(Actor holder, Guid id)
    {
        var now = clock.UtcNow;
        var row = await store.ReadAsync(db => RatingTasks.Whole(db).Include(r => r.Case).Include(r => r.Department).SingleOrDefaultAsync(r => r.Id == id));
        if (row is null || holder.Kind != ActorKind.Talent || row.TalentId != holder.Id)
            throw new RefusedException("no-such-rating", "找不到这条评价邀请。", "This rating cannot be found.");
        var worked = row.Task is { RectifiedAt: not null, IsRunning: true } or { State: RatingTaskState.Done };
        return new(row, row.Case?.Number, row.Department?.Name ?? row.Title, row.IsOpen(now) && !row.Excluded && !worked,
            row.Status == RatingStatus.Invited && row.IsOpen(now), MaySecond(row, now), row.Review is { Upheld: true, ObjectedAt: null },
            row.Task is { IsRunning: true } task ? RatingDates.Of(task, await calendars.CurrentAsync(), clock) : []);
    }

    private static bool MaySecond(Rating row, DateTime now) => row.Task is { State: RatingTaskState.SecondRating } task && now < task.SecondClosesAt;

    // Between its last instant and the sweep an invitation is over already.
    private static RatingStatus Standing(Rating row, DateTime now) => row.Status == RatingStatus.Invited && !row.IsOpen(now) ? RatingStatus.Expired : row.Status;
}
