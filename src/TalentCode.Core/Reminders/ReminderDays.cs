using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>
/// Which day a reminder goes out. One whose day lies in a public holiday goes out on the last working day before it, while
/// the offices can still be reached; on an ordinary weekend it is as good as on any day.
/// </summary>
public static class ReminderDays
{
    /// <summary>The end of what is reminded of, counted strictly.</summary>
    public static DateOnly EndOf(ReminderRule rule, DateOnly date) => date.AddDays(rule.TermDays);

    /// <summary>The end as the law has it: a term in days that ends in a public holiday ends on the day after it (民法典 203). Terms in hours do not move.</summary>
    public static DateOnly LegalEndOf(ReminderRule rule, DateOnly date, WorkingCalendar calendar)
    {
        var end = EndOf(rule, date);
        return rule is { Statutory: true, TermDays: > 1 } && calendar.IsInHolidayBlock(end) ? calendar.OnOrAfterWorkingDay(end) : end;
    }

    /// <summary>The last day on which an office takes the application, where it has to be there so many days before the end.</summary>
    public static DateOnly? ApplyBy(ReminderRule rule, DateOnly date, WorkingCalendar calendar) =>
        rule.ApplyDaysBefore is { } days ? OnOrBefore(EndOf(rule, date).AddDays(-days), calendar) : null;

    /// <summary>The day on which a lead goes out.</summary>
    public static DateOnly SentOn(ReminderRule rule, DateOnly end, int lead, WorkingCalendar calendar)
    {
        var day = end.AddDays(-lead);
        return !RunsThroughHolidays(rule) && calendar.IsInHolidayBlock(day) ? OnOrBefore(day, calendar) : day;
    }

    /// <summary>Everything up to this day goes out today: today itself, or the end of the holiday that begins tomorrow or has begun.</summary>
    public static DateOnly Horizon(ReminderRule rule, DateOnly today, WorkingCalendar calendar)
    {
        var day = today;
        if (RunsThroughHolidays(rule)) return day;
        while (calendar.IsInHolidayBlock(day.AddDays(1))) day = day.AddDays(1);
        return day;
    }

    /// <summary>The lead that applies on a day: the smallest one reached, so that after a pause the latest is sent and not all of them. Null before the first and after the end.</summary>
    public static int? LeadOn(ReminderRule rule, DateOnly end, DateOnly today, DateOnly horizon) =>
        end < today ? null : rule.LeadDays.Where(lead => end.AddDays(-lead) <= horizon).Select(lead => (int?)lead).Min();

    /// <summary>The next lead still to come after a day, with the day on which it goes out.</summary>
    public static (int Lead, DateOnly Day)? NextAfter(ReminderRule rule, DateOnly end, DateOnly day, WorkingCalendar calendar) =>
        rule.LeadDays.Select(lead => (lead, Day: SentOn(rule, end, lead, calendar))).Where(l => l.Day > day).Select(l => ((int, DateOnly)?)l).FirstOrDefault();

    // Twenty-four hours run day and night, holidays included, and what they are for is done by wire. A lease is no office's matter.
    private static bool RunsThroughHolidays(ReminderRule rule) => rule.TermDays == 1 || rule.Sender == ReminderSender.Flats;

    private static DateOnly OnOrBefore(DateOnly day, WorkingCalendar calendar)
    {
        while (!calendar.IsWorkingDay(day)) day = day.AddDays(-1);
        return day;
    }
}

/// <summary>The stored dates that are due today, as limits a database can compare with.</summary>
/// <param name="From">Earliest date whose end has not passed.</param>
/// <param name="Steps">Up to these dates the leads beside them apply; four, the last repeated.</param>
internal sealed record ReminderWindow(DateOnly From, IReadOnlyList<(DateOnly UpTo, int Lead)> Steps)
{
    public const int MostLeads = 4;

    public DateOnly To => Steps[^1].UpTo;

    public static ReminderWindow Of(ReminderRule rule, DateOnly today, DateOnly horizon)
    {
        List<(DateOnly, int)> steps = [.. rule.LeadDays.Order().Select(lead => (horizon.AddDays(lead - rule.TermDays), lead))];
        while (steps.Count < MostLeads) steps.Add(steps[^1]);
        return new(today.AddDays(-rule.TermDays), steps);
    }
}
