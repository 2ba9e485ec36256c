using TalentCode.Core;
using TalentCode.Core.Cases;

namespace TalentCode.Web.Shared;

/// <summary>A card in words and with a sign: colour is never alone.</summary>
public static class CardWords
{
    public static LocalText Name(CaseLight light) => light switch
    {
        CaseLight.Yellow => new("黄牌", "Yellow card"),
        CaseLight.Red => new("红牌", "Red card"),
        CaseLight.DeepRed => new("深红牌", "Deep-red card"),
        _ => new("", ""),
    };

    public static string Icon(CaseLight light) => light switch
    {
        CaseLight.Yellow => "▲",
        CaseLight.Red => "■",
        _ => "◆",
    };

    /// <summary>What was to be done by the day that follows.</summary>
    public static LocalText Missed(WarningKind kind) => kind switch
    {
        WarningKind.AnswerLate => new("应当答复申请人的日期:", "The applicant was to have an answer by"),
        WarningKind.DeliveryLate => new("应当送达结果的日期:", "The result was to be handed over by"),
        WarningKind.Limit => new("办理上限:", "The limit was"),
        _ => new("承诺办结的日期:", "Promised by"),
    };

    public static LocalText Why(WarningKind kind) => kind switch
    {
        WarningKind.Step => new("这一步超过规定的工作日", "This step took longer than its working days"),
        WarningKind.Near => new("快到承诺日期", "The promised date is near"),
        WarningKind.AnswerLate => new("没有在期限内答复", "No answer within the term"),
        WarningKind.DeliveryLate => new("没有在期限内送达", "Not handed over within the term"),
        WarningKind.Broken => new("超过承诺日期", "The promised date has passed"),
        WarningKind.Limit => new("超过办理上限", "The limit has passed"),
        _ => new("", ""),
    };
}
