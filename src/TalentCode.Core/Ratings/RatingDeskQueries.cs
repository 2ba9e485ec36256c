using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What was said about a department, without who.</summary>
/// <param name="Month">First day of the month: the day itself would point at a person.</param>
/// <param name="Number">For an approver who had no hand in the matter; null for everybody else.</param>
public sealed record Saying(LocalText Title, RatingLevel Level, IReadOnlyList<string> Reasons, string? Comment, DateOnly Month, bool Excluded, RatingTaskState? Task, string? Number);

public enum TaskScope { Open, Late, Asked, Ended }

/// <summary>One line of a list of tasks.</summary>
public sealed record TaskLine(Guid Id, LocalText Title, LocalText Unit, RatingLevel Level, RatingTaskState State, CaseLight Light, DateTime? NextDueAt, RatingDesk Desk, bool Asked, RatingLevel? Second);

/// <summary>A task as somebody who may see it sees it.</summary>
/// <param name="Rater">Masked; name and number are opened by <see cref="RatingTaskService.ContactAsync"/>.</param>
/// <param name="MayWork">This actor takes the steps.</param>
/// <param name="MaySupervise">This actor decides what the handlers ask.</param>
public sealed record TaskView(Rating Row, RatingTask Task, LocalText Unit, LocalText Rater, string? Number, CaseLight Light, LocalText? Left, IReadOnlyList<TaskDate> Dates, bool MayWork, bool MaySupervise);

/// <summary>Ratings and tasks as desks read them. What a reader may not see is not read for them.</summary>
public sealed class RatingDeskQueries(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>
    /// What was said about the actor's department, newest first. While the department has fewer than
    /// <see cref="RatingRules.LeastShown"/> ratings, only an approver who had no hand in a matter reads about it.
    /// </summary>
    public async Task<(IReadOnlyList<Saying> Lines, int Total)> SayingsAsync(Actor actor, bool badOnly, int page, int pageSize)
    {
        actor.Require(Permission.HandleCases);
        var decides = actor.May(Permission.DecideCases);
        return await store.ReadAsync(async db =>
        {
            var all = db.Ratings.Where(r => r.DepartmentId == actor.DepartmentId && r.Status == RatingStatus.Rated && r.Level != null);
            var query = await all.CountAsync() >= RatingRules.LeastShown ? all : all.Where(r => decides && !r.Persons.Any(p => p.StaffId == actor.Id));
            if (badOnly) query = query.Where(r => r.Level == RatingLevel.Dissatisfied || r.Level == RatingLevel.VeryDissatisfied);
            var rows = await query.Include(r => r.Task).Include(r => r.Case).Include(r => r.Persons).OrderByDescending(r => r.RatedAt).ThenByDescending(r => r.Id).AsSplitQuery()
                .Skip(page * pageSize).Take(pageSize).ToListAsync();
            return ((IReadOnlyList<Saying>)rows.ConvertAll(r => Say(r, decides && !RatingAccess.IsRated(actor, r))), await query.CountAsync());
        });
    }

    private Saying Say(Rating r, bool whole)
    {
        var day = clock.DateOf(r.RatedAt!.Value);
        return new(r.Title, r.Level!.Value, r.Reasons, r.Comment, new(day.Year, day.Month, 1), r.Excluded, r.Task?.State, whole ? r.Case?.Number : null);
    }

    /// <summary>Tasks the actor may work on at the own department.</summary>
    public Task<(IReadOnlyList<TaskLine> Lines, int Total)> OwnTasksAsync(Actor actor, TaskScope scope, int page, int pageSize)
    {
        actor.Require(Permission.HandleCases);
        if (!actor.May(Permission.DecideCases)) return Task.FromResult<(IReadOnlyList<TaskLine>, int)>(([], 0));
        return PageAsync(db => db.RatingTasks.Where(t => t.Desk == RatingDesk.Department && t.Rating!.DepartmentId == actor.DepartmentId && !t.Rating.Persons.Any(p => p.StaffId == actor.Id)), scope, page, pageSize);
    }

    /// <summary>All tasks, for supervision; matters the actor had a hand in are left out.</summary>
    public Task<(IReadOnlyList<TaskLine> Lines, int Total)> AllTasksAsync(Actor actor, TaskScope scope, int page, int pageSize)
    {
        actor.Require(Permission.SuperviseCases);
        return PageAsync(db => db.RatingTasks.Where(t => !t.Rating!.Persons.Any(p => p.StaffId == actor.Id)), scope, page, pageSize);
    }

    /// <exception cref="RefusedException">Not this actor's to see; above all not of somebody who was rated.</exception>
    public async Task<TaskView> TaskAsync(Actor actor, Guid taskId)
    {
        var row = await store.ReadAsync(db => RatingTasks.Whole(db).Include(r => r.Department).Include(r => r.Hall).Include(r => r.Case).Include(r => r.Talent).SingleOrDefaultAsync(r => r.Task!.Id == taskId));
        if (row?.Task is not { } task) throw RatingAccess.NotThere();
        var (mayWork, maySupervise) = (RatingAccess.MayWork(actor, row, task), RatingAccess.MaySupervise(actor, row));
        if (!mayWork && !maySupervise) throw RatingAccess.NotThere();
        var (now, calendar) = (clock.UtcNow, await calendars.CurrentAsync());
        LocalText? left = task.NextDueAt is { } due ? DueDates.LeftInWords(due, TermUnit.WorkingDay, now, calendar, clock) : null;
        return new(row, task, Unit(row), new(Masking.Name(row.Talent!.LegalName), Masking.Name(row.Talent.LatinName ?? row.Talent.LegalName)), row.Case?.Number,
            RatingDates.LightOf(task, now, calendar, clock), left, RatingDates.Of(task, calendar, clock), mayWork, maySupervise);
    }

    private async Task<(IReadOnlyList<TaskLine>, int)> PageAsync(Func<TalentDb, IQueryable<RatingTask>> source, TaskScope scope, int page, int pageSize)
    {
        var (now, calendar) = (clock.UtcNow, await calendars.CurrentAsync());
        var (rows, total) = await store.ReadAsync(async db =>
        {
            var query = Narrow(source(db), scope, now);
            // What is late or due first is on top; what waits for others has no date.
            var ordered = scope == TaskScope.Ended ? query.OrderByDescending(t => t.StartedAt).ThenBy(t => t.Id) : query.OrderBy(t => t.NextDueAt == null).ThenBy(t => t.NextDueAt).ThenBy(t => t.Id);
            return (await ordered.Include(t => t.Rating!).ThenInclude(r => r.Department).Include(t => t.Rating!).ThenInclude(r => r.Hall).Include(t => t.Rating!).ThenInclude(r => r.Review)
                .Skip(page * pageSize).Take(pageSize).ToListAsync(), await query.CountAsync());
        });
        return (rows.ConvertAll(t => new TaskLine(t.Id, t.Rating!.Title, Unit(t.Rating), t.Rating.Level ?? RatingLevel.Dissatisfied, t.State,
            RatingDates.LightOf(t, now, calendar, clock), t.NextDueAt, t.Desk, t.ComplexPending || t.Rating.Review is { Pending: true }, t.SecondLevel)), total);
    }

    private static IQueryable<RatingTask> Narrow(IQueryable<RatingTask> tasks, TaskScope scope, DateTime now) => scope switch
    {
        TaskScope.Late => tasks.Where(t => t.NextDueAt < now),
        TaskScope.Asked => tasks.Where(t => (t.ComplexAskedAt != null && t.ComplexDecidedAt == null && RatingRules.Running.Contains(t.State))
            || (t.Rating!.Review != null && (t.Rating.Review.DecidedAt == null || (t.Rating.Review.ObjectedAt != null && t.Rating.Review.ObjectionDecidedAt == null)))),
        TaskScope.Ended => tasks.Where(t => !RatingRules.Running.Contains(t.State)),
        _ => tasks.Where(t => RatingRules.Running.Contains(t.State)),
    };

    private static LocalText Unit(Rating row) => row.Department?.Name ?? row.Hall!.Name;
}
