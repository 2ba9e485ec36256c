using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>The counter: redeemed once, taken back on the same day only, and nothing to see without purpose, permission and place.</summary>
[Trait("Category", "Core")]
public sealed class BookingDeskTests() : InOwnCity("2026-11-23")
{
    private const string Day = "2026-11-25";
    private Talent _who = null!;
    private HallWindow _place = null!;
    private BookingOffer _offer = null!;
    private Guid _case;

    private BookingDesk Desk => City.Get<BookingDesk>();

    /// <summary>Somebody has booked 10 to 12 and it is ten past ten on that day.</summary>
    private async Task<Booking> ArriveAsync()
    {
        (_place, _who) = (await City.PlaceAsync(), await City.People.TalentAsync());
        _offer = await City.OfferAsync(_place);
        _case = await City.BookAsync(_who, _offer, await City.SlotAsync(_offer, Day), 1);
        City.MoveTo(Day, 10, 10);
        return await City.BookingAsync(_case);
    }

    [Fact]
    public async Task A_scan_shows_todays_booking_masked_and_one_tap_redeems_it()
    {
        var booking = await ArriveAsync();
        var (staff, grant) = await City.ScanAsync(_place, _who);
        var view = await Desk.ViewAsync(staff, grant);
        Assert.Equal("林*远", view.Name.Zh);
        var line = Assert.Single(view.Bookings);
        Assert.Equal((booking.Id, 2, BookingState.Booked, true), (line.Id, line.People, line.State, line.Written));
        await Desk.RedeemAsync(staff, grant, booking.Id);
        var row = await City.WholeAsync(_case);
        Assert.Equal((CaseState.Delivered, "云鹭机场要客厅"), (row.State, row.Events[^1].ActorZh));
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "booking-redeemed" && m.Channel == "in-app"));
        Assert.Contains("云鹭机场要客厅", told.Values["note"].Zh, StringComparison.Ordinal);
        Assert.Equal(_who.Id, told.RecipientId);
        // Who looked at my data: the place and what was shown.
        var looked = Assert.Single(await City.Get<PersonService>().WhoLookedAsync(Actor.For(_who)));
        Assert.Equal(("云鹭机场要客厅", "核销预约:打码姓名、今天在这里的预约"), (looked.WhereZh, looked.WhatZh));
    }

    [Fact]
    public async Task Of_two_counters_at_once_one_redeems_and_the_other_reads_when_and_where()
    {
        var booking = await ArriveAsync();
        var second = new HallWindow { Id = _place.HallId + "-2", HallId = _place.HallId, Number = 2 };
        await City.AddAsync(second);
        second.Hall = _place.Hall;
        var counters = new[] { await City.ScanAsync(_place, _who), await City.ScanAsync(second, _who) };
        var other = City.AnotherServer().GetRequiredService<BookingDesk>();
        var (done, refused) = await Refusals.AtOnceAsync(8, async i =>
        {
            await (i % 2 == 0 ? Desk : other).RedeemAsync(counters[i % 2].Staff, counters[i % 2].Grant, booking.Id);
            return i;
        });
        Assert.Single(done);
        Assert.All(refused, code => Assert.Contains(code, new[] { "already-redeemed", "busy" }));
        var answer = await Desk.RedeemAsync(counters[0].Staff, counters[0].Grant, booking.Id).IsRefusedAsync("already-redeemed");
        Assert.Contains("云鹭机场要客厅", answer.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("11月25日", answer.Sentence.Zh, StringComparison.Ordinal);
        Assert.Single((await City.WholeAsync(_case)).Events, e => e.Action == CaseAction.RedeemBooking);
        Assert.Equal(1, await City.OwedAsync("booking-redeemed"));
    }

    [Fact]
    public async Task A_redemption_is_taken_back_on_its_day_with_a_reason_and_not_on_the_next()
    {
        var booking = await ArriveAsync();
        var (staff, grant) = await City.ScanAsync(_place, _who);
        await Desk.ReverseAsync(staff, booking.Id, "扫错人了").IsRefusedAsync("not-redeemed");
        await Desk.RedeemAsync(staff, grant, booking.Id);
        await Desk.ReverseAsync(staff, booking.Id, " ").IsRefusedAsync("reason-missing");
        await Desk.ReverseAsync(staff, booking.Id, "扫错人了");
        var back = await City.BookingAsync(_case);
        Assert.Equal((BookingState.Booked, "扫错人了", CaseState.Decided), (back.State, back.ReverseReason, back.Case!.State));
        Assert.Null(back.Case.EndedAt);
        Assert.Equal(1, await City.OwedAsync("booking-reversed"));
        // It stays good for the rest of the day, although its time has passed.
        City.MoveTo(Day, 23, 40);
        await City.Get<BookingSweep>().RunAsync(default);
        var again = await City.ScanAsync(_place, _who);
        await Desk.RedeemAsync(again.Staff, again.Grant, booking.Id);
        City.MoveTo("2026-11-26", 0, 1);
        await Desk.ReverseAsync(staff, booking.Id, "第二天才发现").IsRefusedAsync("reverse-same-day");
        Assert.Equal(BookingState.Redeemed, (await City.BookingAsync(_case)).State);
    }

    [Fact]
    public async Task Another_place_and_another_day_see_nothing_and_redeem_nothing()
    {
        var booking = await ArriveAsync();
        var (elsewhere, grant) = await City.ScanAsync(await City.PlaceAsync(), _who);
        Assert.Empty((await Desk.ViewAsync(elsewhere, grant)).Bookings);
        Assert.Empty(await Desk.TodayAsync(elsewhere));
        await Desk.RedeemAsync(elsewhere, grant, booking.Id).IsRefusedAsync("no-booking-here");
        await Desk.ReverseAsync(elsewhere, booking.Id, "不是这里的").IsRefusedAsync("no-booking-here");
        var tomorrow = await City.BookAsync(_who, _offer, await City.SlotAsync(_offer, "2026-11-27"));
        var (here, mine) = await City.ScanAsync(_place, _who);
        await Desk.RedeemAsync(here, mine, (await City.BookingAsync(tomorrow)).Id).IsRefusedAsync("no-booking-here");
        // A grant for one person opens nobody else's booking.
        var stranger = await City.People.TalentAsync();
        var desk = new Desk(City, [_place], here);
        var other = await desk.GrantAsync(stranger, ScanPurpose.RedeemBooking);
        await Desk.RedeemAsync(here, other, booking.Id).IsRefusedAsync("no-booking-here");
        Assert.Equal(BookingState.Booked, (await City.BookingAsync(_case)).State);
    }

    [Fact]
    public async Task A_window_without_the_permission_neither_scans_for_it_nor_sees_anything()
    {
        var booking = await ArriveAsync();
        var window = await Support.Desk.OpenAsync(City);
        await window.ScanAsync(await window.CodeAsync(_who), ScanPurpose.RedeemBooking).IsRefusedAsync("not-allowed");
        var grant = await window.GrantAsync(_who);
        await Desk.ViewAsync(window.Staff, grant).IsRefusedAsync("not-allowed");
        await Desk.RedeemAsync(window.Staff, grant, booking.Id).IsRefusedAsync("not-allowed");
        await Desk.TodayAsync(window.Staff).IsRefusedAsync("not-allowed");
        await City.Get<PersonService>().LookUpAsync(window.Staff, window.Windows[0].Id, _who.Phone, ScanPurpose.RedeemBooking, "持码人手机没电了").IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task A_provider_scans_for_redeeming_only_and_another_purpose_opens_no_booking()
    {
        var booking = await ArriveAsync();
        var provider = new Desk(City, [_place], await City.People.StaffAsync(StaffRole.Provider, null, _place));
        foreach (var purpose in ScanPurposes.AtWindows)
            await provider.ScanAsync(await provider.CodeAsync(_who), purpose).IsRefusedAsync("not-allowed");
        await City.Get<PersonService>().LookUpAsync(provider.Staff, _place.Id, _who.Phone, ScanPurpose.RedeemBooking, "持码人手机没电了").IsRefusedAsync("not-allowed");
        // Somebody who is both, at the same place, is still bound by what the scan was for.
        var both = new Desk(City, [_place], await City.People.StaffAsync(StaffRole.Provider, null, _place, StaffRole.Hall));
        var grant = await both.GrantAsync(_who, ScanPurpose.CheckIn);
        await Desk.ViewAsync(both.Staff, grant).IsRefusedAsync("wrong-purpose");
        await Desk.RedeemAsync(both.Staff, grant, booking.Id).IsRefusedAsync("wrong-purpose");
    }

    [Fact]
    public async Task The_holders_no_closes_the_counters_view()
    {
        var booking = await ArriveAsync();
        var (staff, grant) = await City.ScanAsync(_place, _who);
        await City.Get<PersonService>().DenyAsync(Actor.For(_who), grant);
        await Desk.RedeemAsync(staff, grant, booking.Id).IsRefusedAsync("grant-denied");
    }
}
