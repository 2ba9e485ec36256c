using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Time;

namespace TalentCode.Web.Hosting;

/// <summary>Brings the database up to date before the first request: file or schema, migrations, catalogue, demo city.</summary>
internal static class DatabaseSetup
{
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<WebSettings>();
        Database.PrepareFolder(settings.Connection);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<TalentDb>>().CreateDbContextAsync())
        {
            // A lock row left by a killed start would wait for ever; better to stop with the runbook's sentence.
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await db.Database.MigrateAsync(limit.Token);
        }
        // Made or read now: a lost or damaged key folder is noticed at the start and not at the first code.
        app.Services.GetRequiredService<CodeKeyRing>();
        var store = app.Services.GetRequiredService<Store>();
        var clock = app.Services.GetRequiredService<CityClock>();
        await Setup.BaseAsync(store, clock);
        if (!settings.Demo) return;
        await ActivatorUtilities.CreateInstance<DemoCity>(app.Services, settings.FlatShare).SeedAsync();
        PrintSignIns(settings);
    }

    private static void PrintSignIns(WebSettings settings)
    {
        Console.WriteLine();
        Console.WriteLine($"TalentCode: {settings.PublicAddress}");
        foreach (var line in DemoSignIns.All) Console.WriteLine($"  {line.Role.Zh} {line.Role.En}: {line.User} {line.Password ?? "(SMS code on the page / 验证码显示在页面上)"}");
        Console.WriteLine();
    }
}
