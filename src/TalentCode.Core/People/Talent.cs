using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.People;

public enum PersonKind { Mainland, HongKongMacaoTaiwan, Foreign }
public enum TalentStatus { Active, Moved, Deceased }
public enum Sex { Male, Female }
public enum Language { Chinese, English }

/// <summary>A scientist in the programme: the holder of a talent code.</summary>
public sealed class Talent : IVersioned
{
    public Guid Id { get; set; }

    /// <summary>Legal name exactly as in the identity paper; never normalised.</summary>
    public string LegalName { get; set; } = "";

    /// <summary>Name in Latin letters, passport order, where the legal name is Chinese.</summary>
    public string? LatinName { get; set; }

    public PersonKind Kind { get; set; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string Nationality { get; set; } = "CHN";

    public Sex Sex { get; set; }
    public DateOnly BirthDate { get; set; }

    /// <summary>Mobile number with country code, digits only ("8613800000000"). Sign-in goes by it.</summary>
    public string Phone { get; set; } = "";

    public string? FieldZh { get; set; }
    public string? FieldEn { get; set; }
    public Guid EmployerId { get; set; }
    public Employer? Employer { get; set; }
    /// <summary>First and last day of the employment contract.</summary>
    public DateOnly? ContractFrom { get; set; }
    public DateOnly? ContractUntil { get; set; }

    /// <summary>Where the household is registered (户籍地址).</summary>
    public string? HouseholdAddress { get; set; }

    /// <summary>Where the person lives.</summary>
    public string? HomeAddress { get; set; }

    public Guid? StewardId { get; set; }
    public StaffMember? Steward { get; set; }
    public Language Language { get; set; }
    public TalentStatus Status { get; set; }

    /// <summary>Changes when all phones of this person are to be signed out.</summary>
    public Guid SessionStamp { get; set; }

    public List<Grade> Grades { get; set; } = [];
    public List<FamilyMember> Family { get; set; } = [];
    public List<IdentityPaper> Papers { get; set; } = [];
    public Guid Version { get; set; }

    /// <summary>The grade that counts on a day: the highest of those in force (就高). Null when none is valid.</summary>
    public Grade? GradeOn(DateOnly day) => Grades.Where(g => g.CoversDay(day)).MinBy(g => g.Level);
}

public enum GradeLevel { A, B, C, D, E, F }

/// <summary>A recognition by one issuer. A person may hold several; the highest in force counts.</summary>
public sealed class Grade
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public GradeLevel Level { get; set; }
    public string IssuerZh { get; set; } = "";
    public string IssuerEn { get; set; } = "";
    public DateOnly From { get; set; }

    /// <summary>Last day on which the grade counts.</summary>
    public DateOnly Until { get; set; }

    /// <summary>The case that gave it; null for grades from before the platform.</summary>
    public Guid? CaseId { get; set; }

    public bool CoversDay(DateOnly day) => From <= day && day <= Until;
}

public sealed class Employer
{
    public Guid Id { get; set; }
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string DistrictZh { get; set; } = "";
    public string DistrictEn { get; set; } = "";
    public LocalText Name => new(NameZh, NameEn);
}

public enum FamilyRelation { Spouse, Child, Parent }

public sealed class FamilyMember : IVersioned
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public FamilyRelation Relation { get; set; }
    public string LegalName { get; set; } = "";
    public string Nationality { get; set; } = "CHN";
    public Sex Sex { get; set; }
    public DateOnly BirthDate { get; set; }
    public string? HouseholdAddress { get; set; }
    public bool LivesTogether { get; set; } = true;

    /// <summary>Mobile number with country code, for members who sign in themselves (from 14); null for all others.</summary>
    public string? Phone { get; set; }

    /// <summary>Changes when this member's phone is to be signed out; null without own sign-in.</summary>
    public Guid? SessionStamp { get; set; }

    /// <summary>Lets the scientist see the answers and papers of this member's parts. Counts for members with own say only; all others are seen in full.</summary>
    public bool SharesDetails { get; set; }

    public List<IdentityPaper> Papers { get; set; } = [];
    public Guid Version { get; set; }

    /// <summary>Signs in on the own phone and decides about the own data.</summary>
    public bool HasOwnSay(DateOnly day) => Phone is not null && AgeOn(day) >= Ages.OwnSay;

    public bool IsMinor(DateOnly day) => AgeOn(day) < Ages.Adult;

    /// <summary>Full years of age on a day; somebody born on 29 February turns a year older on 1 March in common years.</summary>
    public int AgeOn(DateOnly day) => Ages.On(BirthDate, day);
}

public enum PaperKind { ResidentId, Passport, PermanentResidenceCard, HkMacaoPermit, TaiwanPermit, ResidencePermit, WorkPermit }

/// <summary>An identity paper with its validity. Several over time; matching goes by person, never by number.</summary>
public sealed class IdentityPaper
{
    public Guid Id { get; set; }
    public Guid? TalentId { get; set; }
    public Guid? FamilyMemberId { get; set; }
    public PaperKind Kind { get; set; }
    public string Number { get; set; } = "";
    public DateOnly? Until { get; set; }
    public bool Current { get; set; } = true;
}
