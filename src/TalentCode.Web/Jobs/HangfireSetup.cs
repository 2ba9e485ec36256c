using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using TalentCode.Core.Data;
using TalentCode.Web.Account;
using TalentCode.Web.Hosting;

namespace TalentCode.Web.Jobs;

/// <summary>Hangfire only wakes and executes; what is due stands in our tables. So the embedded default keeps no jobs on disk.</summary>
internal static class HangfireSetup
{
    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var settings = WebSettings.From(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Services.AddSingleton<JobTimes>();
        builder.Services.AddSingleton<JobWatch>();
        builder.Services.AddHangfire(hangfire =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (Database.KindOf(settings.Connection) == DatabaseKind.Sqlite) hangfire.UseInMemoryStorage();
            else hangfire.UsePostgreSqlStorage(postgres => postgres.UseNpgsqlConnection(settings.Connection), new PostgreSqlStorageOptions
            {
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = TimeSpan.FromMinutes(5),
                EnableLongPolling = true,
                AllowDegradedModeWithoutStorage = false,
            });
        });
        builder.Services.AddHealthChecks().AddCheck<JobStorageHealth>("jobs", tags: ["ready"]);
        if (!builder.Configuration.GetValue("Hangfire:Server:Enabled", true)) return;
        builder.Services.AddHangfireServer((services, server) =>
        {
            // Its own list: the global one would be shared by every product in a process, as in the tests.
            server.FilterProvider = new JobFilterProviderCollection { GlobalJobFilters.Filters, new JobFilterAttributeFilterProvider(), services.GetRequiredService<JobWatch>() };
            server.WorkerCount = 4;
            server.ShutdownTimeout = TimeSpan.FromSeconds(20);
        });
        builder.Services.AddHostedService<OutboxWaker>();
    }

    public static void MapJobs(this WebApplication app)
    {
        app.MapHangfireDashboardWithAuthorizationPolicy(Auth.Administrator, "/admin/hangfire", new DashboardOptions
        {
            DisplayStorageConnectionString = false,
            DashboardTitle = "TalentCode",
        });
        if (app.Configuration.GetValue("Hangfire:Server:Enabled", true))
            RecurringJobs.Register(app.Services.GetRequiredService<IRecurringJobManager>());
    }
}
