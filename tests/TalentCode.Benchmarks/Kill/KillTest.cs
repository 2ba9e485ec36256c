using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Data;

namespace TalentCode.Benchmarks.Kill;

/// <summary>
/// Kills the product at random moments while people file and notices are sent, starts it again, and at the end compares
/// what people were told with what the database says.
/// </summary>
public sealed class KillTest(string? postgres, TextWriter output)
{
    private const int Phones = 6;

    /// <returns>True when nothing acknowledged is missing or doubled and every notice arrived exactly once.</returns>
    public async Task<bool> RunAsync(int rounds)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, postgres, Phones, 1);
        var address = Child.FreeAddress();
        var acknowledged = new ConcurrentBag<Acknowledged>();
        var filers = city.Holders.Select(holder => new Filer(address, holder, acknowledged)).ToList();
        var web = await Child.WebAsync(city, "Development", address);
        try
        {
            foreach (var filer in filers) await filer.SignInAsync();
            for (var round = 1; round <= rounds; round++)
            {
                await BusyThenKilledAsync(web, filers, acknowledged, round);
                web.Dispose();
                web = await Child.WebAsync(city, "Development", address);
            }
            await UntilAllSentAsync(city.Get<Store>(), web);
        }
        finally
        {
            web.Dispose();
            filers.ForEach(f => f.Dispose());
        }
        var answers = filers.Sum(f => f.Unanswered);
        output.WriteLine($"{rounds} kills, {acknowledged.Count} acknowledged cases, {answers} requests cut off.");
        return await new KillCheck(city.Get<Store>(), output).PassesAsync([.. acknowledged], rounds);
    }

    private async Task BusyThenKilledAsync(Child web, List<Filer> filers, ConcurrentBag<Acknowledged> acknowledged, int round)
    {
        var before = acknowledged.Count;
        using var stop = new CancellationTokenSource();
        var work = filers.Select(f => Task.Run(() => f.FileUntilAsync(stop.Token))).ToList();
        var limit = Stopwatch.StartNew();
        while (acknowledged.Count == before)
        {
            if (limit.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException("Nothing was acknowledged within a minute:\n" + web.LastWords);
            if (work.Find(t => t.IsFaulted) is { } failed) await failed;
            await Task.Delay(5);
        }
        var after = Random.Shared.Next(100, 1500);
        await Task.Delay(after);
        web.Kill();
        await stop.CancelAsync();
        await Task.WhenAll(work);
        output.WriteLine($"round {round}: killed {after} ms after the first answer, {acknowledged.Count - before} acknowledged");
    }

    /// <summary>A message claimed by the killed process waits for its lease to end, so this takes minutes, not seconds.</summary>
    private static async Task UntilAllSentAsync(Store store, Child web)
    {
        var limit = Stopwatch.StartNew();
        while (await store.ReadAsync(db => db.Outbox.AnyAsync(m => m.DoneAt == null)))
        {
            if (limit.Elapsed > TimeSpan.FromMinutes(6)) throw new TimeoutException("The outbox did not empty within six minutes:\n" + web.LastWords);
            await Task.Delay(500);
        }
    }
}
