using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Families;
using TalentCode.Core.People;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Somebody of fifteen signs in on the own phone, sees the own part and nothing of the scientist, and agrees.</summary>
[Trait("Category", "Browser")]
public sealed class FamilyJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Fact]
    public async Task A_young_member_sees_only_the_own_part_and_decides_about_it()
    {
        var browser = await browsers.OpenAsync();
        var page = await People.HolderAsync(browser, city.Address, "19900001015", opens: "**/member");
        await Expect(page.Locator("[data-test=question]")).ToContainTextAsync("家庭医生签约");
        await page.Locator(".list a").First.ClickAsync();
        await page.WaitForURLAsync("**/member/cases/**");
        await Expect(page.Locator(".num")).ToContainTextAsync("/");

        var whole = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => db.FamilyMembers.Any(f => f.Phone == "8619900001015" && f.TalentId == c.TalentId) && c.ParentId == null && c.State != CaseState.Draft).Select(c => c.Id).FirstAsync());
        await page.GotoAsync($"/member/cases/{whole}");
        await Expect(page.Locator(".alert.no")).ToContainTextAsync("不是关于你的");
        await page.GotoAsync("/code");
        await Expect(page.Locator("main")).ToContainTextAsync("属于家里的科研人才");
        await page.GetByText("去我的页面").ClickAsync();

        await page.GetByText("我同意", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator(".alert.ok")).ToContainTextAsync("已记下你的同意");
        await Expect(page.Locator("[data-test=question]")).ToHaveCountAsync(0);
        await page.GotoAsync("/member/consents");
        await Expect(page.Locator("main")).ToContainTextAsync("有效");
        var (state, draft) = await city.Get<Store>().ReadAsync(db => db.MemberRequests.Select(r => new ValueTuple<MemberRequestState, Guid>(r.State, r.DraftId)).SingleAsync());
        Assert.Equal(MemberRequestState.Agreed, state);
        // The scientist's own tap files; until then it is a draft.
        Assert.Equal(CaseState.Draft, await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.Id == draft).Select(c => c.State).SingleAsync()));
        Assert.True(await city.Get<Store>().ReadAsync(db => db.FamilyMembers.AnyAsync(f => f.Phone == "8619900001015" && f.Relation == FamilyRelation.Child)));
    }
}
