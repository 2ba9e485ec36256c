namespace TalentCode.Core.Concerns;

/// <summary>What the parts of a concern are called.</summary>
public static class ConcernWords
{
    public static LocalText Of(ConcernKind kind) => kind switch
    {
        ConcernKind.Request => new("诉求", "Request"),
        ConcernKind.Complaint => new("投诉", "Complaint"),
        _ => new("建议", "Suggestion"),
    };

    public static LocalText Of(ConcernState state) => state switch
    {
        ConcernState.Received => new("已收到", "Received"),
        ConcernState.Contacted => new("已联系,待答复", "Contacted, answer to come"),
        ConcernState.Answered => new("已答复", "Answered"),
        _ => new("已撤回", "Withdrawn"),
    };

    public static LocalText Of(ConcernAbout about) => about switch
    {
        ConcernAbout.Case => new("一件正在办或办过的事", "A case"),
        ConcernAbout.Office => new("一个部门", "An office"),
        ConcernAbout.Steward => new("我的管家", "My steward"),
        ConcernAbout.Platform => new("人才码平台", "This platform"),
        _ => new("", ""),
    };

    public static LocalText Of(ConcernLevel level) => level switch
    {
        ConcernLevel.Steward => new("管家", "Steward"),
        ConcernLevel.Supervision => new("督办", "Supervision"),
        _ => new("统筹", "Coordinator"),
    };

    public static LocalText Of(ConcernAction action, ConcernLevel level) => action switch
    {
        ConcernAction.Filed => new("已提交", "Sent"),
        ConcernAction.HandedOver => new("交接给新的管家", "Handed over to another steward"),
        ConcernAction.Escalated => new($"超时,已升级到{Of(level).Zh}", $"Late; passed up: {Of(level).En}"),
        ConcernAction.Contacted => new("已联系", "Contacted"),
        ConcernAction.Answered => new("已答复", "Answered"),
        ConcernAction.Withdrawn => new("已撤回", "Withdrawn"),
        ConcernAction.Reopened => new("没有解决,重新办理", "Not solved; opened again"),
        _ => new("放假安排公布,日期重算", "Dates recalculated for a holiday notice"),
    };
}
