using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Concerns;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A steward's day: five different reasons on the list, each worked off; a stand-in takes over.</summary>
[Trait("Category", "Browser")]
public sealed class StewardDayJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Fact]
    public async Task Five_reasons_are_worked_off_a_bad_rating_is_called_back_and_a_stand_in_takes_over()
    {
        var browser = await browsers.OpenAsync();
        var steward = await People.StaffAsync(browser, city.Address, "steward1", "/steward");
        await steward.AliveAsync();
        foreach (var reason in new[] { WorkReason.CallBack, WorkReason.BadRating, WorkReason.NewArrival })
            await WorkOffAsync(steward, reason, line => LogAsync(line, "已联系,说清楚了"));
        // The work permit that ends on the same day is a line of its own and stays.
        await WorkOffAsync(steward, WorkReason.StatutoryDate, SnoozeAsync, stay: 1);
        await Expect(steward.Locator("details", new() { HasText = "推迟的 1 件" })).ToHaveCountAsync(1);
        await TogetherAsync(steward);
        await AnswerAsync(steward);
        // The same list in English.
        await steward.SpeakAsync("en", "/steward");
        await steward.AliveAsync();
        await Expect(steward.Locator(".work h2").First).ToContainTextAsync("Late");
        await Expect(steward.Locator(".work-line .tag").First).Not.ToContainTextAsync("承诺");
        await StandInAsync(browser, steward);
    }

    /// <summary>Between two visits: what was said is written down on the phone, and what can wait is put off with its reason.</summary>
    [Fact]
    public async Task On_a_phone_in_English_a_call_is_logged_and_a_line_is_put_off()
    {
        var steward = await People.StaffAsync(await browsers.OpenAsync(), city.Address, "steward3", "/steward", onPhone: true);
        await steward.SpeakAsync("en", "/steward");
        await steward.AliveAsync();
        await Expect(steward.Locator(".lead")).ToContainTextAsync("the most important first");
        await FitsAsync(steward);

        var line = steward.Locator(".work-line").First;
        await line.GetByRole(AriaRole.Button, new() { Name = "Log contact" }).ClickAsync();
        await line.GetByLabel("What was said").FillAsync("Settled in well, school starts on Monday");
        await FitsAsync(steward);
        await line.GetByRole(AriaRole.Button, new() { Name = "Write it down" }).ClickAsync();
        await Expect(steward.GetByText("Written down.")).ToBeVisibleAsync();
        await Expect(steward.Locator(".contact-form")).ToHaveCountAsync(0);

        var who = await line.Locator("b").First.InnerTextAsync();
        await line.GetByRole(AriaRole.Button, new() { Name = "Put off" }).ClickAsync();
        await line.GetByLabel("Why it can wait").FillAsync("Abroad until Friday");
        await FitsAsync(steward);
        await line.Locator(".snooze-form .confirm").ClickAsync();
        await steward.GetByText("1 put off; each comes back on its day").ClickAsync();
        await Expect(steward.Locator("details .lines li")).ToContainTextAsync([who]);
        await Expect(steward.Locator("details .lines li")).ToContainTextAsync(["Abroad until Friday"]);
        await FitsAsync(steward);

        var (note, reason) = await city.Get<Store>().ReadAsync(async db => (
            await db.CareContacts.OrderByDescending(c => c.WrittenAt).Select(c => c.Note).FirstAsync(), await db.WorkSnoozes.Select(s => s.Reason).SingleAsync(r => r.StartsWith("Abroad"))));
        Assert.Equal(("Settled in well, school starts on Monday", "Abroad until Friday"), (note, reason));
    }

    /// <summary>Nothing has to be pushed sideways to be read.</summary>
    private static async Task FitsAsync(IPage page) => Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));

    private static async Task WorkOffAsync(IPage page, WorkReason reason, Func<ILocator, Task> act, int stay = 0)
    {
        await page.Locator("select[aria-label='只看']").SelectOptionAsync(reason.ToString());
        var line = page.Locator($".work-line[data-reason={reason}]").First;
        await Expect(line.Locator("a[href^='tel:+']")).ToHaveCountAsync(1);
        var who = await line.Locator("b").First.InnerTextAsync();
        await act(line);
        await Expect(page.Locator($".work-line[data-reason={reason}]", new() { HasText = who })).ToHaveCountAsync(stay);
    }

    private static async Task LogAsync(ILocator line, string note)
    {
        await line.Locator("[data-test=log]").ClickAsync();
        await line.Locator("textarea[name=note]").FillAsync(note);
        await line.Locator(".contact-form .confirm").ClickAsync();
    }

    private static async Task SnoozeAsync(ILocator line)
    {
        await line.Locator("[data-test=snooze]").ClickAsync();
        await line.Locator("input[name=why]").FillAsync("本人下周回国后办");
        await line.Locator(".snooze-form .confirm").ClickAsync();
    }

    /// <summary>Two people not heard of for long are greeted together.</summary>
    private static async Task TogetherAsync(IPage page)
    {
        await page.Locator("select[aria-label='只看']").SelectOptionAsync(nameof(WorkReason.NoContact));
        var lines = page.Locator(".work-line[data-reason=NoContact]");
        await Expect(lines.Nth(1)).ToBeVisibleAsync();
        var before = await lines.CountAsync();
        for (var i = 0; i < 2; i++) await lines.Nth(i).Locator(".choose input").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "一起记联系" }).ClickAsync();
        await page.Locator(".bulk textarea[name=note]").FillAsync("节日问候");
        await page.Locator(".bulk .contact-form .confirm").ClickAsync();
        await Expect(lines).ToHaveCountAsync(before - 2);
    }

    /// <summary>A request is contacted and answered; the holder reads both.</summary>
    private async Task AnswerAsync(IPage page)
    {
        await page.Locator("select[aria-label='只看']").SelectOptionAsync(nameof(WorkReason.Request));
        var line = page.Locator(".work-line[data-reason=Request]").First;
        await line.GetByText("去办").ClickAsync();
        await page.WaitForURLAsync("**/steward/requests/**");
        await page.AliveAsync();
        var id = Guid.Parse(page.Url.Split('/')[^1]);
        if (await page.Locator("[data-test=contacted]").CountAsync() > 0)
        {
            await page.Locator("textarea[name=contact]").FillAsync("电话里说好今天答复");
            await page.Locator("[data-test=contacted]").ClickAsync();
            await Expect(page.Locator("[data-test=contacted]")).ToHaveCountAsync(0);
        }
        await page.Locator("textarea[name=answer]").FillAsync("已为你约好,地址和时间发在消息里");
        await page.Locator("[data-test=answered]").ClickAsync();
        await Expect(page.Locator("[data-test=answered]")).ToHaveCountAsync(0);
        Assert.Equal(ConcernState.Answered, await city.Get<Store>().ReadAsync(db => db.Concerns.Where(c => c.Id == id).Select(c => c.State).SingleAsync()));
        await page.GotoAsync("/steward");
        await page.AliveAsync();
    }

    /// <summary>From this moment the other steward sees these people and speaks with one of them; the phone says who stands in. The desk's own small script does not arrive: pages are alive without it.</summary>
    private async Task StandInAsync(IBrowser browser, IPage steward)
    {
        var names = await city.Get<Store>().ReadAsync(db => db.Users.Where(s => s.UserName == "steward2").Select(s => new { s.NameZh, s.NameEn }).SingleAsync());
        await steward.RouteAsync("**/js/desk*.js", script => script.AbortAsync());
        await steward.GotoAsync("/steward/away");
        await steward.AliveAsync();
        await steward.GetByText("Arrange a stand-in").ClickAsync();
        await steward.Locator("select[name=by]").SelectOptionAsync(new SelectOptionValue { Label = names.NameEn });
        await steward.Locator("input[name=reason]").FillAsync("出差");
        await steward.Locator("details .confirm").ClickAsync();
        await Expect(steward.Locator(".lines").First).ToContainTextAsync("出差");

        var other = await People.StaffAsync(browser, city.Address, "steward2", "/steward");
        await other.AliveAsync();
        await Expect(other.Locator(".stand-in")).ToContainTextAsync("今天你替");
        var mine = other.Locator(".work-line", new() { Has = other.Locator(".tag.gold") }).First;
        await mine.Locator("a b").First.ClickAsync();
        await other.WaitForURLAsync("**/steward/person/**");
        await other.AliveAsync();
        await PromiseAsync(Guid.Parse(other.Url.Split('/')[^1]));
        await other.Locator("#contacts summary").First.ClickAsync();
        await other.Locator("#contacts textarea[name=note]").FillAsync("替班时联系的");
        await other.Locator("#contacts .confirm").ClickAsync();
        await Expect(other.Locator("#contacts .tl")).ToContainTextAsync("替班时联系的");
        // The officer's promise is the newer one, and does not hide the steward's.
        await Expect(other.Locator("#contacts p.alert")).ToHaveCountAsync(2);

        var holder = await People.HolderAsync(browser, city.Address, "19900000001");
        await holder.GotoAsync("/me/care");
        await Expect(holder.Locator(".steward").First).ToContainTextAsync($"{names.NameZh}替班");
    }

    private async Task PromiseAsync(Guid who)
    {
        var tomorrow = city.Get<CityClock>().Today.AddDays(1);
        var liaison = await ActorAsync("liaison1");
        await city.Get<CareService>().NameAsync(await ActorAsync("coordinator"), who, CareKind.EmployerLiaison, new(null, null, null, liaison.Id), "登记");
        foreach (var (actor, on) in new[] { (await ActorAsync("steward1"), tomorrow), (liaison, tomorrow.AddDays(3)) })
            await city.Get<ContactService>().LogAsync(actor, [who], new(ContactWay.Call, null, "再联系", CallBackOn: on));
    }

    private async Task<Actor> ActorAsync(string user) => Actor.For(await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == user)));
}
