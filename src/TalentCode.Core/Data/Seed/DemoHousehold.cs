using TalentCode.Core.Codes;
using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Core.Data.Seed;

/// <summary>One holder with everything the city knows: person, family, papers, documents, code.</summary>
internal sealed class DemoHousehold(Talent talent, DateOnly today)
{
    private int _documents;

    public Talent Talent { get; } = talent;

    public TalentCodeState Code { get; } = new() { TalentId = talent.Id, Status = CodeStatus.Active, Until = today.AddYears(2) };

    public List<DocumentOnFile> Documents { get; } = [];

    public FamilyMember AddMember(FamilyRelation relation, string name, Sex sex, DateOnly birth)
    {
        var member = new FamilyMember
        {
            Id = DemoText.Id($"family:{Talent.Id:N}:{Talent.Family.Count}"),
            TalentId = Talent.Id,
            Relation = relation,
            LegalName = name,
            Nationality = Talent.Nationality,
            Sex = sex,
            BirthDate = birth,
            HouseholdAddress = Talent.HouseholdAddress,
        };
        Talent.Family.Add(member);
        return member;
    }

    public void AddGrade(GradeLevel level, LocalText issuer, DateOnly from, DateOnly until) => Talent.Grades.Add(new Grade
    {
        Id = DemoText.Id($"grade:{Talent.Id:N}:{Talent.Grades.Count}"),
        TalentId = Talent.Id,
        Level = level,
        IssuerZh = issuer.Zh,
        IssuerEn = issuer.En,
        From = from,
        Until = until,
    });

    public void AddPaper(PaperKind kind, string number, DateOnly? until, FamilyMember? of = null) => (of?.Papers ?? Talent.Papers).Add(new IdentityPaper
    {
        Id = DemoText.Id($"paper:{of?.Id ?? Talent.Id:N}:{kind}"),
        TalentId = of is null ? Talent.Id : null,
        FamilyMemberId = of?.Id,
        Kind = kind,
        Number = number,
        Until = until,
    });

    public void AddDocument(string code, TrustLevel trust, DateOnly? until = null, FamilyMember? about = null) => Documents.Add(new DocumentOnFile
    {
        Id = DemoText.Id($"document:{Talent.Id:N}:{_documents++}"),
        TalentId = Talent.Id,
        FamilyMemberId = about?.Id,
        Code = code,
        Trust = trust,
        Until = until,
        AddedAt = DateTime.SpecifyKind(today.AddDays(-40 - _documents).ToDateTime(new TimeOnly(2, 30)), DateTimeKind.Utc),
    });

    public void Freeze(string by, string reason)
    {
        var at = DateTime.SpecifyKind(today.AddDays(-2).ToDateTime(new TimeOnly(3, 0)), DateTimeKind.Utc);
        (Code.Status, Code.FrozenAt, Code.NotBefore, Code.FrozenBy, Code.FrozenReason) = (CodeStatus.Frozen, at, at, by, reason);
    }

    public bool HasDocument(string code, FamilyMember? about = null) => Documents.Any(d => d.Code == code && d.FamilyMemberId == about?.Id);
}
