using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Benchmarks.Scale;

/// <summary>Fills an empty database with as many invented cases as asked for.</summary>
internal static class SeedCommand
{
    /// <param name="connection">As the product takes it: "Host=…" or "Data Source=…".</param>
    public static async Task<int> RunAsync(string? connection, int cases)
    {
        if (connection is null || cases < 1)
        {
            Console.Error.WriteLine("seed --cases N --database \"Data Source=FILE\" (or \"Host=…;Database=…\")");
            return 2;
        }
        try
        {
            using var folder = Repository.NewFolder();
            await using var city = await BenchCity.OpenAsync(connection, Path.Combine(folder.Path, "keys"));
            await FillAsync(city, cases);
            return 0;
        }
        catch (InvalidOperationException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
    }

    public static async Task FillAsync(BenchCity city, int cases)
    {
        var watch = Stopwatch.StartNew();
        var bulk = new BulkCity(city.Get<Core.Data.Store>(), city.Get<IDbContextFactory<Core.Data.TalentDb>>(), city.Get<Core.Data.WriteGate>(), city.Get<Core.Time.CityClock>());
        await bulk.SeedAsync(cases, (done, total) => Bar(done, total, watch));
        Console.Error.WriteLine();
        Console.WriteLine($"{cases:N0} cases in {watch.Elapsed.TotalSeconds:F0} s");
    }

    private static void Bar(long done, long total, Stopwatch watch)
    {
        const int width = 40;
        var full = (int)(done * width / total);
        var left = watch.Elapsed * ((double)(total - done) / done);
        Console.Error.Write($"\r[{new string('#', full)}{new string('.', width - full)}] {100 * done / total,3} %  {left.TotalSeconds,4:F0} s left");
    }
}
