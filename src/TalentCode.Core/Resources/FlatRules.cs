using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
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

    /// <summary>Answer that says whether the person owns a home in the city.</summary>
    public const string OwnsHome = "ownsHome";

    /// <summary>How a flat is proposed (flat-rules.json): working days for the answer, and proposals for one case at most.</summary>
    public static ProposalRule Proposals { get; } = CatalogueLoader.Read<ProposalRule>("flat-rules.json");

    /// <summary>What an officer has to look into before deciding; null when nothing was said that calls for it.</summary>
    public static LocalText? ToCheck(ServiceCase row) => LetsFlats(row.ItemId) && row.Answers.GetValueOrDefault(OwnsHome) == "yes"
        ? new("申请人填写在重庆有自有住房。请查询不动产登记,问清是否已出售或不能居住,再决定。", "The applicant says that they own a home in Chongqing. Check the property register, and ask whether it is sold or cannot be lived in, before you decide.")
        : null;

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

/// <param name="AnswerWorkingDays">Working days for which a proposed flat is kept.</param>
/// <param name="Most">Proposals for one case.</param>
public sealed record ProposalRule(int AnswerWorkingDays, int Most);
