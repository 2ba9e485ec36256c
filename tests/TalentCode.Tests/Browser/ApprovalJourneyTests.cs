using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Staff;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>An officer sends a case up, the approver sends it back, the head extends its limit: what they say to each other stays inside, and the phone follows.</summary>
[Trait("Category", "Browser")]
public sealed class ApprovalJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private const string Ground = "租约已向住建委核对", Reason = "合同期限没有核对", Wish = "需要向外省核实", Why = "向原户籍地核实需要时间";

    [Theory]
    [InlineData("zh-CN", "正在审批", "待审批", "办理上限延长")]
    [InlineData("en", "Being approved", "Awaiting approval", "The limit was extended")]
    public async Task Sent_up_sent_back_and_extended(string language, string approving, string waiting, string extended)
    {
        // The same phone may ask for a sign-in code once a minute.
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var id = await InReviewAsync();
        var browser = await browsers.OpenAsync();
        var phone = await People.HolderAsync(browser, city.Address, DemoPeople.Chen.Phone[2..]);
        var officer = await DeskAsync(browser, "officer.public-security", id, language);
        await officer.Locator(".case-head .act-SubmitForApproval").First.ClickAsync();
        await Expect(officer.Locator("button.confirm")).ToBeDisabledAsync();
        await officer.Locator("input[name=proposed][value=grant]").CheckAsync(new() { Force = true });
        await officer.Locator("section.reason textarea").First.FillAsync(Ground);
        await officer.Locator("button.confirm").DblClickAsync();
        await Expect(officer.Locator(".case-head")).ToContainTextAsync(waiting);
        Assert.Equal(1, await CountAsync(id, CaseAction.SubmitForApproval));
        await phone.SpeakAsync(language, $"/cases/{id}");
        await Expect(phone.Locator("main")).ToContainTextAsync(approving);

        var approver = await DeskAsync(browser, "approver.public-security", id, language);
        await Expect(approver.Locator("[data-test=sent-note]")).ToContainTextAsync(Ground);
        await TakeAsync(approver, CaseAction.ReturnToReview, Reason);
        // The officer's page is open all the while.
        await Expect(officer.Locator("[data-test=sent-note]")).ToContainTextAsync(Reason);
        await TakeAsync(officer, CaseAction.AskExtension, Wish);

        var head = await DeskAsync(browser, "head.public-security", id, language);
        await Expect(head.Locator("[data-test=extension-asked]")).ToContainTextAsync(Wish);
        await TakeAsync(head, CaseAction.Extend, Why);
        await phone.ReloadAsync();
        await Expect(phone.Locator(".tl")).ToContainTextAsync(extended);
        await Expect(phone.Locator(".tl")).ToContainTextAsync(Why);
        foreach (var said in new[] { Ground, Reason, Wish }) await Expect(phone.Locator("body")).Not.ToContainTextAsync(said);
        Assert.True(await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        await city.Get<CaseService>().ActAsync(await HolderAsync(), id, CaseAction.Withdraw, null);
    }

    private async Task<IPage> DeskAsync(IBrowser browser, string user, Guid id, string language)
    {
        var desk = await People.StaffAsync(browser, city.Address, user, $"/dept/cases/{id}");
        await desk.SpeakAsync(language, $"/dept/cases/{id}");
        await desk.AliveAsync();
        return desk;
    }

    private static async Task TakeAsync(IPage desk, CaseAction action, string note)
    {
        var button = desk.Locator($".case-head .act-{action}").First;
        if (!await button.IsVisibleAsync()) await desk.Locator("button.more").First.ClickAsync();
        await button.ClickAsync();
        await desk.Locator("section.reason textarea").First.FillAsync(note);
        await desk.Locator("button.confirm").ClickAsync();
        await Expect(desk.Locator("section.reason")).ToHaveCountAsync(0);
    }

    private Task<int> CountAsync(Guid id, CaseAction action) => city.Get<Store>().ReadAsync(db => db.CaseEvents.CountAsync(e => e.CaseId == id && e.Action == action));

    private async Task<Actor> HolderAsync() => Actor.For(await city.Get<Store>().ReadAsync(db => db.Talents.SingleAsync(t => t.Id == DemoPeople.Chen.Id)));

    private async Task<Guid> InReviewAsync()
    {
        var id = await city.ReceiveAsync(DemoPeople.Chen.Id, "P01");
        var officer = Actor.For(await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "officer.public-security")));
        foreach (var action in new[] { CaseAction.Accept, CaseAction.StartReview }) await city.Get<CaseService>().ActAsync(officer, id, action, null);
        return id;
    }
}
