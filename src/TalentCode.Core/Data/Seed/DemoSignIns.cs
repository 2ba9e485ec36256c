namespace TalentCode.Core.Data.Seed;

/// <summary>One way into the demo city.</summary>
/// <param name="User">User name of staff, phone number of a holder.</param>
/// <param name="Password">Null for holders: they sign in with a code sent to the phone.</param>
public sealed record DemoSignIn(LocalText Role, string User, string? Password);

/// <summary>Who can sign in to the demo city and how, for the README and for the print at start.</summary>
public static class DemoSignIns
{
    /// <summary>Of every demo staff account. Known to everybody, so a demo city never holds real people.</summary>
    public const string StaffPassword = "Talent-Demo-2026";

    public static IReadOnlyList<DemoSignIn> All { get; } =
    [
        Holder("人才(全家落户材料齐全)", "Talent (family registration complete)", DemoPeople.Zhang),
        Holder("人才(德国科学家,英文)", "Talent (German scientist, English)", DemoPeople.Schmidt),
        Holder("人才(缺一份出生证明)", "Talent (one birth certificate missing)", DemoPeople.Chen),
        Holder("人才(类别已过期)", "Talent (grade expired)", DemoPeople.Li),
        Holder("人才(码已冻结)", "Talent (code frozen)", DemoPeople.Wang),
        Holder("人才(超长姓名)", "Talent (very long name)", DemoPeople.LongName),
        new(new("家庭成员(满14周岁,自己登录)", "Family member (from 14, signs in alone)"), DemoFamilies.Phone, null),
        Staff("窗口(hall1–hall6)", "Service hall (hall1–hall6)", "hall1"),
        Staff("人才管家(steward1–steward5)", "Steward (steward1–steward5)", "steward1"),
        Staff("联络员(liaison1 单位联络员、liaison2 科技专员)", "Liaison officer (liaison1 at the employer, liaison2 science officer)", DemoStaff.Liaison),
        Staff("部门经办(每个部门一名)", "Department officer (one per department)", "officer.public-security"),
        Staff("审批人(每个部门一名)", "Approver (one per department)", "approver.public-security"),
        Staff("审批人(第二名,答复异议、处理差评)", "Second approver (answers objections, works on bad ratings)", DemoStaff.SecondApprover),
        Staff("部门负责人(每个部门一名,批准延期)", "Head of department (one per department, extends limits)", "head.public-security"),
        Staff("商户核销员(provider1–provider3)", "Provider's counter (provider1–provider3)", "provider1"),
        Staff("督办(supervisor、supervisor2)", "Supervisor (supervisor, supervisor2)", "supervisor"),
        Staff("市政府负责人(超上限提醒、联合办理的延期)", "Head of the city government (broken limits, extensions of joint handling)", "citylead"),
        Staff("统筹", "Coordinator", "coordinator"),
        Staff("系统管理", "Administrator", "admin"),
    ];

    private static DemoSignIn Holder(string zh, string en, DemoPerson person) => new(new(zh, en), person.Phone, null);
    private static DemoSignIn Staff(string zh, string en, string user) => new(new(zh, en), user, StaffPassword);
}
