using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Notifications;
using TalentCode.Core.Reminders;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>The main job from end to end with real browsers: shown, scanned, handed over, confirmed, handled, told.</summary>
[Trait("Category", "Browser")]
public sealed class JourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private static readonly string Zhang = DemoPeople.Zhang.Phone[2..];

    [Fact]
    public async Task A_family_is_registered_from_the_counter_to_the_inbox()
    {
        var plain = await browsers.OpenAsync();
        var phone = await People.HolderAsync(plain, city.Address, Zhang);
        var picture = await CameraPicture.OfAsync(phone);
        var counter = await ScanAsync(picture);

        await counter.WaitForURLAsync("**/hall/person/**");
        await Expect(counter.Locator("main")).ToContainTextAsync("张*川");
        await Expect(counter.Locator("main")).ToContainTextAsync("子女1（小学）");
        await Expect(counter.Locator("main")).Not.ToContainTextAsync("张牧川");
        await Expect(phone.Locator("#status")).ToContainTextAsync("窗口", new() { Timeout = 4000 });

        await counter.Locator("summary", new() { HasText = "落户" }).ClickAsync();
        await counter.ClickAsync("button[form=prepare-P01]");
        await Expect(counter.GetByText("请持码人确认").First).ToBeVisibleAsync();

        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
        var caseId = await ConfirmOnThePhoneAsync(phone);
        await HandleAsync(plain, caseId);
        await EverybodyIsToldAsync(phone);
        await ASecondScanSaysUsedAsync(picture);
    }

    [Fact]
    public async Task A_screenshot_kept_for_61_seconds_is_refused()
    {
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, DemoPeople.Chen.Phone[2..]);
        var picture = await CameraPicture.OfAsync(phone);
        city.Time.Jump(TimeSpan.FromSeconds(61));
        var counter = await ScanAsync(picture, "hall2");
        await Expect(counter.Locator("#result")).ToContainTextAsync("已过期");
        Assert.EndsWith("/hall", new Uri(counter.Url).AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>A counter with a camera that sees the picture, scanning for the purpose of filing.</summary>
    private async Task<IPage> ScanAsync(string picture, string user = "hall1")
    {
        // The counter goes on with what it scanned for last: the camera may see the code before a hand could choose.
        var counter = await People.StaffAsync(await browsers.OpenAsync(picture), city.Address, user, "/desk/messages");
        await counter.EvaluateAsync("localStorage.setItem('tc.purpose', 'FileService')");
        await counter.GotoAsync("/hall");
        var start = counter.Locator("#start");
        if (await start.IsVisibleAsync()) await start.ClickAsync();
        return counter;
    }

    private static async Task<Guid> ConfirmOnThePhoneAsync(IPage phone)
    {
        await phone.GotoAsync("/messages");
        await phone.GetByText("请确认").First.ClickAsync();
        await phone.WaitForURLAsync("**/apply/**");
        await Expect(phone.Locator("main")).ToContainTextAsync("免交");
        await phone.GetByRole(AriaRole.Button, new() { Name = "确认提交" }).ClickAsync();
        await phone.WaitForURLAsync("**/cases/**");
        await Expect(phone.Locator("main")).ToContainTextAsync("RC-500107-");
        return Guid.Parse(new Uri(phone.Url).Segments[^1]);
    }

    private async Task HandleAsync(IBrowser plain, Guid caseId)
    {
        var officer = await People.StaffAsync(plain, city.Address, "officer.public-security", $"/dept/cases/{caseId}");
        await officer.AliveAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "受理", Exact = true }).ClickAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "开始审查", Exact = true }).ClickAsync();
        await Expect(officer.Locator("main")).ToContainTextAsync("审查中");

        // Accepted on Monday with five working days: on the Friday one is left.
        city.Time.Jump(TimeSpan.FromDays(4));
        await city.Get<DeadlineSweep>().RunAsync(CancellationToken.None);
        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
        await People.EnterAsync(officer, "officer.public-security", "/desk/messages");
        await Expect(officer.Locator("main")).ToContainTextAsync("临期");

        var approver = await People.StaffAsync(plain, city.Address, "approver.public-security", $"/dept/cases/{caseId}");
        await approver.AliveAsync();
        await approver.GetByRole(AriaRole.Button, new() { Name = "准予", Exact = true }).ClickAsync();
        await approver.Locator("button.confirm").ClickAsync();
        await Expect(approver.Locator("main")).ToContainTextAsync("已决定");
    }

    private async Task EverybodyIsToldAsync(IPage phone)
    {
        await city.Get<ReminderSweep>().RunAsync(CancellationToken.None);
        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
        await phone.GotoAsync("/messages");
        foreach (var title in new[] { "已收到", "已受理", "开始审查", "办成了", "到期" })
            await Expect(phone.Locator("main")).ToContainTextAsync(title);
        var household = await city.Get<Store>().ReadAsync(db => db.Talents.Where(t => t.Id == DemoPeople.Zhang.Id).Select(t => new { t.HouseholdAddress, t.HomeAddress }).SingleAsync());
        Assert.Equal(household.HomeAddress, household.HouseholdAddress);
    }

    private async Task ASecondScanSaysUsedAsync(string picture)
    {
        var again = await ScanAsync(picture, "hall2");
        await Expect(again.Locator("#result")).ToContainTextAsync("已用过");
        await Expect(again.Locator("#result")).ToContainTextAsync("窗口");
    }
}
