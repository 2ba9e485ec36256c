using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>An offer with the free times that come next.</summary>
public sealed record OfferLine(BookingOffer Offer, IReadOnlyList<BookingSlot> Free);

/// <summary>What one holder may do with an item, and what can be booked.</summary>
/// <param name="Grade">Today's; null where none is valid.</param>
/// <param name="Benefit">Null where the grade, or having none, excludes it.</param>
/// <param name="Used">Counted bookings of this year.</param>
public sealed record ItemBooking(BookingRule Rule, GradeLevel? Grade, GradeBenefit? Benefit, int Used, IReadOnlyList<OfferLine> Offers, IReadOnlyList<Booking> Mine);

/// <summary>The form of one offer.</summary>
/// <param name="Chosen">The time asked for when it is still free, else null.</param>
public sealed record OfferForm(BookingOffer Offer, ItemBooking Item, IReadOnlyList<BookingSlot> Free, BookingSlot? Chosen)
{
    /// <summary>The item's questions with what is known or was typed; null where it asks nothing.</summary>
    public DraftView? Questions { get; init; }

    /// <summary>Who gets the data with this booking, and which.</summary>
    public required LocalText Recipient { get; init; }
    public required LocalText Data { get; init; }
}

/// <summary>What holders read about offers and their own bookings.</summary>
public sealed class BookingQueries(Store store, CityClock clock)
{
    private const int ShownOnItem = 3, ShownOnForm = 8;

    /// <summary>Null for items that are not booked, or that nobody offers yet.</summary>
    public Task<ItemBooking?> ItemAsync(Actor holder, string itemId) => store.ReadAsync(db => ItemAsync(db, holder, itemId));

    private async Task<ItemBooking?> ItemAsync(TalentDb db, Actor holder, string itemId)
    {
        if (BookingRules.Of(itemId) is not { } rule) return null;
        var (now, year) = (clock.UtcNow, clock.Today.Year);
        var talent = await db.Talents.Include(t => t.Grades).SingleAsync(t => t.Id == holder.Id);
        List<OfferLine> offers = [];
        foreach (var offer in await db.BookingOffers.Include(o => o.Place).Where(o => o.ItemId == itemId && o.Open).OrderBy(o => o.Order).ThenBy(o => o.Id).ToListAsync())
            offers.Add(new(offer, offer.OnRequest ? [] : await BookingSlots.FreeAsync(db, offer, now, ShownOnItem)));
        if (offers.Count == 0) return null;
        var used = await db.BookingUses.Where(u => u.TalentId == holder.Id && u.ItemId == itemId && u.Year == year).Select(u => u.Times).SingleOrDefaultAsync();
        var mine = await Whole(db).Where(b => b.TalentId == holder.Id && b.ItemId == itemId && b.State == BookingState.Booked).OrderBy(b => b.StartAt).ToListAsync();
        var grade = talent.GradeOn(clock.Today)?.Level;
        return new(rule, grade, grade is { } level ? rule.Grades.GetValueOrDefault(level) : null, used, offers, mine);
    }

    /// <param name="slotId">The time that was tapped; when it has been taken since, the nearest free ones are offered.</param>
    /// <param name="typed">What was sent and refused, so that nothing has to be entered twice.</param>
    public Task<OfferForm?> FormAsync(Actor holder, Guid offerId, Guid? slotId, IReadOnlyDictionary<string, string>? typed = null) => store.ReadAsync(async db =>
    {
        if (await TimesAsync(db, holder, offerId, slotId) is not var (offer, item, free, chosen)) return null;
        var version = await db.ItemVersions.Include(v => v.Department).SingleAsync(v => v.ItemId == offer.ItemId && v.Until == null);
        var questions = await BookingForms.ViewAsync(db, holder.Id, version, typed, clock);
        return new OfferForm(offer, item, free, chosen)
        {
            Questions = questions,
            Recipient = BookingConsents.Recipient(offer.Place!.Name, version.Department!.Name),
            Data = BookingConsents.Data(questions?.Form.Fields.Select(f => f.Label) ?? []),
        };
    });

    private async Task<(BookingOffer, ItemBooking, IReadOnlyList<BookingSlot>, BookingSlot?)?> TimesAsync(TalentDb db, Actor holder, Guid offerId, Guid? slotId)
    {
        var offer = await db.BookingOffers.Include(o => o.Place).SingleOrDefaultAsync(o => o.Id == offerId && o.Open);
        if (offer is null || await ItemAsync(db, holder, offer.ItemId) is not { } item) return null;
        if (offer.OnRequest) return (offer, item, [], null);
        var wanted = slotId is { } id ? await db.BookingSlots.SingleOrDefaultAsync(s => s.Id == id && s.OfferId == offerId) : null;
        var free = await BookingSlots.FreeAsync(db, offer, clock.UtcNow, ShownOnForm, wanted?.StartAt);
        return (offer, item, free, free.Find(s => s.Id == slotId));
    }

    /// <summary>The holder's bookings: what is to come first, by its time, then the past, newest first.</summary>
    public async Task<(IReadOnlyList<Booking> Coming, IReadOnlyList<Booking> Past)> MineAsync(Actor holder)
    {
        var (coming, past) = await store.ReadAsync(async db => (
            await Whole(db).Where(b => b.TalentId == holder.Id && b.State == BookingState.Booked).OrderBy(b => b.StartAt == null).ThenBy(b => b.StartAt).ToListAsync(),
            await Whole(db).Where(b => b.TalentId == holder.Id && b.State != BookingState.Booked).OrderByDescending(b => b.CreatedAt).Take(50).ToListAsync()));
        return (coming, past);
    }

    /// <summary>The booking of a case; null where the case is none, or somebody else's.</summary>
    public Task<Booking?> OfCaseAsync(Actor holder, Guid caseId) =>
        store.ReadAsync(db => Whole(db).SingleOrDefaultAsync(b => b.CaseId == caseId && b.TalentId == holder.Id));

    /// <summary>What the holder wrote with a booking.</summary>
    public Task<IReadOnlyList<SaidLine>> SaidAsync(Actor holder, Guid caseId) => store.ReadAsync(async db =>
        await db.Bookings.Include(b => b.Case!).ThenInclude(c => c.ItemVersion).Include(b => b.Talent!).ThenInclude(t => t.Family).SingleOrDefaultAsync(b => b.CaseId == caseId && b.TalentId == holder.Id) is { } booking
            ? BookingForms.Said(booking, booking.Talent!, clock.Today) : []);

    /// <summary>Where a counter is.</summary>
    internal static async Task<LocalText> CounterAsync(TalentDb db, string? windowId) =>
        (await db.Windows.Include(w => w.Hall).SingleOrDefaultAsync(w => w.Id == windowId))?.Place ?? new("服务现场", "the provider's place");

    private static IQueryable<Booking> Whole(TalentDb db) => db.Bookings.Include(b => b.Case).Include(b => b.Offer!).ThenInclude(o => o.Place);
}
