using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Notifications;

/// <summary>The words of messages about ratings. To staff they name the matter and never the person.</summary>
internal static class RatingTemplates
{
    public static Dictionary<string, Template> All { get; } = new()
    {
        ["rating-invited"] = new(
            new("这件事办得怎么样:{matter}", "How did it go: {matter}"),
            new("已经办结,愿意的话请评价。自愿,被评价的人不知道是谁评的;{closes} 前有效,不想评可以点“不评价”。", "It is finished. If you like, please rate it: voluntary, and those you rate do not learn who you are. Open until {closes}; you can also say “No, thanks”.")),
        ["rating-visit"] = new(
            new("窗口的服务怎么样:{matter}", "How was the service: {matter}"),
            new("你到过这个大厅,愿意的话请评价。自愿,窗口不知道是谁评的;{closes} 前有效,不想评可以点“不评价”。", "You were at this hall. If you like, please rate the service: voluntary, and the counter does not learn who you are. Open until {closes}; you can also say “No, thanks”.")),
        ["rating-reminder"] = new(
            new("还可以评价:{matter}", "Still open to rate: {matter}"),
            new("{closes} 前可以评价,只提醒这一次。不想评,不用理会。", "You can rate it until {closes}. This is the only reminder; ignore it if you would rather not.")),
        ["rating-contacted"] = new(
            new("已和你联系:{matter}", "You were contacted: {matter}"),
            new("办理人记下的内容:{note}。最迟 {rectify} 前整改。和你记得的不一样,请告诉你的管家,或在“我的”里投诉。", "What the handler wrote down: {note}. It is to be put right by {rectify}. If this is not what was said, tell your steward, or complain under “Me”.")),
        ["rating-verified"] = new(
            new("你反映的问题已核实:{matter}", "What you reported was verified: {matter}"),
            new("核实的结果:{note}。最迟 {rectify} 前整改。", "What was found: {note}. It is to be put right by {rectify}.")),
        ["rating-rectified"] = new(
            new("你反映的问题已整改:{matter}", "What you reported was put right: {matter}"),
            new("整改的内容:{note}。接下来会回访你。", "What was done: {note}. You will be called back next.")),
        ["rating-called-back"] = new(
            new("请追评:{matter}", "Please rate again: {matter}"),
            new("已经回访过你。整改得怎么样,请在 {second} 前追评;自愿,不评也可以。", "You were called back. How satisfied are you now? You can say so until {second}; it is voluntary.")),
        ["rating-late"] = new(
            new("整改晚了:{matter}", "Late: {matter}"),
            new("应在 {due} 前整改,没有做到,很抱歉。督办已收到提醒。", "It was to be put right by {due} and was not. We are sorry. Supervision has been told.")),
        ["rating-complex"] = new(
            new("整改日期改为 {rectify}:{matter}", "New date {rectify}: {matter}"),
            new("问题比较复杂,督办同意延长到 {rectify}。理由:{note}。", "The matter is complex; supervision agreed to {rectify}. Reason: {note}.")),
        ["rating-date-moved"] = new(
            new("整改日期有变:{matter}", "Date changed: {matter}"),
            new("放假安排公布后重新计算:由 {old} 改为 {rectify}。", "Recalculated after the holiday arrangements were published: {rectify} instead of {old}.")),
        ["rating-excluded"] = new(
            new("你的评价不计入统计:{matter}", "Your rating does not count: {matter}"),
            new("督办核定后,这条评价保留可见,但不计入统计。理由:{note}。不同意可以提一次异议。", "After a review by supervision your rating stays visible but counts in no figure. Reason: {note}. If you disagree you can object once.")),
        ["rating-objection-upheld"] = new(
            new("异议成立:{matter}", "Your objection was accepted: {matter}"),
            new("评价恢复计入,重新办理。理由:{note}。", "Your rating counts again and is worked on anew. Reason: {note}.")),
        ["rating-objection-rejected"] = new(
            new("异议不成立:{matter}", "Your objection was not accepted: {matter}"),
            new("评价仍不计入统计。理由:{note}。", "Your rating still does not count. Reason: {note}.")),
        ["rating-task"] = new(
            new("差评待办:{matter}", "A bad rating to work on: {matter}"),
            new("评价:{level}。请在 {contact} 前联系,{rectify} 前整改。", "Rated: {level}. Please contact the person by {contact} and put it right by {rectify}.")),
        ["rating-task-near"] = new(
            new("差评今天到期:{matter}", "A bad rating is due today: {matter}"),
            new("{step},最迟 {due}。", "{step}; by {due}.")),
        ["rating-task-late"] = new(
            new("差评已超时:{matter}", "A bad rating is late: {matter}"),
            new("{step},应在 {due} 前完成。", "{step}; it was due by {due}.")),
        ["rating-complex-asked"] = new(
            new("申请15个工作日:{matter}", "15 working days asked for: {matter}"),
            new("办理人申请按复杂问题整改,请决定。", "The handler asks for the longer term; please decide.")),
        ["rating-complex-approved"] = new(
            new("同意延长:{matter}", "Longer term approved: {matter}"),
            new("整改日期改为 {rectify}。理由:{note}。", "To be put right by {rectify}. Reason: {note}.")),
        ["rating-complex-refused"] = new(
            new("不同意延长:{matter}", "Longer term not approved: {matter}"),
            new("仍在 {rectify} 前整改。理由:{note}。", "Still to be put right by {rectify}. Reason: {note}.")),
        ["rating-review-asked"] = new(
            new("申请核定一条评价:{matter}", "Review of a rating asked for: {matter}"),
            new("办理人认为这条评价属于恶意或误评,请核定。期限照常计算。", "The handler thinks a rating malicious or mistaken; please review it. The clocks run on.")),
        ["rating-review-upheld"] = new(
            new("核定为不计入:{matter}", "Excluded after review: {matter}"),
            new("理由:{note}。评价人可以提一次异议。", "Reason: {note}. The rater can object once.")),
        ["rating-review-rejected"] = new(
            new("核定为有效评价:{matter}", "The rating stands: {matter}"),
            new("请继续办理。理由:{note}。", "Please go on with it. Reason: {note}.")),
        ["rating-objected"] = new(
            new("评价人提出异议:{matter}", "The rater objects: {matter}"),
            new("请由没有参与第一次核定的督办人员决定。", "To be decided by a supervisor who did not decide the first time.")),
        ["rating-second-bad"] = new(
            new("追评仍不满意:{matter}", "Still not satisfied: {matter}"),
            new("整改后的追评:{level}。请看经过,需要时联系部门。", "The second rating after it was put right: {level}. Please look at what was done and talk to the unit if needed.")),
    };
}
