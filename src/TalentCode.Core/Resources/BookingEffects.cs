using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>A step that ends a case before it was used ends the booking with it, whoever takes it and from whichever screen.</summary>
internal static class BookingEffects
{
    /// <exception cref="RefusedException">The offer does not let it be cancelled any more.</exception>
    public static async Task FollowAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now, CityClock clock)
    {
        if (step.Action is not (CaseAction.CancelBooking or CaseAction.CallOffBooking)) return;
        if (await db.Bookings.Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.CaseId == row.Id) is not { } booking) return;
        var byHolder = step.Action == CaseAction.CancelBooking;
        var late = byHolder && BookingWords.IsLate(booking, booking.Offer!, now);
        if (late && booking.Offer!.Late == LateCancel.Closed)
            throw new RefusedException("cancel-closed", "已过可以在手机上取消的时间。来不了请直接联系服务方或你的管家,预约仍然保留。",
                "It is too late to cancel on the phone. Please call the provider or your steward; the booking is kept.");
        (booking.State, booking.EndedAt, booking.EndReason) = (BookingState.Cancelled, now, input.Note);
        await ReleaseAsync(db, booking, giveBack: !late);
        BookingMessages.Owe(db, byHolder ? "booking-cancelled" : "booking-called-off", booking, row, now, clock, input.Note, input.Correlation);
    }

    /// <summary>Frees the places of the time and, where it is not counted, the year's number. In the caller's transaction.</summary>
    private static async Task ReleaseAsync(TalentDb db, Booking booking, bool giveBack)
    {
        if (booking.SlotId is { } slot)
            await db.BookingSlots.Where(s => s.Id == slot && s.Taken >= booking.People).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken - booking.People));
        if (giveBack) await GiveBackAsync(db, booking);
    }

    /// <summary>Takes the booking out of the year's number, once.</summary>
    public static async Task GiveBackAsync(TalentDb db, Booking booking)
    {
        if (!booking.Counted) return;
        booking.Counted = false;
        await db.BookingUses.Where(u => u.TalentId == booking.TalentId && u.ItemId == booking.ItemId && u.Year == booking.Year && u.Times > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Times, u => u.Times - 1));
    }
}
