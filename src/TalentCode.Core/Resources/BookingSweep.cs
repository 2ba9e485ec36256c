using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What one sweep over bookings did.</summary>
public sealed record BookingReport(int Opened, int Expired, int Reminded);

/// <summary>Opens the coming times, expires what was not used, reminds the evening before; each once, however often and wherever it runs.</summary>
public sealed class BookingSweep(Store store, BookingSlots slots, CaseSteps steps, CityClock clock)
{
    /// <summary>From when on people are reminded of the next day (city time).</summary>
    public static readonly TimeOnly Evening = new(18, 0);

    private const int Chunk = 200;

    public async Task<BookingReport> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var opened = await slots.OpenAsync(cancel);
        var expired = await EachAsync(db => db.Bookings.Where(b => b.State == BookingState.Booked && b.ExpiresAt <= now), ExpireAsync, cancel);
        if (TimeOnly.FromDateTime(clock.ToCity(now)) < Evening) return new(opened, expired, 0);
        var (today, from, until) = (clock.StartOf(clock.Today), clock.EndOf(clock.Today), clock.EndOf(clock.Today.AddDays(1)));
        // Who booked today knows.
        var reminded = await EachAsync(db => db.Bookings.Where(b => b.State == BookingState.Booked && b.RemindedAt == null && b.CreatedAt < today && b.StartAt >= from && b.StartAt < until), RemindAsync, cancel);
        return new(opened, expired, reminded);
    }

    private async Task<int> EachAsync(Func<TalentDb, IQueryable<Booking>> due, Func<TalentDb, Booking, DateTime, Task> act, CancellationToken cancel)
    {
        var (done, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await store.ReadAsync(db => due(db).Where(b => b.Id > after).OrderBy(b => b.Id).Select(b => b.Id).Take(Chunk).ToListAsync(cancel));
            foreach (var id in ids)
                if (await TriedAsync(due, id, act, cancel)) done++;
            if (ids.Count < Chunk) return done;
            after = ids[^1];
        }
    }

    // One that others are busy with must not keep the rest waiting; the next sweep finds it again.
    private async Task<bool> TriedAsync(Func<TalentDb, IQueryable<Booking>> due, Guid id, Func<TalentDb, Booking, DateTime, Task> act, CancellationToken cancel)
    {
        try
        {
            return await store.WriteAsync(async db =>
            {
                await BookingTimes.HoldAsync(db, id);
                // Asked again inside the write: it may have been redeemed, cancelled or done by another server since.
                if (await due(db).Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.Id == id, cancel) is not { } booking) return false;
                await act(db, booking, clock.UtcNow);
                return true;
            }, cancel);
        }
        catch (RefusedException refusal) when (refusal.Code == "busy")
        {
            return false;
        }
    }

    private async Task ExpireAsync(TalentDb db, Booking booking, DateTime now)
    {
        (booking.State, booking.EndedAt) = (BookingState.Expired, now);
        var row = await CaseService.LoadAsync(db, booking.CaseId);
        await steps.TakeAsync(db, row, CaseAction.ExpireBooking, Actor.System, new StepInput(null, null));
        BookingMessages.Owe(db, "booking-expired", booking, row, now, clock);
    }

    private async Task RemindAsync(TalentDb db, Booking booking, DateTime now)
    {
        booking.RemindedAt = now;
        BookingMessages.Owe(db, "booking-tomorrow", booking, await CaseService.LoadAsync(db, booking.CaseId), now, clock);
    }
}
