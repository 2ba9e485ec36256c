using TalentCode.Core;

namespace TalentCode.Web.Shared;

/// <summary>Heading for a counter's view that is closed: the holder's no is said as such.</summary>
public static class ViewEnd
{
    public static LocalText Over { get; } = new("查看已结束", "The view has ended");

    public static LocalText Title(RefusedException refused) =>
        refused.Code == "grant-denied" ? new("持码人不同意查看", "The holder said no") : Over;
}
