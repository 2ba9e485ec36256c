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
        ["flat-proposed"] = new(
            new("为你选了一套房:{flat}", "A flat for you: {flat}"),
            new("{size},{rent}。为你保留到 {until},请打开事项选择接受或不要;不要的可以另选。编号 {number}。", "{size}, {rent}. It is kept for you until {until}: please open the case and accept or decline. If you decline, another one can be proposed. Number {number}.")),
        ["flat-accepted"] = new(
            new("已接受:{flat}", "Accepted: {flat}"),
            new("房源继续为你保留,部门作出决定后通知你领钥匙。编号 {number}。", "The flat stays kept for you; you will be told about the keys once the department has decided. Number {number}.")),
        ["flat-declined"] = new(
            new("已记下不要:{flat}", "Declined: {flat}"),
            new("这套房已放回房源。{left}编号 {number}。", "The flat has gone back into the pool. {left}Number {number}.")),
        ["flat-expired"] = new(
            new("保留期已过:{flat}", "No longer kept: {flat}"),
            new("到 {until} 没有收到答复,这套房已放回房源。{left}编号 {number}。", "There was no answer by {until}, so the flat has gone back into the pool. {left}Number {number}.")),
        ["flat-answered"] = new(
            new("房源有答复:{item} {number}", "News about a proposed flat: {item} {number}"),
            new("{flat}的答复情况:{answer}。", "{flat}: {answer}.")),
        ["flat-lease-ending"] = new(
            new("租约快到期:{flat}", "Your lease ends soon: {flat}"),
            new("租期到 {until},还有 {days} 天。合同已续签的,请告诉你的管家;到期后房源会释放。", "It runs until {until}, {days} more days. If your contract was renewed, tell your steward; after that day the flat is given on.")),
    };
}
