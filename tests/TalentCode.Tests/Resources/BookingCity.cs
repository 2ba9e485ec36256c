using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>Places, offers and times in a test's city, and somebody at the counter.</summary>
internal static class BookingCity
{
    private static int _number;

    /// <summary>A provider's place with its one counter.</summary>
    public static async Task<HallWindow> PlaceAsync(this City city)
    {
        var id = $"place-{Interlocked.Increment(ref _number)}";
        var hall = new Hall { Id = id, NameZh = "云鹭机场要客厅", NameEn = "Yunlu guest hall", AddressZh = "航站楼", AddressEn = "Terminal" };
        hall.Windows.Add(new HallWindow { Id = id + "-0", HallId = id, Hall = hall, Number = 0 });
        await city.AddAsync(hall);
        return hall.Windows[0];
    }

    /// <summary>An offer of M12 (24 hours ahead, cancelled freely until 12 hours before) unless the test says otherwise.</summary>
    public static async Task<BookingOffer> OfferAsync(this City city, HallWindow at, string item = "M12", Action<BookingOffer>? change = null)
    {
        var offer = new BookingOffer { Id = Guid.NewGuid(), ItemId = item, PlaceId = at.HallId, NameZh = "要客通道", NameEn = "VIP lane", LeadHours = item == "M12" ? 24 : 0, CancelHours = 12 };
        change?.Invoke(offer);
        if (offer.Times.Count == 0 && change is null) offer.Times = [new(OfferDays.Daily, new(10, 0), new(12, 0), 4)];
        await city.AddAsync(offer);
        return offer;
    }

    public static async Task<BookingSlot> SlotAsync(this City city, BookingOffer offer, string day, int hour = 10, int places = 4)
    {
        var slot = new BookingSlot { Id = Guid.NewGuid(), OfferId = offer.Id, StartAt = city.At(day, hour), EndAt = city.At(day, hour + 2), Places = places };
        await city.AddAsync(slot);
        return slot;
    }

    public static BookRequest Request(BookingOffer offer, BookingSlot? slot, int companions = 0, Guid? key = null) =>
        new(offer.Id, slot?.Id, companions, Answers, true, key ?? Guid.NewGuid());

    /// <summary>What an item asks and nobody can know; keys of other items are passed over.</summary>
    public static readonly Dictionary<string, string> Answers = new() { ["tripNumber"] = "MU2406", ["note"] = "请安排安静的房间", ["projectField"] = "传感网络", ["attendees"] = "20" };

    public static Task<Guid> BookAsync(this City city, Talent who, BookingOffer offer, BookingSlot? slot, int companions = 0) =>
        city.Get<BookingService>().BookAsync(Actor.For(who), Request(offer, slot, companions));

    public static Task<Booking> BookingAsync(this City city, Guid caseId) =>
        city.ReadAsync(db => db.Bookings.Include(b => b.Case).SingleAsync(b => b.CaseId == caseId));

    public static Task<int> UsedAsync(this City city, Talent who, string item = "M12") =>
        city.ReadAsync(db => db.BookingUses.Where(u => u.TalentId == who.Id && u.ItemId == item).Select(u => u.Times).SingleOrDefaultAsync());

    public static Task<int> TakenAsync(this City city, BookingSlot slot) =>
        city.ReadAsync(db => db.BookingSlots.Where(s => s.Id == slot.Id).Select(s => s.Taken).SingleAsync());

    /// <summary>A counter of the place with a grant for this holder, as a scan opens it.</summary>
    public static async Task<(Actor Staff, Guid Grant)> ScanAsync(this City city, HallWindow at, Talent holder, ScanPurpose purpose = ScanPurpose.RedeemBooking, StaffRole role = StaffRole.Provider)
    {
        // A code is good for one use: the next window's is shown.
        city.Pass(TimeSpan.FromSeconds(CodeRules.SlotSeconds));
        var desk = new Desk(city, [at], await city.People.StaffAsync(role, null, at));
        return (desk.Staff, await desk.GrantAsync(holder, purpose));
    }

    public static Task<Talent> GradedAsync(this City city, GradeLevel level) => city.People.TalentAsync(t => t.Grades[0].Level = level);
}
