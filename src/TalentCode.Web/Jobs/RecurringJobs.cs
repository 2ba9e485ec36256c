using Hangfire;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Concerns;
using TalentCode.Core.Eligibility;
using TalentCode.Core.Families;
using TalentCode.Core.Figures;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Ratings;
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
        jobs.AddOrUpdate<ResourceJobs>("sweep-bookings", job => job.SweepBookingsAsync(CancellationToken.None), "5-59/10 * * * *", city);
        jobs.AddOrUpdate<SweepJobs>("count-board", job => job.CountBoardAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<SweepJobs>("finish-calendar", job => job.FinishCalendarAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<ReminderJobs>("sweep-ratings", job => job.SweepRatingsAsync(CancellationToken.None), "5/10 * * * *", city);
        jobs.AddOrUpdate<CareJobs>("sweep-concerns", job => job.SweepConcernsAsync(CancellationToken.None), "3/10 * * * *", city);
        jobs.AddOrUpdate<ResourceJobs>("sweep-rounds", job => job.SweepRoundsAsync(CancellationToken.None), Cron.Minutely(), city);
        jobs.AddOrUpdate<ResourceJobs>("sweep-flats", job => job.SweepFlatsAsync(CancellationToken.None), "7-59/10 * * * *", city);
        jobs.AddOrUpdate<ReminderJobs>("remind", job => job.RemindAsync(CancellationToken.None), "30 8-20/3 * * *", city);
        jobs.AddOrUpdate<ReminderJobs>("prepare-free", job => job.PrepareFreeAsync(CancellationToken.None), "10 6 * * *", city);
        jobs.AddOrUpdate<ReminderJobs>("remind-handling", job => job.RemindHandlingAsync(CancellationToken.None), "*/30 * * * *", city);
        jobs.AddOrUpdate<ReminderJobs>("ask-members", job => job.AskMembersAsync(CancellationToken.None), "20 * * * *", city);
        jobs.AddOrUpdate<SweepJobs>("housekeeping", job => job.KeepHouseAsync(CancellationToken.None), "15 3 * * *", city);
    }
}

/// <summary>What the schedules call. No arguments: the tables know what is due. Each returns what it did, for the page of the jobs (<see cref="JobWords"/>).</summary>
internal sealed class SweepJobs(OutboxSender outbox, ExternalSender external, DeadlineSweep deadlines, CalendarImporter calendar, BoardSweep board, Housekeeping housekeeping)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task<SendReport> SendDueAsync(CancellationToken cancel) => await outbox.SweepAsync(cancel) + await external.SweepAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<DeadlineReport> SweepDeadlinesAsync(CancellationToken cancel) => deadlines.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> FinishCalendarAsync(CancellationToken cancel) => calendar.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> CountBoardAsync(CancellationToken cancel) => board.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> KeepHouseAsync(CancellationToken cancel) => housekeeping.RunAsync(cancel);
}

internal sealed class ReminderJobs(ReminderSweep reminders, HandlingReminders handling, RatingSweep ratings, FreeSweep free, MemberRequestSweep members)
{
    [AutomaticRetry(Attempts = 0)]
    public Task<int> AskMembersAsync(CancellationToken cancel) => members.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> PrepareFreeAsync(CancellationToken cancel) => free.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> RemindAsync(CancellationToken cancel) => reminders.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<int> RemindHandlingAsync(CancellationToken cancel) => handling.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<RatingReport> SweepRatingsAsync(CancellationToken cancel) => ratings.RunAsync(cancel);
}

internal sealed class CareJobs(ConcernSweep concerns)
{
    [AutomaticRetry(Attempts = 0)]
    public Task<int> SweepConcernsAsync(CancellationToken cancel) => concerns.RunAsync(cancel);
}

internal sealed class ResourceJobs(BookingSweep bookings, RoundSweep rounds, FlatSweep flats)
{
    [AutomaticRetry(Attempts = 0)]
    public Task<BookingReport> SweepBookingsAsync(CancellationToken cancel) => bookings.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<RoundReport> SweepRoundsAsync(CancellationToken cancel) => rounds.RunAsync(cancel);

    [AutomaticRetry(Attempts = 0)]
    public Task<FlatReport> SweepFlatsAsync(CancellationToken cancel) => flats.RunAsync(cancel);
}
