using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>Opens the times of the coming two weeks and finds free ones.</summary>
public sealed class BookingSlots(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>How far ahead times can be booked, in days.</summary>
    public const int DaysAhead = 14;

    /// <summary>Opens what is not open yet; run as often as one likes, on as many servers.</summary>
    /// <returns>How many times were opened.</returns>
    public async Task<int> OpenAsync(CancellationToken cancel)
    {
        var calendar = await calendars.CurrentAsync();
        return await store.WriteAsync(async db =>
        {
            var from = clock.StartOf(clock.Today);
            var offers = await db.BookingOffers.Where(o => o.Open).OrderBy(o => o.Id).ToListAsync(cancel);
            var known = (await db.BookingSlots.Where(s => s.StartAt >= from).Select(s => new { s.OfferId, s.StartAt }).ToListAsync(cancel)).ToHashSet();
            var fresh = offers.SelectMany(o => SlotsOf(o, calendar)).Where(s => !known.Contains(new { s.OfferId, s.StartAt })).ToList();
            db.BookingSlots.AddRange(fresh);
            return fresh.Count;
        }, cancel);
    }

    private IEnumerable<BookingSlot> SlotsOf(BookingOffer offer, WorkingCalendar calendar) =>
        from ahead in Enumerable.Range(0, DaysAhead + 1)
        let day = clock.Today.AddDays(ahead)
        from time in offer.Times
        where time.Days switch { OfferDays.Workday => calendar.IsWorkingDay(day), OfferDays.DayOff => !calendar.IsWorkingDay(day), _ => true }
        select new BookingSlot
        {
            Id = Guid.CreateVersion7(clock.UtcNow),
            OfferId = offer.Id,
            StartAt = clock.At(day, time.From),
            EndAt = clock.At(day, time.To),
            Places = time.Places,
        };

    /// <summary>Free times of an offer that can still be booked, in the order of time or, given an instant, the nearest to it.</summary>
    internal static async Task<List<BookingSlot>> FreeAsync(TalentDb db, BookingOffer offer, DateTime now, int most, DateTime? near = null)
    {
        var from = now.AddHours(offer.LeadHours);
        var slots = await db.BookingSlots.Where(s => s.OfferId == offer.Id && s.StartAt >= from && s.Taken < s.Places).OrderBy(s => s.StartAt).Take(200).ToListAsync();
        if (near is not { } wanted) return [.. slots.Take(most)];
        return [.. slots.OrderBy(s => (s.StartAt - wanted).Duration()).Take(most).OrderBy(s => s.StartAt)];
    }
}
