using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What a time that stands fast does to the case: it is decided, and is to be delivered by the end of that time.</summary>
internal static class BookingTimes
{
    private static readonly LocalText Why = new("以预约的时间为准", "The time that was booked");

    /// <param name="booking">With its time.</param>
    public static async Task ConfirmAsync(TalentDb db, CaseSteps steps, ServiceCase row, Booking booking, Actor by, CityClock clock, string? correlation)
    {
        await steps.TakeAsync(db, row, CaseAction.ConfirmBooking, by, new StepInput(null, correlation));
        CaseClocks.Set(db, row, ClockName.Delivery, booking.EndAt, Why, by, clock.UtcNow);
    }

    /// <summary>
    /// Takes the booking's row for this transaction before anything is read. A server database answers later questions from
    /// after somebody else's commit: without it the booking may be read before their step and its case after it.
    /// </summary>
    public static Task HoldAsync(TalentDb db, Guid bookingId) =>
        db.Bookings.Where(b => b.Id == bookingId).ExecuteUpdateAsync(set => set.SetProperty(b => b.Version, Guid.NewGuid()));

    /// <summary>Somebody's act at a counter or in an office, in the table's eyes the system's: only these services take such steps.</summary>
    public static Actor At(LocalText place, Guid staffId) => Actor.System with { Id = staffId, Name = place };
}
