using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hangfire.Common;
using Hangfire.Server;
using TalentCode.Core.Jobs;

namespace TalentCode.Web.Jobs;

/// <summary>
/// Writes down for every job that ran what it did or why it failed, and measures it. Hangfire itself traces nothing and
/// forgets what it did after hours.
/// </summary>
internal sealed class JobWatch(JobLog jobs, ILogger<JobWatch> log) : IServerFilter, IJobFilterProvider
{
    public const string SourceName = "TalentCode.Jobs";
    private const string Started = "started", Traced = "traced";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>("talentcode.job.duration", "s");

    /// <summary>Watches every job.</summary>
    public IEnumerable<JobFilter> GetFilters(Job job) => [new(this, JobFilterScope.Global, null)];

    public void OnPerforming(PerformingContext context)
    {
        context.Items[Started] = jobs.Now;
        context.Items[Traced] = Source.StartActivity($"job {NameOf(context.BackgroundJob.Job)}");
    }

    public void OnPerformed(PerformedContext context)
    {
        var name = NameOf(context.BackgroundJob.Job);
        var startedAt = (DateTime)context.Items[Started];
        // A job that was stopped with the process did not fail; the next run goes on.
        var error = context.Exception is { } thrown && !context.Canceled && thrown.GetBaseException() is not OperationCanceledException ? thrown.GetBaseException() : null;
        Seconds.Record((jobs.Now - startedAt).TotalSeconds, new KeyValuePair<string, object?>("job", name));
        (context.Items[Traced] as Activity)?.SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error).Dispose();
        try
        {
            // A filter cannot wait in any other way; the worker's thread has nothing else to do.
            jobs.WriteAsync(name, startedAt, JobWords.Did(name, context.Result), error is null ? null : $"{error.GetType().Name}: {error.Message}", Environment.MachineName).GetAwaiter().GetResult();
        }
        catch (Exception missed) when (missed is not OperationCanceledException)
        {
            log.LogWarning(missed, "What job {Job} did could not be written down", name);
        }
    }

    /// <summary>SendDueAsync is "send-due", by its schedule as well as by a wake-up.</summary>
    internal static string NameOf(Job job) => string.Concat(job.Method.Name.Replace("Async", "", StringComparison.Ordinal)
        .Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
