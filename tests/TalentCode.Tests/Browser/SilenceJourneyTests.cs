using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Five working days without an answer: a work permit counts as accepted from the day it was received (行政许可法 32).</summary>
[Trait("Category", "Browser")]
public sealed class SilenceJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private const string WorkPermit = "P08";

    [Theory]
    [InlineData("zh-CN", "正在看是否受理", "已受理", "视为受理", "受理通知书", "逾期未答复视为受理", "不予受理")]
    [InlineData("en", "Being checked for acceptance", "Accepted", "Taken as accepted", "Acceptance", "Accepted by silence", "Do not accept")]
    public async Task Silence_accepts_and_the_office_can_no_longer_say_no(string language, string checking, string accepted, string message, string paper, string bySilence, string refuse)
    {
        // The same phone may ask for a sign-in code once a minute.
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var browser = await browsers.OpenAsync();
        var id = await city.ReceiveAsync(await HolderAsync(), WorkPermit);
        var page = $"/cases/{id}";
        var holder = await People.HolderAsync(browser, city.Address, DemoPeople.Schmidt.Phone[2..]);
        await holder.SpeakAsync(language, page);
        await Expect(holder.Locator(".tl .now")).ToContainTextAsync(checking);

        // The officer has the page open and lets the days go by.
        var officer = await People.StaffAsync(browser, city.Address, "officer.human-resources", $"/dept/cases/{id}");
        await officer.SpeakAsync(language, $"/dept/cases/{id}");
        await officer.AliveAsync();
        await Expect(officer.Locator(".case-head")).ToContainTextAsync(refuse);

        await city.PassUntilAsync(await city.DateAsync(id, c => c.AcceptanceDueAt));
        holder = await People.HolderAsync(browser, city.Address, DemoPeople.Schmidt.Phone[2..]);
        await holder.SpeakAsync(language, page);
        await Expect(holder.Locator(".tl li").Filter(new() { HasText = accepted }).First).ToBeVisibleAsync();
        await holder.Locator("details:has(a[href*='/papers/']) > summary").ClickAsync();
        await Expect(holder.GetByRole(AriaRole.Link, new() { Name = paper })).ToBeVisibleAsync();
        await holder.SpeakAsync(language, "/messages");
        await Expect(holder.Locator("main")).ToContainTextAsync(message);

        await People.EnterAsync(officer, "officer.human-resources", $"/dept/cases/{id}");
        await officer.AliveAsync();
        await Expect(officer.Locator(".case .tl")).ToContainTextAsync(bySilence);
        await Expect(officer.Locator(".case-head")).Not.ToContainTextAsync(refuse);
        Assert.Equal((true, CaseState.Accepted), await StandsAsync(id));
    }

    private Task<Guid> HolderAsync() => city.Get<Store>().ReadAsync(db => db.Talents.Where(t => t.Phone == DemoPeople.Schmidt.Phone).Select(t => t.Id).SingleAsync());

    private Task<(bool, CaseState)> StandsAsync(Guid id) => city.Get<Store>().ReadAsync(async db =>
    {
        var row = await db.Cases.SingleAsync(c => c.Id == id);
        // Accepted from the day of receipt, not from the day on which the silence was noticed.
        return (row.AcceptedBySilence && row.AcceptedAt == row.ReceivedAt, row.State);
    });
}
