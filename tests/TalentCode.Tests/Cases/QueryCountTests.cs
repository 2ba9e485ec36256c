using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>How often the pages people live in ask the database: as often for fifty rows as for one.</summary>
[Trait("Category", "Core")]
public sealed class QueryCountTests() : InOwnCity("2026-09-18")
{
    private const string Department = "human-resources", Item = "P12";

    [Fact]
    public async Task An_inbox_asks_three_times_for_its_cases_however_many_there_are() =>
        Assert.Equal([3, 3], await OneAndFiftyAsync(StaffRole.Officer, (queries, actor) => queries.InboxAsync(actor, new(PageSize: 50))));

    [Fact]
    public async Task Supervision_asks_three_times_for_its_list_however_long_it_is() =>
        Assert.Equal([3, 3], await OneAndFiftyAsync(StaffRole.Supervisor, (queries, actor) => queries.AllAsync(actor, new(PageSize: 50))));

    [Fact]
    public async Task A_search_asks_at_most_eight_times_however_much_it_finds()
    {
        var counts = await OneAndFiftyAsync(StaffRole.Officer, (queries, actor) => queries.InboxAsync(actor, new("林知远", PageSize: 50)));
        Assert.Equal(counts[0], counts[1]);
        Assert.InRange(counts[1], 1, 8);
    }

    [Fact]
    public async Task A_holders_phone_asks_once_for_the_holders_cases()
    {
        var who = await City.People.TalentAsync();
        await City.CaseInAsync(who, Item, CaseState.Received);
        await City.Get<CaseQueries>().MineAsync(Actor.For(who));
        Assert.Equal(1, await QueryCount.OfAsync(() => City.Get<CaseQueries>().MineAsync(Actor.For(who))));
        for (var i = 0; i < 49; i++) await City.CaseInAsync(who, Item, CaseState.Received);
        Assert.Equal(1, await QueryCount.OfAsync(() => City.Get<CaseQueries>().MineAsync(Actor.For(who))));
    }

    [Fact]
    public async Task A_case_page_asks_at_most_twenty_four_times_whatever_its_history_and_family()
    {
        var plain = await CaseAsync(events: 1);
        var long50 = await CaseAsync(events: 50);
        var family = await City.FileHouseholdAsync(await City.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")])));
        var counts = new List<int>();
        foreach (var id in new[] { plain, long50, family }) counts.Add(await SheetAsync(id));
        Assert.Single(counts.Take(2).Distinct());
        Assert.All(counts, count => Assert.InRange(count, 1, 24));
    }

    private async Task<int> SheetAsync(Guid id)
    {
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        await City.Get<CaseSheets>().LoadAsync(officer, id);
        return await QueryCount.OfAsync(() => City.Get<CaseSheets>().LoadAsync(officer, id));
    }

    private async Task<Guid> CaseAsync(int events)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), Item, CaseState.Received, c => c.Events.AddRange(Enumerable.Range(1, events).Select(n => new CaseEvent
        {
            Id = Guid.NewGuid(),
            Sequence = n,
            At = City.Clock.UtcNow,
            Action = CaseAction.HandOver,
            From = CaseState.Received,
            To = CaseState.Received,
        })));
        return row.Id;
    }

    private async Task<List<int>> OneAndFiftyAsync(StaffRole role, Func<CaseQueries, Actor, Task<CasePage>> ask)
    {
        var actor = await City.People.StaffAsync(role, role == StaffRole.Officer ? Department : null);
        var counts = new List<int>();
        foreach (var rows in new[] { 1, 50 })
        {
            while ((await ask(City.Get<CaseQueries>(), actor)).Lines.Count < rows) await AddAsync(await City.People.TalentAsync());
            var found = 0;
            counts.Add(await QueryCount.OfAsync(async () => found = (await ask(City.Get<CaseQueries>(), actor)).Lines.Count));
            Assert.Equal(rows, found);
        }
        return counts;
    }

    private Task<ServiceCase> AddAsync(Talent who) => City.CaseInAsync(who, Item, CaseState.Received, c => c.DepartmentId = Department);
}
