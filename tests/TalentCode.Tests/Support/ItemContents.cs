using TalentCode.Core.Catalogue;

namespace TalentCode.Tests.Support;

internal static class ItemContents
{
    /// <summary>An item that exists in no catalogue, with the limits a test wants.</summary>
    public static ItemContent With(LimitClock? outer, LimitClock? promised) => new()
    {
        Id = "X01",
        Group = "test",
        Zh = "试验事项",
        En = "Test item",
        ShortZh = "试验",
        ShortEn = "Test",
        Departments = [],
        DepartmentId = "education",
        WorkList = [],
        Kind = ItemKind.Committed,
        Regime = Regime.Administrative,
        Remedy = "",
        Limits = [new ItemLimit { Outer = outer, Promised = promised }],
        Materials = [],
        EligibilityZh = "",
        EligibilityEn = "",
        SummaryZh = "",
        SummaryEn = "",
        Situations = [],
        KeywordsZh = [],
        KeywordsEn = [],
        Ground = Ground.Duty,
        GroundZh = "",
        GroundEn = "",
    };
}
