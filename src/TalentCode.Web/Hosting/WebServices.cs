using System.IO.Compression;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MudBlazor.Services;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.SignIn;
using TalentCode.Web.Account;
using TalentCode.Web.Endpoints;
using TalentCode.Web.Messaging;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Hosting;

/// <summary>The one list of the host's services.</summary>
public static class WebServices
{
    public static void AddTalentCodeWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = WebSettings.From(builder.Configuration, builder.Environment.ContentRootPath);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        if (settings.Scanner() is { } scanner) services.AddSingleton(scanner);
        services.AddTalentCore(settings.ToCore());
        services.AddSingleton<ConsoleSms>();
        services.AddSingleton<ISmsSender>(provider => provider.GetRequiredService<ConsoleSms>());
        services.AddMessaging(MessagingSettings.From(builder.Configuration));
        builder.AddTelemetry();
        services.AddSingleton<QrDrawing>();
        services.AddSingleton<CodeSymbols>();
        services.AddSingleton<UnreadBadge>();
        services.AddSingleton<Show>();
        services.AddSingleton<CaseFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CaseFeed>());
        services.AddSingleton<KeptWeek>();
        services.AddSingleton<Layout.DeskTheme>();
        services.AddSingleton<Pages.Scientist.CodePageData>();
        services.AddSingleton<Pages.Scientist.CodePage>();
        services.AddSingleton<Pages.Scientist.HolderQueries>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveFeed>());
        services.AddTalentCodeAuth();
        services.AddDataProtection().SetApplicationName("TalentCode").PersistKeysToDbContext<TalentDb>();
        AddBlazor(services);
        AddHttp(services);
    }

    private static void AddBlazor(IServiceCollection services)
    {
        // Our pages are UTF-8: Chinese written as itself is a third of the bytes of numbered entities.
        services.AddWebEncoders(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(90);
            circuit.DisconnectedCircuitMaxRetained = 200;
        }).AddHubOptions(hub =>
        {
            hub.MaximumReceiveMessageSize = 64 * 1024;
            // Twice as long as an open page is silent (App.razor).
            hub.ClientTimeoutInterval = TimeSpan.FromMinutes(1);
        });
        services.AddCascadingAuthenticationState();
        // The popover timer of every open page otherwise ticks twice a second; it only clears away popovers that are gone.
        services.AddMudServices(mud =>
        {
            mud.PopoverOptions.QueueDelay = TimeSpan.FromMinutes(1);
            // A desk's buttons stand at the top right; what was done is said where nothing is pressed.
            mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomLeft;
        });
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargeForms.MaxBody);
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            // Strict would break forms opened from a link in a message.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Name = "tc.forms";
        });
        services.AddRateLimiting();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["text/html", "application/json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("zh-CN").AddSupportedCultures("zh-CN", "en").AddSupportedUICultures("zh-CN", "en");
            // Chinese first: only what a person chose counts, not what a browser guesses.
            options.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(180));
    }
}
