namespace TalentCode.Core.Notifications;

/// <summary>The words of every message, Chinese first. {name} is replaced by the value of that name.</summary>
public static class MessageTemplates
{
    public sealed record Template(LocalText Title, LocalText Body);

    private static readonly Dictionary<string, Template> All = new(HandlingTemplates.All.Concat(Resources.BookingMessages.Templates).Concat(Resources.AllocationMessages.Templates)
        .Concat(Families.FamilyMessages.Templates).Concat(Minors.MinorMessages.Templates).Concat(Reminders.ReminderMessages.Templates))
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
            new("{department}已作出决定:准予。{result}{remark}结果会尽快送到,编号 {number}。", "{department} has decided: granted. {result}{remark}The result is on its way. Number {number}.")),
        ["case-refused"] = new(
            new("没有办成:{item}", "Refused: {item}"),
            new("{department}已作出决定:不予。理由:{note}。救济途径写在进度页。编号 {number}。", "{department} has decided: refused. Reason: {note}. The progress page says what you can do about it. Number {number}.")),
        ["case-delivered"] = new(
            new("已送达:{item}", "Delivered: {item}"),
            new("结果已送达。编号 {number}。", "The result has been delivered. Number {number}.")),
        ["case-withdrawn"] = new(
            new("已撤回:{item}", "Withdrawn: {item}"),
            new("你的申请已撤回,不再办理。需要时可以重新申请。编号 {number}。", "Your application is withdrawn and will not be handled further. You can file again at any time. Number {number}.")),
        ["case-completion-asked"] = new(
            new("请补正:{item}", "Please complete: {item}"),
            new("{department}看过了,还需要你补:{points}。一次说全,最迟 {completion} 补齐;需要更多时间可以申请延长。编号 {number}。", "{department} has checked it and needs from you: {points}. That is everything; please supply it by {completion}, or ask for more time. Number {number}.")),
        ["case-completed"] = new(
            new("已收到补正:{item}", "Completion received: {item}"),
            new("{department}已收到你补的材料,最迟 {acceptance} 前答复。编号 {number}。", "{department} has what you supplied and will answer by {acceptance}. Number {number}.")),
        ["case-split-off"] = new(
            new("案件分开办理:{item}", "Handled separately: {item}"),
            new("家庭申请 {family} 里有一份还没有跟上,为了不让其他人等候,{department}把这一份分开办理,新编号 {number}。{remark}已交的材料都在,不用重新申请;其他人的申请继续办理。", "One part of the family application {family} is not as far as the others. So that they need not wait, {department} now handles it separately, number {number}. {remark}What was handed in is kept and nothing is to be filed again; the others go on.")),
        ["case-completion-extended"] = new(
            new("补正期限已延长:{item}", "More time to complete: {item}"),
            new("补正期限延长到 {completion}。{remark}编号 {number}。", "You now have until {completion} to complete the papers. {remark}Number {number}.")),
        ["completion-due"] = new(
            new("补正快到期:{item}", "Completion due soon: {item}"),
            new("还需要你补:{points}。最迟 {completion},{left};过期未补会视为撤回。编号 {number}。", "Still needed from you: {points}. By {completion}, {left}; otherwise the application counts as withdrawn. Number {number}.")),
        ["case-deemed-withdrawn"] = new(
            new("视为撤回:{item}", "Counts as withdrawn: {item}"),
            new("期限内没有收到补正材料,这件申请视为撤回。填写过的内容和材料都在,可以重新申请;有困难请找你的管家。编号 {number}。", "Nothing was supplied in time, so this application counts as withdrawn. What you entered is kept and you can file again; your steward can help. Number {number}.")),
        ["case-deferral-offered"] = new(
            new("可以先受理:{item}", "Can be accepted now: {item}"),
            new("{department}可以先受理,下列材料后补:{deferred},最迟 {deferredUntil}。请打开事项确认承诺。编号 {number}。", "{department} can accept it now if these papers follow: {deferred}, by {deferredUntil}. Please open the case and confirm the promise. Number {number}.")),
        ["case-accepted-with-gaps"] = new(
            new("已容缺受理:{item}", "Accepted, papers to follow: {item}"),
            new("{department}已受理,预计 {promised} 前办结。记得在 {deferredUntil} 前补齐:{deferred}。编号 {number}。", "{department} has accepted it and expects to decide by {promised}. Please remember to supply by {deferredUntil}: {deferred}. Number {number}.")),
        ["deferral-due"] = new(
            new("请补齐材料:{item}", "Papers still to follow: {item}"),
            new("你承诺补齐:{deferred},最迟 {deferredUntil},{left}。补齐前结果不能送达。编号 {number}。", "You promised to supply: {deferred}, by {deferredUntil}; {left}. The result is withheld until then. Number {number}.")),
        ["case-gaps-closed"] = new(
            new("材料已补齐:{item}", "Papers complete: {item}"),
            new("容缺的材料已收齐,不用再补。编号 {number}。", "The papers that were to follow are all in. Number {number}.")),
        ["case-pledge-checked"] = new(
            new("承诺已核查:{item}", "Promise checked: {item}"),
            new("{pledge}。{remark}编号 {number}。", "The department checked: {pledge}. {remark}Number {number}.")),
        ["case-special-started"] = new(
            new("进入{procedure}:{item}", "{procedure} begins: {item}"),
            new("{department}需要进行{procedure},这段时间依规定不计入期限,预计 {promised} 前办结。编号 {number}。", "{department} has to carry out: {procedure}. By the rules this time is not counted; a decision is expected by {promised}. Number {number}.")),
        ["case-special-ended"] = new(
            new("{procedure}结束:{item}", "{procedure} has ended: {item}"),
            new("{procedure}已结束,期限继续计算,预计 {promised} 前办结。{remark}编号 {number}。", "{procedure} has ended and the clock runs on; a decision is expected by {promised}. {remark}Number {number}.")),
        ["case-special-capped"] = new(
            new("{procedure}已到批准时长:{item}", "{procedure} has used its approved time: {item}"),
            new("批准的时长已用完,期限自动继续计算,预计 {promised} 前办结。编号 {number}。", "The approved time is used up and the clock runs on by itself; a decision is expected by {promised}. Number {number}.")),
        ["case-test-started"] = new(
            new("进入{procedure}:{item}", "{procedure} begins: {item}"),
            new("{department}安排了{procedure}。通过以后才计算办结期限,到时告诉你日期。编号 {number}。", "{department} has arranged: {procedure}. The time to decide runs from passing it; you will then be told the date. Number {number}.")),
        ["case-test-passed"] = new(
            new("{procedure}结束:{item}", "{procedure} has ended: {item}"),
            new("{procedure}已通过,预计 {promised} 前办结。{remark}编号 {number}。", "{procedure}: passed. A decision is expected by {promised}. {remark}Number {number}.")),
        ["case-test-failed"] = new(
            new("{procedure}结束:{item}", "{procedure} has ended: {item}"),
            new("{procedure}没有通过,可以再考。通过以后再定办结日期。{remark}编号 {number}。", "{procedure}: not passed. It can be taken again; the date of the decision is set once it is passed. {remark}Number {number}.")),
        ["case-test-capped"] = new(
            new("{procedure}已到批准时长:{item}", "{procedure} has used its approved time: {item}"),
            new("批准的时长已用完,{department}还没有登记考试结果。通过以后再定办结日期。编号 {number}。", "The approved time is used up and {department} has recorded no result. The date of the decision is set once the test is passed. Number {number}.")),
        ["case-extended"] = new(
            new("办理期限延长:{item}", "Limit extended: {item}"),
            new("经{extendedBy}批准,{department}的办理期限延长到 {outer}。理由:{note}。编号 {number}。", "With the approval of {extendedBy}, the limit of {department} is extended to {outer}. Reason: {note}. Number {number}.")),
        ["case-terminated"] = new(
            new("已终止:{item}", "Terminated: {item}"),
            new("{department}终止了办理。理由:{note}。编号 {number}。", "{department} has ended the case. Reason: {note}. Number {number}.")),
        ["due-date-moved"] = new(
            new("办结日期有变:{item}", "Date changed: {item}"),
            new("放假安排公布后重新计算:预计办结由 {old} 改为 {promised}。编号 {number}。", "Recalculated after the holiday arrangements were published: expected by {promised} instead of {old}. Number {number}.")),
        ["answer-date-moved"] = new(
            new("答复日期有变:{item}", "Date of the answer changed: {item}"),
            new("放假安排公布后重新计算:最迟答复由 {old} 改为 {promised}。编号 {number}。", "Recalculated after the holiday arrangements were published: an answer by {promised} instead of {old}. Number {number}.")),
        ["completion-date-moved"] = new(
            new("补正期限有变:{item}", "Date for your papers changed: {item}"),
            new("放假安排公布后重新计算:补正期限由 {old} 改为 {promised}。编号 {number}。", "Recalculated after the holiday arrangements were published: papers are due by {promised} instead of {old}. Number {number}.")),
        ["delivery-date-moved"] = new(
            new("送达日期有变:{item}", "Date of the delivery changed: {item}"),
            new("放假安排公布后重新计算:结果送达由 {old} 改为 {promised}。编号 {number}。", "Recalculated after the holiday arrangements were published: the result reaches you by {promised} instead of {old}. Number {number}.")),
        ["half-used"] = new(
            new("期限过半:{item} {number}", "Half the time used: {item} {number}"),
            new("承诺 {promised} 前办结,时间已过一半,{left}。", "Promised by {promised}; half the time is used, {left}.")),
        ["answer-near"] = new(
            new("待答复:{item} {number}", "Answer due soon: {item} {number}"),
            new("最迟 {acceptance} 答复申请人,{left}。", "Answer the applicant by {acceptance}; {left}.")),
        ["answer-late"] = new(
            new("答复已超期:{item} {number}", "Answer overdue: {item} {number}"),
            new("应在 {acceptance} 前答复申请人,{left}。请填写公开原因和新的日期。", "The applicant should have had an answer by {acceptance}; {left}. Please give the public reason and a new date.")),
        ["delivery-near"] = new(
            new("待送达:{item} {number}", "To be delivered: {item} {number}"),
            new("最迟 {delivery} 送达结果,{left}。", "Hand over the result by {delivery}; {left}.")),
        ["delivery-late"] = new(
            new("送达已超期:{item} {number}", "Delivery overdue: {item} {number}"),
            new("结果应在 {delivery} 前送达,{left}。请填写公开原因和新的日期。", "The result should have been handed over by {delivery}; {left}. Please give the public reason and a new date.")),
        ["limit-broken"] = new(
            new("超办理上限:{item} {number}", "Over the limit: {item} {number}"),
            new("{department}超过了 {outer} 的办理上限,请督促并公开说明原因。", "{department} has passed the limit of {outer}. Please follow it up and have the reason made public.")),
        ["draft-prepared"] = new(
            new("请确认:{item}", "Please confirm: {item}"),
            new("{place}为你准备了一份申请,还没有提交。打开核对,确认后才算数。", "{place} has prepared an application for you. Nothing is filed yet: open it, check it and confirm.")),
        ["draft-announced"] = new(
            new("为你准备好了:{item}", "Ready for you: {item}"),
            new("按你的档案,你可以享受这一项,材料都已齐备。打开看一眼,点一下确认就提交;不需要的,删除草稿即可,今年不再提醒。", "By your profile you are entitled to this, and everything for it is here. Open it and confirm with one tap; if you do not want it, discard the draft and we do not ask again this year.")),
        ["promise-near"] = new(
            new("临期:{item} {number}", "Due soon: {item} {number}"),
            new("承诺 {promised} 前办结,{left}。", "Promised by {promised}; {left}.")),
        ["promise-overdue"] = new(
            new("已超承诺:{item} {number}", "Promise missed: {item} {number}"),
            new("承诺 {promised} 前办结,{left}。请填写公开原因和新的日期。", "Promised by {promised}; {left}. Please give the public reason and a new date.")),
        ["promise-broken"] = new(
            new("已超承诺期限:{item}", "Promise missed: {item}"),
            new("承诺 {promised} 前办结,没有做到,很抱歉。{department}仍在办理,你的管家已收到提醒。编号 {number}。", "We promised a decision by {promised} and missed it. We are sorry. {department} is still on it and your steward has been told. Number {number}.")),
        ["promise-explained"] = new(
            new("为什么晚了,新的日期:{item}", "Why it is late, and the new date: {item}"),
            new("没有按承诺办好,{department}向你致歉。原因:{note}。新的日期:{newDate}。编号 {number}。", "{department} apologises for missing its promise. Reason: {note}. New date: {newDate}. Number {number}.")),
        ["round-opened"] = new(
            new("开放报名:{round}", "Now open: {round}"),
            new("现在可以报名,{until} 24:00 截止,共 {quota} 个名额。先提交不占先,看好再填。", "You can file now, until the end of {until}; there are {quota} places. Filing early gives no advantage, so take your time.")),
        ["round-closing"] = new(
            new("快截止了:{round}", "Closing soon: {round}"),
            new("{until} 24:00 截止,你还没有提交。不需要的话不用理会。", "It closes at the end of {until} and you have not filed yet. If you do not need it, there is nothing to do.")),
        ["code-validity"] = new(
            new("人才码将于 {until} 到期", "Your talent code expires on {until}"),
            new("还有 {days} 天。到期前办理“类别认定与变更”,办事不受影响;你的管家可以代为准备。", "{days} days left. Renew it under “Talent code: issue, grading and change” and nothing is interrupted; your steward can prepare it.")),
        ["flat-ended"] = new(
            new("租约已结束:{flat}", "Lease ended: {flat}"),
            new("{flat}的租约已结束。原因:{note}。之后可以重新申请配租;有疑问请找你的管家。", "Your lease of {flat} has ended. Reason: {note}. You can apply for a flat again; your steward can help.")),
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
    public static IReadOnlyDictionary<string, Template> Everything { get; } = All.Concat(RatingTemplates.All).Concat(Stewardship.CareTemplates.All).Concat(Concerns.ConcernTemplates.All).ToDictionary();

    public static (LocalText Title, LocalText Body) Render(string template, IReadOnlyDictionary<string, LocalText> values)
    {
        var (title, body) = Everything[template];
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
