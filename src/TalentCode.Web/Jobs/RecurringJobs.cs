using Hangfire;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Notifications;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Web.Jobs;

/// <summary>The only list of schedules, in city time. Every job is a sweep that may run twice, so a missed one is caught up by the next.</summary>
internal static class RecurringJobs
{
    public static void Register(IRecurringJobManager jobs)
    {
        var city = new RecurringJobOptions { TimeZone = CityClock.China };
        jobs.AddOrUpdate<SweepJobs>("send-due", job => job.SendDueAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<SweepJobs>("sweep-deadlines", job => job.SweepDeadlinesAsync(CancellationToken.None), "*/10 * * * *", city);
        jobs.AddOrUpdate<SweepJobs>("finish-calendar", job => job.FinishCalendarAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<SweepJobs>("sweep-rounds", job => job.SweepRoundsAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<SweepJobs>("remind", job => job.RemindAsync(CancellationToken.None), "30 8-20/3 * * *", city);
        jobs.AddOrUpdate<SweepJobs>("housekeeping", job => job.KeepHouseAsync(CancellationToken.None), "15 3 * * *", city);
    }
}

/// <summary>What the schedules call. No arguments: the tables know what is due.</summary>
internal sealed class SweepJobs(OutboxSender outbox, DeadlineSweep deadlines, ReminderSweep reminders, CalendarImporter calendar, Housekeeping housekeeping, RoundSweep rounds)
{
    [AutomaticRetry(Attempts = 0)]
    public Task SendDueAsync(CancellationToken cancel) => outbox.SweepAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task SweepDeadlinesAsync(CancellationToken cancel) => deadlines.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task FinishCalendarAsync(CancellationToken cancel) => calendar.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task SweepRoundsAsync(CancellationToken cancel) => rounds.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task RemindAsync(CancellationToken cancel) => reminders.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task KeepHouseAsync(CancellationToken cancel) => housekeeping.RunAsync(cancel);
}
