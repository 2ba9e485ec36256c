using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>What time does to bookings: opened, reminded of, expired; each once, however often and wherever the sweep runs.</summary>
[Trait("Category", "Core")]
public sealed class BookingSweepTests() : InOwnCity("2026-11-23")
{
    private Task<BookingReport> SweepAsync() => City.Get<BookingSweep>().RunAsync(default);

    [Fact]
    public async Task An_unused_booking_expires_once_though_two_servers_sweep_twice()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25", places: 8);
        var people = new List<Talent>();
        for (var i = 0; i < 4; i++) people.Add(await City.GradedAsync(GradeLevel.C));
        var ids = new List<Guid>();
        foreach (var who in people) ids.Add(await City.BookAsync(who, offer, slot));
        City.MoveTo("2026-11-25", 11, 59);
        Assert.Equal(0, (await SweepAsync()).Expired);
        City.MoveTo("2026-11-25", 12);
        var other = City.AnotherServer().GetRequiredService<BookingSweep>();
        var (reports, none) = await Refusals.AtOnceAsync(4, i => i % 2 == 0 ? SweepAsync() : other.RunAsync(default));
        Assert.Empty(none);
        await SweepAsync();
        Assert.InRange(reports.Sum(r => r.Expired), 0, 4);
        foreach (var id in ids)
        {
            var row = await City.WholeAsync(id);
            Assert.Equal((CaseState.Closed, 1), (row.State, row.Events.Count(e => e.Action == CaseAction.ExpireBooking)));
            Assert.Equal((BookingState.Expired, true), ((await City.BookingAsync(id)).State, (await City.BookingAsync(id)).Counted));
        }
        Assert.Equal(4, await City.OwedAsync("booking-expired"));
        // Not coming counts.
        Assert.Equal(1, await City.UsedAsync(people[0]));
    }

    [Fact]
    public async Task What_was_redeemed_or_cancelled_does_not_expire()
    {
        var place = await City.PlaceAsync();
        var offer = await City.OfferAsync(place);
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var (came, left) = (await City.People.TalentAsync(), await City.People.TalentAsync());
        var (used, cancelled) = (await City.BookAsync(came, offer, slot), await City.BookAsync(left, offer, slot));
        await City.Get<BookingService>().CancelAsync(Actor.For(left), cancelled);
        City.MoveTo("2026-11-25", 10, 5);
        var (staff, grant) = await City.ScanAsync(place, came);
        await City.Get<BookingDesk>().RedeemAsync(staff, grant, (await City.BookingAsync(used)).Id);
        City.MoveTo("2026-11-26");
        Assert.Equal(0, (await SweepAsync()).Expired);
        Assert.Equal((BookingState.Redeemed, BookingState.Cancelled), ((await City.BookingAsync(used)).State, (await City.BookingAsync(cancelled)).State));
    }

    [Fact]
    public async Task A_request_that_nobody_has_answered_does_not_expire_by_itself()
    {
        var id = await City.BookAsync(await City.People.TalentAsync(), await City.OfferAsync(await City.PlaceAsync(), "M10", o => o.Times = []), null);
        City.MoveTo("2026-12-23");
        Assert.Equal(0, (await SweepAsync()).Expired);
        // It is the department's broken promise, and stays with it.
        Assert.Equal(CaseState.Received, (await City.CaseAsync(id)).State);
    }

    [Fact]
    public async Task The_evening_before_people_are_reminded_once_and_nobody_who_booked_that_day()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25", 19);
        var (early, late) = (await City.People.TalentAsync(), await City.People.TalentAsync());
        await City.BookAsync(early, offer, slot);
        City.MoveTo("2026-11-24", 17, 59);
        await City.BookAsync(late, offer, slot);
        Assert.Equal(0, (await SweepAsync()).Reminded);
        City.MoveTo("2026-11-24", 18);
        Assert.Equal(1, (await SweepAsync()).Reminded);
        Assert.Equal(0, (await SweepAsync()).Reminded);
        Assert.Equal(0, (await City.AnotherServer().GetRequiredService<BookingSweep>().RunAsync(default)).Reminded);
        var told = await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "booking-tomorrow" && m.Channel == "in-app").ToListAsync());
        Assert.Equal(early.Id, Assert.Single(told).RecipientId);
    }

    [Fact]
    public async Task Times_of_the_coming_two_weeks_are_opened_once_and_working_days_are_the_citys()
    {
        await City.OfferAsync(await City.PlaceAsync(), "M08", o => o.Times = [new(OfferDays.Workday, new(9, 0), new(10, 0), 2), new(OfferDays.DayOff, new(14, 0), new(15, 0), 3)]);
        var other = City.AnotherServer().GetRequiredService<BookingSlots>();
        var (opened, none) = await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<BookingSlots>() : other).OpenAsync(default));
        Assert.Empty(none);
        Assert.Equal(15, opened.Sum());
        var slots = await City.ReadAsync(db => db.BookingSlots.OrderBy(s => s.StartAt).ToListAsync());
        Assert.Equal((City.At("2026-11-23", 9), City.At("2026-12-07", 9)), (slots[0].StartAt, slots[^1].StartAt));
        Assert.Equal(4, slots.Count(s => s.Places == 3));
        City.MoveTo("2026-11-24");
        Assert.Equal(1, (await SweepAsync()).Opened);
    }
}
