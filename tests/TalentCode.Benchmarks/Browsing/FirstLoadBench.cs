using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using TalentCode.Benchmarks.Running;
using TalentCode.Benchmarks.Scale;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Benchmarks.Browsing;

/// <summary>
/// Bytes on the wire and time on a slow phone, in a real browser against the published product: only publishing packs the
/// style sheets. CHROMIUM names the browser; otherwise the one on the path.
/// </summary>
internal static class FirstLoadBench
{
    private const double FirstKb = 60, NextKb = 15, DeskKb = 180, TapSeconds = 2.0, NextRatio = 1.3, EntitledMs = 30, SearchMs = 50;
    private const int Runs = 5, Cases = 100_000;
    private static readonly string[] PhonePages = ["/code", "/services", "/services/P22", "/entitled", "/cases", "/messages", "/me", "/me/papers", "/services?situation=arriving", "/together/arriving"];

    public static async Task<int> RunAsync()
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.OpenAsync($"Data Source={Path.Combine(folder.Path, "talentcode.db")}", Path.Combine(folder.Path, "keys"));
        await SeedCommand.FillAsync(city, Cases);
        await city.AddPeopleAsync(1, 1);
        var phone = await SignedInAsync(city, browser => browser.SignInAsync(city.Holders[0]));
        var desks = new List<(string Path, Cookie[] Cookies)> { ("/hall", await SignedInAsync(city, browser => browser.SignInAsync(city.Staff[0].UserName!, BenchCity.Password))) };
        foreach (var (path, user) in new[] { ("/dept", "officer.science-technology"), ("/board/cases", "supervisor") })
            desks.Add((path, await SignedInAsync(city, browser => browser.SignInAsync(user, DemoSignIns.StaffPassword))));
        var published = Publish(folder.Path);
        using var bare = await Child.BareAsync();
        using var web = await Child.PublishedAsync(city, published);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var right = await BytesAsync(browser, web.Address, phone, desks);
        right &= await TimesAsync(browser, web.Address, bare.Address, phone);
        right &= await ServerTimesAsync(web, phone);
        return right ? 0 : 1;
    }

    private static async Task<Cookie[]> SignedInAsync(BenchCity city, Func<Browser, Task> signIn)
    {
        // Development shows the code on the page; the cookie is good on every server of the same database.
        using var web = await Child.WebAsync(city, "Development");
        using var browser = new Browser(web.Address);
        await signIn(browser);
        return [.. browser.Cookies.GetCookies(web.Address).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = "127.0.0.1", Path = "/" })];
    }

    private static string Publish(string folder)
    {
        var target = Path.Combine(folder, "published");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Repository.WebFolder, "-c", "Release", "-o", target, "-v", "q", "-nologo"]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? target : throw new InvalidOperationException("The product could not be published.");
    }

    private static async Task<bool> BytesAsync(IBrowser browser, Uri address, Cookie[] phone, List<(string Path, Cookie[] Cookies)> desks)
    {
        var rows = new List<string[]>();
        var right = true;
        foreach (var path in PhonePages)
        {
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 360, Height = 640 }, IsMobile = true });
            await context.AddCookiesAsync(phone);
            var page = await context.NewPageAsync();
            // Somebody comes from another page of the product the second time.
            var first = await TransferredAsync(page, new Uri(address, path));
            await TransferredAsync(page, new Uri(address, path == "/me" ? "/cases" : "/me"));
            var next = await TransferredAsync(page, new Uri(address, path));
            right &= first <= FirstKb && next <= NextKb;
            rows.Add([path, $"first {first:F1} KB", Table.Verdict(first <= FirstKb, $"<= {FirstKb}"), $"next {next:F1} KB", Table.Verdict(next <= NextKb, $"<= {NextKb}")]);
        }
        Table.Print("phone pages, bytes transferred", rows);
        rows = [];
        foreach (var (path, cookies) in desks)
        {
            await using var office = await browser.NewContextAsync();
            await office.AddCookiesAsync(cookies);
            var heavy = await TransferredAsync(await office.NewPageAsync(), new Uri(address, path));
            right &= heavy <= DeskKb;
            rows.Add([path, $"first {heavy:F1} KB", Table.Verdict(heavy <= DeskKb, $"<= {DeskKb}")]);
        }
        Table.Print("desk pages, bytes transferred", rows);
        return right;
    }

    /// <returns>Kilobytes (1,000) as they came over the wire, packed.</returns>
    private static async Task<double> TransferredAsync(IPage page, Uri address)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        double bytes = 0;
        session.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await session.DetachAsync();
        return bytes / 1000;
    }

    private static async Task<bool> TimesAsync(IBrowser browser, Uri web, Uri bare, Cookie[] phone)
    {
        var taps = new List<double>();
        var (nexts, bares) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 360, Height = 640 }, IsMobile = true });
            await context.AddCookiesAsync(phone);
            var page = await context.NewPageAsync();
            await SlowDownAsync(page);
            taps.Add(await FirstTapAsync(page, new Uri(web, "/services/P22")));
            // Now everything that stays is there; the same way from a bare page to a bare page.
            await page.GotoAsync(new Uri(web, "/services").ToString());
            nexts.Add(await LoadAsync(page, new Uri(web, "/services/P22")));
            await page.GotoAsync(bare.ToString());
            bares.Add(await LoadAsync(page, bare));
        }
        var (tap, next, plain) = (Table.Median(taps), Table.Median(nexts), Table.Median(bares));
        Table.Print("slow phone (processor 4 times slower, 562.5 ms latency, 180,000 / 84,375 B/s)", [
            ["item page, first tap that does something", $"{tap:F2} s", Table.Verdict(tap <= TapSeconds, $"<= {TapSeconds:F1} s")],
            ["next page against a bare one", $"{next:F2} / {plain:F2} s", $"ratio {next / plain:F2}", Table.Verdict(next / plain <= NextRatio, $"<= {NextRatio}")],
        ]);
        return tap <= TapSeconds && next / plain <= NextRatio;
    }

    private static async Task SlowDownAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 562.5, ["downloadThroughput"] = 180_000, ["uploadThroughput"] = 84_375 });
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
    }

    /// <summary>From the first byte asked for to the moment a tap on the button has sent its form.</summary>
    private static async Task<double> FirstTapAsync(IPage page, Uri address)
    {
        var watch = Stopwatch.StartNew();
        var loading = page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator("[data-test=start]").WaitForAsync();
        // The click itself is over only when the next page has come; what counts is when its form left.
        var seconds = 0.0;
        page.Request += (_, request) => { if (request.Method == "POST" && seconds == 0) seconds = watch.Elapsed.TotalSeconds; };
        await page.Locator("[data-test=start]").ClickAsync();
        await page.WaitForURLAsync("**/apply/**");
        await loading;
        await page.WaitForLoadStateAsync();
        return seconds;
    }

    private static async Task<double> LoadAsync(IPage page, Uri address)
    {
        var watch = Stopwatch.StartNew();
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Pages that work out much, asked for one after the other by one phone.</summary>
    private static async Task<bool> ServerTimesAsync(Child web, Cookie[] phone)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", phone.Select(c => $"{c.Name}={c.Value}")));
        var rows = new List<string[]>();
        var right = true;
        foreach (var (what, paths, most) in new (string, string[], double)[]
        {
            ("/entitled, all 68", ["/entitled"], EntitledMs),
            ("search, two characters", ["/services?q=落户", "/services?q=子女", "/services?q=工作"], SearchMs),
            ("search, letters", ["/services?q=gzxk", "/services?q=luohu", "/services?q=school"], SearchMs),
            ("search, a case number", ["/services?q=RC-5001"], SearchMs),
        })
        {
            var times = new List<double>();
            for (var i = 0; i < 200; i++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(new Uri(paths[i % paths.Length], UriKind.Relative));
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{paths[i % paths.Length]} answered {(int)answer.StatusCode}.");
                if (i >= 100) times.Add(watch.Elapsed.TotalMilliseconds);
            }
            var median = Table.Median(times);
            right &= median <= most;
            rows.Add([what, string.Create(CultureInfo.InvariantCulture, $"{median:F1} ms"), Table.Verdict(median <= most, $"<= {most} ms")]);
        }
        Table.Print($"server time with {Cases:N0} cases", rows);
        return right;
    }
}
