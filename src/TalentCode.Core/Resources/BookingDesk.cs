using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>One booking as a counter sees it: masked, and of what was written only what the holder is there for.</summary>
/// <param name="RedeemedAtPlace">Which counter, once it was redeemed.</param>
public sealed record DeskBooking(Guid Id, LocalText Offer, LocalText Name, DateTime StartAt, DateTime EndAt, int People, BookingState State, DateTime? RedeemedAt, LocalText? RedeemedAtPlace, bool Written)
{
    /// <summary>What the holder said for the provider to prepare: after a scan, and never where it is about health, home or whereabouts.</summary>
    public IReadOnlyList<SaidLine> Said { get; init; } = [];
}

/// <summary>What a scan for redeeming opens.</summary>
public sealed record RedeemView(AccessGrant Grant, LocalText Name, IReadOnlyList<DeskBooking> Bookings);

/// <summary>The counter of the place where a booking is used. Everything is narrowed to that place and to today.</summary>
public sealed class BookingDesk(Store store, CaseSteps steps, CityClock clock)
{
    /// <summary>Today's bookings at the own place, in the order of time.</summary>
    public async Task<IReadOnlyList<DeskBooking>> TodayAsync(Actor staff)
    {
        staff.Require(Permission.RedeemBookings);
        return await store.ReadAsync(async db => await LinesAsync(db, await TodayAtAsync(db, staff), null));
    }

    /// <summary>The holder's bookings of today at this place.</summary>
    /// <exception cref="RefusedException">No permission, no grant for redeeming, over, or denied by the holder.</exception>
    public async Task<RedeemView> ViewAsync(Actor staff, Guid grantId)
    {
        staff.Require(Permission.RedeemBookings);
        return await store.ReadAsync(async db =>
        {
            var grant = await GrantAsync(db, staff, grantId);
            var talent = await db.Talents.SingleAsync(t => t.Id == grant.TalentId);
            return new RedeemView(grant, NameOf(talent), await LinesAsync(db, await TodayAtAsync(db, staff), grant.TalentId));
        });
    }

    /// <summary>Redeems, once: of two counters at the same moment one wins, the other reads when and where it was.</summary>
    public async Task RedeemAsync(Actor staff, Guid grantId, Guid bookingId, string? correlation = null)
    {
        staff.Require(Permission.RedeemBookings);
        await store.WriteAsync(async db =>
        {
            var grant = await GrantAsync(db, staff, grantId);
            await BookingTimes.HoldAsync(db, bookingId);
            var booking = await (await TodayAtAsync(db, staff)).Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.Id == bookingId && b.TalentId == grant.TalentId)
                ?? throw NotHere();
            if (booking.State != BookingState.Booked) throw await OverAsync(db, booking);
            var (now, place) = (clock.UtcNow, grant.Window!.Place);
            (booking.State, booking.RedeemedAt, booking.RedeemedById, booking.RedeemedWindowId) = (BookingState.Redeemed, now, staff.Id, grant.WindowId);
            var row = await CaseService.LoadAsync(db, booking.CaseId);
            await steps.TakeAsync(db, row, CaseAction.RedeemBooking, BookingTimes.At(place, staff.Id), new StepInput(null, correlation));
            var when = DayText.Of(clock.ToCity(now));
            BookingMessages.Owe(db, "booking-redeemed", booking, row, now, clock, correlation: correlation,
                noteText: new($"{when.Zh} 在{place.Zh}核销", $"Redeemed at {place.En}, {when.En}"));
        });
    }

    /// <summary>Takes a redemption of today back; the holder reads the reason.</summary>
    /// <exception cref="RefusedException">Another place, another day, nothing to take back, or no reason.</exception>
    public async Task ReverseAsync(Actor staff, Guid bookingId, string? reason, string? correlation = null)
    {
        staff.Require(Permission.RedeemBookings);
        reason = reason?.Trim();
        if (reason is not { Length: >= 2 and <= 200 })
            throw new RefusedException("reason-missing", "请写明撤销的理由(2到200字),持码人会看到。", "Give the reason (2 to 200 characters); the holder will read it.");
        await store.WriteAsync(async db =>
        {
            await BookingTimes.HoldAsync(db, bookingId);
            var at = await PlaceAsync(db, staff);
            var booking = await db.Bookings.Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.Id == bookingId && b.PlaceId == at) ?? throw NotHere();
            if (booking.State != BookingState.Redeemed) throw new RefusedException("not-redeemed", "这个预约没有核销,不用撤销。页面可能不是最新的,请刷新。", "This booking is not redeemed, so there is nothing to undo. Please reload the page.");
            var now = clock.UtcNow;
            if (clock.DateOf(booking.RedeemedAt!.Value) != clock.Today)
                throw new RefusedException("reverse-same-day", "核销只能在当天撤销。需要更正请联系责任部门。", "A redemption can be undone on its own day only. Please ask the responsible department to correct it.");
            (booking.State, booking.RedeemedAt, booking.RedeemedById, booking.ReversedAt, booking.ReverseReason) = (BookingState.Booked, null, null, now, reason);
            // Whoever is still on the way must not find it expired in the next minute.
            booking.ExpiresAt = clock.EndOf(clock.Today);
            var row = await CaseService.LoadAsync(db, booking.CaseId);
            await steps.TakeAsync(db, row, CaseAction.ReverseRedemption, BookingTimes.At(booking.Offer!.Place!.Name, staff.Id), new StepInput(reason, correlation));
            BookingMessages.Owe(db, "booking-reversed", booking, row, now, clock, reason, correlation);
        });
    }

    private async Task<AccessGrant> GrantAsync(TalentDb db, Actor staff, Guid grantId)
    {
        var grant = await Grants.RequireOpenAsync(db, staff, grantId, clock.UtcNow);
        Grants.RequirePurpose(grant, ScanPurpose.RedeemBooking);
        return grant;
    }

    private static Task<string?> PlaceAsync(TalentDb db, Actor staff) => db.Users.Where(s => s.Id == staff.Id).Select(s => s.HallId).SingleOrDefaultAsync();

    private async Task<IQueryable<Booking>> TodayAtAsync(TalentDb db, Actor staff)
    {
        var place = await PlaceAsync(db, staff);
        var (from, until) = (clock.StartOf(clock.Today), clock.EndOf(clock.Today));
        return db.Bookings.Where(b => b.PlaceId == place && b.StartAt >= from && b.StartAt < until);
    }

    private async Task<IReadOnlyList<DeskBooking>> LinesAsync(TalentDb db, IQueryable<Booking> scope, Guid? of)
    {
        if (of is { } talent) scope = scope.Where(b => b.TalentId == talent);
        var rows = await scope.Where(b => b.State != BookingState.Cancelled).Include(b => b.Offer).Include(b => b.Case!).ThenInclude(c => c.ItemVersion).Include(b => b.Talent!).ThenInclude(t => t.Family)
            .OrderBy(b => b.StartAt).ThenBy(b => b.Id).Take(300).ToListAsync();
        var today = clock.Today;
        var counters = rows.Select(b => b.RedeemedWindowId).ToHashSet();
        var places = await db.Windows.Include(w => w.Hall).Where(w => counters.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Place);
        return rows.ConvertAll(b => new DeskBooking(b.Id, b.Offer!.Name, NameOf(b.Talent!), b.StartAt!.Value, b.EndAt!.Value, b.People, b.State,
            b.RedeemedAt, b.RedeemedAt is not null && places.TryGetValue(b.RedeemedWindowId!, out var at) ? at : null, b.Need is not null || b.Case!.Answers.Count > 0)
        {
            Said = of is not null && BookingRules.Of(b.ItemId) is { Sensitive: false } ? BookingForms.Said(b, b.Talent!, today) : [],
        });
    }

    private static LocalText NameOf(Talent talent) => new(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName));

    private static RefusedException NotHere() => new("no-booking-here", "今天在这里没有这个预约。请核对日期和地点,预约没有变动。", "There is no such booking here today. Check day and place; the booking is unchanged.");

    private async Task<RefusedException> OverAsync(TalentDb db, Booking booking)
    {
        if (booking is not { State: BookingState.Redeemed, RedeemedAt: { } at })
            return new("booking-over", $"这个预约{BookingWords.Of(booking.State).Zh},不能核销。", $"This booking is {BookingWords.Of(booking.State).En.ToLowerInvariant()} and cannot be redeemed.");
        var (place, when) = (await BookingQueries.CounterAsync(db, booking.RedeemedWindowId), DayText.Of(clock.ToCity(at)));
        return new("already-redeemed", $"这个预约已于{when.Zh} 在{place.Zh}核销,不能再次核销。", $"This booking was redeemed at {place.En}, {when.En}; it cannot be redeemed again.");
    }
}
