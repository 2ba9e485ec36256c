using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>Booking and cancelling: never more places than there are, never more than the grade's number, and nothing lost or doubled.</summary>
[Trait("Category", "Core")]
public sealed class BookingServiceTests() : InOwnCity("2026-11-23")
{
    private BookingService Service => City.Get<BookingService>();

    [Fact]
    public async Task Of_thirty_two_at_once_on_two_servers_one_gets_the_last_place()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25", places: 1);
        var other = City.AnotherServer().GetRequiredService<BookingService>();
        var people = new List<Talent>();
        for (var i = 0; i < 32; i++) people.Add(await City.People.TalentAsync());
        var (done, refused) = await Refusals.AtOnceAsync(32, i => (i % 2 == 0 ? Service : other).BookAsync(Actor.For(people[i]), BookingCity.Request(offer, slot)));
        Assert.Single(done);
        Assert.All(refused, code => Assert.Contains(code, new[] { "slot-full", "busy" }));
        Assert.Equal(1, await City.TakenAsync(slot));
        Assert.Equal(1, await City.ReadAsync(db => db.Bookings.CountAsync()));
        // Who lost paid nothing for it: no case, no number of the year.
        Assert.Equal((1, 1), (await City.ReadAsync(db => db.Cases.CountAsync()), await City.ReadAsync(db => db.BookingUses.SumAsync(u => u.Times))));
    }

    [Fact]
    public async Task Of_thirty_two_times_tapped_at_once_a_grade_gets_its_yearly_number_and_no_more()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slots = new List<BookingSlot>();
        for (var i = 0; i < 32; i++) slots.Add(await City.SlotAsync(offer, $"2026-11-{25 + (i % 5)}", 2 + (i / 5 * 3)));
        var who = await City.GradedAsync(GradeLevel.D);
        var other = City.AnotherServer().GetRequiredService<BookingService>();
        var (done, refused) = await Refusals.AtOnceAsync(32, i => (i % 2 == 0 ? Service : other).BookAsync(Actor.For(who), BookingCity.Request(offer, slots[i])));
        Assert.All(refused, code => Assert.Contains(code, new[] { "year-used-up", "busy" }));
        // Who lost the race five times in a row may try again; the number still holds.
        foreach (var slot in slots)
            await Record.ExceptionAsync(() => City.BookAsync(who, offer, slot));
        Assert.Equal(6, await City.UsedAsync(who));
        Assert.Equal(6, await City.ReadAsync(db => db.Bookings.CountAsync(b => b.TalentId == who.Id)));
        Assert.InRange(done.Count, 1, 6);
        Assert.Equal(6, await City.ReadAsync(db => db.BookingSlots.SumAsync(s => s.Taken)));
        await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-30")).IsRefusedAsync("year-used-up");
    }

    [Fact]
    public async Task Two_taps_two_tabs_and_a_retry_are_one_booking()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var (who, key) = (await City.People.TalentAsync(), Guid.NewGuid());
        var (taps, none) = await Refusals.AtOnceAsync(6, i => Service.BookAsync(Actor.For(who), BookingCity.Request(offer, slot, key: i < 3 ? key : null)));
        Assert.Empty(none);
        Assert.Single(taps.Distinct());
        Assert.Equal((1, 1), (await City.TakenAsync(slot), await City.UsedAsync(who)));
        Assert.Equal(1, await City.OwedAsync("booking-confirmed"));
    }

    [Fact]
    public async Task A_request_without_a_time_is_one_until_its_time_is_agreed()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync(), "M10", o => o.Times = []);
        var who = await City.People.TalentAsync();
        var first = await City.BookAsync(who, offer, null);
        Assert.Equal(first, await City.BookAsync(who, offer, null));
        var row = await City.WholeAsync(first);
        // Three working days to call back, as the item promises.
        Assert.Equal((CaseState.Received, City.EndOf("2026-11-26")), (row.State, row.PromisedDueAt));
        Assert.Equal(1, await City.OwedAsync("booking-requested"));
    }

    [Fact]
    public async Task A_booked_time_is_confirmed_at_once_and_due_when_it_ends()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var id = await City.BookAsync(await City.People.TalentAsync(), offer, slot, companions: 1);
        var row = await City.WholeAsync(id);
        Assert.Equal([CaseAction.Submit, CaseAction.Receive, CaseAction.ConfirmBooking], row.Events.Select(e => e.Action));
        Assert.Equal((CaseState.Decided, CaseDecision.Granted, slot.EndAt), (row.State, row.Decision, row.DeliveryDueAt));
        Assert.Equal(2, await City.TakenAsync(slot));
    }

    [Theory]
    [InlineData(GradeLevel.A, 2, null)]
    [InlineData(GradeLevel.A, 3, "companions")]
    [InlineData(GradeLevel.B, 2, "companions")]
    [InlineData(GradeLevel.D, 1, "companions")]
    [InlineData(GradeLevel.E, 0, "grade-too-low")]
    [InlineData(GradeLevel.A, -1, "companions")]
    public async Task Companions_and_grade_are_as_the_tier_table_says(GradeLevel level, int companions, string? refusal)
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var booking = City.BookAsync(await City.GradedAsync(level), offer, await City.SlotAsync(offer, "2026-11-25"), companions);
        if (refusal is null) await booking;
        else await booking.IsRefusedAsync(refusal);
    }

    [Fact]
    public async Task What_is_missing_is_said_and_nothing_is_taken()
    {
        var place = await City.PlaceAsync();
        var offer = await City.OfferAsync(place);
        var (slot, soon) = (await City.SlotAsync(offer, "2026-11-25"), await City.SlotAsync(offer, "2026-11-23", 20));
        var who = await City.People.TalentAsync();
        var request = BookingCity.Request(offer, slot);
        async Task Refused(BookRequest wrong, string code) => await Service.BookAsync(Actor.For(who), wrong).IsRefusedAsync(code);
        await Refused(request with { Consent = false }, "consent-missing");
        await Refused(request with { Answers = new Dictionary<string, string>() }, "answer-missing");
        await Refused(request with { Answers = new Dictionary<string, string> { ["tripNumber"] = new('长', 301) } }, "answer-missing");
        await Refused(request with { SlotId = null }, "no-slot");
        await Refused(request with { SlotId = soon.Id }, "slot-too-soon");
        await Refused(request with { OfferId = Guid.NewGuid() }, "no-such-offer");
        var unrelated = await City.OfferAsync(place);
        await Refused(request with { OfferId = unrelated.Id }, "no-slot");
        var mainland = await City.OfferAsync(place, "M15");
        await City.BookAsync(who, mainland, await City.SlotAsync(mainland, "2026-11-25")).IsRefusedAsync("foreign-only");
        // The grade counts on the day of the visit, not on the day of the tap.
        var expiring = await City.People.TalentAsync(t => t.Grades[0].Until = City.Day("2026-11-24"));
        await City.BookAsync(expiring, offer, slot).IsRefusedAsync("no-grade");
        Assert.Equal((0, 0, 0), (await City.TakenAsync(slot), await City.UsedAsync(who), await City.ReadAsync(db => db.Cases.CountAsync())));
    }

    [Fact]
    public async Task Cancelled_in_time_gives_place_and_number_back_and_late_only_the_place()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var (first, second) = (await City.SlotAsync(offer, "2026-11-25"), await City.SlotAsync(offer, "2026-11-26"));
        var who = await City.GradedAsync(GradeLevel.C);
        var (early, late) = (await City.BookAsync(who, offer, first, 1), await City.BookAsync(who, offer, second, 1));
        // Twelve hours before the start, to the minute: still in time.
        City.MoveTo("2026-11-24", 22);
        await Service.CancelAsync(Actor.For(who), early);
        Assert.Equal((0, 1), (await City.TakenAsync(first), await City.UsedAsync(who)));
        await Service.CancelAsync(Actor.For(who), early);
        Assert.Equal(1, await City.OwedAsync("booking-cancelled"));
        City.MoveTo("2026-11-25", 22, 1);
        await Service.CancelAsync(Actor.For(who), late);
        Assert.Equal((0, 1), (await City.TakenAsync(second), await City.UsedAsync(who)));
        Assert.Equal((BookingState.Cancelled, true, CaseState.Withdrawn), ((await City.BookingAsync(late)).State, (await City.BookingAsync(late)).Counted, (await City.CaseAsync(late)).State));
    }

    [Fact]
    public async Task Where_the_offer_closes_cancelling_late_changes_nothing_and_strangers_cancel_nothing()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync(), change: o => (o.Late, o.Times) = (LateCancel.Closed, [new(OfferDays.Daily, new(10, 0), new(12, 0), 4)]));
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var who = await City.People.TalentAsync();
        var id = await City.BookAsync(who, offer, slot);
        await Service.CancelAsync(Actor.For(await City.People.TalentAsync()), id).IsRefusedAsync("not-yours");
        City.MoveTo("2026-11-25", 3);
        await Service.CancelAsync(Actor.For(who), id).IsRefusedAsync("cancel-closed");
        Assert.Equal((BookingState.Booked, CaseState.Decided, 1), ((await City.BookingAsync(id)).State, (await City.CaseAsync(id)).State, await City.TakenAsync(slot)));
    }

    [Fact]
    public async Task A_place_that_was_given_back_can_be_booked_by_the_next_and_by_the_same_person_again()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25", places: 1);
        var who = await City.People.TalentAsync();
        await Service.CancelAsync(Actor.For(who), await City.BookAsync(who, offer, slot));
        await City.BookAsync(who, offer, slot);
        await City.BookAsync(await City.People.TalentAsync(), offer, slot).IsRefusedAsync("slot-full");
    }

    [Fact]
    public async Task After_losing_a_time_the_nearest_free_ones_are_offered()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var full = await City.SlotAsync(offer, "2026-11-27", places: 1);
        for (var day = 25; day <= 30; day++)
            for (var hour = 8; hour <= 16; hour += 4) await City.SlotAsync(offer, $"2026-11-{day}", hour + 1);
        await City.BookAsync(await City.People.TalentAsync(), offer, full);
        var form = await City.Get<BookingQueries>().FormAsync(Actor.For(await City.People.TalentAsync()), offer.Id, full.Id);
        Assert.Null(form!.Chosen);
        Assert.Equal(8, form.Free.Count);
        Assert.All(form.Free, s => Assert.InRange(s.StartAt, City.At("2026-11-26", 9), City.At("2026-11-28", 17)));
        Assert.Contains(form.Free, s => s.StartAt == City.At("2026-11-27", 9));
    }

    [Fact]
    public async Task A_market_booking_issues_no_paper_and_speaks_no_word_of_licences()
    {
        string[] forbidden = ["受理", "决定书", "准予", "不予", "审查", "复议"];
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var who = await City.People.TalentAsync();
        var id = await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-25"));
        await Service.CancelAsync(Actor.For(who), await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-26")));
        Assert.Equal(0, await City.ReadAsync(db => db.CaseNotices.CountAsync()));
        var said = BookingMessagesOf().Concat(CaseWorkflow.Steps.Select(s => s.Action).Where(a => a >= CaseAction.ConfirmBooking).Select(a => CaseWords.Of(a, Regime.Market).Zh));
        Assert.All(said, text => Assert.DoesNotContain(forbidden, word => text.Contains(word, StringComparison.Ordinal)));
        Assert.All(await City.ReadAsync(db => db.Outbox.Select(m => m.Template).ToListAsync()), t => Assert.StartsWith("booking-", t));
        Assert.Equal("complaint", (await City.CaseAsync(id)).ItemVersion!.Content.Remedy);
    }

    private static IEnumerable<string> BookingMessagesOf() => Core.Notifications.MessageTemplates.Everything
        .Where(t => t.Key.StartsWith("booking-", StringComparison.Ordinal)).SelectMany(t => new[] { t.Value.Title.Zh, t.Value.Body.Zh });

    [Fact]
    public async Task Every_item_of_the_kind_has_its_rule_and_no_other_has()
    {
        var items = await City.ReadAsync(db => db.ItemVersions.Where(v => v.Until == null).ToListAsync());
        Assert.Equal(items.Where(v => v.Content.Kind == ItemKind.Booking).Select(v => v.ItemId).Order(), BookingRules.Items.Order());
        // Where the catalogue asks for a separate consent, booking asks for it too.
        Assert.All(items.Where(v => v.Content.Kind == ItemKind.Booking), v =>
            Assert.Equal(v.Content.Materials.Any(m => m.Nature == "consent"), BookingRules.Of(v.ItemId)!.Consent is not null));
        Assert.Equal("还可用4次,共12次/年", BookingRules.LeftInWords(BookingRules.Of("M12")!.Grades[GradeLevel.C], 8).Zh);
    }
}
