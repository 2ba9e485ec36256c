namespace TalentCode.Core.Scans;

/// <summary>A code and a sentence for every answer: what it means and what to do now.</summary>
public static class ScanSentences
{
    public static LocalText Of(ScanOutcome outcome) => outcome switch
    {
        ScanOutcome.Valid => new("有效,可以办理。", "Valid. You may go on."),
        ScanOutcome.Expired => new("这个码已过期。请持码人刷新手机上的人才码再扫。", "This code has expired. Ask the holder to refresh the code on the phone and scan again."),
        ScanOutcome.NotYetValid => new("这个码还没有生效,可能是时钟不准。请持码人刷新后再扫。", "This code is not valid yet; a clock may be wrong. Ask the holder to refresh and scan again."),
        ScanOutcome.AlreadyUsed => new("这个码已经用过。请持码人刷新后再扫。", "This code has been used. Ask the holder to refresh and scan again."),
        ScanOutcome.Frozen => new("这个码已冻结。请核对身份证件;确为本人的,由本人在手机上恢复或联系管家。", "This code is frozen. Check an identity document; the holder can restore it on the phone or through the steward."),
        ScanOutcome.NotActive => new("持码人目前不在人才服务范围内,请联系人才管家核实。", "This person is not active in the programme at present. Ask the steward to check."),
        ScanOutcome.NotForPurpose => new("持码人目前没有有效的人才类别,不能用于这项用途。", "The holder has no valid grade at present, so the code does not serve this purpose."),
        _ => new("这不是人才码。请让持码人打开手机上的“出示”页再扫,或输入8位数字码。", "This is not a talent code. Ask the holder to open “Show” on the phone and scan again, or type the 8-digit code."),
    };

    public static LocalText Of(ScanPurpose purpose) => purpose switch
    {
        ScanPurpose.CheckIn => new("到场登记", "Check-in"),
        ScanPurpose.FileService => new("办理申请", "File an application"),
        ScanPurpose.AskProgress => new("查询进度", "Ask about progress"),
        ScanPurpose.Deliver => new("领取结果", "Collect a result"),
        ScanPurpose.RedeemBooking => new("核销预约", "Redeem a booking"),
        _ => new("核验类别", "Verify the grade"),
    };

    /// <summary>What the holder is told that a purpose shows.</summary>
    public static LocalText Shows(ScanPurpose purpose) => purpose switch
    {
        ScanPurpose.CheckIn => new("打码姓名、单位、类别", "Masked name, employer and grade"),
        ScanPurpose.FileService => new("打码姓名、单位、类别、家庭成员称谓、在办事项、已存材料的名称,代填申请时表单里已登记的信息(打码)", "Masked name, employer, grade, family relations, open cases, the names of papers on file, and what is on record for a form filled in for you (masked)"),
        ScanPurpose.AskProgress or ScanPurpose.Deliver => new("打码姓名、类别、在办事项", "Masked name, grade and open cases"),
        ScanPurpose.RedeemBooking => new("打码姓名、今天在这里的预约", "Masked name and today's bookings here"),
        _ => new("打码姓名、类别", "Masked name and grade"),
    };

    /// <summary>Another QR of ours held before the scanner: say what it is instead.</summary>
    public static LocalText Instead(Codes.ScannedKind kind) => kind switch
    {
        Codes.ScannedKind.WindowCode => new("这是窗口码,给持码人用手机扫的,不是人才码。", "This is a window code for the holder's phone, not a talent code."),
        Codes.ScannedKind.ItemCode => new("这是事项码,给持码人用手机扫的,不是人才码。", "This is a service code for the holder's phone, not a talent code."),
        _ => Of(ScanOutcome.NotACode),
    };
}
