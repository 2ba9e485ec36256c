using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TalentCode.Core.Data;

namespace TalentCode.Web.Hosting;

/// <summary>Ready when the database answers.</summary>
internal sealed class DatabaseHealth(Store store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var items = await store.ReadAsync(db => db.Items.CountAsync(cancellationToken));
        return items > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The catalogue is empty.");
    }
}
