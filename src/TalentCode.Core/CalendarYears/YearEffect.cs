using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <summary>One date of a case under another calendar.</summary>
public readonly record struct DateMove(ClockName Clock, DateTime? Old, DateTime? New);

/// <summary>What a calendar does to one case or one member's part: the dates that move, and whether it is provisional afterwards.</summary>
internal sealed record CaseMoves(ServiceCase Row, IReadOnlyList<DateMove> Moves, bool Provisional)
{
    public bool LosesMark => Row.DueProvisional && !Provisional;
    public bool Any => Moves.Count > 0 || Row.DueProvisional != Provisional;
}

/// <summary>What the calendar of a year does to open cases. Preview and import both ask here, so that they agree.</summary>
internal static class YearEffect
{
    // A limit in calendar days looks for the end of the holiday block around its last day.
    private const int Margin = 14;

    /// <summary>
    /// Applications of their own and families that the year can touch, in the order of their ids: begun before its days are
    /// over and due after they begin. A notice reaches into the December before and the January after its year.
    /// </summary>
    public static IQueryable<ServiceCase> Candidates(TalentDb db, int year, CityClock clock)
    {
        var (from, until) = Reach(year, clock);
        return db.Cases.Where(c => c.ParentId == null && CaseWorkflow.Working.Contains(c.State) && c.ReceivedAt < until)
            .Where(c => c.PromisedDueAt >= from || c.OuterDueAt >= from || c.AcceptanceDueAt >= from || c.CompletionDueAt >= from || c.DeliveryDueAt >= from || c.YellowAt >= from
                || c.Children.Any(x => x.PromisedDueAt >= from || x.AcceptanceDueAt >= from || x.CompletionDueAt >= from))
            .OrderBy(c => c.Id);
    }

    /// <summary>From when until when a notice of the year can matter, in UTC.</summary>
    public static (DateTime From, DateTime Until) Reach(int year, CityClock clock) =>
        (clock.StartOf(new DateOnly(year - 1, 12, 1).AddDays(-Margin)), clock.EndOf(new DateOnly(year + 1, 1, 31).AddDays(Margin)));

    /// <summary>With what is needed to compute dates.</summary>
    public static IQueryable<ServiceCase> WithClocks(this IQueryable<ServiceCase> cases) => cases.Include(c => c.ItemVersion).Include(c => c.Pauses).Include(c => c.CompletionRequests).Include(c => c.Deferrals)
        .Include(c => c.Children).ThenInclude(c => c.ItemVersion).Include(c => c.Children).ThenInclude(c => c.Pauses).Include(c => c.Children).ThenInclude(c => c.CompletionRequests)
        .Include(c => c.Events.Where(e => e.Action == CaseAction.SplitOff)).AsSplitQuery();

    /// <summary>The moves of an application and of its members' parts, the application's own first. Sets the ends of open pauses anew.</summary>
    public static IReadOnlyList<CaseMoves> Of(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var parts = row.Children.Where(c => c.IsOpen).Select(c => Alone(c, row, now, calendar, clock)).ToList();
        // The whole follows its members as they will stand.
        var coming = parts.SelectMany(p => p.Moves.Where(m => m.Clock is ClockName.Completion or ClockName.Acceptance).Select(m => (p.Row.Id, m.New))).ToDictionary(m => m.Id, m => m.New);
        var own = Alone(row, row, now, calendar, clock, coming);
        // A family's dates are those of its members as they stand by now, for whom the pauses were just set anew.
        return [parts.Count == 0 || !InHandling(row) ? own : own with { Provisional = own.Provisional || parts.Exists(p => p.Provisional) }, .. parts];
    }

    /// <summary>States whose handling clocks run. While papers are completed none does; after the decision the promise has been judged.</summary>
    public static bool InHandling(ServiceCase row) => row.State is CaseState.Received or CaseState.Accepted or CaseState.InReview or CaseState.SpecialProcedure or CaseState.InApproval;

    private static CaseMoves Alone(ServiceCase row, ServiceCase whole, DateTime now, WorkingCalendar calendar, CityClock clock, IReadOnlyDictionary<Guid, DateTime?>? coming = null)
    {
        RenewPauses(row, now, calendar, clock);
        if (InHandling(row))
        {
            var dates = CaseDeadlines.For(row, calendar, clock, coming);
            return new(row, Moved(
                // A calendar moves a date; it gives none (CaseClocks.Recompute).
                new(ClockName.Acceptance, row.AcceptanceDueAt, row.AcceptanceDueAt is null ? null : dates.Acceptance?.AtUtc ?? row.AcceptanceDueAt),
                new(ClockName.Promised, row.PromisedDueAt, dates.Promised?.AtUtc),
                new(ClockName.Outer, row.OuterDueAt, dates.Outer?.AtUtc)), dates.Provisional);
        }
        var term = row.State switch
        {
            CaseState.AwaitingCompletion => CaseTerms.CompletionByRule(row, calendar, clock),
            // A booking is used at its own time, which no calendar moves.
            CaseState.Decided when row.DeliveryDueAt is not null && row.ItemVersion!.Content.Kind != ItemKind.Booking => CaseTerms.DeliveryByRule(row, calendar, clock, whole),
            _ => null,
        };
        var clockName = row.State == CaseState.AwaitingCompletion ? ClockName.Completion : ClockName.Delivery;
        return term is null
            ? new(row, [], row.DueProvisional)
            : new(row, Moved(new DateMove(clockName, clockName == ClockName.Completion ? row.CompletionDueAt : row.DeliveryDueAt, term.AtUtc)), term.Provisional);
    }

    // The approved length is so many working days; one that is used up has run out, whatever the calendar says now.
    private static void RenewPauses(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        foreach (var pause in row.Pauses.Where(p => p.EndAt is null && p.CapAt > now))
            pause.CapAt = DueDates.Calculate(pause.StartAt, new Term(pause.ApprovedDays, TermUnit.WorkingDay), calendar, clock).AtUtc;
    }

    private static IReadOnlyList<DateMove> Moved(params DateMove[] moves) => [.. moves.Where(m => m.Old != m.New)];
}
