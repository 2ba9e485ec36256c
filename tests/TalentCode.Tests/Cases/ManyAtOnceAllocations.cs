using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>What there is too little of: flats of two pools, places of two rounds, times of two people.</summary>
public sealed partial class ManyAtOnceTests
{
    private const string Education = "education", Note = "按规定办理", School = "S01", FlatItem = ItemForms.TalentFlat;
    private const int Flats = 6, FlatCases = 16, Places = 4, RoundCases = 14, Bookers = 16;

    private static readonly string[] ExpectedOfAllocations =
        ["flat-taken", "flat-unanswered", "flat-accepted", "flat-other", "proposals-used", "already-housed", "proposal-over", "no-place", "no-place-left", "decline-closed", "slot-full", "slot-too-soon", "year-used-up", "lease-ended", "flat-open"];

    private IReadOnlyList<int> _talentFlats = [], _youngFlats = [];
    private readonly List<Guid> _rounds = [];
    private readonly List<Talent> _bookers = [];
    private BookingOffer _offer = null!;

    private async Task OpenAllocationsAsync()
    {
        _talentFlats = await City.FlatsAsync(Flats);
        _youngFlats = await City.FlatsAsync(Flats, pool: FlatPool.YoungTalent);
        for (var i = 0; i < FlatCases; i++) Add(_scarce, await ReviewedAsync(FlatItem, null));
        await RoundAsync(RoundForms.SchoolPlace, Education, School);
        await RoundAsync(ItemForms.YoungHousing, FlatRules.DepartmentId, "");
        _offer = await City.OfferAsync(await City.PlaceAsync(), change: o => o.Times = [new(OfferDays.Daily, new(10, 0), new(12, 0), 2)]);
        for (var i = 0; i < Bookers; i++) _bookers.Add(await City.GradedAsync(i % 2 == 0 ? GradeLevel.B : GradeLevel.D));
        await City.Get<BookingSlots>().OpenAsync(default);
    }

    /// <summary>
    /// A round that is closed and ranked. Half of its cases are proposed a place each, which is more than there are: the
    /// ranking never does that, and the decision must hold even so. The others wait and move up when a place comes free.
    /// </summary>
    private async Task RoundAsync(string item, string department, string code)
    {
        var (id, run, today) = (Guid.NewGuid(), Guid.NewGuid(), City.Clock.Today);
        await City.AddAsync(
            new Round
            {
                Id = id,
                ItemId = item,
                DepartmentId = department,
                NameZh = "首批",
                NameEn = "First round",
                FirstDay = today.AddDays(-9),
                LastDay = today.AddDays(-2),
                OpensAt = City.Clock.StartOf(today.AddDays(-9)),
                ClosesAt = City.Clock.EndOf(today.AddDays(-2)),
                ResultsDue = today.AddDays(9),
                Quota = Places,
                State = RoundState.Published,
                Seed = new string('0', 64),
                PublishStartedAt = City.Clock.UtcNow,
                PublishById = _staff.First(s => s.DepartmentId == department && s.May(Permission.DecideCases)).Id,
                Options = [new() { Id = Guid.NewGuid(), RoundId = id, Code = code, NameZh = "名额", NameEn = "Place", Capacity = Places }],
            },
            new RoundRun { Id = run, RoundId = id, Number = 1, Seed = "0", InputHash = "0", Cases = RoundCases, Placed = RoundCases / 2, At = City.Clock.UtcNow });
        _rounds.Add(id);
        for (var i = 1; i <= RoundCases; i++)
        {
            var given = i <= RoundCases / 2;
            var filed = await ReviewedAsync(item, id);
            // Refused for what the ranking says: whoever is refused with this very reason moves up later.
            await City.AddAsync(new RoundEntry { Id = Guid.NewGuid(), RunId = run, CaseId = filed, Order = i, Option = given ? code : null, Wish = given ? 1 : 0, Wishes = [new(code, [], 0, i, RoundCases, Places, given)], ReasonZh = Note, ReasonEn = Note });
            Add(_scarce, filed);
        }
    }

    private async Task<Guid> ReviewedAsync(string item, Guid? round)
    {
        var closes = City.Clock.EndOf(City.Clock.Today.AddDays(-2));
        var row = await City.CaseInAsync(await City.People.TalentAsync(), item, CaseState.Submitted, c => (c.RoundId, c.RoundClosesAt) = (round, round is null ? null : closes));
        await City.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        await City.ReviewAsync(row.Id, _staff.First(s => s.DepartmentId == row.DepartmentId));
        return row.Id;
    }

    private async Task<FlatChoice?> FlatAsync(ServiceCase row, Random random)
    {
        if (!FlatRules.LetsFlats(row.ItemId)) return null;
        var pool = FlatRules.PoolOf(row.ItemId) == FlatPool.TalentFlat ? _talentFlats : _youngFlats;
        var accepted = await City.ReadAsync(db => db.FlatProposals.Where(p => p.CaseId == row.Id && p.State == ProposalState.Accepted).Select(p => (int?)p.FlatId).SingleOrDefaultAsync());
        return new(accepted is { } flat && random.Next(3) > 0 ? flat : pool[random.Next(pool.Count)]);
    }

    private async Task BookAsync(IServiceProvider server, Random random)
    {
        var from = City.Clock.UtcNow.AddHours(_offer.LeadHours);
        // All want one of the next three times.
        var next = await City.ReadAsync(db => db.BookingSlots.Where(s => s.OfferId == _offer.Id && s.StartAt >= from).OrderBy(s => s.StartAt).Take(3).ToListAsync());
        if (next.Count == 0) return;
        var who = _bookers[random.Next(Bookers)];
        Add(_scarce, await server.GetRequiredService<BookingService>().BookAsync(Actor.For(who), BookingCity.Request(_offer, next[random.Next(next.Count)])));
    }

    // A tenant moves out now and then, so that there is something to let again.
    private async Task EndLeaseAsync(IServiceProvider server, Random random)
    {
        if (random.Next(4) > 0) return;
        var lease = await City.ReadAsync(db => db.FlatLeases.Where(l => l.EndedAt == null).OrderBy(l => l.From).ThenBy(l => l.Id).Select(l => (Guid?)l.Id).FirstOrDefaultAsync());
        if (lease is { } id) await server.GetRequiredService<FlatService>().EndAsync(_staff.First(s => s.DepartmentId == FlatRules.DepartmentId), id, "退租");
    }

    private async Task SweepAsync(IServiceProvider server)
    {
        await server.GetRequiredService<DeadlineSweep>().RunAsync(default);
        // A sweep that meets somebody busy with the same flat goes on the next time.
        await TriedAsync(() => server.GetRequiredService<FlatSweep>().RunAsync(default));
        await TriedAsync(() => server.GetRequiredService<BookingSweep>().RunAsync(default));
        foreach (var round in _rounds) await TriedAsync(() => server.GetRequiredService<RoundMoveUp>().RunAsync(round, default));
        Interlocked.Increment(ref _sweeps);
    }

    /// <summary>Looked at while they fight, each in one question: no flat kept or let for two, no option and no time fuller than it may be.</summary>
    private async Task NothingIsGivenTwiceAsync()
    {
        Assert.Equal(0, await City.ReadAsync(db => db.Flats.CountAsync(f =>
            db.FlatLeases.Count(l => l.FlatId == f.Id && l.EndedAt == null) + db.FlatProposals.Count(p => p.FlatId == f.Id && (p.State == ProposalState.Open || p.State == ProposalState.Accepted)) > 1)));
        Assert.Equal(0, await City.ReadAsync(db => db.RoundOptions.CountAsync(o => db.RoundPlaces.Count(p => p.OptionId == o.Id && p.ReleasedAt == null) > o.Capacity)));
        Assert.Equal(0, await City.ReadAsync(db => db.BookingSlots.CountAsync(s => db.Bookings.Where(b => b.SlotId == s.Id && b.State != BookingState.Cancelled).Sum(b => 1 + b.Companions) > s.Places)));
    }

    /// <summary>What is written down as taken is what somebody has, and there was something to fight over.</summary>
    private async Task BooksAgreeAsync()
    {
        await NothingIsGivenTwiceAsync();
        await City.ReadAsync(async db =>
        {
            var (flats, leases, proposals) = (await db.Flats.ToListAsync(), await db.FlatLeases.ToListAsync(), await db.FlatProposals.ToListAsync());
            var open = leases.FindAll(l => l.EndedAt is null);
            Assert.All(flats, f => Assert.Equal(open.Exists(l => l.FlatId == f.Id) ? FlatState.Let : proposals.Exists(p => p.FlatId == f.Id && p.Stands) ? FlatState.Reserved : FlatState.Free, f.State));
            Assert.Equal(open.Count, open.DistinctBy(l => l.TalentId).Count());
            // A flat that was proposed and then let has one row of each; nobody is let another one than was accepted.
            Assert.All(proposals.Where(p => p.State == ProposalState.Let), p => Assert.Contains(leases, l => l.CaseId == p.CaseId && l.FlatId == p.FlatId));
            var (options, places) = (await db.RoundOptions.ToListAsync(), await db.RoundPlaces.ToListAsync());
            Assert.All(options, o => Assert.Equal(places.Count(p => p.OptionId == o.Id && p.ReleasedAt is null), o.Taken));
            var held = places.Where(p => p.ReleasedAt is null).Select(p => p.CaseId).ToList();
            List<CaseState> without = [CaseState.Withdrawn, CaseState.DeemedWithdrawn, CaseState.Terminated, CaseState.NotAccepted];
            Assert.Equal(0, await db.Cases.CountAsync(c => held.Contains(c.Id) && (c.Decision == CaseDecision.Refused || without.Contains(c.State))));
            Assert.Equal(0, await db.Cases.CountAsync(c => c.RoundId != null && c.Decision == CaseDecision.Granted && !held.Contains(c.Id)));
            var (slots, bookings, uses) = (await db.BookingSlots.ToListAsync(), await db.Bookings.ToListAsync(), await db.BookingUses.ToListAsync());
            Assert.All(slots, s => Assert.Equal(bookings.Where(b => b.SlotId == s.Id && b.State != BookingState.Cancelled).Sum(b => b.People), s.Taken));
            Assert.All(uses, u => Assert.Equal(bookings.Count(b => b.TalentId == u.TalentId && b.Year == u.Year && b.Counted), u.Times));
            output.WriteLine($"{leases.Count} leases of {flats.Count} flats after {proposals.Count} proposals; {places.Count} cases had one of {options.Sum(o => o.Capacity)} places; {bookings.Count} bookings, {bookings.Count(b => b.State == BookingState.Cancelled)} cancelled.");
            Assert.DoesNotContain(0, new[] { leases.Count, proposals.Count, held.Count, bookings.Count });
            return true;
        });
    }

    // A booking tells of itself as a whole; who moves up to a place at once reads of the decision only.
    private static bool IsToldOtherwise(ServiceCase row, CaseEvent step) => step.Action switch
    {
        CaseAction.Receive => row.ItemId == "M12",
        // The family's history names it; the message is about the part.
        CaseAction.SplitOff => row.Children.Count > 0,
        CaseAction.MoveUp => !DecisionEffects.NeedsDetail(row.ItemId),
        _ => false,
    };

    private void Report(TimeSpan took)
    {
        output.WriteLine($"{_done.Count} steps on {_all.Count} cases, {_sweeps} sweeps, {_done.Count(d => d.Step.EndsWith(nameof(CaseAction.SplitOff), StringComparison.Ordinal))} parts split off, {_refused.Count} refusals in {took.TotalSeconds:0} s, until {City.Clock.Today:yyyy-MM-dd}.");
        output.WriteLine(string.Join(", ", _refused.GroupBy(r => r).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}")));
    }
}
