using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>
/// 即办件: a complete application that only records a fact is finished in the moment it is filed. The machine grants here
/// and never refuses: whatever is out of the ordinary, or only stated, stays with an officer.
/// </summary>
internal static class InstantService
{
    public const string FamilyDoctor = "P22";

    /// <summary>Medical insurance: a transfer, or the filing for treatment elsewhere.</summary>
    public const string MedicalInsurance = "P23";

    private static readonly CaseAction[] Path = [CaseAction.Accept, CaseAction.StartReview, CaseAction.Grant, CaseAction.Deliver];

    // An item that is not here waits for an officer, whatever its kind: Z15 rests on what is only stated, and as a decision
    // about money it takes four eyes.
    private static readonly Dictionary<string, Func<ServiceCase, DraftView, CityClock, bool>> Plain = new()
    {
        [ItemForms.AccommodationRegistration] = (row, _, clock) => IsInTime(row, clock),
        [FamilyDoctor] = (row, view, _) => IsWholeHousehold(row, view),
        // A filing gives nothing yet: whether the person is insured is looked at again with every bill.
        [MedicalInsurance] = (row, _, _) => row.Answers.GetValueOrDefault("kind") == "filing",
    };

    /// <param name="view">The draft as it was checked before filing.</param>
    public static async Task TryFinishAsync(TalentDb db, ServiceCase row, DraftView view, CaseSteps steps, CityClock clock, string? correlation)
    {
        if (!IsAtOnce(row) || !Plain.TryGetValue(row.ItemId, out var isPlain) || !isPlain(row, view, clock)) return;
        foreach (var action in Path)
            await steps.TakeAsync(db, row, action, OfficeOf(row), new StepInput(null, correlation, Quiet: action is not CaseAction.Grant, At: row.ReceivedAt));
    }

    // 即办件, or the part of another item that is promised at once.
    private static bool IsAtOnce(ServiceCase row) =>
        row.ItemVersion!.Content.Kind == ItemKind.Instant || CaseDeadlines.MainLimit(row).Promised is { N: 0, Unit: "hour" };

    /// <summary>Registered within 24 hours of moving in (出境入境管理法 39); later ones are looked at by the police station.</summary>
    private static bool IsInTime(ServiceCase row, CityClock clock) =>
        ItemForms.MovedIn(row.Answers.GetValueOrDefault("movedIn", ""), clock) is { } movedIn && clock.UtcNow <= movedIn.AddHours(24);

    /// <summary>
    /// The whole household (人才家庭整户签约) signs with the centre of the address that is on record. Another address, part of
    /// the family, a change of team or another language than Chinese: somebody has to look for a team.
    /// </summary>
    private static bool IsWholeHousehold(ServiceCase row, DraftView view) =>
        row.Answers.GetValueOrDefault("kind") is "new" or "renew" && row.Answers.GetValueOrDefault("language") == "zh"
        && view.Sources.GetValueOrDefault("address") == KnownAnswers.Profile && view.Check.People.All(p => p.Chosen);

    // Automatic steps are the department's own, taken under its rules; the timeline names them so.
    private static Actor OfficeOf(ServiceCase row) => new(ActorKind.System, Guid.Empty,
        new($"{row.Department!.NameZh}(系统自动登记)", $"{row.Department.NameEn} (registered automatically)"),
        new HashSet<Permission> { Permission.HandleCases, Permission.DecideCases }, row.DepartmentId);
}
