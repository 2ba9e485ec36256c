using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Core.Data.Seed;

/// <summary>Builds the holders of <see cref="DemoPeople"/>: each is there for one story, so nothing about them is left to chance.</summary>
internal sealed class DemoNamedPeople(DemoPopulation population, DateOnly today)
{
    private const string ScienceCity = "重庆市九龙坡区西部科学城云歌路人才公寓3栋1单元1202";

    public IReadOnlyList<DemoHousehold> All() => [Zhang(), Schmidt(), Chen(), Li(), Wang(), LongName()];

    private DemoHousehold Zhang()
    {
        var household = Person(1, DemoPeople.Zhang, PersonKind.Mainland, Sex.Male, 38);
        household.Talent.LatinName = "ZHANG MUCHUAN";
        household.Talent.HouseholdAddress = "湖北省武汉市樟林巷27号4栋601";
        household.AddMember(FamilyRelation.Spouse, "林清扬", Sex.Female, Born(36));
        var child = household.AddMember(FamilyRelation.Child, "张沐阳", Sex.Male, Born(9));
        Finish(household, GradeLevel.B);
        household.AddDocument("birth-certificate", TrustLevel.A, about: child);
        household.Code.Until = today.AddDays(30);
        return household;
    }

    private DemoHousehold Schmidt()
    {
        var household = Person(2, DemoPeople.Schmidt, PersonKind.Foreign, Sex.Male, 47);
        household.Talent.Nationality = "DEU";
        Finish(household, GradeLevel.A);
        DemoReminders.EndSoon(household, today);
        return household;
    }

    private DemoHousehold Chen()
    {
        var household = Person(3, DemoPeople.Chen, PersonKind.Mainland, Sex.Male, 35);
        household.Talent.LatinName = "CHEN XIUYUAN";
        household.Talent.HouseholdAddress = "四川省成都市黄葛树街112号2栋1101";
        household.AddMember(FamilyRelation.Spouse, "冉书瑶", Sex.Female, Born(34));
        var first = household.AddMember(FamilyRelation.Child, "陈知夏", Sex.Female, Born(7));
        household.AddMember(FamilyRelation.Child, "陈一鸣", Sex.Male, Born(2));
        Finish(household, GradeLevel.D);
        household.AddDocument("birth-certificate", TrustLevel.A, about: first);
        return household;
    }

    private DemoHousehold Li()
    {
        var household = Person(4, DemoPeople.Li, PersonKind.Mainland, Sex.Male, 44);
        household.Talent.LatinName = "LI JINGXING";
        Finish(household, null);
        household.AddGrade(GradeLevel.C, DemoPopulation.Issuer(0), today.AddDays(-12).AddYears(-3), today.AddDays(-12));
        return household;
    }

    private DemoHousehold Wang()
    {
        var household = Person(5, DemoPeople.Wang, PersonKind.Mainland, Sex.Female, 31);
        household.Talent.LatinName = "WANG LINGYI";
        Finish(household, GradeLevel.E);
        household.Freeze("本人", "手机遗失");
        return household;
    }

    private DemoHousehold LongName()
    {
        var household = Person(6, DemoPeople.LongName, PersonKind.Foreign, Sex.Female, 41);
        household.Talent.Nationality = "BRA";
        Finish(household, GradeLevel.C);
        return household;
    }

    private DemoHousehold Person(int number, DemoPerson who, PersonKind kind, Sex sex, int age)
    {
        var household = population.Create(number, who.Id, kind, sex, Born(age));
        (household.Talent.LegalName, household.Talent.Phone) = (who.Name, who.Phone);
        (household.Talent.HomeAddress, household.Talent.ContractFrom, household.Talent.ContractUntil) = (ScienceCity, today.AddYears(-1), today.AddYears(3));
        if (kind == PersonKind.Mainland) household.Talent.HouseholdAddress = ScienceCity;
        return household;
    }

    private void Finish(DemoHousehold household, GradeLevel? grade)
    {
        var talent = household.Talent;
        foreach (var member in talent.Family) member.HouseholdAddress = talent.HouseholdAddress;
        population.AddPapers(household);
        if (grade is { } level) household.AddGrade(level, DemoPopulation.Issuer(0), today.AddDays(-200), today.AddDays(-201).AddYears(3));
        household.AddDocument("employment-contract", TrustLevel.B, talent.ContractUntil);
        household.AddDocument("degree-certificate", TrustLevel.A);
        household.AddDocument("address-proof", TrustLevel.B);
        if (talent.Kind == PersonKind.Foreign) household.AddDocument("passport", TrustLevel.B, talent.Papers.First(p => p.Kind == PaperKind.Passport).Until);
        if (talent.Family.Exists(f => f.Relation == FamilyRelation.Spouse)) household.AddDocument("marriage-certificate", TrustLevel.A);
    }

    // A hundred days past the birthday: the age stays what it is said to be whenever the city is built.
    private DateOnly Born(int age) => today.AddYears(-age).AddDays(-100);
}
