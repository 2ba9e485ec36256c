namespace TalentCode.Core.Notifications;

/// <summary>Messages about opinions, objections, promises that were not kept in time and what happens to a decision afterwards.</summary>
internal static class HandlingTemplates
{
    public static IReadOnlyDictionary<string, MessageTemplates.Template> All { get; } = new Dictionary<string, MessageTemplates.Template>
    {
        ["case-corrected"] = new(
            new("文书有更正:{item}", "A decision was corrected: {item}"),
            new("{department}更正了决定书里的笔误,结果不变。理由:{note}。新旧文书都在进度页。编号 {number}。", "{department} has corrected a slip in its decision; the outcome stays. Reason: {note}. Both papers are on the progress page. Number {number}.")),
        ["case-revoked"] = new(
            new("重新办理:{item}", "Reopened: {item}"),
            new("{department}发现原来的结果有误,已经撤销并重新办理。理由:{note}。你不用再申请,预计 {renewed} 前办结。编号 {number}。", "{department} found its earlier result to be wrong, has set it aside and works on the case again. Reason: {note}. You need not apply again; expected by {renewed}. Number {number}.")),
        ["case-objection-received"] = new(
            new("已收到{objection}:{item}", "{objection} received: {item}"),
            new("{department}会安排没有经办和决定这件事的人答复。平台承诺 {answerBy} 前答复你。编号 {number}。", "Somebody at {department} who neither handled nor decided the case will answer. The platform promises an answer by {answerBy}. Number {number}.")),
        ["case-objection-upheld"] = new(
            new("{objection}已答复,结果不变:{item}", "{objection} answered, the result stays: {item}"),
            new("{department}重新核查后维持原来的结果。答复:{note}。还可以怎么做,写在进度页。编号 {number}。", "{department} has looked at it again and the result stays. Answer: {note}. The progress page says what else you can do. Number {number}.")),
        ["case-objection-changed"] = new(
            new("{objection}已答复,重新办理:{item}", "{objection} answered, reopened: {item}"),
            new("{department}同意重新办理,你不用再申请,预计 {renewed} 前办结。答复:{note}。编号 {number}。", "{department} works on it again; you need not apply anew. Expected by {renewed}. Answer: {note}. Number {number}.")),
        ["case-remedy-recorded"] = new(
            new("已登记{remedyKind}结果:{item}", "Outcome of the {remedyKind} recorded: {item}"),
            new("登记的结果:{outcome}。编号 {number}。", "Recorded outcome: {outcome}. Number {number}.")),
        ["remedy-to-act-on"] = new(
            new("{remedyKind}改变了决定:{item} {number}", "The {remedyKind} changed the decision: {item} {number}"),
            new("登记的结果:{outcome}。请按结果撤销原决定并重新办理。", "Recorded outcome: {outcome}. Please revoke the decision accordingly and work on the case again.")),
        ["objection-to-answer"] = new(
            new("有{objection}待答复:{item} {number}", "{objection} to answer: {item} {number}"),
            new("由没有经办和决定这件事的审批人答复,平台承诺 {answerBy} 前。", "To be answered by an approver who neither handled nor decided the case; promised by {answerBy}.")),
        ["objection-due"] = new(
            new("{objection}快到答复期限:{item} {number}", "{objection} due soon: {item} {number}"),
            new("平台承诺 {answerBy} 前答复,还没有答复。", "An answer is promised by {answerBy} and is still missing.")),
        ["more-time-asked"] = new(
            new("申请人请求延长补正期限:{item} {number}", "More time to complete is asked for: {item} {number}"),
            new("理由:{note}。原定 {completion} 补齐;同意的,打开这件事办理“延长补正期限”。", "Reason: {note}. The papers are due by {completion}. If you agree, open the case and take “Give more time to complete”.")),
        ["extension-asked"] = new(
            new("请决定是否延期:{item} {number}", "An extension is asked for: {item} {number}"),
            new("{department}的经办人申请延期,办理期限是 {outer},过了就不能再延。理由在内部备注里。", "The officer of {department} asks to extend the limit of {outer}; once it has passed it cannot be extended. The reason stands in the internal notes.")),
        ["extension-granted"] = new(
            new("已批准延期:{item} {number}", "Extension approved: {item} {number}"),
            new("经{extendedBy}批准,办理期限延长到 {outer};对申请人的承诺日期不变。", "With the approval of {extendedBy} the limit is extended to {outer}; the date promised to the applicant stays.")),
        ["extension-declined"] = new(
            new("没有同意延期:{item} {number}", "Extension declined: {item} {number}"),
            new("{extendedBy}没有同意延期,请在 {outer} 前办结。理由在内部备注里。", "It was declined by {extendedBy}; please decide by {outer}. The reason stands in the internal notes.")),
        ["card-contested"] = new(
            new("部门对红黄牌有异议:{item} {number}", "A card is contested: {item} {number}"),
            new("{department}认为不应发这张牌,理由:{note}。是否取消由督办决定。", "{department} holds that the card should not stand: {note}. Supervision decides whether it is cancelled.")),
        ["card-cancelled"] = new(
            new("督办取消了红黄牌:{item} {number}", "A card was cancelled: {item} {number}"),
            new("取消的理由:{note}。这张牌不用再说明;同一件事的其他牌不受影响。", "Reason: {note}. This card needs no explanation any more; other cards of the case stand.")),
        ["card-unexplained"] = new(
            new("还没有公开说明超期原因:{item} {number}", "Reason for the delay not published yet: {item} {number}"),
            new("承诺或法定期限已经超过,{department}还没有公开说明原因,也没有给出新的日期。请打开这件事写明;写明前每个工作日提醒一次。", "The promise or the limit has passed, and {department} has not published its reason or given a new date. Open the case and give both; until then you are reminded every working day.")),
        ["deferral-late"] = new(
            new("承诺的材料过期未补:{item}", "Promised papers are overdue: {item}"),
            new("你承诺在 {deferredUntil} 前补齐:{deferred},已经过了。现在仍然可以补:打开这件事上传就行;补齐前结果不能送达,也不能再容缺受理别的事。有困难请找你的管家。编号 {number}。", "You promised to supply by {deferredUntil}: {deferred}. That day has passed. You can still supply them: open the case and upload. Until then the result is withheld and nothing else is accepted with papers to follow. Your steward can help. Number {number}.")),
        ["deferral-overdue"] = new(
            new("容缺材料逾期未补:{item} {number}", "Papers to follow are overdue: {item} {number}"),
            new("申请人承诺 {deferredUntil} 前补齐:{deferred},{left}。请联系申请人;补齐前结果不能送达。", "The applicant promised to supply by {deferredUntil}: {deferred}; {left}. Please get in touch; the result is withheld until then.")),
        ["promise-answer-late"] = new(
            new("没有按期答复:{item}", "Our answer is late: {item}"),
            new("最迟 {acceptance} 前应当答复你,没有做到,很抱歉。{department}须公开说明原因并给出新的日期,你的管家已收到提醒。编号 {number}。", "You should have had an answer by {acceptance}. We are sorry. {department} has to give its reason in public and a new date; your steward has been told. Number {number}.")),
        ["promise-delivery-late"] = new(
            new("结果没有按期送达:{item}", "Your result is late: {item}"),
            new("结果应在 {delivery} 前送到,没有做到,很抱歉。{department}须公开说明原因并给出新的日期,你的管家已收到提醒。编号 {number}。", "Your result should have been handed over by {delivery}. We are sorry. {department} has to give its reason in public and a new date; your steward has been told. Number {number}.")),
        ["case-objection-date-moved"] = new(
            new("{objection}的答复日期有变:{item}", "{objection}, new date of the answer: {item}"),
            new("放假安排公布后重新计算:最迟答复由 {old} 改为 {promised}。编号 {number}。", "Recalculated after the holiday arrangements were published: an answer by {promised} instead of {old}. Number {number}.")),
        ["opinion-date-moved"] = new(
            new("会办期限有变:{item} {number}", "Day for the opinion changed: {item} {number}"),
            new("放假安排公布后重新计算:{department}等的意见由 {old} 改为 {promised}。", "Recalculated after the holiday arrangements were published: {department} now expects the opinion by {promised} instead of {old}.")),
        ["reason-taken-down"] = new(
            new("公开原因被撤下:{item} {number}", "Published reason taken down: {item} {number}"),
            new("督办撤下了公开的原因:{note}。请重新写明原因和新的日期。", "Supervision has taken the published reason down: {note}. Please give the reason and the new date again.")),
        ["approval-waiting"] = new(
            new("请审批:{item} {number}", "For your approval: {item} {number}"),
            new("经办人已送审:{proposal}。送审意见在内部备注里。", "The officer has sent it up: {proposal}. The ground stands in the internal notes.")),
        ["approval-returned"] = new(
            new("审批退回:{item} {number}", "Sent back by the approver: {item} {number}"),
            new("审批人退回,请再核实后重新送审。退回理由在内部备注里。", "The approver has sent it back; look at it once more and send it up again. The reason stands in the internal notes.")),
        ["special-asked"] = new(
            new("请批准特别程序:{item} {number}", "A special procedure is asked for: {item} {number}"),
            new("经办人申请进入特别程序,理由在内部备注里。批准的,办理“进入特别程序”;批准前期限照常计算。", "The officer asks for a special procedure; the reason stands in the internal notes. If you approve, start it; until then the clocks run on.")),
        ["step-over"] = new(
            new("环节超时:{item} {number}", "Step takes too long: {item} {number}"),
            new("“{step}”已超过规定的工作日,已发黄牌。整件事的承诺日期不变。", "“{step}” has taken longer than its working days; a yellow card was issued. The promised date of the whole stays.")),
        ["opinion-asked"] = new(
            new("请提会办意见:{item} {number}", "An opinion is asked for: {item} {number}"),
            new("{department}在征求你们部门的意见,请在 {opinionDue} 前回复。", "{department} asks your department for an opinion, by {opinionDue}.")),
        ["opinion-given"] = new(
            new("收到会办意见:{item} {number}", "Opinion received: {item} {number}"),
            new("{asked}已回复:{stance}。", "{asked} has answered: {stance}.")),
        ["opinion-due"] = new(
            new("会办意见快到期:{item} {number}", "Opinion due soon: {item} {number}"),
            new("{department}在等你们部门的意见,最迟 {opinionDue}。", "{department} is waiting for your department’s opinion, by {opinionDue}.")),
        ["opinion-overdue"] = new(
            new("会办意见没有按期到:{item} {number}", "Opinion overdue: {item} {number}"),
            new("{asked}应在 {opinionDue} 前回复,还没有回复。可以写明理由,不再等候。", "{asked} was to answer by {opinionDue} and has not. You can go on without it and say why.")),
    };
}
