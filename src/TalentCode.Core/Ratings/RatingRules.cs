using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>The rules of 好差评 as this product keeps them. Levels: 国办发〔2019〕51号. Terms: after Chongqing's five working days with call-back and the fifteen of complex matters elsewhere; the rest is our own.</summary>
public static class RatingRules
{
    /// <summary>How long an invitation is open.</summary>
    public const int OpenDays = 30;

    /// <summary>The one reminder goes out at ten in the morning so many days after the invitation.</summary>
    public const int RemindAfterDays = 15;

    /// <summary>How long the second rating is open after the call-back.</summary>
    public const int SecondOpenDays = 15;

    /// <summary>What ended longer ago is not asked about: nobody is invited out of the blue.</summary>
    public const int InviteWithinDays = 7;

    /// <summary>Fewer ratings than this are shown to nobody: a figure must not point at a person.</summary>
    public const int LeastShown = 5;

    public const int LongestComment = 500;
    public const int LongestNote = 1000;

    /// <summary>Nobody is asked in front of the staff: not before so long after the last view at a window closed.</summary>
    public static readonly TimeSpan AfterTheWindow = TimeSpan.FromMinutes(30);

    public static Term Contact { get; } = new(1, TermUnit.WorkingDay);
    public static Term Verify { get; } = new(3, TermUnit.WorkingDay);
    public static Term Rectify { get; } = new(5, TermUnit.WorkingDay);
    public static Term RectifyComplex { get; } = new(15, TermUnit.WorkingDay);

    /// <summary>From the day it was put right.</summary>
    public static Term CallBack { get; } = new(2, TermUnit.WorkingDay);

    /// <summary>States in which the office or the rater still has something to do.</summary>
    public static IReadOnlyList<RatingTaskState> Running { get; } =
        [RatingTaskState.Contact, RatingTaskState.Verify, RatingTaskState.Rectify, RatingTaskState.CallBack, RatingTaskState.SecondRating];

    public static bool IsBad(RatingLevel? level) => level is RatingLevel.Dissatisfied or RatingLevel.VeryDissatisfied;
}

/// <summary>One reason to tick.</summary>
/// <param name="For">What kinds of matter it fits.</param>
public sealed record RatingReason(string Code, string Zh, string En, IReadOnlyList<string> For)
{
    public LocalText Name => new(Zh, En);
}

/// <summary>The reasons for a bad rating, as data (rating-reasons.json, which says where they come from).</summary>
public static class RatingReasons
{
    private sealed record File(string Basis, IReadOnlyList<RatingReason> Reasons);

    public static IReadOnlyList<RatingReason> All { get; } = CatalogueLoader.Read<File>("rating-reasons.json").Reasons;

    public static IReadOnlyList<RatingReason> For(RatingKind kind) => [.. All.Where(r => r.For.Contains(kind.ToString()))];

    public static LocalText NameOf(string code) => All.FirstOrDefault(r => r.Code == code)?.Name ?? new(code, code);
}
