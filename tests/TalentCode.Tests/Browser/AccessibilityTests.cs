using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TalentCode.Tests.Web;

namespace TalentCode.Tests.Browser;

/// <summary>What axe calls serious or critical keeps somebody from using the page; none is left on any page of the phone.</summary>
[Trait("Category", "Browser")]
public sealed class AccessibilityTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private static readonly string[] Serious = ["serious", "critical"];

    private static readonly string[] Public = ["/", "/signin", "/staff/signin", "/ratings", "/misuse", "/error", "/not-found"];

    private static readonly string[] Own =
    [
        "/code", "/code/short", "/services", "/services?q=school", "/services/P01", "/services/P05", "/services/P12", "/services/P15", "/services/P20", "/services/P26",
        "/services/P27", "/services/Z03", "/services/M12", "/entitled", "/together/arriving", "/cases", "/messages", "/bookings", "/me", "/me/family", "/me/papers", "/me/consents", "/me/access", "/me/ratings",
    ];

    [Theory]
    [InlineData("zh-CN", "19900000001", ColorScheme.Light, "normal")]
    [InlineData("zh-CN", "19900000001", ColorScheme.Dark, "large")]
    [InlineData("en", "19900000002", ColorScheme.Light, "large")]
    [InlineData("en", "19900000002", ColorScheme.Dark, "normal")]
    public async Task No_page_of_the_phone_shuts_anybody_out(string language, string phone, ColorScheme colours, string size)
    {
        var browser = await browsers.OpenAsync();
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var page = await People.HolderAsync(browser, city.Address, phone);
        await page.EmulateMediaAsync(new() { ColorScheme = colours });
        await page.GotoAsync($"/size/{size}?to=/code");
        await page.SpeakAsync(language, "/cases");
        var cases = await page.Locator("a[href^='/cases/']").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        Assert.NotEmpty(cases);
        Assert.Empty(await FaultsAsync(page, [.. Public, .. Own, .. cases], size == "large"));
    }

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

    private static async Task<List<string>> FaultsAsync(IPage page, IEnumerable<string> paths, bool large)
    {
        var faults = new List<string>();
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            if (large) faults.AddRange((await page.EvaluateAsync<string[]>(TooSmall)).Select(what => $"{path}: {what}"));
            var found = await page.RunAxe();
            faults.AddRange(found.Violations.Where(v => Serious.Contains(v.Impact)).Select(v => $"{path}: {v.Id} at {v.Nodes[0].Target}"));
        }
        return faults;
    }
}
