using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A flat is proposed at the desk and declined on the phone; the next one is accepted and stays kept.</summary>
[Trait("Category", "Browser")]
public sealed class FlatJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Theory]
    [InlineData("zh-CN", "自有住房", "等你答复", "保留到", "已接受", "不要")]
    [InlineData("en", "own a home", "Waiting for your answer", "Kept until", "accepted", "declined")]
    public async Task A_flat_is_proposed_declined_and_the_next_one_accepted(string language, string owns, string waiting, string until, string accepted, string declined)
    {
        // The same phone may ask for a sign-in code once a minute.
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var id = await InReviewAsync();
        var browser = await browsers.OpenAsync();
        var desk = await People.StaffAsync(browser, city.Address, "approver.housing", $"/dept/cases/{id}");
        await desk.SpeakAsync(language, $"/dept/cases/{id}");
        await Expect(desk.Locator("[data-test=to-check]")).ToContainTextAsync(owns);
        var phone = await People.HolderAsync(browser, city.Address, DemoPeople.Chen.Phone[2..]);

        var first = await ProposeAsync(desk, id);
        await phone.SpeakAsync(language, $"/cases/{id}");
        await Expect(phone.Locator("[data-test=proposal]")).ToContainTextAsync(waiting);
        await Expect(phone.Locator("[data-test=proposal]")).ToContainTextAsync(until);
        await Expect(phone.Locator(".tl")).ToContainTextAsync(language == "en" ? "A flat was proposed to you" : "部门为你选了一套房源");
        Assert.True(await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        await phone.Locator("[data-test=proposal] details > summary").ClickAsync();
        await phone.FillAsync("#why", "离单位太远");
        await phone.ClickAsync("[data-test=decline-flat]");
        await Expect(phone.Locator("[data-test=proposal]")).ToContainTextAsync(declined);
        Assert.Equal(FlatState.Free, await StateAsync(first));

        await desk.ReloadAsync();
        await Expect(desk.Locator(".case .tl").First).ToContainTextAsync("离单位太远");
        var second = await ProposeAsync(desk, id);
        await phone.ReloadAsync();
        await phone.ClickAsync("[data-test=accept-flat]");
        await Expect(phone.Locator("[data-test=proposal]")).ToContainTextAsync(accepted);
        Assert.Equal(FlatState.Reserved, await StateAsync(second));
        await EndAsync(id);
    }

    /// <summary>Opens the form, takes the first flat of the list and proposes it.</summary>
    private async Task<int> ProposeAsync(IPage desk, Guid id)
    {
        await desk.AliveAsync();
        await desk.Locator(".case-head .act-ProposeFlat").First.ClickAsync();
        await desk.Locator("input[name=flat]").First.CheckAsync(new() { Force = true });
        await desk.Locator("button.confirm").ClickAsync();
        await Expect(desk.Locator("section.reason")).ToHaveCountAsync(0);
        return await city.Get<Store>().ReadAsync(db => db.FlatProposals.Where(p => p.CaseId == id && p.State == ProposalState.Open).Select(p => p.FlatId).SingleAsync());
    }

    private Task<FlatState> StateAsync(int flat) => city.Get<Store>().ReadAsync(db => db.Flats.Where(f => f.Id == flat).Select(f => f.State).SingleAsync());

    private async Task<Guid> InReviewAsync()
    {
        var id = await city.ReceiveAsync(DemoPeople.Chen.Id, "P26");
        await city.Get<Store>().WriteAsync(async db => (await db.Cases.SingleAsync(c => c.Id == id)).Answers = new() { [FlatRules.OwnsHome] = "yes", [FlatRules.Household] = "2" });
        foreach (var action in new[] { CaseAction.Accept, CaseAction.StartReview }) await city.Get<CaseService>().ActAsync(await OfficerAsync(), id, action, null);
        return id;
    }

    // The next language begins with nothing kept.
    private async Task EndAsync(Guid id) => await city.Get<CaseService>().ActAsync(Actor.For(await city.Get<Store>().ReadAsync(db => db.Talents.SingleAsync(t => t.Id == DemoPeople.Chen.Id))), id, CaseAction.Withdraw, null);

    private async Task<Actor> OfficerAsync() => Actor.For(await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "officer.housing")));
}
