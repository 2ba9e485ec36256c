using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// The clock of the step a case is in (环节时限, domain rule 2.3.10): its days are data of the item (<see cref="StepLimits"/>).
/// It warns and promises nothing to the applicant. What stops the promise stops it too.
/// </summary>
public static class CaseStepLimits
{
    /// <summary>Working days to begin the review, and to look once more at what the approver sent back.</summary>
    private const int Beginning = 1;

    /// <summary>Working days for a review that no promise bounds, where the item says nothing.</summary>
    private const int OpenReview = 5;

    /// <summary>The instant at which the days of the step are over; null where no step is measured.</summary>
    public static DateTime? EndOf(ServiceCase row, WorkingCalendar calendar, CityClock clock) => Of(row, calendar, clock)?.AtUtc;

    /// <summary>The same with how it came about.</summary>
    /// <param name="row">With its item version, its pauses, the parts of its members and its steps of splitting off.</param>
    public static DueDate? Of(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        // Nobody can go on with a family one of whose members is behind.
        if (row.Children.Exists(c => c.IsOpen && c.State != row.State)) return null;
        var limit = row.ItemVersion is null ? new ItemLimit() : CaseDeadlines.MainLimit(row);
        (DateTime? Begun, int? Days) step = row.State switch
        {
            CaseState.Received => (ReceivedFrom(row, calendar, clock), limit.Steps?.Accept ?? Beginning),
            CaseState.Accepted => (row.AcceptedAt, Beginning),
            CaseState.InReview when row.StepFrom is { } returned => (returned, Beginning),
            CaseState.InReview => (ReviewFrom(row, limit, calendar, clock), limit.Steps?.Review ?? (HasTerm(row) ? null : OpenReview)),
            CaseState.InApproval => (row.StepFrom, limit.Steps?.Approve ?? Beginning),
            CaseState.Decided when !row.HasGaps && limit.Steps is { Finish: > 0 } steps => (CaseTerms.ReadyAt(row), steps.Finish),
            _ => (null, null),
        };
        return step is ({ } begun, { } days) ? DueDates.Calculate(begun, new Term(days, TermUnit.WorkingDay), Standing(row, begun), calendar, clock) : null;
    }

    /// <summary>What the step is called; null where none is measured.</summary>
    public static LocalText? Name(CaseState state) => state switch
    {
        CaseState.Received => new("受理环节", "Step: acceptance"),
        CaseState.Accepted => new("开始审查", "Step: beginning the review"),
        CaseState.InReview => new("审查环节", "Step: review"),
        CaseState.InApproval => new("审批环节", "Step: approval"),
        CaseState.Decided => new("办结环节", "Step: handing over"),
        _ => null,
    };

    private static DateTime? ReceivedFrom(ServiceCase row, WorkingCalendar calendar, CityClock clock) =>
        row is { ReceivedAt: { } received, ItemVersion.Content: { } item } ? CaseDeadlines.CountedFrom(item, received, calendar, clock) : row.ReceivedAt;

    private static bool HasTerm(ServiceCase row) => row.PromisedDueAt is not null || row.OuterDueAt is not null;

    // A review that waits for the applicant's test begins anew with each standstill; one of a round when everybody's window has closed.
    private static DateTime? ReviewFrom(ServiceCase row, ItemLimit limit, WorkingCalendar calendar, CityClock clock) => AcceptedAt(row, calendar, clock) is not { } accepted ? null
        : limit.Promised?.From == CaseDeadlines.TestPassed || !HasTerm(row) ? row.Pauses.Where(p => p.EndAt > accepted).Max(p => p.EndAt) ?? accepted
        : row.RoundClosesAt?.AddTicks(-1) is { } closed && closed > accepted ? closed
        : accepted;

    // A family's review is that of the member who came last, and begins anew when whoever was behind has left it.
    private static DateTime? AcceptedAt(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        var last = row.Children.Where(c => c.IsOpen).Max(c => c.AcceptedAt) ?? row.AcceptedAt;
        return row.Children.Count > 0 && FamilyTerms.Until(row, calendar, clock) is var (until, _) && until > last ? until : last;
    }

    private static List<Standstill> Standing(ServiceCase row, DateTime begun) =>
        [.. row.Pauses.Where(p => p.StopsPromised && p.StandsUntil > begun).Select(p => new Standstill(p.StartAt, p.StandsUntil, p.Name))];
}
