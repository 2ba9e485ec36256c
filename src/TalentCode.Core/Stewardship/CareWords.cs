namespace TalentCode.Core.Stewardship;

/// <summary>What the parts of stewardship are called.</summary>
public static class CareWords
{
    public static LocalText Of(CareKind kind) => kind switch
    {
        CareKind.Steward => new("人才管家", "Steward"),
        CareKind.ScienceOfficer => new("科技专员", "Science officer"),
        CareKind.EmployerLiaison => new("单位联络员", "Liaison at the employer"),
        _ => new("结对联系领导", "Paired leader"),
    };

    public static LocalText Of(ContactWay way) => way switch
    {
        ContactWay.Call => new("电话", "Call"),
        ContactWay.Visit => new("走访", "Visit"),
        ContactWay.WeChat => new("微信", "WeChat"),
        ContactWay.Email => new("邮件", "E-mail"),
        ContactWay.ScienceOfficer => Of(CareKind.ScienceOfficer),
        ContactWay.EmployerLiaison => Of(CareKind.EmployerLiaison),
        _ => Of(CareKind.PairedLeader),
    };

    public static LocalText Of(MandateScope scope) => scope == MandateScope.FileAndFollow
        ? new("代为提交并跟进", "File and follow it")
        : new("只代为跟进", "Only follow it");

    /// <summary>What a scope means, as the paper of a mandate says it.</summary>
    public static LocalText Reach(MandateScope scope) => scope == MandateScope.FileAndFollow
        ? new(":代为提交申请,补交材料、提交补正,接收结果和文书。作承诺、提异议、撤回申请仍由委托人本人办理。", ": to file the application, supply papers and answer what is asked, and receive the result and papers. Promising, objecting and withdrawing stay with whoever gave it.")
        : new(":补交材料、提交补正,接收结果和文书,不代为提交申请。作承诺、提异议、撤回申请仍由委托人本人办理。", ": to supply papers and answer what is asked, and receive the result and papers, not to file. Promising, objecting and withdrawing stay with whoever gave it.");

    public static LocalText Of(MandateEnd? end) => end switch
    {
        MandateEnd.Withdrawn => new("已撤回", "Taken back"),
        MandateEnd.StewardChanged => new("管家更换,自动结束", "Ended with the change of steward"),
        MandateEnd.Replaced => new("已由新的委托代替", "Replaced by a later one"),
        _ => new("已到期", "Expired"),
    };
}

/// <summary>A beginning for the notes of a visit.</summary>
public sealed record VisitTemplate(string Key, LocalText Name, LocalText Text)
{
    /// <summary>Each asks for what will be needed later: what was said, what was promised, by when.</summary>
    public static IReadOnlyList<VisitTemplate> All { get; } =
    [
        new("first", new("首次拜访", "First visit"), new("到岗与安家情况:\n家人(工作、上学、看病):\n正在办和想办的事:\n答应了什么,何时回话:", "Settling in at work and at home:\nFamily (work, school, doctor):\nWhat is under way or wanted:\nWhat was promised, by when:")),
        new("project", new("项目走访", "Visit about the project"), new("项目进展:\n卡在哪里(设备、经费、人手、审批):\n需要哪个部门:\n答应了什么,何时回话:", "Progress of the project:\nWhere it is stuck (equipment, funds, people, approvals):\nWhich department is needed:\nWhat was promised, by when:")),
        new("care", new("节日与关怀", "Holiday or a kind word"), new("近况:\n家里有没有难处:\n对服务的意见:", "How things are:\nAnything difficult at home:\nWhat could be served better:")),
        new("end", new("合同或类别到期前", "Before a contract or grade ends"), new("下一步打算(续签、换单位、离开):\n需要提前办的事项和日期:\n答应了什么,何时回话:", "Plans (renewal, another employer, leaving):\nWhat must be done beforehand, by when:\nWhat was promised, by when:")),
    ];
}
