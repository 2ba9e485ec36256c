using System.Globalization;
using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Core.Data.Seed;

/// <summary>Invents the people beyond the named ones: who they are, where they live, with whom, and which papers are there.</summary>
internal sealed class DemoPopulation(DemoNames names, Random random, DateOnly today, Func<int, Guid> stewardOf)
{
    private static readonly LocalText[] Issuers =
    [
        new("重庆市人力资源和社会保障局", "Chongqing Human Resources and Social Security Bureau"),
        new("西部科学城重庆高新区管委会", "Administrative Committee of the Western (Chongqing) Science City and High-tech Zone"),
        new("重庆市科学技术局", "Chongqing Science and Technology Bureau"),
    ];

    // No grade at all would mean no place in the programme: these few have one that has run out.
    private static readonly HashSet<int> Expired = [57, 111, 164];
    private static readonly HashSet<int> Frozen = [41, 92, 143];
    private readonly Dictionary<int, int> _codeEnds = new() { [21] = 90, [22] = 90, [23] = 30, [24] = 30, [25] = 7, [26] = 7 };
    private readonly List<DemoForeigner> _foreigners = [.. names.ForeignPersons.Where(p => p.PassportName != DemoPeople.LongName.Name)];
    private int _running;

    public static LocalText Issuer(int index) => Issuers[index % Issuers.Length];

    public IReadOnlyList<Employer> Employers { get; } = [.. names.Employers.Select((e, i) => new Employer
    {
        Id = DemoText.Id($"employer:{i}"), NameZh = e.Zh, NameEn = e.En, DistrictZh = e.DistrictZh, DistrictEn = e.DistrictEn,
    })];

    /// <summary>The person with this running number; seven and up, of every twenty three from abroad and one from Hong Kong, Macao or Taiwan.</summary>
    public DemoHousehold Invent(int number)
    {
        var kind = (number % 20) switch { 3 or 9 or 16 => PersonKind.Foreign, 12 => PersonKind.HongKongMacaoTaiwan, _ => PersonKind.Mainland };
        var sex = random.Next(5) < 3 ? Sex.Male : Sex.Female;
        var household = Create(number, DemoText.Id($"talent:{number}"), kind, sex, BirthAt(random.Next(28, 62)));
        var talent = household.Talent;
        if (kind == PersonKind.Foreign) NameForeigner(talent);
        else NameChinese(talent);
        AddFamily(household);
        AddPapers(household);
        AddGrades(household, number);
        AddDocuments(household, number);
        household.Code.Until = today.AddDays(_codeEnds.TryGetValue(number, out var days) ? days : random.Next(2, 1095));
        if (Frozen.Contains(number)) household.Freeze("窗口工作人员", "本人来电挂失手机");
        return household;
    }

    public DemoHousehold Create(int number, Guid id, PersonKind kind, Sex sex, DateOnly birth)
    {
        var field = names.ResearchFields[random.Next(names.ResearchFields.Count)];
        var home = names.HomeAddress(random);
        var talent = new Talent
        {
            Id = id,
            Kind = kind,
            Sex = sex,
            BirthDate = birth,
            Phone = DemoText.Phone(number),
            FieldZh = field.Zh,
            FieldEn = field.En,
            EmployerId = Employers[random.Next(Employers.Count)].Id,
            ContractFrom = today.AddYears(-2),
            ContractUntil = today.AddDays(random.Next(25, 1500)),
            HomeAddress = home,
            HouseholdAddress = kind != PersonKind.Mainland ? null : random.Next(10) < 6 ? names.AddressElsewhere(random) : home,
            StewardId = stewardOf(number - 1),
            Language = kind == PersonKind.Foreign ? Language.English : Language.Chinese,
            SessionStamp = DemoText.Id($"session:{id:N}"),
        };
        return new DemoHousehold(talent, today);
    }

    public string NextResidentId(DateOnly birth, Sex sex) => DemoText.ResidentId(birth, sex, ++_running);

    public DateOnly BirthAt(int age) => today.AddYears(-age).AddDays(-random.Next(1, 360));

    private void NameChinese(Talent talent)
    {
        var (surname, given) = (names.Surname(random), names.Given(random, talent.Sex));
        (talent.LegalName, talent.LatinName) = (surname.Zh + given.Zh, $"{surname.Pinyin} {given.Pinyin}".ToUpperInvariant());
    }

    private void NameForeigner(Talent talent)
    {
        // Each person of the list once; the list is longer than the share of people from abroad.
        var at = random.Next(_foreigners.Count);
        var person = _foreigners[at];
        _foreigners.RemoveAt(at);
        (talent.LegalName, talent.Nationality, talent.Sex) = (person.PassportName, person.Nationality, person.Sex == "M" ? Sex.Male : Sex.Female);
    }

    /// <param name="namesake">Whose family name the relative bears; null for somebody from another family.</param>
    private string RelativeName(Talent talent, Sex sex, string? namesake)
    {
        if (talent.Kind != PersonKind.Foreign)
            return (namesake is null ? names.Surname(random).Zh : SurnameOf(namesake)) + names.Given(random, sex).Zh;
        var surname = names.ForeignPersons.First(p => p.PassportName == talent.LegalName).Surname;
        return $"{surname} {names.Foreigner(random, sex).Given}".Trim();
    }

    private string SurnameOf(string name) =>
        names.Surnames.Where(s => name.StartsWith(s.Zh, StringComparison.Ordinal)).MaxBy(s => s.Zh.Length)!.Zh;

    private void AddFamily(DemoHousehold household)
    {
        var talent = household.Talent;
        var age = Ages.On(talent.BirthDate, today);
        if (random.Next(100) < 28) return;
        var other = talent.Sex == Sex.Male ? Sex.Female : Sex.Male;
        var spouse = household.AddMember(FamilyRelation.Spouse, RelativeName(talent, other, null), other, BirthAt(Math.Max(25, age + random.Next(-4, 5))));
        var children = age < 30 ? random.Next(2) : random.Next(3);
        // Children bear the father's name.
        var father = talent.Sex == Sex.Male ? talent.LegalName : spouse.LegalName;
        for (var i = 0; i < children; i++)
        {
            var sex = random.Next(2) == 0 ? Sex.Male : Sex.Female;
            var oldest = Math.Min(17, age - 26);
            household.AddMember(FamilyRelation.Child, RelativeName(talent, sex, father), sex, BirthAt(random.Next(0, oldest + 1)));
        }
        if (random.Next(100) >= 18) return;
        var parentSex = random.Next(2) == 0 ? Sex.Male : Sex.Female;
        var parent = household.AddMember(FamilyRelation.Parent, RelativeName(talent, parentSex, parentSex == Sex.Male ? talent.LegalName : null), parentSex, BirthAt(Math.Min(94, age + random.Next(24, 34))));
        parent.LivesTogether = random.Next(3) > 0;
    }

    /// <summary>Resident identity cards at home; passports, residence and work permits from abroad, every fifth permit near its end.</summary>
    public void AddPapers(DemoHousehold household)
    {
        var talent = household.Talent;
        var permitUntil = today.AddDays(random.Next(5) == 0 ? random.Next(6, 40) : random.Next(120, 900));
        AddPaper(household, null, talent.BirthDate, talent.Sex, permitUntil);
        if (talent.Kind == PersonKind.Foreign) household.AddPaper(PaperKind.WorkPermit, "W" + Digits(11), permitUntil);
        foreach (var member in talent.Family)
            AddPaper(household, member, member.BirthDate, member.Sex, permitUntil);
    }

    private void AddPaper(DemoHousehold household, FamilyMember? of, DateOnly birth, Sex sex, DateOnly permitUntil)
    {
        var until = today.AddDays(random.Next(200, 3000));
        switch (household.Talent.Kind)
        {
            case PersonKind.Mainland:
                household.AddPaper(PaperKind.ResidentId, NextResidentId(birth, sex), until, of);
                break;
            case PersonKind.Foreign:
                household.AddPaper(PaperKind.Passport, "X" + Digits(8), until, of);
                household.AddPaper(PaperKind.ResidencePermit, "R" + Digits(8), permitUntil, of);
                break;
            default:
                var taiwan = household.Talent.Phone[^1] % 2 == 0;
                household.AddPaper(taiwan ? PaperKind.TaiwanPermit : PaperKind.HkMacaoPermit, taiwan ? Digits(8) : "H" + Digits(8), until, of);
                break;
        }
    }

    private string Digits(int count)
    {
        var running = (++_running).ToString("D4", CultureInfo.InvariantCulture);
        return string.Concat(Enumerable.Range(0, count - running.Length).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture))) + running;
    }

    private void AddGrades(DemoHousehold household, int number)
    {
        if (!Expired.Contains(number))
        {
            var from = today.AddDays(-random.Next(20, 900));
            household.AddGrade((GradeLevel)Math.Min(5, random.Next(1, 7)), Issuers[random.Next(Issuers.Length)], from, from.AddYears(3).AddDays(-1));
            if (random.Next(4) == 0)
                household.AddGrade((GradeLevel)random.Next(2, 6), Issuers[random.Next(Issuers.Length)], from.AddDays(10), from.AddYears(3));
        }
        if (!Expired.Contains(number) && random.Next(3) > 0) return;
        var ended = today.AddDays(-random.Next(5, 300));
        household.AddGrade((GradeLevel)random.Next(2, 6), Issuers[random.Next(Issuers.Length)], ended.AddYears(-3), ended);
    }

    private void AddDocuments(DemoHousehold household, int number)
    {
        var talent = household.Talent;
        household.AddDocument("employment-contract", TrustLevel.B, talent.ContractUntil);
        household.AddDocument("degree-certificate", TrustLevel.A);
        if (number % 5 != 0) household.AddDocument("address-proof", random.Next(2) == 0 ? TrustLevel.B : TrustLevel.C);
        if (talent.Kind == PersonKind.Foreign) household.AddDocument("passport", TrustLevel.B, talent.Papers.First(p => p.Kind == PaperKind.Passport).Until);
        if (talent.Family.Exists(f => f.Relation == FamilyRelation.Spouse)) household.AddDocument("marriage-certificate", TrustLevel.A);
        foreach (var child in talent.Family.Where(f => f.Relation == FamilyRelation.Child))
            if (random.Next(10) > 0) household.AddDocument("birth-certificate", TrustLevel.A, about: child);
    }
}
