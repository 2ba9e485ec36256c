namespace TalentCode.Core.Notifications;

/// <summary>The words of every message, Chinese first. {name} is replaced by the value of that name.</summary>
public static class MessageTemplates
{
    public sealed record Template(LocalText Title, LocalText Body);

    private static readonly Dictionary<string, Template> All = new()
    {
        ["case-received"] = new(
            new("已收到:{item}", "Received: {item}"),
            new("{department}已收到你的申请,编号 {number}。最迟 {acceptance} 前答复。", "{department} has your application, number {number}. You will hear from them by {acceptance}.")),
        ["case-accepted"] = new(
            new("{accepted}:{item}", "{accepted}: {item}"),
            new("{department}负责,预计 {promised} 前办结。编号 {number}。", "{department} has it and expects to finish by {promised}. Number {number}.")),
        ["case-accepted-by-silence"] = new(
            new("视为受理:{item}", "Taken as accepted: {item}"),
            new("{department}没有在期限内答复,依法自收件之日起视为受理,预计 {promised} 前办结。编号 {number}。", "{department} did not answer in time, so by law the application counts as accepted from the day it was received. Decision expected by {promised}. Number {number}.")),
        ["case-not-accepted"] = new(
            new("未能受理:{item}", "Not accepted: {item}"),
            new("{department}没有受理,理由:{note}。有疑问可以在进度里直接联系你的管家。编号 {number}。", "{department} did not accept it. Reason: {note}. If this is unclear, ask your steward from the progress page. Number {number}.")),
        ["case-in-review"] = new(
            new("{started}:{item}", "{started}: {item}"),
            new("{department}正在处理,预计 {promised} 前办结。编号 {number}。", "{department} is working on it and expects to finish by {promised}. Number {number}.")),
        ["case-granted"] = new(
            new("办成了:{item}", "Granted: {item}"),
            new("{department}已作出决定:准予。{remark}结果会尽快送到,编号 {number}。", "{department} has decided: granted. {remark}The result is on its way. Number {number}.")),
        ["case-refused"] = new(
            new("没有办成:{item}", "Refused: {item}"),
            new("{department}已作出决定:不予。理由:{note}。救济途径写在进度页。编号 {number}。", "{department} has decided: refused. Reason: {note}. The progress page says what you can do about it. Number {number}.")),
        ["case-delivered"] = new(
            new("已送达:{item}", "Delivered: {item}"),
            new("结果已送达。编号 {number}。", "The result has been delivered. Number {number}.")),
        ["case-withdrawn"] = new(
            new("已撤回:{item}", "Withdrawn: {item}"),
            new("你的申请已撤回,不再办理。需要时可以重新申请。编号 {number}。", "Your application is withdrawn and will not be handled further. You can file again at any time. Number {number}.")),
        ["draft-prepared"] = new(
            new("请确认:{item}", "Please confirm: {item}"),
            new("{place}为你准备了一份申请,还没有提交。打开核对,确认后才算数。", "{place} has prepared an application for you. Nothing is filed yet: open it, check it and confirm.")),
        ["promise-near"] = new(
            new("临期:{item} {number}", "Due soon: {item} {number}"),
            new("承诺 {promised} 前办结,{left}。", "Promised by {promised}; {left}.")),
        ["promise-broken"] = new(
            new("已超承诺期限:{item}", "Promise missed: {item}"),
            new("承诺 {promised} 前办结,没有做到,很抱歉。{department}仍在办理,你的管家已收到提醒。编号 {number}。", "We promised a decision by {promised} and missed it. We are sorry. {department} is still on it and your steward has been told. Number {number}.")),
        ["code-validity"] = new(
            new("人才码将于 {until} 到期", "Your talent code expires on {until}"),
            new("还有 {days} 天。到期前办理“类别认定与变更”,办事不受影响;你的管家可以代为准备。", "{days} days left. Renew it under “Talent code: issue, grading and change” and nothing is interrupted; your steward can prepare it.")),
        ["code-frozen"] = new(
            new("人才码已冻结", "Your talent code is frozen"),
            new("{who}在 {when} 冻结了你的人才码,现在任何人都不能用它。不是你要求的?请在“我的”里联系管家。", "{who} froze your talent code at {when}; nobody can use it now. Not your wish? Contact your steward under “Me”.")),
        ["code-thawed"] = new(
            new("人才码已恢复", "Your talent code works again"),
            new("{who}在 {when} 恢复了你的人才码。之前的截图和照片仍然无效。", "{who} restored your talent code at {when}. Earlier screenshots and photos stay invalid.")),
        ["looked-up"] = new(
            new("有工作人员未扫码查看了你的信息", "Staff looked you up without a scan"),
            new("{place},理由:{note}。不清楚的话,请在“谁看过我的信息”里查看或投诉。", "{place}. Reason given: {note}. If this surprises you, see “Who looked at my data”.")),
    };

    /// <summary>Every template by name.</summary>
    public static IReadOnlyDictionary<string, Template> Everything => All;

    public static (LocalText Title, LocalText Body) Render(string template, IReadOnlyDictionary<string, LocalText> values)
    {
        var (title, body) = All[template];
        return (Fill(title, values), Fill(body, values));
    }

    private static LocalText Fill(LocalText text, IReadOnlyDictionary<string, LocalText> values)
    {
        var (zh, en) = text;
        foreach (var (name, value) in values)
        {
            zh = zh.Replace($"{{{name}}}", value.Zh, StringComparison.Ordinal);
            en = en.Replace($"{{{name}}}", value.En, StringComparison.Ordinal);
        }
        return new(zh, en);
    }
}
