using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Notifications;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// An invented city to look around in: 200 people with families and papers, staff of halls and departments, some forty
/// cases in every state. The same today gives the same people, dates and numbers of cases; only row ids of cases differ.
/// </summary>
/// <param name="flatShare">1 for the whole pool of 70,826 flats; tests take every so many-th only.</param>
public sealed class DemoCity(Store store, CityClock clock, int flatShare = 1)
{
    public const int People = 200;
    private const int Seed = 500107;

    /// <summary>Name of the mark, and its values while the city is being built and when it stands.</summary>
    private const string Mark = "demo-city";
    private const int Begun = 0, Finished = 1;

    /// <summary>Whether a start was killed while the city was being built: nobody can say what is missing in it.</summary>
    public static Task<bool> IsHalfBuiltAsync(Store store) =>
        store.ReadAsync(db => db.Counters.AnyAsync(c => c.Name == Mark && c.Value == Begun));

    /// <summary>
    /// Builds the city once; does nothing where there is any holder already. Needs <see cref="Setup.BaseAsync"/> before, and
    /// a caller that holds <see cref="StartLock"/>: of two servers that start at once on one database, one builds.
    /// </summary>
    /// <returns>Whether it was built now.</returns>
    public async Task<bool> SeedAsync()
    {
        if (await store.ReadAsync(db => db.Talents.AnyAsync())) return false;
        await FlatStock.AddAsync(store, flatShare);
        var today = clock.Today;
        var (names, random) = (DemoNames.Read(), new Random(Seed));
        var owners = await store.ReadAsync(db => db.Departments.Where(d => d.OwnsItems).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync());
        var staff = new DemoStaff(names, random, owners);
        var population = new DemoPopulation(names, random, today, DemoStaff.StewardOf);
        List<DemoHousehold> people = [.. new DemoNamedPeople(population, today).All()];
        while (people.Count < People) people.Add(population.Invent(people.Count + 1));
        DemoCare.LeaveSomeWaiting(people);

        var bookings = new DemoBookings(store, today);
        bookings.AddCounters(staff);
        if (!await AddPeopleAsync(staff, population, bookings, people)) return false;
        var time = new SeedTime(clock.UtcNow);
        // The clock of the past shares the zone: only its hands are turned.
        var past = new CityClock(time, CityClock.China);
        var cases = new DemoCases(store, time, past, staff.Members, today);
        await cases.WalkAsync(people);
        await cases.FollowAsync();
        await bookings.WalkAsync(people, time, past, cases, clock.UtcNow);
        await new DemoRounds(store, time, past, cases.Calendars, cases.Steps, staff.Members, today).BuildAsync(people);
        await new DemoRatings(store, time, past, cases.Calendars, staff, today).WalkAsync(people);
        await new DemoFamilies(store, time, past, cases.Calendars, cases.Steps, staff.Members, today).WalkAsync(people, clock.UtcNow);
        await new DemoCare(store, time, past, cases.Calendars, staff, today, clock.UtcNow).WalkAsync(people);
        await DemoReminders.SendAsync(store, cases.Calendars, people.Where(p => p.Code.Status != CodeStatus.Revoked).Select(p => p.Code.Until), time, past, today);
        time.Now = clock.UtcNow;
        await new DeadlineSweep(store, cases.Steps, new CaseWarner(store, cases.Calendars, past), new CardReminders(store, cases.Calendars, past), new TurnsFiller(store, cases.Calendars, past), past).RunAsync(CancellationToken.None);
        await new BookingSweep(store, new BookingSlots(store, cases.Calendars, past), cases.Steps, past).RunAsync(CancellationToken.None);
        await DemoRatings.CatchUpAsync(store, past, cases.Calendars);
        await DeliverAsync(past);
        await DemoMessages.AddAsync(store, past);
        await store.WriteAsync(async db => (await db.Counters.SingleAsync(c => c.Name == Mark)).Value = Finished);
        return true;
    }

    // Asked again inside the write: of two servers that start at once on one database, one builds the city.
    private Task<bool> AddPeopleAsync(DemoStaff staff, DemoPopulation population, DemoBookings bookings, List<DemoHousehold> people) => store.WriteAsync(async db =>
    {
        if (await db.Talents.AnyAsync()) return false;
        db.Counters.Add(new Counter { Name = Mark, Value = Begun });
        await DemoCourts.EnterAsync(db);
        db.Halls.AddRange(staff.Halls);
        db.Halls.AddRange(bookings.Places);
        db.BookingOffers.AddRange(bookings.Offers);
        db.Users.AddRange(staff.Members);
        db.Employers.AddRange(population.Employers);
        foreach (var household in people)
        {
            db.Talents.Add(household.Talent);
            db.CodeStates.Add(household.Code);
            db.Documents.AddRange(household.Documents);
        }
        db.PersonalDates.AddRange(DemoReminders.Dates(clock.Today, clock.UtcNow));
        return true;
    });

    /// <summary>Puts the notices of the past into the inboxes, the older ones read. Nothing of them goes out on other channels.</summary>
    private async Task DeliverAsync(CityClock now)
    {
        await new OutboxSender(store, now, new(now, [], new()), NullLogger<OutboxSender>.Instance).SweepAsync(CancellationToken.None);
        var readBefore = now.UtcNow.AddDays(-5);
        await store.WriteAsync(db => db.Inbox.Where(m => m.At < readBefore).ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, m => m.At)));
    }
}
