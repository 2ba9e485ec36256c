using TalentCode.Core.Staff;

namespace TalentCode.Core.Ratings;

/// <summary>Who may do what with a rating: the one place that is asked, by services and by screens.</summary>
internal static class RatingAccess
{
    /// <summary>Had a hand in the matter: is one of those who were rated.</summary>
    public static bool IsRated(Actor actor, Rating row) => row.Persons.Exists(p => p.StaffId == actor.Id);

    /// <summary>May work the task off: an approver of the department, or supervision, and never somebody rated.</summary>
    public static bool MayWork(Actor actor, Rating row, RatingTask task) => !IsRated(actor, row) && (task.Desk == RatingDesk.Department
        ? actor.May(Permission.DecideCases) && actor.DepartmentId == row.DepartmentId
        : actor.May(Permission.SuperviseCases));

    /// <summary>May decide what the handlers ask: supervision, as long as it is another person and not somebody rated.</summary>
    public static bool MaySupervise(Actor actor, Rating row) => actor.May(Permission.SuperviseCases) && !IsRated(actor, row);

    /// <exception cref="RefusedException">The actor may not work on this task. Said alike to everybody, so that nothing is learned from it.</exception>
    public static void RequireWorker(Actor actor, Rating row, RatingTask task)
    {
        if (!MayWork(actor, row, task)) throw NotThere();
    }

    /// <param name="asker">Who asked; another person decides.</param>
    /// <exception cref="RefusedException">Not supervision, had a hand in it, or asked for it.</exception>
    public static void RequireSupervision(Actor actor, Rating row, Guid? asker)
    {
        if (!MaySupervise(actor, row)) throw NotThere();
        if (asker == actor.Id)
            throw new RefusedException("another-person", "这一项是你提出或决定过的,须由另一位督办人员决定。", "You asked for this or decided on it before; another supervisor has to decide.");
    }

    public static RefusedException NotThere() => new("no-such-task", "找不到这项任务,或者它不由你办理。经办过这件事的人不能处理对它的评价。", "This task cannot be found, or is not yours. Nobody who had a hand in a matter works on a rating of it.");
}
