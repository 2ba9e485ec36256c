using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Codes;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;

namespace TalentCode.Benchmarks;

/// <summary>A scan over HTTP against the same transaction without HTTP, and the slowest answer when 32 counters scan at once.</summary>
internal static class ScanBench
{
    private const double Target = 0.5;
    private const double WorstTarget = 100;
    private const int Counters = 32;
    private const int Holders = 100;
    private const int PerTurn = 400;
    private const int WarmUps = 10;

    private sealed record Counter(HttpClient Client, Actor Actor, string Window) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }

    public static async Task<int> RunAsync(string? postgres)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, postgres, Holders, Counters);
        // The first sheet of a holder writes the day's pseudonym; further codes of the same window differ in their number only.
        foreach (var holder in city.Holders) await city.Get<CodeService>().SheetAsync(holder.Id);
        using var web = await Child.WebAsync(city, "Production");
        var counters = new List<Counter>();
        foreach (var member in city.Staff) counters.Add(await SignInAsync(web, member));
        try
        {
            var (http, alone) = await CompareAsync(city, counters);
            var times = await BurstsAsync(city, counters);
            return Report(city, http, alone, times);
        }
        finally
        {
            counters.ForEach(c => c.Dispose());
        }
    }

    private static int Report(BenchCity city, double http, double alone, List<double> times)
    {
        var worst = times[^1];
        Table.Print($"scan ({Core.Data.Database.KindOf(city.Connection)})", [
            ["scan over HTTP", $"{http:F0}/s", $"same transaction alone {alone:F0}/s", $"ratio {http / alone:F2}", Table.Verdict(http / alone >= Target, $">= {Target}")],
            [$"{Counters} at once, {times.Count} scans", $"p50 {times[times.Count / 2]:F0} ms", $"p99 {times[times.Count * 99 / 100]:F0} ms", $"max {worst:F0} ms", Table.Verdict(worst <= WorstTarget, $"max <= {WorstTarget:F0} ms")],
        ]);
        return http / alone >= Target && worst <= WorstTarget ? 0 : 1;
    }

    private static async Task<(double Http, double Alone)> CompareAsync(BenchCity city, List<Counter> counters)
    {
        var scans = city.Get<ScanService>();
        async Task AloneAsync(Counter counter, string code) =>
            RequireValid((await scans.ScanAsync(counter.Actor, counter.Window, ScanPurpose.CheckIn, code)).Outcome == ScanOutcome.Valid, "in the process");
        var http = new List<double>();
        var alone = new List<double>();
        await PerSecondAsync(city, counters, ScanAsync);
        await PerSecondAsync(city, counters, AloneAsync);
        for (var turn = 0; turn < 7; turn++)
        {
            http.Add(await PerSecondAsync(city, counters, ScanAsync));
            alone.Add(await PerSecondAsync(city, counters, AloneAsync));
        }
        return (Table.Median(http), Table.Median(alone));
    }

    /// <summary>Eight counters work in parallel, in both cases; the codes are minted before the clock starts.</summary>
    private static async Task<double> PerSecondAsync(BenchCity city, List<Counter> counters, Func<Counter, string, Task> scan)
    {
        var codes = new ConcurrentQueue<string>(Codes(city, PerTurn));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(counters.Take(8).Select(counter => Task.Run(async () =>
        {
            while (codes.TryDequeue(out var code)) await scan(counter, code);
        })));
        return PerTurn / watch.Elapsed.TotalSeconds;
    }

    private static async Task<List<double>> BurstsAsync(BenchCity city, List<Counter> counters)
    {
        var times = new List<double>();
        // The first ones open connections and compile, on both sides.
        for (var burst = -WarmUps; burst < 20; burst++)
        {
            if (burst == 0) times.Clear();
            var codes = Codes(city, counters.Count);
            times.AddRange(await Task.WhenAll(counters.Select(async (counter, i) =>
            {
                var watch = Stopwatch.StartNew();
                await ScanAsync(counter, codes[i]);
                return watch.Elapsed.TotalMilliseconds;
            })));
        }
        Console.WriteLine("slowest answer of each burst: " + string.Join(' ', times.Chunk(counters.Count).Select(burst => $"{burst.Max():F0}")) + " ms");
        times.Sort();
        return times;
    }

    private static List<string> Codes(BenchCity city, int count)
    {
        var (codec, secret, clock) = (city.Get<TokenCodec>(), city.Get<CodeSecret>(), city.Get<Core.Time.CityClock>());
        var now = clock.UtcNow;
        return [.. Enumerable.Range(0, count).Select(i => codec.Mint(
            secret.Pseudonym(clock.DateOf(now), city.Holders[i % city.Holders.Count].Id), now, now.AddSeconds(CodeRules.LifeSeconds), (uint)Random.Shared.NextInt64(uint.MaxValue)))];
    }

    private static async Task ScanAsync(Counter counter, string code)
    {
        using var answer = await counter.Client.PostAsJsonAsync(new Uri("/hall/scan", UriKind.Relative), new { text = $"{BenchCity.PublicAddress}c/{code}", purpose = nameof(ScanPurpose.CheckIn) });
        var text = await answer.Content.ReadAsStringAsync();
        RequireValid(answer.IsSuccessStatusCode && JsonDocument.Parse(text).RootElement.GetProperty("tone").GetString() == "ok", $"{(int)answer.StatusCode} {text}");
    }

    private static async Task<Counter> SignInAsync(Child web, StaffMember member)
    {
        using var browser = new Browser(web.Address);
        await browser.SignInAsync(member.UserName!, BenchCity.Password);
        // The token for scripts belongs to the person, so it is read after signing in; any page with a form carries one.
        var page = await browser.GetAsync("/staff/signin");
        var token = page.FormWith("__RequestVerificationToken").Fields.Single(f => f.Name == "__RequestVerificationToken").Value;
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", browser.CookieHeader);
        client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        return new(client, Actor.For(member), member.WindowId!);
    }

    private static void RequireValid(bool valid, string what)
    {
        if (!valid) throw new InvalidOperationException("A scan that should be valid was not: " + what);
    }
}
