using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What comes up about a case by the mere passing of time.</summary>
public enum WarningKind
{
    Step, Half, Near, Broken, Limit, Completion, Deferral,
    /// <summary>The answer about acceptance is due, or was not given in time.</summary>
    Answer, AnswerLate,
    /// <summary>The result is to be handed over, or was not in time.</summary>
    Delivery, DeliveryLate,
    /// <summary>Papers the applicant promised for a day that has passed are still missing.</summary>
    DeferralLate,
}

/// <param name="At">UTC instant from which it holds.</param>
/// <param name="About">The due instant it is about: with case and kind the identity of the warning.</param>
public readonly record struct Warning(WarningKind Kind, DateTime At, DateTime About);

/// <summary>When which warning falls due: pure arithmetic, so that a sweep need only look at cases whose instant has come.</summary>
public static class CaseWarnings
{
    // Working days before an office's own term ends: the last one to answer, two to hand over.
    private static readonly int[] AnswerLead = [1];
    private static readonly int[] DeliveryLead = [2];

    /// <summary>All warnings of the case as it stands, in the order of time.</summary>
    public static IReadOnlyList<Warning> Plan(ServiceCase row, WorkingCalendar calendar, CityClock clock) =>
        [.. All(row, calendar, clock).OrderBy(w => w.At).ThenBy(w => w.Kind)];

    /// <summary>The instant at which a sweep has to look at this case again; null when there is nothing to come.</summary>
    public static DateTime? NextAfter(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var coming = Plan(row, calendar, clock).Where(w => w.At > now).ToList();
        return coming.Count > 0 ? coming[0].At : null;
    }

    /// <summary>When to look after a step: at once if a date that moved has brought something up already, else at the next instant.</summary>
    public static DateTime? NextAfterStep(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock) => Plan(row, calendar, clock) switch
    {
        [] => null,
        [var first, ..] when first.At <= now => now,
        [var first, ..] => first.At,
    };

    /// <summary>From when on the light of the case is yellow as it stands (<see cref="CaseLights.Of"/>): the step's days are over, or the end of the next promise is near.</summary>
    public static DateTime? YellowAt(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        var step = CaseStepLimits.EndOf(row, calendar, clock);
        if (CaseLights.NextDue(row) is not { } due) return step;
        var near = NearOf(row, due, calendar, clock);
        return step < near ? step : near;
    }

    internal static DateTime NearOf(ServiceCase row, DateTime due, WorkingCalendar calendar, CityClock clock) =>
        NearOf(row.AcceptedAt ?? row.ReceivedAt ?? row.CreatedAt, due, DaysOf(row, due), calendar, clock);

    /// <summary>From when on the end of a term is near, for somebody who has the case's columns only; null days: as long as from start to end.</summary>
    public static DateTime NearFrom(DateTime start, DateTime due, WorkingCalendar calendar, CityClock clock) => NearOf(start, due, null, calendar, clock);

    // What stood still in between makes the way longer, not the promise: a fifth of fourteen days stays two.
    private static int? DaysOf(ServiceCase row, DateTime due) => due == row.PromisedDueAt && row.ItemVersion is not null
        && CaseDeadlines.MainLimit(row).Promised?.Term is { Unit: TermUnit.WorkingDay, Length: > 0 } term ? term.Length : null;

    private static IEnumerable<Warning> All(ServiceCase row, WorkingCalendar calendar, CityClock clock)
    {
        if (!CaseWorkflow.Working.Contains(row.State)) yield break;
        foreach (var due in row.Deferrals.Where(d => d.PromisedAt is not null && d.SuppliedAt is null).Select(d => d.DueAt).Distinct())
        {
            foreach (var warning in Leading(WarningKind.Deferral, due, row.AcceptedAt ?? row.CreatedAt, calendar, clock, ReminderRules.Deferral.LeadDays)) yield return warning;
            yield return new(WarningKind.DeferralLate, due, due);
        }
        if (row.State == CaseState.AwaitingCompletion)
        {
            if (row.CompletionDueAt is { } until)
                foreach (var warning in Leading(WarningKind.Completion, until, row.CompletionRequests.MaxBy(r => r.Round)?.AskedAt ?? row.CreatedAt, calendar, clock, ReminderRules.Completion.LeadDays)) yield return warning;
            yield break;
        }
        if (row.State == CaseState.Decided)
        {
            // What waits for papers of the applicant is not late; its term begins anew when they are in.
            if (row.DeliveryDueAt is not { } hand || row.HasGaps) yield break;
            foreach (var warning in Leading(WarningKind.Delivery, hand, row.DecidedAt ?? row.CreatedAt, calendar, clock, DeliveryLead)) yield return warning;
            yield return new(WarningKind.DeliveryLate, hand, hand);
            if (CaseStepLimits.EndOf(row, calendar, clock) is { } last) yield return new(WarningKind.Step, last, last);
            yield break;
        }
        if (row.AcceptanceDueAt is { } answer && (row.State == CaseState.Received || (row.State == CaseState.Accepted && row.AcceptedBySilence)))
        {
            foreach (var warning in Leading(WarningKind.Answer, answer, row.ReceivedAt ?? row.CreatedAt, calendar, clock, AnswerLead)) yield return warning;
            yield return new(WarningKind.AnswerLate, answer, answer);
        }
        if (CaseStepLimits.EndOf(row, calendar, clock) is { } end) yield return new(WarningKind.Step, end, end);
        var start = row.AcceptedAt ?? row.ReceivedAt ?? row.CreatedAt;
        if (row.PromisedDueAt is { } promised)
        {
            yield return new(WarningKind.Half, HalfOf(start, promised, DaysOf(row, promised), calendar, clock), promised);
            yield return new(WarningKind.Near, NearOf(start, promised, DaysOf(row, promised), calendar, clock), promised);
            yield return new(WarningKind.Broken, promised, promised);
        }
        // Where promise and limit are one date, the promise says it; the limit is broken with it.
        if (row.OuterDueAt is { } outer) yield return new(WarningKind.Limit, outer, outer);
    }

    private static IEnumerable<Warning> Leading(WarningKind kind, DateTime due, DateTime begun, WorkingCalendar calendar, CityClock clock, IReadOnlyList<int> leads)
    {
        var last = LastDay(due, clock);
        foreach (var lead in leads)
        {
            var at = clock.StartOf(Back(last, lead, calendar));
            // Nobody is reminded on the day on which it was told.
            if (clock.DateOf(at) > clock.DateOf(begun)) yield return new(kind, at, due);
        }
    }

    private static DateTime HalfOf(DateTime start, DateTime due, int? days, WorkingCalendar calendar, CityClock clock)
    {
        if (due - start <= TimeSpan.FromDays(1)) return start + ((due - start) / 2);
        var (first, last) = (clock.DateOf(start), LastDay(due, clock));
        var whole = Math.Min(days ?? int.MaxValue, calendar.WorkingDays(first, last));
        return whole < 2 ? due : clock.StartOf(Back(last, whole / 2, calendar));
    }

    private static DateTime NearOf(DateTime start, DateTime due, int? days, WorkingCalendar calendar, CityClock clock)
    {
        if (due - start <= TimeSpan.FromDays(1)) return due - ((due - start) / 5);
        var (first, last) = (clock.DateOf(start), LastDay(due, clock));
        var lead = Math.Max(1, Math.Min(days ?? int.MaxValue, calendar.WorkingDays(first, last)) / 5);
        var near = clock.StartOf(Back(last, lead, calendar));
        return near < start ? start : near;
    }

    /// <summary>The first day from which at most so many working days are left up to the last.</summary>
    private static DateOnly Back(DateOnly last, int workingDays, WorkingCalendar calendar)
    {
        var day = last;
        while (day > WorkingCalendar.FirstDay && calendar.WorkingDays(day.AddDays(-1), last) <= workingDays) day = day.AddDays(-1);
        return day;
    }

    private static DateOnly LastDay(DateTime due, CityClock clock) => clock.DateOf(due.AddTicks(-1));
}
