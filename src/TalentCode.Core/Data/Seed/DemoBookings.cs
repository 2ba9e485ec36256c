using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Invented providers and what can be booked with them, and bookings in every state, walked through the real services.</summary>
internal sealed class DemoBookings
{
    private sealed record PlaceData(string Id, string Zh, string En, string AddressZh, string AddressEn);

    private sealed record OfferData(string Item, string Place, string Zh, string En, IReadOnlyList<OfferTime> Times, int Lead, int Cancel, LateCancel Late);

    private sealed record OffersData(IReadOnlyList<PlaceData> Places, IReadOnlyList<OfferData> Offers);

    private readonly Store _store;
    private readonly DateOnly _today;
    private readonly Dictionary<string, StaffMember> _counters = [];

    public DemoBookings(Store store, DateOnly today)
    {
        (_store, _today) = (store, today);
        var data = CatalogueLoader.Read<OffersData>("demo-offers.json");
        Places = [.. data.Places.Select(PlaceOf)];
        Offers = [.. data.Offers.Select((o, i) => OfferOf(o, i))];
    }

    public IReadOnlyList<Hall> Places { get; }

    public IReadOnlyList<BookingOffer> Offers { get; }

    // A provider's place has one counter, number 0.
    private static Hall PlaceOf(PlaceData p) => new()
    {
        Id = p.Id,
        NameZh = p.Zh,
        NameEn = p.En,
        AddressZh = p.AddressZh,
        AddressEn = p.AddressEn,
        Windows = [new HallWindow { Id = $"{p.Id}-0", HallId = p.Id, Number = 0 }],
    };

    private static BookingOffer OfferOf(OfferData o, int order) => new()
    {
        Id = DemoText.Id($"offer:{o.Item}:{o.En}"),
        ItemId = o.Item,
        PlaceId = o.Place,
        NameZh = o.Zh,
        NameEn = o.En,
        Times = [.. o.Times],
        LeadHours = o.Lead,
        CancelHours = o.Cancel,
        Late = o.Late,
        Order = order,
    };

    /// <summary>Three providers can be signed in as: airport lane, sports centre, hospital.</summary>
    public void AddCounters(DemoStaff staff)
    {
        staff.AddProvider("provider1", new("程晓岚", "Cheng Xiaolan"), Place("p-airport"));
        staff.AddProvider("provider2", new("邹立安", "Zou Li'an"), Place("p-sports"));
        staff.AddProvider("provider3", new("温可心", "Wen Kexin"), Place("p-yunshan-hospital"));
        foreach (var member in staff.Members.Where(m => m.Roles.Exists(r => r.Role == StaffRole.Provider))) _counters[member.HallId!] = member;
    }

    private Hall Place(string id) => Places.First(p => p.Id == id);

    private BookingOffer Offer(string item, int number = 0) => Offers.Where(o => o.ItemId == item).ElementAt(number);

    /// <summary>The past first, so that case numbers rise with the days; today's and tomorrow's bookings wait to be redeemed.</summary>
    public async Task WalkAsync(IReadOnlyList<DemoHousehold> people, SeedTime time, CityClock past, DemoCases cases, DateTime now)
    {
        var walk = new DemoBookingWalk(_store, time, past, cases, _counters);
        var (zhang, schmidt, chen) = (people[0].Talent, people[1].Talent, people[2].Talent);
        var others = people.Skip(20).Select(p => p.Talent).Where(t => Fits(t, GradeLevel.D)).Take(8).ToList();

        walk.At(_today.AddDays(-5), 9);
        var used = await walk.BookAsync(zhang, Offer("M13"), _today.AddDays(-4), 1);
        await walk.BookAsync(zhang, Offer("M12"), _today.AddDays(-3), 0, answers: [("tripNumber", "MU2406")]);
        await walk.BookAsync(others[0], Offer("P20"), _today.AddDays(3), 0, answers: [("clinic", "cardiology"), ("note", "复查,上次检查在九月")]);
        walk.At(_today.AddDays(-4), 10);
        await walk.RedeemAsync(used);
        await walk.SweepAsync(_today.AddDays(-2), 9);
        walk.At(_today.AddDays(-1), 9);
        await walk.BookAsync(zhang, Offer("M13"), _today, 1, hour: 18);
        await walk.BookAsync(others[1], Offer("M13"), _today, 0);
        await walk.BookAsync(others[2], Offer("M13"), _today, 0, hour: 14);
        await walk.BookAsync(others[3], Offer("M12"), _today.AddDays(1), 0, answers: [("tripNumber", "CA4130")]);
        await walk.BookAsync(zhang, Offer("M12"), _today.AddDays(1), 1, answers: [("tripNumber", "CA4138"), ("assist", "child")]);
        await walk.BookAsync(schmidt, Offer("M15"), _today.AddDays(4), 0, answers: [("foreignLanguage", "de"), ("note", "Labor 3")]);
        await walk.BookAsync(chen, Offer("M08"), _today.AddDays(2), 0, answers: [("kind", "civil"), ("note", "租房合同提前解约")]);
        await walk.CancelAsync(await walk.BookAsync(others[4], Offer("M04"), _today.AddDays(6), 0, answers: [("sample", "solid"), ("note", "纳米颗粒,两个样品")]));
        await walk.CallOffAsync(await walk.BookAsync(others[5], Offer("M04", 1), _today.AddDays(5), 0), "仪器检修,恢复后优先为你安排");
        await walk.BookAsync(others[7], Offer("M10", 1), null, 0, answers: [("note", "算法负责人,熟悉传感网络")]);
        await walk.BookAsync(zhang, Offer("M05", 1), null, 0, answers: [("note", "光伏封装材料,约 30 公斤")]);
        // Two hours are promised here, day and night: a request that is still in time.
        time.Now = now.AddMinutes(-20);
        await walk.BookAsync(others[6], Offer("P20", 2), null, 0, answers: [("clinic", "triage"), ("note", "术后复查,需要协调住院检查")]);

        bool Fits(Talent t, GradeLevel least) => t.Kind == PersonKind.Mainland && t.GradeOn(_today.AddDays(15)) is { } grade && grade.Level <= least;
    }
}
