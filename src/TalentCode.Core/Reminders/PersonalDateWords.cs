using TalentCode.Core.People;

namespace TalentCode.Core.Reminders;

/// <summary>What each kind of date is called, and whose it can be.</summary>
public static class PersonalDateWords
{
    private static readonly PersonalDateKind[] OfForeigner =
    [
        PersonalDateKind.Entry, PersonalDateKind.MovedIn, PersonalDateKind.PassportChanged, PersonalDateKind.EmployerChanged, PersonalDateKind.AddressChanged,
        PersonalDateKind.ResidencePermitUntil, PersonalDateKind.WorkPermitUntil, PersonalDateKind.PassportUntil, PersonalDateKind.DrivingLicenceUntil,
    ];

    private static readonly PersonalDateKind[] OfForeignMember = [PersonalDateKind.Entry, PersonalDateKind.MovedIn, PersonalDateKind.PassportChanged, PersonalDateKind.ResidencePermitUntil, PersonalDateKind.PassportUntil];

    public static LocalText Of(PersonalDateKind kind) => kind switch
    {
        PersonalDateKind.Entry => new("入境(要办居留许可的)", "Entered China (residence permit needed)"),
        PersonalDateKind.MovedIn => new("入住新住处", "Moved into a home"),
        PersonalDateKind.PassportChanged => new("换了护照", "Passport was replaced"),
        PersonalDateKind.EmployerChanged => new("换了单位", "Changed employer"),
        PersonalDateKind.AddressChanged => new("换了住址", "Changed address"),
        PersonalDateKind.HouseholdMoved => new("迁到本市(户口要迁入的)", "Moved to the city (household to follow)"),
        PersonalDateKind.Refused => new("决定不予", "Refused"),
        PersonalDateKind.DrivingLicenceUntil => new("驾驶证有效期至", "Driving licence valid until"),
        PersonalDateKind.ResidencePermitUntil => new("居留许可有效期至", "Residence permit valid until"),
        PersonalDateKind.WorkPermitUntil => new("工作许可有效期至", "Work permit valid until"),
        PersonalDateKind.PassportUntil => new("护照有效期至", "Passport valid until"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether the date is an end in the future; otherwise a day that has been.</summary>
    public static bool IsEnd(PersonalDateKind kind) => kind >= PersonalDateKind.DrivingLicenceUntil;

    /// <summary>The paper whose record a stated end stands beside.</summary>
    public static PaperKind? PaperOf(PersonalDateKind kind) => kind switch
    {
        PersonalDateKind.ResidencePermitUntil => PaperKind.ResidencePermit,
        PersonalDateKind.WorkPermitUntil => PaperKind.WorkPermit,
        PersonalDateKind.PassportUntil => PaperKind.Passport,
        _ => null,
    };

    /// <summary>The dates that mean something for this person.</summary>
    public static IReadOnlyList<PersonalDateKind> For(Talent talent) => talent.Kind switch
    {
        PersonKind.Foreign => OfForeigner,
        PersonKind.Mainland => [PersonalDateKind.HouseholdMoved, PersonalDateKind.EmployerChanged, PersonalDateKind.DrivingLicenceUntil, PersonalDateKind.PassportUntil],
        _ => [PersonalDateKind.EmployerChanged, PersonalDateKind.DrivingLicenceUntil],
    };

    public static IReadOnlyList<PersonalDateKind> For(FamilyMember member) => member.Nationality != "CHN"
        ? OfForeignMember
        : [PersonalDateKind.HouseholdMoved, PersonalDateKind.PassportUntil];
}
