using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TalentCode.Core;
using TalentCode.Web.Jobs;

namespace TalentCode.Web.Hosting;

internal static class TelemetrySetup
{
    /// <summary>Traces and figures to an OTLP collector, when one is named; nothing is collected otherwise.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Telemetry:Otlp"] is not { Length: > 0 } collector) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("talentcode"))
            // Paths carry ids and signed tokens of people: the route says enough.
            .WithTracing(tracing => tracing.AddSource(Telemetry.SourceName, JobWatch.SourceName)
                .AddAspNetCoreInstrumentation(web => web.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.path", null).SetTag("url.query", null))
                .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(collector)))
            .WithMetrics(metrics => metrics.AddMeter(JobWatch.SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime")
                .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(collector)));
    }
}
