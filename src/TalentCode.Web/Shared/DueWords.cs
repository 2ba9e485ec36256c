using TalentCode.Core;
using TalentCode.Core.Cases;

namespace TalentCode.Web.Shared;

/// <summary>What stands before the day in a list: whose turn it is until then.</summary>
public static class DueWords
{
    public static LocalText Before(CaseState state) => state switch
    {
        CaseState.AwaitingCompletion => new("补正到期 ", "papers due "),
        CaseState.Decided => new("送达到期 ", "delivery due "),
        _ => new("到期 ", "due "),
    };

    /// <summary>The same for the applicant.</summary>
    public static LocalText Until(CaseState state) => state switch
    {
        CaseState.AwaitingCompletion => new("最迟补到 ", "your papers by "),
        CaseState.Decided => new("最迟送达 ", "with you by "),
        _ => new("最迟 ", "by "),
    };
}
