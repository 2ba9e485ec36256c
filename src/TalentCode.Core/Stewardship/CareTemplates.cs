using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Stewardship;

/// <summary>Messages about who looks after whom. To staff they count people and name none.</summary>
internal static class CareTemplates
{
    public static Dictionary<string, Template> All { get; } = new()
    {
        ["care-new-steward"] = new(
            new("你的人才管家:{steward}", "Your steward: {steward}"),
            new("从今天起由{steward}为你服务,电话 {phone}。{mandates}以前的办理和沟通记录都已交接,不用再说一遍。", "From today {steward} looks after you, phone {phone}. {mandates}Everything so far has been handed over; you need not explain it again.")),
        ["care-taken-over"] = new(
            new("新到你名下 {people}", "New in your care: {people}"),
            new("{from}原因:{reason}。其中待答复诉求 {concerns} 件,约定回访 {callbacks} 个。", "{from}Reason: {reason}. Among them {concerns} requests to answer and {callbacks} promised call-backs.")),
        ["care-handed-over"] = new(
            new("已交接 {people}给{to}", "{people} handed over to {to}"),
            new("原因:{reason}。待办随人转走,记录保留。", "Reason: {reason}. Open matters go along; the record is kept.")),
        ["care-named"] = new(
            new("新由你联系的 {people}", "People you are a contact of now: {people}"),
            new("身份:{kind}。何时该联系、为什么,见“今天”;事项由管家和部门办理,不在这里显示。", "As {kind}. “Today” says whom to be in touch with and why; their cases stay with steward and department.")),
        ["care-new-contact"] = new(
            new("{kind}换成{to}", "{kind}: now {to}"),
            new("从今天起联系你的{kind}是{to},电话 {phone}。要办的事仍然找管家。", "From today your contact ({kind}) is {to}, phone {phone}. Whatever is to be done still goes to your steward.")),
        ["contact-handed-over"] = new(
            new("你联系的 {people} 已交接给{to}", "{people} you were a contact of: now {to}"),
            new("身份:{kind}。原因:{reason}。联系记录保留,约好还没联系的转到管家的清单。", "As {kind}. Reason: {reason}. The record is kept; calls promised and not yet made go to the steward’s list.")),
        ["contact-stand-in-asked"] = new(
            new("请替班:{for},{days}", "Standing in for {for}, {days}"),
            new("这几天由你代{for}联系,其联系的人和该联系的日子在“今天”里标着“替”。原因:{reason}。", "On these days you keep in touch for {for}; those people and dates are marked “stand-in” on “Today”. Reason: {reason}.")),
        ["stand-in-asked"] = new(
            new("请替班:{for},{days}", "Standing in for {for}, {days}"),
            new("这几天由你代{for}服务,可以查看和办理其名下的人和事。原因:{reason}。", "On these days you look after the people of {for} and can do what {for} may. Reason: {reason}.")),
        ["stand-in-set"] = new(
            new("替班已定:{by},{days}", "Your stand-in: {by}, {days}"),
            new("这几天由{by}代你服务,人才的手机上会显示。", "On these days {by} looks after your people; their phones say so.")),
        ["stand-in-cancelled"] = new(
            new("替班取消:{for},{days}", "Standing in is off: {for}, {days}"),
            new("{for}的替班已取消,即时生效。", "The days of standing in for {for} are cancelled, at once.")),
        ["mandate-given"] = new(
            new("收到一项委托:{item}", "A mandate for you: {item}"),
            new("委托范围:{scope},{until} 前有效。请在人才页面查看。", "Scope: {scope}, until {until}. See the person’s page.")),
        ["mandate-withdrawn"] = new(
            new("委托已撤回:{item}", "Mandate taken back: {item}"),
            new("从现在起不能再代办这一项。已经提交的继续办理。", "From now on you cannot act in this item. What was filed goes on.")),
        // Named after the steps of a case: like those they go out at once.
        ["case-filed-for-you"] = new(
            new("管家受你委托提交了申请:{item}", "Filed for you by your steward: {item}"),
            new("{department}已收到,编号 {number},最迟 {acceptance} 前答复。不是你的意思?可以随时撤回这件申请,也可以在“我的委托”里收回委托。", "{department} has it, number {number}, and answers by {acceptance}. Not what you wanted? You can withdraw the application any time, and take the mandate back under “My mandates”.")),
        ["case-completed-for-you"] = new(
            new("管家受你委托提交了补正:{item}", "Supplied for you by your steward: {item}"),
            new("{steward}写给{department}的说明:{note}。部门最迟 {acceptance} 前重新答复,编号 {number}。不是你的意思?请联系管家,也可以在“我的委托”里收回委托。", "What {steward} told {department}: {note}. They answer anew by {acceptance}. Number {number}. Not what you wanted? Call your steward; you can take the mandate back under “My mandates”.")),
        ["case-paper-for-you"] = new(
            new("管家受你委托补交了材料:{item}", "A paper supplied for you by your steward: {item}"),
            new("{steward}补交了“{deferred}”,已存入你的材料库,经办人核对后会告诉你。编号 {number}。", "{steward} supplied “{deferred}”. It is among your papers on file; the officer checks it and you will be told. Number {number}.")),
    };
}
