using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Tests.Web;
using TalentCode.Web.Pages.Member;
using TalentCode.Web.Pages.Scientist;

namespace TalentCode.Tests.Browser;

/// <summary>What axe calls serious or critical keeps somebody from using the page; none is left on any page of the phone.</summary>
[Trait("Category", "Browser")]
public sealed class AccessibilityTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private static readonly string[] Public = ["/", "/signin", "/staff/signin", "/ratings", "/overruns", "/misuse", "/error", "/not-found"];

    private static readonly string[] Own =
    [
        "/code", "/code/short", "/services", "/services?q=school", "/services/P01", "/services/P05", "/services/P12", "/services/P15", "/services/P20", "/services/P26", "/services/P27", "/services/Z03",
        "/services/M12", "/services/M13", "/entitled", "/together/arriving", "/basket", "/cases", "/messages", "/bookings", "/complaints", "/me", "/me/family", "/me/papers", "/me/consents", "/me/access", "/me/ratings",
        "/me/care", "/me/mandates", "/me/notices", "/me/reminders", "/me/requests", "/me/requests/new", "/me/complaints", "/me/complaints/new",
    ];

    [Theory]
    [InlineData("zh-CN", "19900000001", "normal")]
    [InlineData("zh-CN", "19900000001", "large")]
    [InlineData("en", "19900000002", "normal")]
    [InlineData("en", "19900000002", "large")]
    public async Task No_page_of_the_phone_shuts_anybody_out(string language, string phone, string size)
    {
        var talent = await city.Get<Store>().ReadAsync(db => db.Talents.SingleAsync(t => t.Phone == "86" + phone));
        var (actor, signed) = (Actor.For(talent), city.Get<SignedPath>());
        var window = await city.Get<Store>().ReadAsync(db => db.Windows.Where(w => w.Number == 1).Select(w => w.Id).FirstAsync());
        var draft = await city.Get<FilingService>().StartAsync(actor, ItemForms.HouseholdRegistration);
        await city.Get<Mandates>().GiveAsync(actor, new MandateInput("P12", MandateScope.Follow, null, false));
        await FileTogetherAsync(talent.Id);
        await city.ExplainOverrunAsync(talent.Id, "外单位核查结果晚到三天");
        var page = await OpenAsync(language, phone, "**/code", size);
        var cases = await page.Locator("a[href^='/cases/']").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        Assert.NotEmpty(cases);
        var walk = new Walk(page, typeof(CasesPage).Namespace!, size == "large");
        await walk.AllAsync([.. Public, .. Own, .. cases, $"/apply/{draft}", signed.Create(SignedKind.Window, window), signed.Create(SignedKind.Item, "P12")]);
        Assert.True(walk.Faults.Count == 0, string.Join('\n', walk.Faults));
        Assert.Empty(walk.NotReached);
    }

    [Theory]
    [InlineData("zh-CN", "large")]
    [InlineData("en", "normal")]
    public async Task Nor_does_any_page_of_a_family_member(string language, string size)
    {
        var walk = new Walk(await OpenAsync(language, "19900001015", "**/member", size), typeof(MemberHome).Namespace!, size == "large");
        await walk.AllAsync(["/member", "/member/me", "/member/consents", "/member/messages"]);
        Assert.True(walk.Faults.Count == 0, string.Join('\n', walk.Faults));
        Assert.Empty(walk.NotReached);
    }

    private async Task FileTogetherAsync(Guid talentId)
    {
        var id = await city.ReceiveAsync(talentId, "P12");
        await city.Get<Store>().WriteAsync(async db =>
        {
            var basket = db.Baskets.Add(new() { Id = Guid.NewGuid(), TalentId = talentId, Situation = "arriving", Number = $"YJ-{id:N}"[..12], CreatedAt = city.Get<CityClock>().UtcNow, FiledAt = city.Get<CityClock>().UtcNow }).Entity;
            (await db.Cases.SingleAsync(c => c.Id == id)).BasketId = basket.Id;
        });
    }

    private async Task<IPage> OpenAsync(string language, string phone, string opens, string size)
    {
        var browser = await browsers.OpenAsync();
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var page = await People.HolderAsync(browser, city.Address, phone, opens: opens);
        var first = opens.TrimStart('*');
        await page.GotoAsync($"/size/{size}?to={first}");
        await page.SpeakAsync(language, first == "/code" ? "/cases" : first);
        return page;
    }

    /// <summary>Opens the given pages, and of every kind of page they link to the first one.</summary>
    /// <param name="folder">Namespace of the pages that must all be reached.</param>
    private sealed class Walk(IPage page, string folder, bool large)
    {
        private readonly List<(string Route, Regex Shape)> _open = [.. typeof(CasesPage).Assembly.GetTypes().Where(t => t.Namespace == folder)
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => (r.Template, new Regex("^" + Regex.Replace(r.Template, @"\{[^}]+\}", "[^/]{3,}") + "$")))];

        private readonly Queue<string> _next = [];

        public List<string> Faults { get; } = [];

        public IEnumerable<string> NotReached => _open.Select(r => r.Route);

        public async Task AllAsync(IEnumerable<string> paths)
        {
            foreach (var path in paths)
            {
                Strike(path);
                _next.Enqueue(path);
            }
            while (_next.TryDequeue(out var path))
            {
                await page.GotoAsync(path);
                if (large) Faults.AddRange((await page.EvaluateAsync<string[]>(TooSmall)).Select(what => $"{path}: {what}"));
                Faults.AddRange(await page.BarriersAsync(path));
                foreach (var link in await page.Locator("a[href^='/']").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))"))
                    if (Strike(link)) _next.Enqueue(link);
            }
        }

        private bool Strike(string path) => _open.RemoveAll(r => r.Shape.IsMatch(path.Split('?')[0])) > 0;

        // For elder people no word under 18 pixels, and nothing to press under 60 but a link within a sentence.
        private const string TooSmall = """
            () => {
              const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1 && !e.closest('.vh,.skip,svg');
              const name = e => e.tagName.toLowerCase() + '.' + (e.className || e.id || '') + ' ' + (e.textContent || '').trim().slice(0, 20);
              const words = [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && seen(e) && parseFloat(getComputedStyle(e).fontSize) < 17.9);
              const targets = [...document.querySelectorAll('button,select,summary,input:not([type=hidden]):not([type=checkbox]):not([type=radio]),label.choice,nav a,.list a,.btn,.btn2')].filter(e => seen(e) && e.getBoundingClientRect().height < 59.5);
              return [...new Set([...words.slice(0, 4).map(e => 'text under 18: ' + name(e)), ...targets.slice(0, 4).map(e => 'target under 60: ' + name(e))])];
            }
            """;
    }
}
