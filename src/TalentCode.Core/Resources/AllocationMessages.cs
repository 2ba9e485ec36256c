using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Resources;

/// <summary>What people read about places and flats that are given, given back and given on.</summary>
internal static class AllocationMessages
{
    public static IReadOnlyDictionary<string, Template> Templates { get; } = new Dictionary<string, Template>
    {
        ["place-declined"] = new(
            new("已放弃名额:{item}", "Place given up: {item}"),
            new("名额按排序给了下一位的家庭。这件申请已结束,下一批次可以再申请。编号 {number}。", "The place goes to the next family on the ranking. This application has ended; you can apply again in the next round. Number {number}.")),
        ["place-moved-up"] = new(
            new("排到你了:{item}", "A place has come free for you: {item}"),
            new("{note}。{department}接着办理,你不用再申请。编号 {number}。", "{note}. {department} goes on with your case; you need not apply again. Number {number}.")),
    };
}
