using TalentCode.Core.Staff;

namespace TalentCode.Core.Concerns;

/// <summary>Who may see and work on a concern: the one place that is asked.</summary>
internal static class ConcernAccess
{
    /// <summary>Whom it is about, or who had a hand in the matter: nothing of it opens for them, whatever their roles.</summary>
    public static bool IsKeptOut(Actor actor, Concern row) => row.Persons.Exists(p => p.StaffId == actor.Id);

    /// <param name="caresFor">Whether the actor is the person's steward today or stands in.</param>
    public static bool MayWork(Actor actor, Concern row, bool caresFor) => !IsKeptOut(actor, row) && (row.Desk, row.Level) switch
    {
        (ConcernDesk.Steward, _) when caresFor => true,
        (_, ConcernLevel.Supervision) => actor.May(Permission.SuperviseCases),
        (_, ConcernLevel.Coordination) => actor.May(Permission.SuperviseCases) || actor.May(Permission.AssignCare),
        _ => false,
    };

    /// <summary>Said alike to everybody, so that nothing is learned from it.</summary>
    public static RefusedException NotThere() => new("no-such-concern", "找不到这一件,或者它不由你办理。被投诉的人和经办过这件事的人看不到投诉。", "This cannot be found, or is not yours. Those a complaint is about, and those who had a hand in the matter, do not see it.");
}
