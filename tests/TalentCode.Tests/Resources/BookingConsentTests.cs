using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Consents;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A booking asks what its item asks, tells the provider as far as the consent says, and the consent can be taken back.</summary>
[Trait("Category", "Core")]
public sealed class BookingConsentTests() : InOwnCity("2026-11-23")
{
    private ConsentService Consents => City.Get<ConsentService>();
    private BookingOffice Office => City.Get<BookingOffice>();

    [Fact]
    public async Task The_form_of_the_item_is_filled_in_checked_and_kept_when_it_is_refused()
    {
        var (who, offer) = (await City.People.TalentAsync(), await City.OfferAsync(await City.PlaceAsync()));
        var queries = City.Get<BookingQueries>();
        var fresh = (await queries.FormAsync(Actor.For(who), offer.Id, null))!.Questions!;
        Assert.Equal("none", fresh.Draft.Answers["assist"]);
        Assert.Contains(fresh.Check.Answers, a => a.Field.Key == "tripNumber");
        var typed = new Dictionary<string, string> { ["tripNumber"] = "CA4130", ["assist"] = "nothing-of-this", ["Slot"] = "x" };
        var again = (await queries.FormAsync(Actor.For(who), offer.Id, null, typed))!.Questions!;
        Assert.Equal(("CA4130", "nothing-of-this"), (again.Draft.Answers["tripNumber"], again.Draft.Answers["assist"]));
        Assert.Equal(["assist"], again.Check.Answers.Select(a => a.Field.Key));
        Assert.DoesNotContain("Slot", again.Draft.Answers.Keys);
        // What was said once is there the next time.
        await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-25"));
        Assert.Equal("MU2406", (await queries.FormAsync(Actor.For(who), offer.Id, null))!.Questions!.Draft.Answers["tripNumber"]);
    }

    [Fact]
    public async Task Each_booking_has_its_own_consent_that_names_provider_and_data()
    {
        var (who, offer) = (await City.People.TalentAsync(), await City.OfferAsync(await City.PlaceAsync()));
        var first = await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-25"));
        await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-26"));
        var mine = await Consents.MineAsync(Actor.For(who));
        Assert.Equal(2, mine.Count);
        var line = mine.Single(l => l.Consent.CaseId == first);
        Assert.Contains("云鹭机场要客厅", line.Recipient.Zh, StringComparison.Ordinal);
        Assert.Contains("航班号或车次", line.Data!.Value.Zh, StringComparison.Ordinal);
        Assert.True(line.Consent.IsInForce);
        // A consent to one booking is none to applications for the item.
        Assert.False(await City.ReadAsync(db => ConsentService.InForceAsync(db, who.Id, "M12", line.Consent.DepartmentId)));
    }

    [Fact]
    public async Task Taken_back_before_the_visit_what_was_written_is_gone_and_the_time_stands()
    {
        var (who, offer) = (await City.People.TalentAsync(), await City.OfferAsync(await City.PlaceAsync(), "M08"));
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var id = await City.BookAsync(who, offer, slot);
        var (officer, booking) = (await City.OfficeAsync(id, StaffRole.Officer), await City.BookingAsync(id));
        Assert.Contains((await Office.PageAsync(officer, OfficeFilter.All, 0)).Lines.Single().Said, s => s.Answer.Zh == "请安排安静的房间");
        await WithdrawAsync(who, id);
        var line = (await Office.PageAsync(officer, OfficeFilter.All, 0)).Lines.Single();
        Assert.Empty(line.Said);
        Assert.Equal((BookingState.Booked, false), (line.State, line.Written));
        await Office.OpenAsync(officer, booking.Id).IsRefusedAsync("consent-withdrawn");
        Assert.Empty(await City.Get<BookingQueries>().SaidAsync(Actor.For(who), id));
        Assert.Empty((await City.CaseAsync(id)).Answers);
        Assert.Equal((1, 1), (await City.TakenAsync(slot), await City.UsedAsync(who, "M08")));
        Assert.Equal(1, await City.ReadAsync(db => db.Notes.CountAsync(n => n.CaseId == id && n.Text.Contains("撤回"))));
    }

    [Fact]
    public async Task A_request_nobody_can_call_back_about_is_cancelled_with_a_reason_and_not_counted()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync(), "M10", o => o.Times = []);
        var who = await City.People.TalentAsync(t => t.Language = Language.English);
        var id = await City.BookAsync(who, offer, null);
        await WithdrawAsync(who, id);
        var booking = await City.BookingAsync(id);
        Assert.Equal((BookingState.Cancelled, false, CaseState.Withdrawn), (booking.State, booking.Counted, (await City.CaseAsync(id)).State));
        Assert.Contains("consent", booking.EndReason, StringComparison.Ordinal);
        Assert.Equal(0, await City.UsedAsync(who, "M10"));
    }

    [Fact]
    public async Task A_counter_reads_what_it_has_to_prepare_and_nothing_about_health_or_whereabouts()
    {
        var place = await City.PlaceAsync();
        var (plain, sensitive) = (await City.OfferAsync(place, "M08"), await City.OfferAsync(place));
        var who = await City.People.TalentAsync();
        await City.BookAsync(who, plain, await City.SlotAsync(plain, "2026-11-25", 14));
        await City.BookAsync(who, sensitive, await City.SlotAsync(sensitive, "2026-11-25"));
        City.MoveTo("2026-11-25", 9);
        var (staff, grant) = await City.ScanAsync(place, who);
        var view = await City.Get<BookingDesk>().ViewAsync(staff, grant);
        Assert.Equal([0, 3], view.Bookings.Select(b => b.Said.Count));
        // The list of the day, without the person there, says nothing of it.
        Assert.All(await City.Get<BookingDesk>().TodayAsync(staff), line => Assert.Empty(line.Said));
    }

    private async Task WithdrawAsync(Talent who, Guid id)
    {
        var given = (await Consents.MineAsync(Actor.For(who))).Single(l => l.Consent.CaseId == id);
        // A second tap finds it done.
        for (var i = 0; i < 2; i++) await Consents.WithdrawAsync(Actor.For(who), given.Consent.Id);
    }
}
