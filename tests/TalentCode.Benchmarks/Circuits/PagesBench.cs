using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Benchmarks.Scale;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Benchmarks.Circuits;

/// <summary>Many desk pages open at once: what each keeps alive, what opening one costs, what they cost while nobody does anything.</summary>
internal static class PagesBench
{
    private const double HeapTarget = 0.4, IdleTarget = 3;
    private const int AtOnce = 8;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1), Ping = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromSeconds(20), Forgotten = TimeSpan.FromSeconds(110), Compiled = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(int pages)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.OpenAsync($"Data Source={Path.Combine(folder.Path, "pages.db")}", Path.Combine(folder.Path, "keys"));
        await SeedCommand.FillAsync(city, 10_000);
        var open = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.DepartmentId == "science-technology" && c.QueueAt != null && c.State == CaseState.InReview).OrderBy(c => c.QueueAt).Select(c => c.Id).FirstAsync());
        using var web = await Child.WebAsync(city, "Production", probe: true);
        var measured = new List<Measured>();
        foreach (var (path, user) in new[] { ("/dept", "officer.science-technology"), ($"/dept/cases/{open}", "officer.science-technology"), ("/board/cases", "supervisor") })
            measured.Add(await MeasureAsync(web, path, user, pages));
        // The process by itself, when everything is compiled and nobody is there any more: no page's cost.
        await Task.Delay(Settle);
        var alone = await BusyAsync(web, Idle, TimeSpan.FromSeconds(1), () => Task.CompletedTask);
        Table.Print($"pages ({pages} of each open; the process without any: {alone:F1} % of a core, taken off)", measured.ConvertAll(m => m.Row(alone)));
        return measured.TrueForAll(m => m.Meets(alone)) ? 0 : 1;
    }

    private sealed record Measured(string Path, double Heap, double Busy, int Pages, string Opening)
    {
        private double Idle(double alone) => Math.Max(0, Busy - alone) * 1000 / Pages;

        public bool Meets(double alone) => Heap <= HeapTarget && Idle(alone) <= IdleTarget;

        public string[] Row(double alone) =>
            [Path.Length > 12 ? Path[..12] + "…" : Path, $"{Heap:F2} MB live", Table.Verdict(Heap <= HeapTarget, $"<= {HeapTarget} MB"),
                $"idle {Idle(alone):F1} % of a core for 1,000", Table.Verdict(Idle(alone) <= IdleTarget, $"<= {IdleTarget} %"),
                Opening];
    }

    private static async Task<Measured> MeasureAsync(Child web, string path, string user, int count)
    {
        using var desk = new Browser(web.Address);
        await desk.SignInAsync(user, DemoSignIns.StaffPassword);
        var cookie = desk.CookieHeader;
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        // What only the first pages cost (compiled code, caches) is no page's own.
        var first = await OpenAsync(client, cookie, path, 10);
        var before = await web.LiveHeapAsync();
        var (cpu, watch) = (web.ProcessorTime, Stopwatch.StartNew());
        var open = await OpenAsync(client, cookie, path, count);
        var (opened, spent) = (watch.Elapsed, web.ProcessorTime - cpu);
        var each = (await web.LiveHeapAsync() - before) / (double)count / 1e6;
        var busy = await IdleAsync(web, [.. first, .. open]);
        foreach (var page in first.Concat(open)) await page.DisposeAsync();
        // The server keeps what broke off for 90 seconds and clears it away then: that is not the next page's cost.
        await Task.Delay(Forgotten);
        return new(path, each, busy, count + first.Count,
            $"opening {spent.TotalMilliseconds / count:F0} ms of processor, {count / opened.TotalSeconds:F0}/s, {open[0].Batches} batches, {open[0].BatchBytes / 1024} KB");
    }

    private static async Task<List<OpenPage>> OpenAsync(HttpClient client, string cookie, string path, int count)
    {
        var pages = new List<OpenPage>();
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce)) pages.AddRange(await Task.WhenAll(some.Select(_ => OpenPage.OpenAsync(client, cookie, path))));
        foreach (var page in pages) await page.SettleAsync();
        return pages;
    }

    private static async Task<double> IdleAsync(Child web, List<OpenPage> pages)
    {
        var next = 0;
        // Spread over the half minute that App.razor asks for, as people's browsers are.
        Task<double> PingAsync(TimeSpan length) => BusyAsync(web, length, Ping / pages.Count, () => pages[next++ % pages.Count].PingAsync());
        // A runtime goes on compiling what has become hot for a minute or two after the last page was opened: a cost of
        // starting, not of waiting.
        TimeSpan before, after = await web.CompilingAsync();
        do
        {
            before = after;
            await PingAsync(Settle);
            after = await web.CompilingAsync();
        }
        while (after - before > Compiled);
        return await PingAsync(Idle);
    }

    /// <returns>Percent of one core that the server was busy while something was done now and then.</returns>
    private static async Task<double> BusyAsync(Child web, TimeSpan length, TimeSpan pause, Func<Task> now)
    {
        var (before, watch) = (web.ProcessorTime, Stopwatch.StartNew());
        while (watch.Elapsed < length)
        {
            await now();
            await Task.Delay(pause);
        }
        return (web.ProcessorTime - before) / watch.Elapsed * 100;
    }
}
