using TalentCode.Core.People;
using TalentCode.Core.Resources;

namespace TalentCode.Core.Eligibility;

/// <summary>What was granted to a person and when; running until it ended, was given up or taken back.</summary>
public sealed record GrantedBenefit(string ItemId, DateOnly On, bool Running);

/// <summary>Everything the conditions of all items look at, read at once.</summary>
/// <param name="Talent">With grades, family, papers and employer.</param>
/// <param name="Rounds">Windows that are open or announced, by item.</param>
/// <param name="FlatsFree">Flats nobody has, by pool.</param>
/// <param name="Uses">Bookings counted this year, by item.</param>
public sealed record EligibilityFacts(
    Talent Talent,
    DateOnly Today,
    IReadOnlyList<GrantedBenefit> Granted,
    ILookup<string, Round> Rounds,
    IReadOnlyDictionary<FlatPool, int> FlatsFree,
    IReadOnlyDictionary<string, int> Uses)
{
    public DateTime Now { get; init; }
}
