namespace TalentCode.Benchmarks.Bare;

/// <summary>The least a static-SSR Razor page can be: no sign-in, no database, no middleware. What a page of ours is compared with.</summary>
internal static class BareSite
{
    public static int Run(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddRazorComponents();
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapGet("/livez", () => "ok");
        app.MapRazorComponents<BareRoot>();
        app.Run();
        return 0;
    }
}
