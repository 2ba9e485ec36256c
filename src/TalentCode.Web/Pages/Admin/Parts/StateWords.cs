using TalentCode.Core;
using TalentCode.Core.Notifications;

namespace TalentCode.Web.Pages.Admin.Parts;

internal static class StateWords
{
    public static LocalText Of(DeliveryState? state) => state switch
    {
        DeliveryState.Sent => new("已交服务商", "sent"),
        DeliveryState.Failed => new("等待重试", "to be tried again"),
        DeliveryState.Unsure => new("是否发出不明", "unknown whether sent"),
        DeliveryState.Rejected => new("对方不收", "refused for good"),
        DeliveryState.GivenUp => new("多次失败", "given up"),
        DeliveryState.Unneeded => new("已读或已办好,不再发", "read or done before it was sent"),
        _ => new("待发", "waiting"),
    };
}
