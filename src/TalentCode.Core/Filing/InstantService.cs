using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>
/// 即办件: a complete application that only records a fact is finished in the moment it is filed. The machine grants here
/// and never refuses: whatever is out of the ordinary stays with an officer.
/// </summary>
internal static class InstantService
{
    private static readonly CaseAction[] Path = [CaseAction.Accept, CaseAction.StartReview, CaseAction.Grant, CaseAction.Deliver];

    public static async Task TryFinishAsync(TalentDb db, ServiceCase row, CaseSteps steps, CityClock clock, string? correlation)
    {
        if (row.ItemVersion!.Content.Kind != ItemKind.Instant || !IsInTime(row, clock)) return;
        foreach (var action in Path)
            await steps.TakeAsync(db, row, action, OfficeOf(row), new StepInput(null, correlation, Quiet: action is not CaseAction.Grant));
    }

    /// <summary>Registered within 24 hours of moving in (出境入境管理法 39); later ones are looked at by the police station.</summary>
    private static bool IsInTime(ServiceCase row, CityClock clock) =>
        ItemForms.MovedIn(row.Answers.GetValueOrDefault("movedIn", ""), clock) is { } movedIn && clock.UtcNow <= movedIn.AddHours(24);

    // Automatic steps are the department's own, taken under its rules; the timeline names them so.
    private static Actor OfficeOf(ServiceCase row) => new(ActorKind.System, Guid.Empty,
        new($"{row.Department!.NameZh}(系统自动登记)", $"{row.Department.NameEn} (registered automatically)"),
        new HashSet<Permission> { Permission.HandleCases, Permission.DecideCases }, row.DepartmentId);
}
