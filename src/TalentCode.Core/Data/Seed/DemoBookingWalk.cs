using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Takes the steps of the demo bookings at the times at which they are said to have happened.</summary>
internal sealed class DemoBookingWalk(Store store, SeedTime time, CityClock past, DemoCases cases, IReadOnlyDictionary<string, StaffMember> counters)
{
    private readonly BookingService _service = new(store, cases.Steps, past);
    private readonly BookingDesk _desk = new(store, cases.Steps, past);
    private readonly BookingSlots _slots = new(store, cases.Calendars, past);
    private int _made;

    public void At(DateOnly day, int hour) => time.Now = past.At(day, new TimeOnly(hour, 0));

    /// <summary>Books the first time of the day that can be had, or the next one after it; without a day, on request.</summary>
    public async Task<Guid> BookAsync(Talent who, BookingOffer offer, DateOnly? day, int companions, int hour = 0, params (string Key, string Answer)[] answers)
    {
        await _slots.OpenAsync(CancellationToken.None);
        var slot = day is { } wanted ? await SlotAsync(offer, past.At(wanted, new TimeOnly(hour, 0))) : null;
        return await _service.BookAsync(Actor.For(who), new BookRequest(offer.Id, slot, companions, answers.ToDictionary(a => a.Key, a => a.Answer), true, DemoText.Id($"booking:{++_made}")));
    }

    private Task<Guid?> SlotAsync(BookingOffer offer, DateTime from)
    {
        var soonest = past.UtcNow.AddHours(offer.LeadHours);
        // Two people fit, so that a companion does as well.
        return store.ReadAsync(db => db.BookingSlots.Where(s => s.OfferId == offer.Id && s.StartAt >= from && s.StartAt >= soonest && (s.Taken == 0 || s.Places - s.Taken >= 2))
            .OrderBy(s => s.StartAt).Select(s => (Guid?)s.Id).FirstOrDefaultAsync());
    }

    /// <summary>The holder shows the code at the place on the day of the booking.</summary>
    public async Task RedeemAsync(Guid caseId)
    {
        var booking = await OfAsync(caseId);
        time.Now = booking.StartAt!.Value.AddMinutes(5);
        var member = counters[booking.PlaceId];
        var staff = Actor.For(member);
        var grant = await store.WriteAsync(async db =>
        {
            var window = await db.Windows.Include(w => w.Hall).SingleAsync(w => w.Id == member.WindowId);
            return Grants.Open(db, staff, window, booking.TalentId, ScanPurpose.RedeemBooking, ScanSource.Camera, past.UtcNow).Id;
        });
        await _desk.RedeemAsync(staff, grant, booking.Id);
    }

    public async Task CancelAsync(Guid caseId)
    {
        var booking = await OfAsync(caseId);
        await _service.CancelAsync(Actor.For(await store.ReadAsync(db => db.Talents.SingleAsync(t => t.Id == booking.TalentId))), caseId);
    }

    public async Task CallOffAsync(Guid caseId, string reason)
    {
        var booking = await OfAsync(caseId);
        var officer = await store.ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == $"officer.{booking.DepartmentId}"));
        await new BookingOffice(store, cases.Steps, past).CallOffAsync(Actor.For(officer), booking.Id, reason);
    }

    public Task SweepAsync(DateOnly day, int hour)
    {
        At(day, hour);
        return new BookingSweep(store, _slots, cases.Steps, past).RunAsync(CancellationToken.None);
    }

    private Task<Booking> OfAsync(Guid caseId) => store.ReadAsync(db => db.Bookings.SingleAsync(b => b.CaseId == caseId));
}
