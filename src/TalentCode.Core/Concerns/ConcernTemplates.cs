using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Concerns;

/// <summary>Messages about requests, complaints and suggestions. To staff they carry the number and never what was written or by whom.</summary>
internal static class ConcernTemplates
{
    public static Dictionary<string, Template> All { get; } = new()
    {
        ["concern-received"] = new(
            new("已收到你的{kind}:{number}", "{kind} received: {number}"),
            new("最迟 {contact} 前与你联系,{answer} 前答复。", "You will be contacted by {contact} and have an answer by {answer}.")),
        ["concern-contacted"] = new(
            new("已与你联系:{number}", "You were contacted: {number}"),
            new("记下的内容:{note}。最迟 {answer} 前答复。", "What was written down: {note}. An answer will come by {answer}.")),
        ["concern-answered"] = new(
            new("{kind}有答复了:{number}", "{kind} answered: {number}"),
            new("打开可以看到答复。没有解决的话,10 天内可以说一声,由督办再看。", "Open it to read the answer. If it is not solved, say so within 10 days and supervision looks at it again.")),
        ["concern-late"] = new(
            new("答复晚了:{number}", "The answer is late: {number}"),
            new("应在 {answer} 前答复,没有做到,很抱歉。{level}已经接手督促。", "You should have had an answer by {answer}. We are sorry. It has gone up to: {level}.")),
        ["concern-moved"] = new(
            new("答复日期有变:{number}", "Date of the answer changed: {number}"),
            new("放假安排公布后重新计算:最迟 {answer} 前答复。", "Recalculated after the holiday arrangements were published: an answer by {answer}.")),
        ["concern-new"] = new(
            new("有新的{kind}:{number}", "A new {kind}: {number}"),
            new("请在 {next} 前联系或答复。", "Please contact the person or answer by {next}.")),
        ["concern-reopened"] = new(
            new("没有解决,重新办理:{number}", "Not solved, opened again: {number}"),
            new("请督办在 {next} 前联系,{answer} 前答复。", "For supervision: contact by {next}, answer by {answer}.")),
        ["concern-escalated"] = new(
            new("{kind}超时,升级到{level}:{number}", "{kind} late, passed up to {level}: {number}"),
            new("应在 {next} 前完成的一步没有完成,请看一下并推动办理。", "A step due by {next} was not taken. Please look at it and see that it is done.")),
    };
}
