using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using TalentCode.Web.Layout;

namespace TalentCode.Web.Endpoints;

internal static class TalentCodeEndpoints
{
    public static void MapTalentCodeEndpoints(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.MapCalendar();
        app.MapCases();
        app.MapFeeds();
        app.MapCode();
        app.MapDrafts();
        app.MapHall();
        app.MapPapers();
        app.MapRedeem();
        app.MapSession();
        app.MapUnsubscribe();
        app.MapUploads();
        app.MapPrepare();
        app.MapMandates();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = null;
        }).WithoutCircuitState().WithKeptCodePage();
    }
}
