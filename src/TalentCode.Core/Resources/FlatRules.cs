using TalentCode.Core.Cases;
using TalentCode.Core.Filing;

namespace TalentCode.Core.Resources;

/// <summary>Who fits into which flat. The item says "by the structure of the family"; the numbers are constructed.</summary>
public static class FlatRules
{
    /// <summary>The department that lets the flats.</summary>
    public const string DepartmentId = "housing";

    public const int MostPeople = 8;

    /// <summary>Answer that says how many people move in.</summary>
    public const string Household = "household";

    public static FlatPool PoolOf(string itemId) => itemId == ItemForms.TalentFlat ? FlatPool.TalentFlat : FlatPool.YoungTalent;

    /// <summary>Whether an item lets flats.</summary>
    public static bool LetsFlats(string itemId) => itemId is ItemForms.TalentFlat or ItemForms.YoungHousing;

    /// <summary>Fewest and most bedrooms for a household of this size.</summary>
    public static (int Least, int Most) Bedrooms(FlatPool pool, int people) => pool == FlatPool.YoungTalent
        ? people switch { 1 => (1, 1), 2 => (1, 2), _ => (2, 2) }
        : people switch { 1 => (1, 1), 2 => (1, 2), 3 => (2, 3), 4 => (3, 3), _ => (3, 4) };

    /// <summary>Size of the household of a case; one person when nothing was said.</summary>
    public static int PeopleOf(ServiceCase row) =>
        int.TryParse(row.Answers.GetValueOrDefault(Household), out var people) && people is >= 1 and <= MostPeople ? people : 1;

    public static LocalText BedroomWords((int Least, int Most) fit) => fit.Least == fit.Most
        ? new($"{fit.Least}室", fit.Least == 1 ? "1 bedroom" : $"{fit.Least} bedrooms")
        : new($"{fit.Least}–{fit.Most}室", $"{fit.Least} to {fit.Most} bedrooms");
}
