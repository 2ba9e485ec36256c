using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Ratings;
using TalentCode.Core.Staff;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A delivered case rated badly on the phone, worked off by an approver who had no hand in it, rated again.</summary>
[Trait("Category", "Browser")]
public sealed class RatingJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Theory]
    [InlineData("zh-CN", "送达", "提交评价", "没有经办过这件事的人联系你", "等你追评", "追评已收到")]
    [InlineData("en", "Deliver", "Send my rating", "had no hand in the matter will contact you", "Waiting for you", "second rating was received")]
    public async Task A_bad_rating_is_contacted_verified_put_right_called_back_and_rated_again(string language, string deliver, string send, string received, string waiting, string thanks)
    {
        var (id, phone) = await DecidedAsync();
        var browser = await browsers.OpenAsync();
        var officer = await People.StaffAsync(browser, city.Address, "officer.public-security", $"/dept/cases/{id}");
        await SpeakAsync(officer, language, $"/dept/cases/{id}");
        await officer.AliveAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = deliver, Exact = true }).ClickAsync();
        await officer.Locator("input[value=Window]").CheckAsync();
        await Expect(officer.Locator("section.reason button.confirm")).ToBeDisabledAsync();
        await officer.Locator("input[name=proof]").FillAsync("本人签收");
        await officer.Locator("section.reason button.confirm").ClickAsync();
        await Expect(officer.Locator(".case-head button.act-Deliver")).ToHaveCountAsync(0);
        await city.Get<RatingSweep>().RunAsync(CancellationToken.None);
        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);

        var holder = await People.HolderAsync(browser, city.Address, phone);
        await SpeakAsync(holder, language, $"/cases/{id}");
        await holder.Locator(".rate-card").ClickAsync();
        await Expect(holder.Locator("input[name=level]:checked")).ToHaveCountAsync(0);
        foreach (var target in await holder.Locator(".level").AllAsync()) Assert.True((await target.BoundingBoxAsync())!.Height >= 44);
        await holder.Locator("input[value=VeryDissatisfied]").FocusAsync();
        await holder.Keyboard.PressAsync("Space");
        await holder.Locator("input[value=too-long]").CheckAsync();
        await holder.Locator("textarea[name=comment]").FillAsync("等了三周");
        await holder.GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();
        await Expect(holder.Locator("main")).ToContainTextAsync(received);

        await NothingForTheOfficerAsync(officer, id);
        await WorkOffAsync(browser, language, id);
        await holder.ReloadAsync();
        await Expect(holder.Locator("#progress")).ToContainTextAsync(waiting);
        await Expect(holder.Locator("#progress")).ToContainTextAsync("第3步的说明");
        await holder.Locator("#second input[value=Satisfied]").CheckAsync();
        await holder.Locator("#second button").ClickAsync();
        await Expect(holder.Locator("main")).ToContainTextAsync(thanks);
    }

    /// <summary>Who handled it opens neither the task nor its rater, and the case page is silent about it.</summary>
    private async Task NothingForTheOfficerAsync(IPage officer, Guid id)
    {
        var task = await TaskOfAsync(id);
        await officer.GotoAsync($"/dept/ratings/{task}");
        await officer.AliveAsync();
        await Expect(officer.Locator("main")).Not.ToContainTextAsync("等了三周");
        await officer.GotoAsync($"/dept/cases/{id}");
        await officer.AliveAsync();
        await Expect(officer.Locator("main")).Not.ToContainTextAsync("等了三周");
    }

    private async Task WorkOffAsync(IBrowser browser, string language, Guid id)
    {
        var path = $"/dept/ratings/{await TaskOfAsync(id)}";
        var approver = await People.StaffAsync(browser, city.Address, "approver2.public-security", path);
        await SpeakAsync(approver, language, path);
        await approver.AliveAsync();
        await approver.Locator("[data-test=contact]").ClickAsync();
        await Expect(approver.Locator(".step-form a[href^='tel:']")).ToBeVisibleAsync();
        await approver.Locator("input[name=how][value=Phone]").CheckAsync();
        for (var step = 1; step <= 4; step++)
        {
            var panel = approver.Locator(".step-form");
            await panel.Locator("textarea").FillAsync($"第{step}步的说明");
            await panel.Locator("button.confirm").ClickAsync();
            await Expect(approver.Locator(".tl")).ToContainTextAsync($"第{step}步的说明");
        }
        await Expect(approver.Locator(".step-form")).ToHaveCountAsync(0);
    }

    private static async Task SpeakAsync(IPage page, string language, string path) => await page.GotoAsync($"/lang/{language}?to={Uri.EscapeDataString(path)}");

    private Task<Guid> TaskOfAsync(Guid id) => city.Get<Store>().ReadAsync(db => db.RatingTasks.Where(t => t.Rating!.CaseId == id).Select(t => t.Id).SingleAsync());

    /// <summary>A household registration that is decided and waits to be delivered.</summary>
    private async Task<(Guid Id, string Phone)> DecidedAsync()
    {
        var store = city.Get<Store>();
        var row = await store.ReadAsync(db => db.Cases.Where(c => c.ItemId == "P01" && c.ParentId == null && (c.State == CaseState.InReview || c.State == CaseState.Decided)).OrderBy(c => c.State == CaseState.InReview).ThenBy(c => c.Number).Select(c => new { c.Id, c.State, c.Talent!.Phone }).FirstAsync());
        if (row.State == CaseState.InReview)
        {
            var approver = await store.ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "approver.public-security"));
            await city.Get<CaseService>().ActAsync(Actor.For(approver), row.Id, CaseAction.Grant, null);
        }
        return (row.Id, row.Phone[2..]);
    }
}
