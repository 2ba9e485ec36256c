using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A site visit takes longer than approved: the clocks stand still for the approved days and run on by themselves.</summary>
[Trait("Category", "Browser")]
public sealed class SpecialProcedureJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Theory]
    [InlineData("zh-CN", "正在进行：实地核查", "到批准时长", "很抱歉", "超承诺")]
    [InlineData("en", "Under way: Site visit", "has used its approved time", "We are sorry", "Overdue")]
    public async Task Longer_than_approved_gains_the_office_nothing(string language, string underWay, string usedUp, string sorry, string red)
    {
        // The same phone may ask for a sign-in code once a minute.
        city.Time.Jump(TimeSpan.FromMinutes(2));
        var id = await InReviewAsync();
        var (phone, promised) = (DemoPeople.Chen.Phone[2..], await PromisedAsync(id));
        var browser = await browsers.OpenAsync();
        var approver = await People.StaffAsync(browser, city.Address, "approver.public-security", $"/dept/cases/{id}");
        await approver.SpeakAsync(language, $"/dept/cases/{id}");
        await approver.AliveAsync();
        if (await approver.Locator("button.more").IsVisibleAsync()) await approver.Locator("button.more").ClickAsync();
        await approver.Locator(".act-StartSpecial").First.ClickAsync();
        await approver.Locator("input[name=procedure][value=site-visit]").CheckAsync(new() { Force = true });
        await approver.Locator("label.days input").FillAsync("2");
        await approver.Locator("button.confirm").ClickAsync();

        // The applicant sees what goes on, and that the promise has moved by just the two days.
        var holder = await People.HolderAsync(browser, city.Address, phone);
        await holder.SpeakAsync(language, $"/cases/{id}");
        await Expect(holder.Locator("main")).ToContainTextAsync(underWay);
        var moved = await PromisedAsync(id);
        Assert.Equal(2, WorkingDaysBetween(promised, moved));

        // Nobody ends it. When the approved days are used up the clock runs on by itself, and the promise stays where it was.
        await city.PassUntilAsync(await city.DateAsync(id, c => c.Pauses.Max(p => (DateTime?)p.CapAt)));
        Assert.Equal((CaseState.InReview, moved), (await StateAsync(id), await PromisedAsync(id)));
        holder = await People.HolderAsync(browser, city.Address, phone);
        await holder.SpeakAsync(language, "/messages");
        await Expect(holder.Locator("main")).ToContainTextAsync(usedUp);

        // And when that day has passed too, the promise is broken: an apology here, a red light there.
        await city.PassUntilAsync(moved);
        holder = await People.HolderAsync(browser, city.Address, phone);
        await holder.SpeakAsync(language, $"/cases/{id}");
        await Expect(holder.Locator(".alert.no")).ToContainTextAsync(sorry);
        await People.EnterAsync(approver, "approver.public-security", $"/dept/cases/{id}");
        await Expect(approver.Locator(".case-head")).ToContainTextAsync(red);
    }

    private int WorkingDaysBetween(DateTime from, DateTime to)
    {
        var clock = city.Get<CityClock>();
        return new WorkingCalendar(HolidayData.Read()).WorkingDays(clock.DateOf(from.AddTicks(-1)), clock.DateOf(to.AddTicks(-1)));
    }

    private Task<DateTime> PromisedAsync(Guid id) => city.DateAsync(id, c => c.PromisedDueAt);

    private Task<CaseState> StateAsync(Guid id) => city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.Id == id).Select(c => c.State).SingleAsync());

    /// <summary>A household registration that an officer has accepted and begun to review.</summary>
    private async Task<Guid> InReviewAsync()
    {
        var id = await city.ReceiveAsync(DemoPeople.Chen.Id, "P01");
        var officer = Actor.For(await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "officer.public-security")));
        await city.Get<CaseService>().ActAsync(officer, id, CaseAction.Accept, null);
        await city.Get<CaseService>().ActAsync(officer, id, CaseAction.StartReview, null);
        return id;
    }
}
