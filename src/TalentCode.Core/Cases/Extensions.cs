using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// Who extends the outer limit of a case (延期, 行政许可法 42) and how it is asked for: by the head of the department, or where
/// the item's rule says so by the head of the city government. What is said about it stays inside; the applicant is told once it is extended.
/// </summary>
public static class Extensions
{
    /// <summary>Between colleagues: no page, message or list of the applicant, of the family or of who looks after them shows these steps.</summary>
    public static IReadOnlyList<CaseAction> Inside { get; } = [CaseAction.AskExtension, CaseAction.DeclineExtension];

    /// <summary>Whether the rule leaves it to the government, as for what several organs handle jointly.</summary>
    public static bool IsGovernments(ServiceCase row) => row.ItemVersion?.Content.Extension?.Level == ExtendedBy.Government;

    /// <summary>Who decides, in words.</summary>
    public static LocalText Who(ServiceCase row) => IsGovernments(row) ? new("市政府负责人", "the head of the city government") : new("负责部门的负责人", "the head of the responsible department");

    internal static bool May(Actor actor, ServiceCase row) =>
        IsGovernments(row) ? actor.May(Permission.ExtendJointLimits) : actor.May(Permission.ExtendLimits) && actor.DepartmentId == row.DepartmentId;

    /// <summary>Why the step is shut; null when it is open. Whether the limit has passed, the step itself says: this has no clock.</summary>
    internal static RefusedException? Obstacle(ServiceCase row, CaseAction action, Func<RefusedException> notPossible) => action switch
    {
        CaseAction.DeclineExtension => row.ExtensionAsked is null ? notPossible() : null,
        _ when row.ItemVersion?.Content.Extension is null || row.OuterDueAt is null => new("no-extension",
            "这个事项的规定里没有延期,请在期限内办结。", "The rules of this service know no extension; please decide within the limit."),
        _ when row.ExtendedAt is not null => new("extended-once", "已经延期过一次,不能再延。", "The limit has been extended once; it cannot be extended again."),
        CaseAction.AskExtension when row.ExtensionAsked is not null => new("extension-asked",
            $"已经申请过延期,还没有答复。请等{Who(row).Zh}决定;没有批准前,原来的期限仍然算数。",
            $"An extension has been asked for and is not answered yet. Please wait for {Who(row).En}; until it is approved the limit stays as it is."),
        _ => null,
    };

    /// <summary>What has run out cannot be made longer any more (行政许可法 42: approved before the limit ends).</summary>
    /// <exception cref="RefusedException">The limit has passed.</exception>
    internal static void RequireTime(ServiceCase row, DateTime now)
    {
        if (row.OuterDueAt <= now)
            throw new RefusedException("limit-over", "办理期限已经过去,不能再延期。请尽快作出决定,并公开说明原因。", "The limit has already passed and cannot be extended. Please decide soon and make the reason public.");
    }

    /// <summary>Before the step is written down: the words go to the internal notes, and whoever has to know is told.</summary>
    /// <returns>The input without the sentence, which nothing made of this step may carry.</returns>
    /// <exception cref="RefusedException">The limit has passed, or nobody is there who could extend it.</exception>
    internal static async Task<StepInput> TellAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now, CityClock clock)
    {
        IEnumerable<Guid> told;
        if (step.Action == CaseAction.AskExtension)
        {
            RequireTime(row, now);
            told = await HeadsAsync(db, row);
        }
        else
        {
            told = new[] { row.HandlerId, row.ExtensionAsked?.ActorId }.OfType<Guid>().Distinct().Where(id => id != actor.Id);
        }
        InternalNotes.Add(db, row, actor, input.Note!, now);
        Owe(db, row, step.Action == CaseAction.AskExtension ? "extension-asked" : "extension-declined", told, now, clock);
        return input with { Note = null };
    }

    /// <summary>After an extension: the officer who has the case or asked for it reads it as the applicant does, and goes on.</summary>
    internal static void Granted(TalentDb db, ServiceCase row, CaseEvent? asked, Actor actor, DateTime now, CityClock clock) =>
        Owe(db, row, "extension-granted", new[] { row.HandlerId, asked?.ActorId }.OfType<Guid>().Distinct().Where(id => id != actor.Id), now, clock);

    // Never more than one message about a step: a family's parts go along silently.
    private static void Owe(TalentDb db, ServiceCase row, string template, IEnumerable<Guid> staff, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(row, null, clock);
        var desk = template == "extension-asked" && IsGovernments(row) ? "board" : "dept";
        foreach (var id in staff) db.Owe(template, $"{row.Id:N}-{row.Events.Count}", Recipient.Staff(id), now, values, $"/{desk}/cases/{row.Id}");
    }

    private static async Task<List<Guid>> HeadsAsync(TalentDb db, ServiceCase row)
    {
        var governments = IsGovernments(row);
        var heads = await (governments ? HandlingNotices.OfRolesAsync(db, null, StaffRole.CityLead) : HandlingNotices.OfRolesAsync(db, row.DepartmentId, StaffRole.Head));
        if (heads.Count > 0) return heads;
        throw governments
            ? new RefusedException("no-head", "还没有市政府负责人的账号,延期申请没有人能批。请联系系统管理员添加“市政府负责人”账号,再提出申请。",
                "There is no account of the head of the city government yet, so nobody could approve this. Ask the administrator to add one, then ask again.")
            : new RefusedException("no-head", "本部门还没有负责人的账号,延期申请没有人能批。请联系系统管理员添加“部门负责人”账号,再提出申请。",
                "Your department has no account of its head yet, so nobody could approve this. Ask the administrator to add one, then ask again.");
    }
}
