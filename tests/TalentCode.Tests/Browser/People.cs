using Microsoft.Playwright;

namespace TalentCode.Tests.Browser;

/// <summary>What people do with their hands, in their own words.</summary>
internal static class People
{
    /// <summary>Signs somebody in on a phone: a holder, whom the code page opens for, unless another page is named.</summary>
    public static async Task<IPage> HolderAsync(IBrowser browser, Uri address, string phone, string locale = "zh-CN", string opens = "**/code")
    {
        var context = await browser.NewContextAsync(WithAddress(Browsers.Phone(locale), address));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.FillAsync("#phone", phone);
        await page.ClickAsync("form button");
        var shown = await page.InnerTextAsync("[data-test=console-code]");
        await page.FillAsync("#code", new string([.. shown.Where(char.IsAsciiDigit)]));
        await page.ClickAsync("form button");
        await page.ArrivedAsync(opens);
        return page;
    }

    /// <summary>Signs staff in at a desk or counter, unless on a phone, and opens a page.</summary>
    public static async Task<IPage> StaffAsync(IBrowser browser, Uri address, string user, string path, bool onPhone = false)
    {
        var context = await browser.NewContextAsync(WithAddress(onPhone ? Browsers.Phone() : Browsers.Desk(), address));
        await context.GrantPermissionsAsync(["camera"]);
        var page = await context.NewPageAsync();
        await EnterAsync(page, user, path);
        return page;
    }

    public static async Task EnterAsync(IPage page, string user, string path)
    {
        await page.GotoAsync("/staff/signin?to=" + Uri.EscapeDataString(path));
        await page.FillAsync("#name", user);
        await page.FillAsync("#password", "Talent-Demo-2026");
        await page.ClickAsync("main form button");
        await page.ArrivedAsync("**" + path);
    }

    // The page itself is asked whether it is complete: after a redirect the driver now and then misses the event, and waits for ever.
    private static async Task ArrivedAsync(this IPage page, string at)
    {
        await page.WaitForURLAsync(at, new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
    }

    /// <summary>Waits until a desk page is alive: its buttons act from here on.</summary>
    public static Task AliveAsync(this IPage page) => page.WaitForSelectorAsync("main[data-interactive=true]");

    private static BrowserNewContextOptions WithAddress(BrowserNewContextOptions options, Uri address)
    {
        options.BaseURL = address.ToString();
        return options;
    }
}
