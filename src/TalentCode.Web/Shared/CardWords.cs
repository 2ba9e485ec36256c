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

    public static LocalText Why(WarningKind kind) => kind switch
    {
        WarningKind.Step => new("这一步超过 1 个工作日", "This step took more than a working day"),
        WarningKind.Near => new("快到承诺日期", "The promised date is near"),
        WarningKind.AnswerLate => new("没有在期限内答复", "No answer within the term"),
        WarningKind.DeliveryLate => new("没有在期限内送达", "Not handed over within the term"),
        WarningKind.Broken => new("超过承诺日期", "The promised date has passed"),
        WarningKind.Limit => new("超过办理上限", "The limit has passed"),
        _ => new("", ""),
    };
}
