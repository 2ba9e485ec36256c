namespace TalentCode.Core.Stewardship;

/// <summary>The numbers of stewardship.</summary>
public static class CareRules
{
    /// <summary>People one steward looks after, unless the coordinator says otherwise (house rule).</summary>
    public const int UsualMost = 60;

    /// <summary>Talents of grade A to C are contacted at least once in so many days (domain, 4.5).</summary>
    public const int QuietDays = 30;

    /// <summary>Within so many days after the assignment somebody is a new arrival.</summary>
    public const int ArrivalDays = 30;

    /// <summary>How far back a contact may be written down, and how far ahead a call-back promised.</summary>
    public const int LatestEntryDays = 60, FurthestCallBackDays = 365;

    /// <summary>A mandate lasts so many days unless another day is chosen, and never longer than the second.</summary>
    public const int UsualMandateDays = 90, LongestMandateDays = 365;

    /// <summary>So many people at most are assigned by the rule in one go; the next go takes the others.</summary>
    public const int MostAtOnce = 2000;

    public const int LongestReason = 200, LongestNote = 1000, LongestName = 60;

    /// <summary>Ways in which whoever writes it down was in touch.</summary>
    public static IReadOnlyList<ContactWay> OwnWays { get; } = [ContactWay.Call, ContactWay.Visit, ContactWay.WeChat, ContactWay.Email];

    /// <summary>The kinds of contacts besides the steward.</summary>
    public static IReadOnlyList<CareKind> Named { get; } = [CareKind.PairedLeader, CareKind.ScienceOfficer, CareKind.EmployerLiaison];

    /// <summary>The way that says that a named contact of this kind was in touch.</summary>
    public static ContactWay WayOf(CareKind kind) => kind switch
    {
        CareKind.ScienceOfficer => ContactWay.ScienceOfficer,
        CareKind.EmployerLiaison => ContactWay.EmployerLiaison,
        _ => ContactWay.PairedLeader,
    };

    /// <summary>Who was in touch instead of the writer; null where it was the writer.</summary>
    public static CareKind? KindOf(ContactWay way) => OwnWays.Contains(way) ? null : Named.First(kind => WayOf(kind) == way);

    /// <summary>The first day on which somebody counts as not contacted: from the last contact, or from when it began if that was later; null where neither is known.</summary>
    public static DateOnly? QuietFrom(DateTime? last, DateTime? since, Time.CityClock clock) => (last is null || since > last ? since : last) is { } at ? clock.DateOf(at).AddDays(QuietDays) : null;

    /// <summary>A sentence that must be there, within its length.</summary>
    /// <exception cref="RefusedException">Empty or too long.</exception>
    internal static string Written(string? typed, int longest, string zh, string en) => typed?.Trim() switch
    {
        null or "" => throw new RefusedException("note-missing", zh, en),
        { } text when text.Length > longest => throw new RefusedException("note-too-long", $"最多 {longest} 个字符,请改短一些。你写的内容还在。", $"At most {longest} characters, please shorten it. What you wrote is kept."),
        var text => text,
    };
}
