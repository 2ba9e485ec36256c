using TalentCode.Core.Notifications;

namespace TalentCode.Core.Minors;

/// <summary>Messages about looking at a minor's data. None of them names the child.</summary>
internal static class MinorMessages
{
    public static IReadOnlyDictionary<string, MessageTemplates.Template> Templates { get; } = new Dictionary<string, MessageTemplates.Template>
    {
        ["minor-asked"] = new(
            new("申请查看未成年人信息:{number}", "Asked to see a minor’s data: {number}"),
            new("{office}申请查看一名未成年人的完整信息。理由:{note}。请批准或不批准。", "{office} asks to see a minor’s full data. Reason: {note}. Please approve or refuse.")),
        ["minor-approved"] = new(
            new("已批准查看:{number}", "Approved: {number}"),
            new("可以查看到 {until}。每次查看都会记录,监护人看得到。", "You may look until {until}. Every look is recorded and the guardian can see it.")),
        ["minor-refused"] = new(
            new("没有批准查看:{number}", "Not approved: {number}"),
            new("理由:{note}。办理可以按脱敏信息继续。", "Reason: {note}. The case can go on with masked data.")),
    };
}
