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
        var contexts = app.Services.GetRequiredService<IDbContextFactory<TalentDb>>();
        // Another server may be building a whole city: longer than this, and something is wrong with it.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var turn = await StartLock.EnterAsync(settings.Connection, limit.Token);
        await MigrateAsync(contexts, limit.Token);
        // Made or read now: a lost or damaged key folder is noticed at the start and not at the first code.
        app.Services.GetRequiredService<CodeKeyRing>();
        var store = app.Services.GetRequiredService<Store>();
        var clock = app.Services.GetRequiredService<CityClock>();
        await Setup.BaseAsync(store, clock);
        if (!settings.Demo) return;
        if (await DemoCity.IsHalfBuiltAsync(store))
        {
            await StartOverAsync(contexts, limit.Token);
            await Setup.BaseAsync(store, clock);
        }
        await ActivatorUtilities.CreateInstance<DemoCity>(app.Services, settings.FlatShare).SeedAsync();
        PrintSignIns(settings);
    }

    private static async Task MigrateAsync(IDbContextFactory<TalentDb> contexts, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await StartLock.MendAsync(db.Database, cancel);
        var changed = (await db.Database.GetPendingMigrationsAsync(cancel)).Any();
        await db.Database.MigrateAsync(cancel);
        // A table that was built anew has lost what the planner knew of it.
        if (changed) await Database.GatherStatisticsAsync(db.Database);
    }

    /// <summary>An earlier start was killed while it built the demo city. Nobody has ever signed in to it, so it may go.</summary>
    private static async Task StartOverAsync(IDbContextFactory<TalentDb> contexts, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!Database.IsFile(db.Database))
                throw new InvalidOperationException("An earlier start was killed while it built the demo city, so nobody can say what is missing in it. Only invented people are in this database: empty it and start again.");
            Console.WriteLine("An earlier start was killed while it built the demo city; it is built anew.");
            await db.Database.EnsureDeletedAsync(cancel);
        }
        await MigrateAsync(contexts, cancel);
    }

    private static void PrintSignIns(WebSettings settings)
    {
        Console.WriteLine();
        Console.WriteLine($"TalentCode: {settings.PublicAddress}");
        foreach (var line in DemoSignIns.All) Console.WriteLine($"  {line.Role.Zh} {line.Role.En}: {line.User} {line.Password ?? "(SMS code on the page / 验证码显示在页面上)"}");
        Console.WriteLine();
    }
}
