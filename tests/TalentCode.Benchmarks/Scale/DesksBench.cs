using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Benchmarks.Scale;

/// <summary>The same desk pages over a small and a large database, asked for in turns: size must not be felt.</summary>
internal static class DesksBench
{
    private const double Target = 1.5;
    private const int WarmUps = 30, Turns = 60;
    // The busiest: a full page of open cases in the small database as well.
    private const string Department = "science-technology";

    // A page is added here and nowhere else; {case} is an open case of the department.
    private static readonly (string Path, string User)[] Pages =
    [
        ("/dept", $"officer.{Department}"),
        ("/dept/cases/{case}", $"officer.{Department}"),
        ("/board", "supervisor"),
        ("/board/week", "supervisor"),
        ("/board/cases", "supervisor"),
        ("/board/cases/{case}", "supervisor"),
    ];

    /// <param name="small">Connection to an empty database or one that <c>seed</c> has filled; likewise <paramref name="large"/>.</param>
    public static async Task<int> RunAsync(string? small, string? large, int smallCases, int largeCases)
    {
        using var folder = Repository.NewFolder();
        await using var few = await OpenAsync(small ?? $"Data Source={Path.Combine(folder.Path, "small.db")}", folder.Path, smallCases);
        await using var many = await OpenAsync(large ?? $"Data Source={Path.Combine(folder.Path, "large.db")}", folder.Path, largeCases);
        using var fewWeb = await Child.WebAsync(few, "Production");
        using var manyWeb = await Child.WebAsync(many, "Production");
        var rows = new List<string[]>();
        var met = true;
        foreach (var (path, user) in Pages)
        {
            using var a = await SignInAsync(fewWeb, user);
            using var b = await SignInAsync(manyWeb, user);
            var (pathA, pathB) = (await FillInAsync(few, path), await FillInAsync(many, path));
            var (msA, msB) = await CompareAsync((a, pathA), (b, pathB));
            met &= msB / msA <= Target;
            rows.Add([path, $"{msA:F1} ms", $"{msB:F1} ms", $"ratio {msB / msA:F2}", Table.Verdict(msB / msA <= Target, $"<= {Target}")]);
        }
        foreach (var (name, list) in Lists)
        {
            var (msA, msB) = await CompareAsync(await BoundAsync(few, list), await BoundAsync(many, list));
            met &= msB / msA <= Target;
            rows.Add([name, $"{msA:F2} ms", $"{msB:F2} ms", $"ratio {msB / msA:F2}", Table.Verdict(msB / msA <= Target, $"<= {Target}")]);
        }
        Table.Print($"desks ({await CasesAsync(few):N0} and {await CasesAsync(many):N0} cases, {(Database.KindOf(many.Connection))})", rows);
        return met ? 0 : 1;
    }

    // What a page's first answer does not show, asked of the service itself.
    private static readonly (string Name, Func<CaseQueries, Core.Staff.Actor, Task> Ask)[] Lists =
    [
        ("inbox, 20 pages on", (cases, actor) => TurnAsync(cases, actor, 20)),
        ("inbox, due soon", (cases, actor) => cases.InboxAsync(actor, new(NearOnly: true))),
        ("inbox, mine", (cases, actor) => cases.InboxAsync(actor, new(MineOnly: true))),
        ("inbox, closed ones", (cases, actor) => cases.InboxAsync(actor, new(State: CaseState.Closed))),
        ("inbox, by running number", (cases, actor) => cases.InboxAsync(actor, new("000990"))),
        ("inbox, by a name nobody bears", (cases, actor) => cases.InboxAsync(actor, new("欧阳无此人"))),
    ];

    // Where there are fewer whole pages it begins anew: the few lines of a last page are not compared with a whole one.
    private static async Task TurnAsync(CaseQueries cases, Core.Staff.Actor actor, int pages)
    {
        CasePlace? after = null;
        for (var i = 1; i <= pages; i++)
        {
            var page = await cases.InboxAsync(actor, new(After: after));
            after = i % Math.Max(1, page.Total / page.Lines.Count) == 0 ? null : page.Last;
        }
    }

    private static async Task<Func<Task>> BoundAsync(BenchCity city, Func<CaseQueries, Core.Staff.Actor, Task> ask)
    {
        var staff = await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "officer." + Department));
        return () => ask(city.Get<CaseQueries>(), Core.Staff.Actor.For(staff));
    }

    private static async Task<BenchCity> OpenAsync(string connection, string folder, int cases)
    {
        var city = await BenchCity.OpenAsync(connection, Path.Combine(folder, "keys"));
        if (await CasesAsync(city) == 0) await SeedCommand.FillAsync(city, cases);
        // As the job does once a minute.
        await city.Get<Core.Figures.BoardSweep>().RunAsync(default);
        await TakeOverAsync(city);
        return city;
    }

    // An officer of a thousand cases has two of their own, one of a million two thousand. Two lines are not compared with a
    // page of them: in either city the officer takes over what is due first of the colleagues, so that there is a page.
    private static Task TakeOverAsync(BenchCity city) => city.Get<Store>().WriteAsync(async db =>
    {
        var officer = await db.Users.Where(s => s.UserName == "officer." + Department).Select(s => s.Id).SingleAsync();
        var first = db.Cases.Where(c => c.DepartmentId == Department && c.QueueAt != null && c.HandlerId != null).OrderBy(c => c.QueueAt).ThenBy(c => c.Id).Take(new CaseFilter().PageSize + 1).Select(c => c.Id);
        await db.Cases.Where(c => first.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.HandlerId, officer));
    });

    private static Task<int> CasesAsync(BenchCity city) => city.Get<Store>().ReadAsync(db => db.Cases.CountAsync());

    private static async Task<HttpClient> SignInAsync(Child web, string user)
    {
        using var desk = new Browser(web.Address);
        await desk.SignInAsync(user, DemoSignIns.StaffPassword);
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", desk.CookieHeader);
        return client;
    }

    private static async Task<string> FillInAsync(BenchCity city, string path)
    {
        if (!path.Contains("{case}", StringComparison.Ordinal)) return path;
        // In review: with a history, and in every size of database.
        var id = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.DepartmentId == Department && c.State == CaseState.InReview).OrderBy(c => c.ListAt).Select(c => c.Id).FirstAsync());
        return path.Replace("{case}", id.ToString(), StringComparison.Ordinal);
    }

    private static Task<(double, double)> CompareAsync((HttpClient Client, string Path) few, (HttpClient Client, string Path) many) =>
        CompareAsync(() => GetAsync(few.Client, few.Path), () => GetAsync(many.Client, many.Path));

    private static async Task<(double, double)> CompareAsync(Func<Task> few, Func<Task> many)
    {
        for (var i = 0; i < WarmUps; i++) (_, _) = (await TimeAsync(few), await TimeAsync(many));
        var times = new List<(double Few, double Many)>();
        for (var i = 0; i < Turns; i++) times.Add((await TimeAsync(few), await TimeAsync(many)));
        return (Table.Median(times.Select(t => t.Few)), Table.Median(times.Select(t => t.Many)));
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }
}
