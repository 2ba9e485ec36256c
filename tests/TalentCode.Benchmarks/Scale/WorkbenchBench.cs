using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Core.Workbench;

namespace TalentCode.Benchmarks.Scale;

/// <summary>One steward's list with five hundred people and two thousand open cases, every one of them due: the service alone, and the page's first answer.</summary>
internal static class WorkbenchBench
{
    private const int People = 500, CasesEach = 4, WarmUps = 10, Turns = 40;
    private const double Target = 150;

    public static async Task<int> RunAsync(string? connection)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, connection, People, 1);
        var steward = city.Staff[0];
        await city.Get<Store>().WriteAsync(db => FillAsync(db, city, steward));
        var actor = Actor.For(await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.Id == steward.Id)));
        var lines = (await city.Get<WorkbenchService>().TodayAsync(actor)).Today.Count;
        var service = await MedianAsync(() => city.Get<WorkbenchService>().TodayAsync(actor));
        using var web = await Child.WebAsync(city, "Production");
        using var desk = new Browser(web.Address);
        await desk.SignInAsync(steward.UserName!, BenchCity.Password);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = web.Address };
        client.DefaultRequestHeaders.Add("Cookie", desk.CookieHeader);
        var page = await MedianAsync(async () => (await client.GetAsync("/steward")).EnsureSuccessStatusCode());
        Table.Print($"workbench ({People} people, {People * CasesEach:N0} open cases, {lines:N0} lines, {Database.KindOf(city.Connection)})", [
            ["the list", $"{service:F0} ms", Table.Verdict(service <= Target, $"<= {Target} ms")],
            ["the page's first answer", $"{page:F0} ms", Table.Verdict(page <= Target, $"<= {Target} ms")],
        ]);
        return service <= Target && page <= Target ? 0 : 1;
    }

    private static async Task FillAsync(TalentDb db, BenchCity city, StaffMember steward)
    {
        var (now, today) = (city.Get<CityClock>().UtcNow, city.Get<CityClock>().Today);
        db.StaffRoles.Add(new() { StaffId = steward.Id, Role = StaffRole.Steward });
        await db.Talents.ExecuteUpdateAsync(s => s.SetProperty(t => t.StewardId, steward.Id));
        var version = await db.ItemVersions.FirstAsync(v => v.ItemId == "P12" && v.Until == null);
        foreach (var (holder, n) in city.Holders.Select((h, n) => (h, n)))
        {
            for (var i = 0; i < CasesEach; i++) db.Cases.Add(CaseOf(holder, version, now, n + i));
            db.CareAssignments.Add(new() { Id = Guid.NewGuid(), TalentId = holder.Id, StaffId = steward.Id, From = now.AddDays(n % 2 == 0 ? -5 : -200), Reason = "bench" });
            db.CareContacts.Add(new() { Id = Guid.NewGuid(), TalentId = holder.Id, StaffId = steward.Id, At = now.AddDays(-(n % 60)), WrittenAt = now, Note = "bench", CallBackOn = n % 5 == 0 ? today.AddDays(-1) : null });
            db.IdentityPapers.Add(new() { Id = Guid.NewGuid(), TalentId = holder.Id, Kind = PaperKind.ResidencePermit, Number = $"R{n}", Until = today.AddDays(20 + (n % 100)) });
            if (n % 5 == 0)
                db.Concerns.Add(new() { Id = Guid.NewGuid(), Number = $"SQ-{n}", Key = $"form:{n}", TalentId = holder.Id, Category = "life", Text = "bench", FiledAt = now, StartedAt = now, ContactDueAt = now.AddDays(1), AnswerDueAt = now.AddDays(7), NextDueAt = now.AddDays(1) });
        }
    }

    private static ServiceCase CaseOf(Talent holder, Core.Catalogue.ServiceItemVersion version, DateTime now, int n) => new()
    {
        Id = Guid.NewGuid(),
        ItemId = version.ItemId,
        ItemVersionId = version.Id,
        TalentId = holder.Id,
        DepartmentId = version.DepartmentId,
        State = CaseState.InReview,
        CreatedAt = now.AddDays(-20),
        ReceivedAt = now.AddDays(-20),
        AcceptedAt = now.AddDays(-19),
        YellowAt = now.AddDays(-2),
        PromisedDueAt = now.AddDays(2 - (n % 3)),
        NextDueAt = now.AddDays(2 - (n % 3)),
    };

    private static async Task<double> MedianAsync(Func<Task> ask)
    {
        var times = new List<double>();
        for (var i = 0; i < WarmUps + Turns; i++)
        {
            var watch = Stopwatch.StartNew();
            await ask();
            if (i >= WarmUps) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return Table.Median(times);
    }
}
