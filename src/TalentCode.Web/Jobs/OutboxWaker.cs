using Hangfire;
using TalentCode.Core.Notifications;

namespace TalentCode.Web.Jobs;

/// <summary>Turns "something may be due" into one job at once, so that a message need not wait for the minute.</summary>
internal sealed class OutboxWaker(OutboxSignal signal, IBackgroundJobClient jobs) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await signal.WaitAsync(stoppingToken))
                jobs.Enqueue<SweepJobs>(job => job.SendDueAsync(CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the next start sweeps what is due.
        }
    }
}
