using Microsoft.Playwright;

namespace TalentCode.Tests.Browser;

/// <summary>Debian's chromium, driven by Playwright. A camera shows a picture file when one is given.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private readonly List<IBrowser> _open = [];

    public async Task InitializeAsync() => _playwright = await Playwright.CreateAsync();

    public async Task<IBrowser> OpenAsync(string? cameraFile = null)
    {
        string[] camera = cameraFile is null ? [] :
            ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={cameraFile}"];
        var browser = await _playwright!.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = [.. Quiet, .. camera],
        });
        _open.Add(browser);
        return browser;
    }

    public static BrowserNewContextOptions Phone(string locale = "zh-CN") => new() { ViewportSize = new() { Width = 360, Height = 640 }, DeviceScaleFactor = 2, HasTouch = true, IsMobile = true, Locale = locale };

    public static BrowserNewContextOptions Desk(string locale = "zh-CN") => new() { ViewportSize = new() { Width = 1280, Height = 800 }, Locale = locale };

    public async Task DisposeAsync()
    {
        foreach (var browser in _open) await browser.CloseAsync();
        _playwright?.Dispose();
    }
}
