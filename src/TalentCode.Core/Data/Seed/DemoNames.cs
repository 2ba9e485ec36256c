using TalentCode.Core.Catalogue;
using TalentCode.Core.People;

namespace TalentCode.Core.Data.Seed;

internal sealed record DemoSurname(string Zh, string Pinyin);

internal sealed record DemoGiven(string Zh, string Pinyin, string Sex);

internal sealed record DemoForeigner(string Surname, string Given, string PassportName, string Nationality, string Sex);

internal sealed record DemoEmployer(string Zh, string En, string DistrictZh, string DistrictEn);

internal sealed record DemoHall(string Zh, string En, string AddressZh, string AddressEn, int Windows);

/// <summary>The invented names, employers, streets and halls of demo-names.json.</summary>
internal sealed record DemoNames(
    IReadOnlyList<DemoSurname> Surnames,
    IReadOnlyList<DemoGiven> GivenNames,
    IReadOnlyList<DemoForeigner> ForeignPersons,
    IReadOnlyList<DemoEmployer> Employers,
    IReadOnlyList<LocalText> Districts,
    IReadOnlyList<LocalText> Streets,
    IReadOnlyList<LocalText> ResearchFields,
    IReadOnlyList<DemoHall> Halls)
{
    public static DemoNames Read() => CatalogueLoader.Read<DemoNames>("demo-names.json");

    public DemoSurname Surname(Random random) => Surnames[random.Next(Surnames.Count)];

    public DemoGiven Given(Random random, Sex sex)
    {
        var fitting = GivenNames.Where(g => g.Sex == CodeOf(sex)).ToList();
        return fitting[random.Next(fitting.Count)];
    }

    public DemoForeigner Foreigner(Random random, Sex sex)
    {
        var fitting = ForeignPersons.Where(p => p.Sex == CodeOf(sex)).ToList();
        return fitting[random.Next(fitting.Count)];
    }

    /// <summary>A dwelling in one of the city's central districts.</summary>
    public string HomeAddress(Random random)
    {
        string[] central = ["沙坪坝区", "九龙坡区", "北碚区", "璧山区", "渝北区", "江津区"];
        return $"重庆市{central[random.Next(central.Length)]}{Streets[random.Next(Streets.Count)].Zh}{random.Next(1, 260)}号{random.Next(1, 20)}栋{random.Next(1, 4)}单元{random.Next(1, 32)}0{random.Next(1, 5)}";
    }

    /// <summary>A household elsewhere in the country, for people who have not moved theirs.</summary>
    public string AddressElsewhere(Random random)
    {
        string[] cities = ["四川省成都市", "湖北省武汉市", "陕西省西安市", "江苏省南京市", "广东省广州市", "贵州省贵阳市", "湖南省长沙市", "浙江省杭州市"];
        return $"{cities[random.Next(cities.Length)]}{Streets[random.Next(Streets.Count)].Zh}{random.Next(1, 400)}号{random.Next(1, 9)}栋{random.Next(1, 18)}01";
    }

    private static string CodeOf(Sex sex) => sex == Sex.Male ? "M" : "F";
}
