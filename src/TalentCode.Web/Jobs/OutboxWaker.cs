using Hangfire;
using TalentCode.Core.Notifications;

namespace TalentCode.Web.Jobs;

/// <summary>Turns "something may be due" into one job at once, so that a message need not wait for the minute.</summary>
internal sealed class OutboxWaker(OutboxSignal signal, IBackgroundJobClient jobs, ILogger<OutboxWaker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await signal.WaitAsync(stoppingToken)) Wake();
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the next start sweeps what is due.
        }
    }

    private void Wake()
    {
        try
        {
            jobs.Enqueue<SweepJobs>(job => job.SendDueAsync(CancellationToken.None));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A job store that is away for a moment must not end the host: the message is in the outbox, the minute's sweep sends it.
            log.LogWarning(error, "Could not wake the sender; the next sweep will send what is due");
        }
    }
}
