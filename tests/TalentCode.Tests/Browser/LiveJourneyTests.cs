using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Web;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Pages that stand open show within two seconds, without being loaded again, what was done elsewhere.</summary>
[Trait("Category", "Browser")]
public sealed class LiveJourneyTests(RunningCity city, Browsers browsers, ITestOutputHelper output) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private const float Limit = 2000;

    [Fact]
    public async Task A_step_at_one_desk_is_on_the_open_phone_and_on_another_open_desk_within_two_seconds()
    {
        var who = await city.Get<Store>().ReadAsync(db => db.Talents.Where(t => t.Phone == "8619900000001").Select(t => t.Id).SingleAsync());
        var id = await city.ReceiveAsync(who, "P03");
        var browser = await browsers.OpenAsync();
        var phone = await People.HolderAsync(browser, city.Address, "19900000001");
        await phone.RunAndWaitForResponseAsync(() => phone.GotoAsync($"/cases/{id}"), answer => answer.Url.EndsWith("/cases/live", StringComparison.Ordinal));
        await Expect(phone.Locator(".tl .now")).ToContainTextAsync("正在看是否受理");
        var desk = await People.StaffAsync(browser, city.Address, "approver.public-security", $"/dept/cases/{id}");
        await desk.AliveAsync();
        var acting = await People.StaffAsync(browser, city.Address, "officer.public-security", $"/dept/cases/{id}");
        await acting.AliveAsync();
        foreach (var open in new[] { phone, desk }) await open.EvaluateAsync("() => { window.stands = true; }");

        await acting.Locator(".case-head button.act-Accept").ClickAsync();
        await acting.WaitForSelectorAsync(".case-head button.act-StartReview");
        var since = Stopwatch.StartNew();
        await Task.WhenAll(
            ShowsAsync(phone, "document.querySelector('.tl .now').innerText.includes('等待开始审查')", since),
            ShowsAsync(desk, "document.querySelector('.case-head button.act-StartReview') !== null", since));
    }

    [Fact]
    public async Task A_stewards_list_follows_its_people_and_does_not_change_under_who_writes()
    {
        var (user, first, second) = await WithTwoCasesAsync();
        var steward = await People.StaffAsync(await browsers.OpenAsync(), city.Address, user, "/steward");
        await steward.AliveAsync();
        await steward.EvaluateAsync("() => { window.stands = true; }");
        var (one, other) = (steward.Locator(".work-line", new() { Has = steward.Locator($"a[href$='{first}']") }), steward.Locator(".work-line", new() { Has = steward.Locator($"a[href$='{second}']") }));
        await Expect(one).ToBeVisibleAsync();
        await Expect(other).ToBeVisibleAsync();

        await WithdrawAsync(first);
        await ShowsAsync(steward, $"document.querySelector(\".work-line a[href$='{first}']\") === null", Stopwatch.StartNew());

        await other.Locator("[data-test=log]").ClickAsync();
        await other.Locator("textarea[name=note]").FillAsync("正在记");
        await WithdrawAsync(second);
        await Expect(steward.Locator("p.alert.wait", new() { HasText = "清单会自己更新" })).ToBeVisibleAsync();
        await Expect(other.Locator("textarea[name=note]")).ToHaveValueAsync("正在记");
        await other.Locator("[data-test=log]").ClickAsync();
        // Read again at most every five seconds, however much moves.
        await Expect(other).ToHaveCountAsync(0, new() { Timeout = 10_000 });
    }

    /// <summary>The condition comes true within the limit in the page that was opened before, not in one that was loaded again.</summary>
    private async Task ShowsAsync(IPage page, string condition, Stopwatch since)
    {
        await page.WaitForFunctionAsync($"() => window.stands && {condition}", null, new() { Timeout = Limit });
        output.WriteLine($"{page.Url}: {since.ElapsedMilliseconds} ms");
    }

    /// <summary>A steward with two cases on today's list that can still be withdrawn.</summary>
    private async Task<(string User, Guid First, Guid Second)> WithTwoCasesAsync()
    {
        var stewards = await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).Where(s => s.Roles.Any(r => r.Role == StaffRole.Steward)).OrderBy(s => s.UserName).ToListAsync());
        foreach (var steward in stewards)
        {
            var lines = (await city.Get<WorkbenchService>().TodayAsync(Actor.For(steward))).Today;
            List<Guid> linked = [.. lines.Where(l => l.Reason is WorkReason.PromiseBroken or WorkReason.PromiseNear or WorkReason.Completion && l.Link is not null).Select(l => Guid.Parse(l.Link!.Split('/')[^1]))];
            var open = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => linked.Contains(c.Id) && c.ParentId == null && (c.State == CaseState.InReview || c.State == CaseState.AwaitingCompletion)).Select(c => c.Id).Take(2).ToListAsync());
            if (open.Count == 2) return (steward.UserName!, open[0], open[1]);
        }
        throw new InvalidOperationException("No steward of the demo has two such cases.");
    }

    private async Task WithdrawAsync(Guid id)
    {
        var who = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.Id == id).Select(c => c.Talent!).SingleAsync());
        await city.Get<CaseService>().ActAsync(Actor.For(who), id, CaseAction.Withdraw, null, null);
    }
}
