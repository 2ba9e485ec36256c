using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// The terms of a case beside its handling limits, worked out anew so that they can be explained in words: the applicant's
/// papers, the delivery, papers that follow. The date is always the one that was stored; only its words are computed.
/// </summary>
public static class CaseTerms
{
    private static readonly LocalText OnRecord = new("以办件记录里登记的日期为准", "The date on record for this case");

    /// <summary>What the rule gives for the applicant's papers: the term from the list on, and the same again once extended. Null without a list.</summary>
    public static DueDate? CompletionByRule(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        if (row.CompletionRequests.MaxBy(r => r.Round) is not { } request) return null;
        var first = DueDates.Calculate(request.AskedAt, CaseDeadlines.CompletionTerm, calendar, clock);
        if (!row.CompletionExtended) return first;
        var longer = DueDates.Calculate(first.AtUtc.AddTicks(-1), CaseDeadlines.CompletionTerm, calendar, clock);
        return longer with { Arithmetic = new($"{first.Arithmetic.Zh};延长一次:{longer.Arithmetic.Zh}", $"{first.Arithmetic.En}. Extended once: {longer.Arithmetic.En}") };
    }

    /// <summary>What the rule gives for handing over: the term from the decision on, or from the day the last papers came in after it. Null before the decision.</summary>
    /// <param name="whole">The family's application where the row is a member's part: its papers are handed in there.</param>
    public static DueDate? DeliveryByRule(ServiceCase row, WorkingCalendar calendar, CityClock clock, ServiceCase? whole = null) => ReadyAt(row, whole) is { } ready
        ? DueDates.Calculate(ready, CaseDeadlines.DeliveryTerm, calendar, clock) : null;

    /// <summary>The instant (UTC) from which the result can be handed over: the decision, or the last paper that came in after it. Null before the decision.</summary>
    internal static DateTime? ReadyAt(ServiceCase row, ServiceCase? whole = null) => row.DecidedAt is not { } decided ? null
        : (whole ?? row).Deferrals.Select(d => d.SuppliedAt ?? decided).Append(decided).Max();

    /// <summary>The day by which the applicant completes the papers; null while nothing is asked for.</summary>
    public static DueDate? Completion(ServiceCase row, WorkingCalendar calendar, CityClock clock) =>
        Standing(row, ClockName.Completion, row.CompletionDueAt, CompletionByRule(row, calendar, clock), calendar, clock);

    /// <summary>The day by which the result is handed over; null before the decision.</summary>
    public static DueDate? Delivery(ServiceCase row, WorkingCalendar calendar, CityClock clock) =>
        Standing(row, ClockName.Delivery, row.DeliveryDueAt, DeliveryByRule(row, calendar, clock), calendar, clock);

    /// <summary>The day by which a paper follows (容缺). The window named it, so it rests on no calendar.</summary>
    public static DueDate Deferral(ServiceCase row, CaseDeferral paper, WorkingCalendar calendar, CityClock clock)
    {
        var (day, offered) = (clock.DateOf(paper.DueAt.AddTicks(-1)), DayText.Of(clock.DateOf(paper.OfferedAt)));
        var words = new LocalText($"{offered.Zh}提出后补材料时,由窗口定下的日期", $"Named by the window on {offered.En}, when it offered that papers may follow");
        if (row.ReceivedAt is { } received && CaseDeadlines.For(row.Terms, received, paper.OfferedAt, calendar, clock).Outer is { } outer && outer.Day >= day)
            words = new($"{words.Zh},不能晚于办理期限{DayText.Of(outer.Day).Zh}", $"{words.En}; it may not lie after the limit of the service, {DayText.Of(outer.Day).En}");
        return new(paper.DueAt, day, false, words);
    }

    /// <summary>The day of an awaited answer, an opinion or one to an objection: so many working days from the question on.</summary>
    public static DueDate Answer(DateTime from, DateTime due, WorkingCalendar calendar, CityClock clock)
    {
        var day = clock.DateOf(due.AddTicks(-1));
        var days = calendar.WorkingDays(clock.DateOf(from), day);
        return days > 0 && DueDates.Calculate(from, new Term(days, TermUnit.WorkingDay), calendar, clock) is var counted && counted.AtUtc == due ? counted : new(due, day, calendar.IsProvisional(day), OnRecord);
    }

    /// <summary>The date lists show: the answer, the decision, the applicant's papers or the delivery, whichever runs now.</summary>
    public static DateTime? NextAt(ServiceCase row) => row.State switch
    {
        CaseState.AwaitingCompletion => row.CompletionDueAt,
        CaseState.Decided => row.DeliveryDueAt,
        _ => CaseLights.NextDue(row),
    };

    /// <summary>With everything that <see cref="Next"/> and <see cref="Decision"/> look at.</summary>
    public static IQueryable<ServiceCase> WithTerms(IQueryable<ServiceCase> cases) => cases.Include(c => c.ItemVersion).Include(c => c.Pauses).Include(c => c.CompletionRequests)
        .Include(c => c.Deferrals).Include(c => c.DueDates).Include(c => c.Children).ThenInclude(c => c.Pauses).AsSplitQuery();

    /// <summary>The same with its words; null for a case that has ended.</summary>
    public static DueDate? Next(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        if (!CaseWorkflow.Working.Contains(row.State)) return null;
        if (row.State == CaseState.AwaitingCompletion) return Completion(row, calendar, clock);
        if (row.State == CaseState.Decided) return Delivery(row, calendar, clock);
        return Handling(row, row.State is CaseState.Submitted or CaseState.Received && row.AcceptanceDueAt is not null, calendar, clock);
    }

    /// <summary>The promised decision with its words; the answer on acceptance while there is no promise yet.</summary>
    public static DueDate? Decision(ServiceCase row, WorkingCalendar calendar, CityClock clock) => Handling(row, row.PromisedDueAt is null, calendar, clock);

    private static DueDate? Handling(ServiceCase row, bool answer, WorkingCalendar calendar, CityClock clock)
    {
        var dates = CaseDeadlines.For(row, calendar, clock);
        return answer ? Standing(row, ClockName.Acceptance, row.AcceptanceDueAt, dates.Acceptance, calendar, clock)
            : Standing(row, ClockName.Promised, row.PromisedDueAt, dates.Promised, calendar, clock);
    }

    /// <summary>The stored date with the words of the rule where the rule gives it; otherwise with the reason it was last moved for.</summary>
    internal static DueDate? Standing(ServiceCase row, ClockName which, DateTime? stands, DueDate? byRule, WorkingCalendar calendar, CityClock clock)
    {
        if (stands is not { } at) return null;
        if (byRule?.AtUtc == at) return byRule;
        var day = clock.DateOf(at.AddTicks(-1));
        return new(at, day, calendar.IsProvisional(day), row.DueDates.OrderBy(d => d.Sequence).LastOrDefault(d => d.Clock == which && d.New == at)?.Why ?? OnRecord);
    }
}
