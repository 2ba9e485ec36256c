using TalentCode.Core.Cases;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>One date of a task: until when what is to be done, and how that came about.</summary>
public sealed record TaskDate(RatingTaskState Step, DueDate Due, DateTime? DoneAt);

/// <summary>The clocks of a task. All three first terms run from the bad rating, in working days, by the code that counts every other limit.</summary>
internal static class RatingDates
{
    /// <summary>Sets all dates anew: at the start, when the longer term is approved, when a holiday notice came.</summary>
    public static void Set(RatingTask task, WorkingCalendar calendar, CityClock clock)
    {
        var dates = Of(task, calendar, clock);
        (task.ContactDueAt, task.VerifyDueAt, task.RectifyDueAt) = (dates[0].Due.AtUtc, dates[1].Due.AtUtc, dates[2].Due.AtUtc);
        task.CallBackDueAt = dates.Count > 3 ? dates[3].Due.AtUtc : null;
        task.DueProvisional = dates.Any(d => d.Due.Provisional);
        task.NextDueAt = NextDue(task);
    }

    /// <summary>The dates with their arithmetic in words; the call-back has one once it was put right.</summary>
    public static IReadOnlyList<TaskDate> Of(RatingTask task, WorkingCalendar calendar, CityClock clock)
    {
        List<TaskDate> dates =
        [
            new(RatingTaskState.Contact, From(task.StartedAt, RatingRules.Contact), task.ContactedAt),
            new(RatingTaskState.Verify, From(task.StartedAt, RatingRules.Verify), task.VerifiedAt),
            new(RatingTaskState.Rectify, From(task.StartedAt, task.Complex ? RatingRules.RectifyComplex : RatingRules.Rectify), task.RectifiedAt),
        ];
        if (task.RectifiedAt is { } at) dates.Add(new(RatingTaskState.CallBack, From(at, RatingRules.CallBack), task.CalledBackAt));
        return dates;

        DueDate From(DateTime start, Term term) => DueDates.Calculate(start, term, calendar, clock);
    }

    public static DateTime? NextDue(RatingTask task) => task.State switch
    {
        RatingTaskState.Contact => task.ContactDueAt,
        RatingTaskState.Verify => task.VerifyDueAt,
        RatingTaskState.Rectify => task.RectifyDueAt,
        RatingTaskState.CallBack => task.CallBackDueAt,
        _ => null,
    };

    /// <summary>Yellow on the last day, red when it has passed; a task the office has done with has no light.</summary>
    public static CaseLight LightOf(RatingTask task, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (task.NextDueAt is not { } due) return CaseLight.None;
        if (now >= due) return CaseLight.Red;
        return CaseLights.IsNear(task.StartedAt, due, now, calendar, clock) ? CaseLight.Yellow : CaseLight.Green;
    }

    /// <summary>The morning of the last day: when the handlers are reminded.</summary>
    public static DateTime ReminderOf(DateTime due, CityClock clock) => clock.StartOf(clock.DateOf(due.AddTicks(-1)));

    /// <summary>The next instant at which something is to be said about the step that is due; what is late already is said at the next sweep.</summary>
    public static DateTime? WarnAfterStep(RatingTask task, DateTime now, CityClock clock)
    {
        if (task.State == RatingTaskState.SecondRating) return task.SecondClosesAt;
        if (task.NextDueAt is not { } due) return null;
        var reminder = ReminderOf(due, clock);
        return reminder > now ? reminder : due > now ? due : now;
    }

    /// <summary>The same after the sweep has said what had come up: late is said once.</summary>
    public static DateTime? WarnAfterSweep(RatingTask task, DateTime now) => task.NextDueAt is { } due && due > now ? due : null;
}
