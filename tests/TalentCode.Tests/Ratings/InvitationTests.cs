using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>Everybody is asked once for each matter, after the fact, and left alone afterwards. Monday 2 November 2026, 09:00.</summary>
[Trait("Category", "Core")]
public sealed class InvitationTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Nobody_is_asked_before_delivery_and_everybody_once_after_it()
    {
        var handler = await City.People.StaffAsync(StaffRole.Officer, Rated.Department);
        var who = await City.People.TalentAsync();
        foreach (var state in CaseWorkflow.Working) await City.CaseInAsync(await City.People.TalentAsync(), "P05", state);
        foreach (var ended in new[] { CaseState.Withdrawn, CaseState.NotAccepted, CaseState.Terminated, CaseState.DeemedWithdrawn })
            await City.CaseInAsync(await City.People.TalentAsync(), "P05", ended, c => c.EndedAt = City.Clock.UtcNow);
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
        var id = await City.DeliverAsync(who, handler);
        Assert.Equal(1, (await City.RatingSweepAsync()).Invited);
        Assert.Equal(new RatingReport(0, 0, 0, 0, 0), await City.RatingSweepAsync());
        Assert.Equal(["rating-invited"], await City.ToldAsync(who.Id));
        var rating = await City.RatingOfAsync(id);
        Assert.Null(rating.Level);
        Assert.Equal(City.EndOf("2026-12-02"), rating.ClosesAt);
        await City.ActAsync(Actor.System, id, CaseAction.Close);
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
    }

    [Fact]
    public async Task Two_servers_sweeping_at_once_ask_once_about_each_of_thirty_matters()
    {
        var handler = await City.People.StaffAsync(StaffRole.Officer, Rated.Department);
        for (var i = 0; i < 30; i++) await City.DeliverAsync(await City.People.TalentAsync(), handler);
        var other = (RatingSweep)City.AnotherServer().GetService(typeof(RatingSweep))!;
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<RatingSweep>() : other).RunAsync(default));
        Assert.Equal((30, 30), (await City.ReadAsync(db => db.Ratings.CountAsync()), await City.OwedAsync("rating-invited")));
    }

    [Fact]
    public async Task Every_regime_is_asked_about()
    {
        var items = await City.Get<CatalogueQueries>().AllAsync();
        var one = items.GroupBy(i => i.Content.Regime).Select(g => g.First().Id).ToList();
        Assert.Equal(Enum.GetValues<Regime>().Length, one.Count);
        foreach (var item in one.Append(items.First(i => i.Content.Kind == ItemKind.Booking).Id))
            await City.CaseInAsync(await City.People.TalentAsync(), item, CaseState.Delivered, c => c.EndedAt = City.Clock.UtcNow);
        Assert.Equal(one.Count + 1, (await City.RatingSweepAsync()).Invited);
    }

    [Fact]
    public async Task A_family_application_is_one_matter_and_whoever_had_a_hand_in_it_is_a_rated_person()
    {
        var (window, officer, approver) = (await City.People.StaffAsync(StaffRole.Hall), await City.People.StaffAsync(StaffRole.Officer, Rated.Department), await City.People.StaffAsync(StaffRole.Approver, Rated.Department));
        var who = await City.People.TalentAsync();
        var parent = await City.CaseInAsync(who, "P05", CaseState.Decided, c => (c.HandlerId, c.PreparedById, c.Decision) = (officer.Id, window.Id, CaseDecision.Granted));
        for (var i = 0; i < 3; i++) await City.CaseInAsync(who, "P05", CaseState.Decided, c => (c.ParentId, c.Decision) = (parent.Id, CaseDecision.Granted));
        await City.ActAsync(approver, parent.Id, CaseAction.Deliver);
        Assert.Equal(1, (await City.RatingSweepAsync()).Invited);
        var rating = await City.RatingOfAsync(parent.Id);
        var rated = await City.ReadAsync(db => db.RatedPersons.Where(p => p.RatingId == rating.Id).Select(p => p.StaffId).ToListAsync());
        Assert.Equal(new[] { window.Id, officer.Id, approver.Id }.Order(), rated.Order());
    }

    [Fact]
    public async Task Whoever_came_to_a_booking_is_asked_about_it_and_whoever_missed_it_is_not()
    {
        var place = await City.PlaceAsync();
        var offer = await City.OfferAsync(place);
        var slot = await City.SlotAsync(offer, "2026-11-04");
        var (came, missed) = (await City.People.TalentAsync(), await City.People.TalentAsync());
        var (used, unused) = (await City.BookAsync(came, offer, slot), await City.BookAsync(missed, offer, slot));
        City.MoveTo("2026-11-04", 10, 5);
        var (staff, grant) = await City.ScanAsync(place, came);
        await City.Get<BookingDesk>().RedeemAsync(staff, grant, (await City.BookingAsync(used)).Id);
        City.MoveTo("2026-11-05");
        await City.Get<BookingSweep>().RunAsync(default);
        Assert.Equal(CaseState.Closed, (await City.CaseAsync(unused)).State);
        await City.RatingSweepAsync();
        Assert.Equal([used], await City.ReadAsync(db => db.Ratings.Where(r => r.CaseId != null).Select(r => r.CaseId!.Value).ToListAsync()));
        Assert.Empty(await City.ToldAsync(missed.Id));
    }

    [Fact]
    public async Task What_ended_long_ago_and_whoever_left_the_programme_is_not_asked_about()
    {
        await City.CaseInAsync(await City.People.TalentAsync(), "P05", CaseState.Delivered, c => c.EndedAt = City.Clock.UtcNow.AddDays(-8));
        await City.CaseInAsync(await City.People.TalentAsync(t => t.Status = TalentStatus.Moved), "P05", CaseState.Delivered, c => c.EndedAt = City.Clock.UtcNow);
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
    }

    [Fact]
    public async Task A_visit_is_asked_about_once_for_the_day_and_not_before_the_window_is_half_an_hour_behind()
    {
        var desk = await Desk.OpenAsync(City);
        var who = await City.People.TalentAsync();
        await desk.GrantAsync(who);
        var until = await City.ReadAsync(db => db.Grants.Select(g => g.Until).SingleAsync());
        City.Time.SetUtcNow(new(until.AddMinutes(29)));
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
        City.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await City.RatingSweepAsync()).Invited);
        await desk.GrantAsync(who, ScanPurpose.AskProgress);
        City.Pass(TimeSpan.FromHours(2));
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
        City.MoveTo("2026-11-03");
        await desk.GrantAsync(who);
        City.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, (await City.RatingSweepAsync()).Invited);
        Assert.Equal(["rating-visit", "rating-visit"], await City.ToldAsync(who.Id));
    }

    [Fact]
    public async Task A_scan_that_failed_invites_nobody()
    {
        var desk = await Desk.OpenAsync(City);
        var who = await City.People.TalentAsync();
        var code = await desk.CodeAsync(who);
        await City.Get<CodeService>().FreezeAsync(Actor.For(who), who.Id, "手机丢了");
        await desk.ScansAsAsync(ScanOutcome.NotACode, "https://elsewhere.example/");
        await desk.ScansAsAsync(ScanOutcome.Frozen, code);
        City.Pass(TimeSpan.FromHours(2));
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
    }

    [Fact]
    public async Task Somebody_at_a_window_is_asked_about_a_delivered_case_later()
    {
        var desk = await Desk.OpenAsync(City);
        var who = await City.People.TalentAsync();
        await desk.GrantAsync(who, ScanPurpose.Deliver);
        await City.DeliverAsync(who, await City.People.StaffAsync(StaffRole.Officer, Rated.Department));
        Assert.Equal(0, (await City.RatingSweepAsync()).Invited);
        City.Pass(TimeSpan.FromHours(1));
        Assert.Equal(2, (await City.RatingSweepAsync()).Invited);
    }

    [Fact]
    public async Task The_only_reminder_comes_on_the_fifteenth_day_at_ten_and_the_invitation_closes_silently_after_the_thirtieth()
    {
        var cast = await City.InvitedAsync();
        var other = (RatingSweep)City.AnotherServer().GetService(typeof(RatingSweep))!;
        City.MoveTo("2026-11-17", 9, 59);
        Assert.Equal(0, (await City.RatingSweepAsync()).Reminded);
        City.MoveTo("2026-11-17", 10);
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<RatingSweep>() : other).RunAsync(default));
        City.MoveTo("2026-12-02", 23, 59);
        Assert.Equal(new RatingReport(0, 0, 0, 0, 0), await City.RatingSweepAsync());
        Assert.Equal(RatingStatus.Invited, (await cast.RowAsync()).Status);
        City.MoveTo("2026-12-03", 0);
        await cast.RateAsync(RatingLevel.Satisfied).IsRefusedAsync("rating-closed");
        Assert.Equal(1, (await City.RatingSweepAsync()).Expired);
        Assert.Equal(["rating-invited", "rating-reminder"], await City.ToldAsync(cast.Who.Id));
        Assert.Equal([RatingAction.Invited, RatingAction.Reminded, RatingAction.Expired], await cast.HistoryAsync());
    }

    [Fact]
    public async Task After_no_thanks_nobody_asks_again_and_the_page_of_the_case_is_silent()
    {
        var cast = await City.InvitedAsync();
        Assert.NotNull(await City.Get<RatingQueries>().OfCaseAsync(cast.Rater, cast.Case));
        for (var i = 0; i < 2; i++) await City.Get<RatingService>().DeclineAsync(cast.Rater, cast.Rating);
        Assert.Null(await City.Get<RatingQueries>().OfCaseAsync(cast.Rater, cast.Case));
        for (var day = 0; day < 40; day++)
        {
            City.Pass(TimeSpan.FromDays(1));
            Assert.Equal(new RatingReport(0, 0, 0, 0, 0), await City.RatingSweepAsync());
        }
        Assert.Equal([RatingAction.Invited, RatingAction.Declined], await cast.HistoryAsync());
        Assert.Equal(["rating-invited"], await City.ToldAsync(cast.Who.Id));
    }

    [Fact]
    public async Task Whoever_rated_is_not_reminded()
    {
        var cast = await City.InvitedAsync();
        await cast.RateAsync(RatingLevel.VerySatisfied);
        City.MoveTo("2026-11-17", 10);
        Assert.Equal(0, (await City.RatingSweepAsync()).Reminded);
    }
}
