using TalentCode.Core.Cases;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>The numbers, and when it goes up: two terms in working days from the filing, and a chain that ends at a person.</summary>
public static class ConcernRules
{
    /// <summary>First contact and answer, in working days (catalogue, 诉求直达).</summary>
    public static Term Contact { get; } = new(1, TermUnit.WorkingDay);
    public static Term Answer { get; } = new(5, TermUnit.WorkingDay);

    /// <summary>Broken for so many working days, it goes on from supervision to the coordinator.</summary>
    public const int FurtherDays = 1;

    /// <summary>For so many days after the answer the person can say that it is not solved.</summary>
    public const int ReopenDays = 10;

    public const int LongestText = 1000, MostADay = 10;

    /// <summary>Sets the clocks from <see cref="Concern.StartedAt"/>: at filing, at reopening, when a holiday notice came.</summary>
    public static void SetDates(Concern row, WorkingCalendar calendar, CityClock clock)
    {
        var (contact, answer) = Dates(row, calendar, clock);
        (row.ContactDueAt, row.AnswerDueAt) = (contact?.AtUtc, answer.AtUtc);
        row.DueProvisional = contact is { Provisional: true } || answer.Provisional;
        row.NextDueAt = NextDue(row);
        row.WarnAt = WarnAt(row, calendar, clock);
    }

    /// <summary>Both dates with their arithmetic; there is no contact with somebody unknown.</summary>
    public static (DueDate? Contact, DueDate Answer) Dates(Concern row, WorkingCalendar calendar, CityClock clock) => (
        row.TalentId is null ? null : DueDates.Calculate(row.StartedAt, Contact, calendar, clock), DueDates.Calculate(row.StartedAt, Answer, calendar, clock));

    public static DateTime? NextDue(Concern row) => row.State switch
    {
        ConcernState.Received => row.ContactDueAt ?? row.AnswerDueAt,
        ConcernState.Contacted => row.AnswerDueAt,
        _ => null,
    };

    /// <summary>The instant from which a level has to know of it, unless something is done; null where the chain has no such step.</summary>
    public static DateTime? ReachesAt(Concern row, ConcernLevel level, WorkingCalendar calendar, CityClock clock)
    {
        if (!row.IsOpen || level == ConcernLevel.Steward) return null;
        // What began at supervision goes up at once when a clock breaks; from a steward it takes one step after the other.
        var further = level == ConcernLevel.Coordination && row.Desk == ConcernDesk.Steward ? FurtherDays : 0;
        var answer = Later(row.AnswerDueAt);
        return row.State == ConcernState.Received && row.ContactDueAt is { } due && Later(due) < answer ? Later(due) : answer;

        DateTime Later(DateTime due) => further == 0 ? due : clock.EndOf(calendar.AddWorkingDays(clock.DateOf(due.AddTicks(-1)), further));
    }

    /// <summary>When something comes up next by the passing of time: a level that has to know, or the apology for a late answer.</summary>
    public static DateTime? WarnAt(Concern row, WorkingCalendar calendar, CityClock clock)
    {
        if (!row.IsOpen) return null;
        var next = row.Level < ConcernLevel.Coordination ? ReachesAt(row, row.Level + 1, calendar, clock) : null;
        var late = row.LateToldAt is null && row.TalentId is not null ? row.AnswerDueAt : (DateTime?)null;
        return next is null || late < next ? late : next;
    }

    public static CaseLight LightOf(Concern row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (row.NextDueAt is not { } due) return CaseLight.None;
        if (now >= due) return CaseLight.Red;
        return CaseLights.IsNear(row.StartedAt, due, now, calendar, clock) ? CaseLight.Yellow : CaseLight.Green;
    }
}
