using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Notifications;
using TalentCode.Core.Resources;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Two taps on the phone, the short code read out at the counter, redeemed, told, taken back.</summary>
[Trait("Category", "Browser")]
public sealed class BookingJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Fact]
    public async Task A_visit_is_booked_in_two_taps_redeemed_at_the_pool_and_taken_back_with_a_reason()
    {
        var browser = await browsers.OpenAsync();
        var phone = await People.HolderAsync(browser, city.Address, DemoPeople.Chen.Phone[2..]);
        await phone.GotoAsync("/services/M13");
        await Expect(phone.Locator("main")).ToContainTextAsync("还可用6次");
        await phone.Locator("[data-test=slot]").First.ClickAsync();
        await phone.ClickAsync("[data-test=book]");
        await phone.WaitForURLAsync("**/cases/**");
        await Expect(phone.Locator("[data-test=booking]")).ToContainTextAsync("已预约");

        var desk = await People.StaffAsync(browser, city.Address, "provider2", "/redeem");
        await Expect(desk.Locator("main")).ToContainTextAsync("陈*远");
        await desk.FillAsync("#code", await ShortCodeAsync(phone));
        await desk.ClickAsync("#short button");
        await desk.WaitForURLAsync("**/redeem/person/**");
        await Expect(desk.Locator("main")).Not.ToContainTextAsync("陈修远");
        await desk.ClickAsync("[data-test=redeem]");
        await Expect(desk.Locator(".verdict.ok")).ToContainTextAsync("已核销");
        await Expect(desk.Locator("[data-test=redeem]")).ToHaveCountAsync(0);

        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
        await phone.GotoAsync("/messages");
        await Expect(phone.Locator("main")).ToContainTextAsync("已核销");
        await phone.GotoAsync("/me/access");
        await Expect(phone.Locator("main")).ToContainTextAsync("缙湖体育中心");

        await desk.GotoAsync("/redeem");
        await desk.ClickAsync("summary");
        await desk.FillAsync("input[name=Reason]", "刷错了人");
        await desk.GetByRole(AriaRole.Button, new() { Name = "确认撤销" }).ClickAsync();
        await Expect(desk.Locator("main")).ToContainTextAsync("核销已撤销");
        await phone.GotoAsync("/bookings");
        await phone.GetByText("游泳馆单次入场").First.ClickAsync();
        await Expect(phone.Locator("[data-test=booking]")).ToContainTextAsync("刷错了人");
        Assert.Equal(BookingState.Booked, await city.Get<Store>().ReadAsync(db => db.Bookings.Where(b => b.TalentId == DemoPeople.Chen.Id && b.ItemId == "M13").Select(b => b.State).SingleAsync()));
    }

    private static async Task<string> ShortCodeAsync(IPage phone)
    {
        await phone.GotoAsync("/code/short");
        await phone.ClickAsync(".side form button");
        return await phone.InnerTextAsync("[data-test=short-code]");
    }
}
