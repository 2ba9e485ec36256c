using TalentCode.Core.Cases;
using TalentCode.Core.Filing;

namespace TalentCode.Core.Data.Seed;

/// <summary>One case to walk: what was filed how many working days ago, and how far it came.</summary>
/// <param name="About">Item a direct request names; it goes to the department of that item.</param>
/// <param name="Late">Registered days after moving in, so an officer looks at it.</param>
internal sealed record DemoPlan(string ItemId, int FiledAgo, CaseState End, string? About = null, bool Refused = false, bool Late = false);

/// <summary>The cases of the demo city. Each line leaves enough working days for its steps; two promises are broken on purpose.</summary>
internal static class DemoPlans
{
    private const string P01 = ItemForms.HouseholdRegistration;
    private const string P06 = ItemForms.DirectRequest;
    private const string P05 = ItemForms.GradeRecognition;
    private const string P26 = ItemForms.TalentFlat;
    private const string P27 = ItemForms.YoungHousing;
    private const string P12 = ItemForms.AccommodationRegistration;

    public static IReadOnlyList<DemoPlan> All { get; } =
    [
        new(P01, 1, CaseState.Draft), new(P01, 1, CaseState.Received), new(P01, 2, CaseState.Received), new(P01, 4, CaseState.AwaitingCompletion),
        new(P01, 3, CaseState.Accepted), new(P01, 5, CaseState.Accepted), new(P01, 4, CaseState.InReview), new(P01, 5, CaseState.SpecialProcedure),
        new(P01, 9, CaseState.InReview), new(P01, 6, CaseState.Decided), new(P01, 12, CaseState.Delivered), new(P01, 18, CaseState.Delivered),
        new(P01, 20, CaseState.Delivered, Refused: true), new(P01, 10, CaseState.Withdrawn), new(P01, 14, CaseState.NotAccepted),
        new(P12, 1, CaseState.Draft), new(P12, 2, CaseState.Delivered), new(P12, 5, CaseState.Delivered), new(P12, 13, CaseState.Delivered),
        new(P12, 8, CaseState.Delivered, Late: true),
        new(P06, 1, CaseState.Received, "P15"), new(P06, 1, CaseState.Received, "P24"), new(P06, 1, CaseState.Received, "Z19"), new(P06, 1, CaseState.Draft, "P20"),
        new(P06, 2, CaseState.Accepted, "P20"), new(P06, 3, CaseState.Accepted, "P23"), new(P06, 2, CaseState.Accepted, "P04"),
        new(P06, 3, CaseState.InReview, "Z10"), new(P06, 4, CaseState.InReview, "Z16"), new(P06, 3, CaseState.InReview, "M12"), new(P06, 8, CaseState.InReview, "P08"),
        new(P06, 5, CaseState.Decided, "Z02"), new(P06, 6, CaseState.Decided, "P25"), new(P06, 7, CaseState.Delivered, "Z18"), new(P06, 9, CaseState.Delivered, "M05"),
        new(P06, 11, CaseState.Delivered, "Z12"), new(P06, 15, CaseState.Delivered, "M16"), new(P06, 17, CaseState.Delivered, "M15"), new(P06, 19, CaseState.Closed),
        new(P06, 16, CaseState.Delivered, "M11", Refused: true), new(P06, 7, CaseState.Withdrawn, "M13"), new(P06, 10, CaseState.NotAccepted, "Z01"),
        new(P01, 13, CaseState.Delivered), new(P12, 4, CaseState.Delivered), new(P12, 7, CaseState.Delivered),
        new(P06, 6, CaseState.Discarded, "P24"), new(P01, 16, CaseState.DeemedWithdrawn), new(P01, 11, CaseState.Terminated),
        new(P05, 2, CaseState.Received), new(P05, 5, CaseState.InReview), new(P05, 6, CaseState.InApproval), new(P05, 13, CaseState.Delivered),
        new(P26, 4, CaseState.InReview), new(P26, 6, CaseState.Decided), new(P26, 14, CaseState.Delivered),
        new(P27, 3, CaseState.InReview), new(P27, 9, CaseState.Delivered),
    ];

    /// <summary>The steps after filing and the working day on which each is taken, counted from the filing.</summary>
    public static IEnumerable<(CaseAction Action, int After)> Steps(DemoPlan plan) => plan.End switch
    {
        CaseState.Withdrawn => [(CaseAction.Accept, 1), (CaseAction.Withdraw, 2)],
        CaseState.NotAccepted => [(CaseAction.RefuseAcceptance, 1)],
        CaseState.Accepted => [(CaseAction.Accept, 1)],
        CaseState.InReview => [(CaseAction.Accept, 1), (CaseAction.StartReview, 2)],
        CaseState.InApproval => [(CaseAction.Accept, 1), (CaseAction.StartReview, 2), (CaseAction.SubmitForApproval, 4)],
        CaseState.AwaitingCompletion => [(CaseAction.AskCompletion, 1)],
        CaseState.DeemedWithdrawn => [(CaseAction.AskCompletion, 1), (CaseAction.DeemWithdrawn, 12)],
        CaseState.SpecialProcedure => [(CaseAction.Accept, 1), (CaseAction.StartReview, 2), (CaseAction.StartSpecial, 3)],
        CaseState.Terminated => [(CaseAction.Accept, 1), (CaseAction.StartReview, 2), (CaseAction.Terminate, 4)],
        CaseState.Decided => [.. Decision(plan)],
        CaseState.Delivered => [.. Decision(plan), (CaseAction.Deliver, 5)],
        CaseState.Closed => [.. Decision(plan), (CaseAction.Deliver, 5), (CaseAction.Close, 12)],
        _ => [],
    };

    private static IEnumerable<(CaseAction Action, int After)> Decision(DemoPlan plan) =>
        [(CaseAction.Accept, 1), (CaseAction.StartReview, 2), (plan.Refused ? CaseAction.Refuse : CaseAction.Grant, 4)];

    public static string? Note(DemoPlan plan, CaseAction action) => action switch
    {
        CaseAction.RefuseAcceptance when plan.ItemId == P01 => "地址证明上的产权人与申请人不一致,请补充产权人的同意书后重新提交。",
        CaseAction.RefuseAcceptance => "这项支持由市里统一组织申报,本批次已截止,下一批次开始时会通知。",
        CaseAction.SubmitForApproval => "学历、社保和合同已核对,计分达到申请的类别。",
        CaseAction.Refuse when plan.ItemId == P01 => "拟落户地址已有其他家庭登记,且没有迁出记录。",
        CaseAction.Terminate => "申请人已调离本市,落户事由不再存在。",
        CaseAction.Refuse => "目前没有符合要求的服务机构,已登记需求,有合适的会再联系。",
        _ => null,
    };

    /// <summary>What a step needs beside a sentence.</summary>
    public static StepDetail? Detail(DemoPlan plan, CaseAction action) => action switch
    {
        CaseAction.AskCompletion when plan.ItemId != P01 => new CompletionList(
        [
            new("租房合同", "提取公积金付房租,需要看合同期限和租金", "拍照上传合同首页和签字页"),
            new("原公积金所在城市", "申请里没有写,无法发起转移", "在说明里写明城市和单位名称"),
        ]),
        CaseAction.AskCompletion => new CompletionList(
        [
            new("落户地址证明", "租约上的地址缺少门牌号", "请房东在租约上补写门牌号,拍照上传"),
            new("劳动(聘用)合同", "上传的合同只有首页", "请上传完整的合同,包括签字页"),
        ]),
        CaseAction.SubmitForApproval => new ApprovalProposal(CaseDecision.Granted),
        CaseAction.StartSpecial => new ProcedureTerms("site-visit", 4),
        CaseAction.Refuse => new RefusalReasons([plan.ItemId == P01 ? "address-taken" : "no-provider"]),
        CaseAction.RefuseAcceptance => new RefusalReasons([plan.ItemId == P01 ? "owner-no-consent" : "period-over"]),
        CaseAction.Terminate => new RefusalReasons(["applicant-left"]),
        _ => null,
    };

    /// <summary>What the person wrote in a direct request.</summary>
    public static LocalText Message(string? about) => about switch
    {
        "P15" => new("孩子明年九月上小学,想了解可以选哪几所学校、什么时候登记。", "My child starts primary school next September. Which schools are possible and when do we register?"),
        "Z19" => new("我们有一件发明专利想走优先审查,请告知需要准备什么。", "We would like priority examination for a patent. What do we need to prepare?"),
        "P20" => new("父亲需要看心内科,想用就医绿色通道预约下周的门诊。", "I need an appointment with a cardiologist next week through the medical fast track."),
        "P23" => new("医保关系还在原来的城市,想转过来,请问怎么办。", "My medical insurance is still in another city. How do I transfer it?"),
        "P08" => new("新来的外籍博士后工作许可快到期了,请帮忙看看怎么续。", "The work permit of our new postdoc is about to end. Please help us to renew it."),
        "Z16" => new("研发费用加计扣除的项目资料不确定怎么归集,希望有人指导。", "We are not sure how to collect the papers for the R&D deduction and would like some guidance."),
        "M12" => new("下周有三位专家到访,想用机场通道。", "Three experts visit us next week; we would like to use the airport channel."),
        _ => new("对这个事项的条件和材料有几处不明白,希望联络员打电话说明。", "Some of the conditions and papers are unclear to me. Please call me to explain."),
    };
}
