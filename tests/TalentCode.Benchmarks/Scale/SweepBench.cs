using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;

namespace TalentCode.Benchmarks.Scale;

/// <summary>One sweep over deadlines when every open case is due for a look, against a bare update of the same rows in the same chunks.</summary>
internal static class SweepBench
{
    private const int Chunk = 200;
    private const double Seconds = 60, Megabytes = 400;

    /// <param name="connection">A database that <c>seed</c> has filled; null for a new SQLite file.</param>
    public static async Task<int> RunAsync(string? connection, int open)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.OpenAsync(connection ?? $"Data Source={Path.Combine(folder.Path, "sweep.db")}", Path.Combine(folder.Path, "keys"));
        var store = city.Get<Store>();
        if (!await store.ReadAsync(db => db.Cases.AnyAsync())) await SeedCommand.FillAsync(city, open * 10);
        // Due in the past, all at once: as after a night in which nothing ran.
        var now = DateTime.UtcNow;
        var due = await store.WriteAsync(db => db.Cases.Where(c => c.QueueAt != null).ExecuteUpdateAsync(s => s.SetProperty(c => c.WarnAt, now)));
        var bare = await TimeAsync(() => BareAsync(store, now));
        using var memory = new MemoryWatch();
        DeadlineReport report = null!;
        var sweep = await TimeAsync(async () => report = await city.Get<DeadlineSweep>().RunAsync(default));
        var (heap, set) = memory.Stop();
        var left = await store.ReadAsync(db => db.Cases.CountAsync(c => c.WarnAt <= now));
        Table.Print($"sweep ({due:N0} open cases due, {Database.KindOf(city.Connection)})", [
            ["seconds", $"{sweep.TotalSeconds:F1} s", Table.Verdict(sweep.TotalSeconds <= Seconds, $"<= {Seconds} s")],
            ["against the bare update", $"{bare.TotalSeconds:F1} s", $"ratio {sweep / bare:F1}", "no target: the update warns nobody"],
            ["largest live heap after a collection, of the sweep alone", $"{heap / 1e6:F0} MB", Table.Verdict(heap / 1e6 <= Megabytes, $"<= {Megabytes} MB")],
            ["largest working set of the process", $"{set / 1e6:F0} MB"],
            ["done", $"{report.Warned:N0} messages, {report.Cards:N0} cards, {report.AcceptedBySilence:N0} accepted by silence, {report.DeemedWithdrawn:N0} withdrawn", $"{left:N0} left"],
        ]);
        return sweep.TotalSeconds <= Seconds && heap / 1e6 <= Megabytes && left == 0 ? 0 : 1;
    }

    private static async Task BareAsync(Store store, DateTime now)
    {
        var after = Guid.Empty;
        while (true)
        {
            var ids = await store.ReadAsync(db => db.Cases.Where(c => c.WarnAt <= now && c.Id > after).OrderBy(c => c.Id).Select(c => c.Id).Take(Chunk).ToListAsync());
            if (ids.Count == 0) return;
            await store.WriteAsync(db => db.Cases.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.WarnAt, now)));
            after = ids[^1];
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed;
    }
}
