using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// Keeps the two instants of a case that lists and the week's board count by: when the term that runs now ends, and from
/// when on its light is yellow. Both follow from the row and the calendar, so they are set with every step and every move of a date.
/// </summary>
public static class CaseTurns
{
    /// <summary>States with a light throughout: the office's own clock runs. A decided case has one only once its last step or its result is late.</summary>
    public static IReadOnlyList<CaseState> Lit { get; } = [.. CaseWorkflow.Undecided.Where(s => s != CaseState.AwaitingCompletion)];

    public static void Set(ServiceCase row, WorkingCalendar calendar, CityClock clock) => (row.NextDueAt, row.YellowAt) = Of(row, calendar, clock);

    public static (DateTime? NextDue, DateTime? Yellow) Of(ServiceCase row, WorkingCalendar calendar, CityClock clock) => row.State switch
    {
        CaseState.AwaitingCompletion => (row.CompletionDueAt, null),
        // What waits for papers the applicant promised is not late; its term begins anew when they are in.
        CaseState.Decided => (row.HasGaps ? null : row.DeliveryDueAt, CaseStepLimits.EndOf(row, calendar, clock)),
        var state when Lit.Contains(state) => (Earlier(CaseLights.NextDue(row), row.OuterDueAt), CaseWarnings.YellowAt(row, calendar, clock)),
        _ => (null, null),
    };

    private static DateTime? Earlier(DateTime? a, DateTime? b) => a is null || b < a ? b : a;
}
