using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Eligibility;

/// <summary>What matching says of a condition or an item, from best to worst. It sorts and explains; it refuses nobody.</summary>
public enum Verdict
{
    /// <summary>The registers say yes.</summary>
    Met,

    /// <summary>Only the applicant can say; the form asks.</summary>
    Confirm,

    /// <summary>Something is missing, or the day has not come.</summary>
    NotYet,

    /// <summary>As the registers stand: no.</summary>
    NotMet,
}

/// <summary>One condition looked at: what was found, and from which day it can be met.</summary>
/// <param name="Found">What the registers say, in a few words; null where there is nothing to add.</param>
public sealed record ConditionResult(LocalText Condition, LocalText Source, Verdict Verdict, LocalText? Found = null, LocalText? Fix = null, DateOnly? From = null);

/// <summary>An item looked at for one person.</summary>
public sealed record ItemEligibility(OfferedItem Item, IReadOnlyList<ConditionResult> Results)
{
    public Verdict Verdict => Results.Count == 0 ? Verdict.Met : Results.Max(r => r.Verdict);

    /// <summary>The first day on which nothing stands in the way, as far as days decide it; null when a day alone is not enough.</summary>
    public DateOnly? From => Verdict == Verdict.NotYet && Results.All(r => r.Verdict < Verdict.NotYet || r.From is not null) ? Results.Max(r => r.From) : null;

    /// <summary>The conditions that stand in the way, the worst first.</summary>
    public IEnumerable<ConditionResult> InTheWay => Results.Where(r => r.Verdict >= Verdict.NotYet).OrderByDescending(r => r.Verdict);

    /// <summary>What only the applicant can say.</summary>
    public IEnumerable<ConditionResult> ToConfirm => Results.Where(r => r.Verdict == Verdict.Confirm);
}
