using TalentCode.Core.Staff;

namespace TalentCode.Core.Scans;

/// <summary>Who may ask for which purpose. Redeeming is a right of its own: a window without it, and a provider with nothing else, each see only theirs.</summary>
public static class ScanPurposes
{
    /// <summary>What is offered at the windows of a hall.</summary>
    public static IReadOnlyList<ScanPurpose> AtWindows { get; } = [.. Enum.GetValues<ScanPurpose>().Where(p => p != ScanPurpose.RedeemBooking)];

    public static Permission PermissionFor(ScanPurpose purpose) => purpose == ScanPurpose.RedeemBooking ? Permission.RedeemBookings : Permission.ScanCodes;
}
