namespace TalentCode.Benchmarks.Bare;

/// <summary>A bare static-SSR page in an app of its own, as the framework's empty template makes it: host, pipeline, layout, title, one heading; no sign-in, no database. What a page of ours is compared with.</summary>
internal static class BareSite
{
    public static int Run(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddRazorComponents();
        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseHsts();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapGet("/livez", () => "ok");
        app.MapRazorComponents<BareRoot>();
        app.Run();
        return 0;
    }
}
