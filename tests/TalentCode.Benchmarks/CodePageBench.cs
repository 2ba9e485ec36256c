using TalentCode.Benchmarks.Running;
using TalentCode.Core.Codes;

namespace TalentCode.Benchmarks;

/// <summary>The scientist's code page against a bare static-SSR page, and what a page costs when its symbol must be drawn.</summary>
internal static class CodePageBench
{
    private const double Target = 0.5;
    private const double MillisecondsTarget = 2.5;
    private const int Holders = 240;
    private const int WarmUps = 4;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    public static async Task<int> RunAsync()
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, null, Holders, 1);
        var cookies = await SignInAsync(city);
        using var bare = await Child.BareAsync();
        using var web = await Child.WebAsync(city, "Production");
        try
        {
            return await MeasureAllAsync(bare, web, cookies);
        }
        catch (IOException)
        {
            Console.Error.WriteLine(web.LastWords);
            throw;
        }
    }

    private static async Task<int> MeasureAllAsync(Child bare, Child web, List<string> cookies)
    {
        var plain = await CompareAsync(bare, web, cookies[0], compressed: false);
        var packed = await CompareAsync(bare, web, cookies[0], compressed: true);
        var (mean, worst) = await DrawnAsync(web, cookies);
        Table.Print("code-page", [
            Row("code page / bare page", plain, Table.Verdict(plain.Web / plain.Bare >= Target, $">= {Target}")),
            // The bare page has almost nothing to compress, so this says what compressing costs, not what the page does.
            Row("the same, answer compressed", packed, "no target"),
            ["processor time per page, symbol drawn", $"{mean:F2} ms", $"worst turn {worst:F2} ms", "", Table.Verdict(mean <= MillisecondsTarget, $"<= {MillisecondsTarget} ms")],
        ]);
        return plain.Web / plain.Bare >= Target && mean <= MillisecondsTarget ? 0 : 1;
    }

    private static string[] Row(string name, (double Web, double Bare, double WebCpu, double BareCpu) of, string verdict) =>
        [name, $"{of.Web:F0}/s", $"bare {of.Bare:F0}/s", $"ratio {of.Web / of.Bare:F2} (server processor time {of.WebCpu:F2} / {of.BareCpu:F2} ms)", verdict];

    /// <summary>Codes are shown on the sign-in page in Development only; what is measured afterwards runs as Production on the same database.</summary>
    private static async Task<List<string>> SignInAsync(BenchCity city)
    {
        using var web = await Child.WebAsync(city, "Development");
        var cookies = new List<string>();
        foreach (var holder in city.Holders)
        {
            using var phone = new Browser(web.Address);
            await phone.SignInAsync(holder);
            cookies.Add(phone.CookieHeader);
        }
        return cookies;
    }

    private static async Task<(double Web, double Bare, double WebCpu, double BareCpu)> CompareAsync(Child bare, Child web, string cookie, bool compressed)
    {
        var ours = Load.Request(web.Address, "/code", cookie, compressed);
        var theirs = Load.Request(bare.Address, "/", null, compressed);
        // Several rounds until the compiler has done its best for both.
        for (var i = 0; i < WarmUps; i++)
        {
            await MeasureAsync(web, ours);
            await MeasureAsync(bare, theirs);
        }
        var turns = new List<((double PerSecond, double Cpu) Web, (double PerSecond, double Cpu) Bare)>();
        for (var i = 0; i < 5; i++) turns.Add((await MeasureAsync(web, ours), await MeasureAsync(bare, theirs)));
        return (Table.Median(turns.Select(t => t.Web.PerSecond)), Table.Median(turns.Select(t => t.Bare.PerSecond)),
            Table.Median(turns.Select(t => t.Web.Cpu)), Table.Median(turns.Select(t => t.Bare.Cpu)));
    }

    private static async Task<(double PerSecond, double Cpu)> MeasureAsync(Child server, byte[] request)
    {
        var before = server.ProcessorTime;
        var result = await Load.ForAsync(server.Address, Turn, _ => request);
        return (result.PerSecond, (server.ProcessorTime - before).TotalMilliseconds / result.Count);
    }

    /// <summary>
    /// Every holder opened the page a window ago: the batch is there, this window's symbol is not, nor is anything else
    /// that is kept for seconds only. The first round also compiles, so it is not counted.
    /// </summary>
    private static async Task<(double Mean, double Worst)> DrawnAsync(Child web, List<string> cookies)
    {
        var pages = cookies.Select(c => Load.Request(web.Address, "/code", c)).ToList();
        await Load.CountAsync(web.Address, pages.Count, i => pages[i]);
        await Task.Delay(UntilNextWindow());
        const int turns = 4;
        var size = pages.Count / turns;
        var costs = new List<double>();
        for (var turn = 0; turn < turns; turn++)
        {
            var first = turn * size;
            var before = web.ProcessorTime;
            await Load.CountAsync(web.Address, size, i => pages[first + i]);
            costs.Add((web.ProcessorTime - before).TotalMilliseconds / size);
        }
        return (costs.Average(), costs.Max());
    }

    private static TimeSpan UntilNextWindow()
    {
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        return TimeSpan.FromSeconds(CodeRules.SlotSeconds - (seconds % CodeRules.SlotSeconds) + 0.5);
    }
}
