using Microsoft.EntityFrameworkCore;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>
/// Random notices over random open cases: the same one a second time writes nothing at all, and one that comes back after
/// another leads to the dates it led to before. What a seed makes stays what it is; the sentence names it.
/// </summary>
[Trait("Category", "Core")]
public sealed class CalendarAgainTests : IAsyncLifetime
{
    private const int Cases = 10, Year = 2027;
    private static readonly string[] Items = ["P08", "P05", "P24", "P26", "P08"];
    private static readonly List<string> Templates = ["due-date-moved", "answer-date-moved", "completion-date-moved"];

    private ImportCity _there = null!;

    private City City => _there.City;

    public async Task InitializeAsync() => _there = await ImportCity.OpenAsync();

    public async Task DisposeAsync() => await _there.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Again_writes_nothing_and_back_again_ends_where_it_was(int seed)
    {
        var random = new Random(seed);
        City.Pass(TimeSpan.FromDays(random.Next(0, 250)));
        for (var i = 0; i < Cases; i++) await OpenAsync(random);
        await BookAsync();
        var (a, b) = (RandomNotices.Next(random, Year), RandomNotices.Next(random, Year));

        await ImportAsync(a);
        var (first, told) = (await DatesAsync(), await ToldOnceAsync());
        await NothingByTheSameAgainAsync(a);
        await ImportAsync(b);
        await NothingByTheSameAgainAsync(b);
        await ImportAsync(a);

        Assert.Equal(first, await DatesAsync());
        Assert.True(told <= await ToldOnceAsync());
        foreach (var id in await City.ReadAsync(db => db.Cases.Where(c => c.ParentId == null).Select(c => c.Id).ToListAsync())) await City.WholeAsync(id);
    }

    [Fact]
    public async Task The_term_to_hand_over_keeps_its_own_beginning_when_papers_came_in_after_the_decision()
    {
        var id = await DecidedWithGapsAsync();
        City.Pass(TimeSpan.FromDays(3));
        await City.ActAsync(_there.Officer, id, CaseAction.CloseGaps);
        var supplied = City.Clock.UtcNow;
        await _there.ImportAsync();
        var calendar = new WorkingCalendar(await City.ReadAsync(db => db.Holidays.ToListAsync()));
        Assert.Equal(DueDates.Calculate(supplied, CaseDeadlines.DeliveryTerm, calendar, City.Clock).AtUtc, (await _there.CaseAsync(id)).DeliveryDueAt);
        ImportCity.Replays(await _there.CaseAsync(id));
    }

    [Fact]
    public async Task The_time_of_a_booking_is_moved_by_no_notice()
    {
        var id = await BookAsync();
        var before = await _there.CaseAsync(id);
        await _there.ImportAsync();
        var after = await _there.CaseAsync(id);
        Assert.Equal((before.DeliveryDueAt, before.DueDates.Count, before.Version), (after.DeliveryDueAt, after.DueDates.Count, after.Version));
        Assert.Equal((await City.BookingAsync(id)).EndAt, after.DeliveryDueAt);
    }

    // The draft is kept before: it is a row of its own and changes nothing.
    private async Task NothingByTheSameAgainAsync(string notice)
    {
        var again = await _there.DraftAsync(notice);
        var before = await City.RowsAsync();
        Assert.Equal(ImportStart.Unchanged, await _there.Importer.StartAsync(_there.Admin, again));
        Assert.Equal(0, await _there.Importer.RunAsync(default));
        Assert.Equal(before, await City.RowsAsync());
        // Once other servers know the calendar all are looked at again: by then there is nothing left to move.
        City.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await _there.Importer.RunAsync(default));
        Assert.Equal(["CalendarImports ~1"], WholeDatabase.Changes(before, await City.RowsAsync()));
    }

    private async Task ImportAsync(string notice)
    {
        var history = await HistoryAsync();
        var import = await _there.ImportAsync(notice);
        // A line of the history for each case of which a date moved, and for no other one.
        Assert.Equal(import.Moved, (await HistoryAsync()).Count(h => h.Value > history.GetValueOrDefault(h.Key)));
    }

    private Task<Dictionary<Guid, int>> HistoryAsync() => City.ReadAsync(db => db.DueDateChanges.Join(db.Cases, d => d.CaseId, c => c.Id, (d, c) => c.ParentId ?? c.Id)
        .GroupBy(whole => whole).Select(g => new { g.Key, Lines = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Lines));

    /// <summary>Everything that is a date of a case, as one text a case.</summary>
    private Task<List<string>> DatesAsync() => City.ReadAsync(async db => (await db.Cases.Include(c => c.Pauses).Include(c => c.CompletionRequests).AsSplitQuery().OrderBy(c => c.Id).ToListAsync())
        .ConvertAll(c => $"{c.ItemId} {c.State} {c.AcceptanceDueAt:O} {c.CompletionDueAt:O} {c.PromisedDueAt:O} {c.OuterDueAt:O} {c.DeliveryDueAt:O} {c.NextDueAt:O} {c.YellowAt:O} {c.DueProvisional} "
            + string.Join(' ', c.Pauses.Select(p => $"{p.CapAt:O}").Concat(c.CompletionRequests.Select(r => $"{r.DueAt:O}")))));

    /// <summary>Nobody is told of one case twice by one import.</summary>
    private async Task<int> ToldOnceAsync()
    {
        var told = await City.ReadAsync(db => db.Outbox.Where(m => Templates.Contains(m.Template)).Select(m => new { m.RecipientId, m.DedupKey }).ToListAsync());
        var keys = told.ConvertAll(m => (m.RecipientId, About: m.DedupKey.Split('|')[1].Split(':'))).ConvertAll(m => (m.RecipientId, Case: m.About[0], Import: m.About[^1]));
        Assert.Equal(keys.Count, keys.Distinct().Count());
        return keys.Count;
    }

    private async Task OpenAsync(Random random)
    {
        if (random.Next(4) == 0)
        {
            var family = await City.FileHouseholdAsync(await City.People.TalentAsync(t => { t.HouseholdAddress = null; t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-05-01")]); }));
            if (random.Next(2) == 0) await City.ReviewAsync(family);
            if (random.Next(2) == 0) await City.ActAsync(await City.ApplicantAsync(family), (await City.CaseAsync(family)).Children[0].Id, CaseAction.Withdraw);
        }
        else if (random.Next(5) == 0)
        {
            var decided = await DecidedWithGapsAsync();
            City.Pass(TimeSpan.FromDays(random.Next(3)));
            if (random.Next(2) == 0) await City.ActAsync(_there.Officer, decided, CaseAction.CloseGaps);
        }
        else await WalkAsync(await City.ReceiveAsync(Items[random.Next(Items.Length)]), random.Next(7));
        City.Pass(TimeSpan.FromHours(random.Next(0, 30)));
    }

    private async Task WalkAsync(Guid id, int way)
    {
        if (way == 0) return;
        if (way == 1)
        {
            await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Withdraw);
            return;
        }
        var office = await City.OfficeAsync(id);
        if (way < 4)
        {
            await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
            if (way == 3) await City.ActAsync(office, id, CaseAction.ExtendCompletion, "学校放假,证明要晚些开");
            return;
        }
        await City.ReviewAsync(id, office);
        var row = await City.CaseAsync(id);
        // As long as may be, so that none runs out while the others are opened.
        if (way == 5 && row.ItemVersion!.Content.Procedures is [.., var rule]) await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms(rule.Kind, rule.MostDays));
        if (way == 6) await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Refuse, "不符合条件");
    }

    private async Task<Guid> DecidedWithGapsAsync()
    {
        var id = await _there.ReceivedAsync();
        await City.ActAsync(_there.Officer, id, CaseAction.OfferDeferral, detail: new DeferralOffer(["work-experience-proof"], City.Clock.Today.AddDays(7)));
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        await City.ActAsync(_there.Officer, id, CaseAction.StartReview);
        await City.ActAsync(await City.OfficeAsync(id, StaffRole.Approver), id, CaseAction.Grant);
        return id;
    }

    private async Task<Guid> BookAsync()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var day = City.Clock.Today.AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return await City.BookAsync(await City.People.TalentAsync(), offer, await City.SlotAsync(offer, day));
    }
}
