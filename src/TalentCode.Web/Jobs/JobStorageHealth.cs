using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TalentCode.Web.Jobs;

/// <summary>Ready when the store of the alarm clock answers as well: with PostgreSQL it has tables of its own, and without them nothing is sent.</summary>
internal sealed class JobStorageHealth(JobStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(storage.GetMonitoringApi().Servers().Count > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("No server runs the jobs."));
}
