using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Tests.Support;

/// <summary>People of whom the city knows everything an item can ask, and people of whom it knows nothing.</summary>
public static class CompleteProfiles
{
    /// <summary>Answers somebody gave in earlier applications, by question; what only a first applicant would have to type.</summary>
    private static readonly Dictionary<string, string> Earlier = new()
    {
        ["place"] = "四川省成都市",
        ["bankName"] = "中国银行重庆分行",
        ["bankAccount"] = "6222020000000000018",
        ["school"] = "七中",
        ["entryDate"] = "2026-09-01",
        ["filePlace"] = "四川省人才交流中心",
        ["partner"] = "嘉陵研究院",
        ["society"] = "重庆市物理学会",
        ["experts"] = "三位院士提名",
        ["email"] = "somebody@lab.example",
        ["tripNumber"] = "CA1234",
        ["projectTitle"] = "山地城市的低噪声传感网络",
    };

    /// <summary>Somebody an item is meant for: with the grade, the contract, the family, the papers and an earlier application.</summary>
    public static async Task<Talent> CompleteAsync(this City city, ItemContent item)
    {
        var foreign = item.Form!.Conditions.Any(c => c.Kind == "person" && !c.In.Contains("mainland"));
        var who = await city.People.TalentAsync(t => Complete(t, foreign, item.Id));
        foreach (var material in item.Materials.Where(m => m.Nature == "paper"))
            foreach (var person in who.Family.Select(f => (Guid?)f.Id).Append(null))
                await city.AddAsync(new DocumentOnFile { Id = Guid.NewGuid(), TalentId = who.Id, FamilyMemberId = person, Code = material.Code, Title = "山地城市的低噪声传感网络", Trust = TrustLevel.B, AddedAt = city.Clock.UtcNow });
        await city.CaseInAsync(who, "P06", CaseState.Delivered, row => row.Answers = new(Earlier));
        return who;
    }

    private static void Complete(Talent who, bool foreign, string item)
    {
        (who.ContractFrom, who.ContractUntil) = (new DateOnly(2025, 1, 1), new DateOnly(2029, 12, 31));
        who.HouseholdAddress = foreign ? null : "重庆市渝北区龙溪街道 1 号";
        who.BirthDate = new DateOnly(1994, 4, 12);
        who.Employer!.DistrictZh = "重庆高新区直管园";
        who.FieldZh = "传感网络";
        who.Family.Add(TestPeople.Spouse(foreign ? "FRA" : "CHN"));
        // Of two children of the right age one has to be chosen.
        if (item != "P18") who.Family.Add(TestPeople.Child("2018-03-02"));
        who.Family.Add(TestPeople.Child("2023-03-02", "林小苗"));
        who.Family.Add(TestPeople.Child("2010-03-02", "林大禾"));
        if (!foreign) return;
        TestPeople.FromAbroad(who);
        foreach (var kind in new[] { PaperKind.Passport, PaperKind.ResidencePermit, PaperKind.WorkPermit })
            who.Papers.Add(new IdentityPaper { Id = Guid.NewGuid(), TalentId = who.Id, Kind = kind, Number = "E00000123", Until = new DateOnly(2027, 1, 31) });
        foreach (var member in who.Family) member.Nationality = "FRA";
    }

    public static async Task<IReadOnlyList<OfferedItem>> ItemsAsync(this City city) => await city.Get<CatalogueQueries>().AllAsync();
}
