using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Lists that are turned page by page, and the keys they go by.</summary>
[Trait("Category", "Core")]
public sealed class CaseListTests() : InOwnCity("2026-09-18")
{
    private const string Item = "P12";

    [Fact]
    public async Task Turning_the_pages_shows_every_open_case_once_those_due_first_on_top_and_those_without_a_promise_last()
    {
        var officer = await OpenAsync(23, i => i % 4 == 0 ? null : City.Clock.UtcNow.AddDays(i % 5));
        var (lines, pages) = (new List<CaseLine>(), 0);
        for (CasePlace? after = null; ; pages++)
        {
            var page = await City.Get<CaseQueries>().InboxAsync(officer, new(After: after, PageSize: 5));
            Assert.Equal(23, page.Total);
            lines.AddRange(page.Lines);
            if (page.Last is null) break;
            after = page.Last;
        }
        Assert.Equal(4, pages);
        Assert.Equal(23, lines.Select(l => l.Id).Distinct().Count());
        var due = await City.ReadAsync(db => db.Cases.ToDictionaryAsync(c => c.Id, c => c.PromisedDueAt ?? DateTime.MaxValue));
        Assert.Equal(lines.Select(l => due[l.Id]).Order(), lines.Select(l => due[l.Id]));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended_even_if_that_case_has_left_the_list()
    {
        var officer = await OpenAsync(8, i => City.Clock.UtcNow.AddDays(i));
        var first = await City.Get<CaseQueries>().InboxAsync(officer, new(PageSize: 4));
        await City.WriteAsync(async db => (await db.Cases.SingleAsync(c => c.Id == first.Lines[3].Id)).State = CaseState.Withdrawn);
        var second = await City.Get<CaseQueries>().InboxAsync(officer, new(After: first.Last, PageSize: 4));
        Assert.Equal(4, second.Lines.Count);
        Assert.Null(second.Last);
        Assert.Equal(7, second.Total);
    }

    [Fact]
    public async Task Beyond_a_thousand_cases_are_no_longer_counted()
    {
        var officer = await OpenAsync(1, _ => null);
        var model = await City.ReadAsync(db => db.Cases.SingleAsync());
        await City.WriteAsync(db => db.BulkInsertAsync(Enumerable.Range(0, 1200).Select(i => new ServiceCase
        {
            Id = Guid.CreateVersion7(City.Clock.UtcNow),
            Number = "N" + i.ToString(CultureInfo.InvariantCulture),
            ItemId = model.ItemId,
            ItemVersionId = model.ItemVersionId,
            TalentId = model.TalentId,
            DepartmentId = model.DepartmentId,
            State = CaseState.Received,
            CreatedAt = model.CreatedAt,
            ListAt = model.ListAt,
            QueueAt = model.QueueAt,
            Version = Guid.NewGuid(),
        })));
        var page = await City.Get<CaseQueries>().InboxAsync(officer, new());
        Assert.True(page.IsMore);
        Assert.Equal(CasePage.MostCounted + 1, page.Total);
        Assert.Equal(25, page.Lines.Count);
    }

    [Theory]
    [InlineData(CaseState.Closed)]
    [InlineData(CaseState.Withdrawn)]
    public async Task Ended_cases_are_listed_by_their_state_and_are_not_among_the_open_ones(CaseState state)
    {
        var officer = await OpenAsync(2, _ => null);
        var ended = await City.CaseInAsync(await City.People.TalentAsync(), Item, state);
        Assert.Equal([ended.Id], (await City.Get<CaseQueries>().InboxAsync(officer, new(State: state))).Lines.Select(l => l.Id));
        Assert.DoesNotContain(ended.Id, (await City.Get<CaseQueries>().InboxAsync(officer, new())).Lines.Select(l => l.Id));
    }

    [Fact]
    public async Task A_name_that_too_many_bear_is_said_to_be_one()
    {
        var officer = await OpenAsync(1, _ => null);
        for (var i = 0; i < 201; i++) await City.People.TalentAsync(t => t.LegalName = "赵" + (char)('一' + i));
        Assert.True((await City.Get<CaseQueries>().InboxAsync(officer, new("赵"))).TooManyPeople);
        Assert.False((await City.Get<CaseQueries>().InboxAsync(officer, new("林知远"))).TooManyPeople);
    }

    [Theory]
    [InlineData("000990")]
    [InlineData("990")]
    [InlineData("RC-500107-20260918-000990-{check}")]
    [InlineData("000990-{check}")]
    public async Task A_case_is_found_by_its_number_by_the_running_number_and_by_its_end(string typed)
    {
        var officer = await OpenAsync(1, _ => null);
        var row = await City.CaseInAsync(await City.People.TalentAsync(), Item, CaseState.Received, c => c.Number = CaseNumbers.Format(City.Clock.Today, 990));
        var text = typed.Replace("{check}", row.Number![^1..], StringComparison.Ordinal);
        Assert.Equal([row.Id], (await City.Get<CaseQueries>().InboxAsync(officer, new(text))).Lines.Select(l => l.Id));
        Assert.Empty((await City.Get<CaseQueries>().InboxAsync(officer, new("000991"))).Lines);
    }

    [Fact]
    public async Task Somebody_renamed_is_found_by_the_new_name_and_no_longer_by_the_old_one()
    {
        var officer = await OpenAsync(1, _ => null);
        await City.WriteAsync(async db => (await db.Talents.SingleAsync()).LegalName = "欧阳致远");
        Assert.Single((await City.Get<CaseQueries>().InboxAsync(officer, new("致远"))).Lines);
        Assert.Empty((await City.Get<CaseQueries>().InboxAsync(officer, new("林知"))).Lines);
    }

    [Fact]
    public async Task A_database_from_before_the_keys_has_them_after_the_next_start()
    {
        var officer = await OpenAsync(3, i => City.Clock.UtcNow.AddDays(i));
        await City.WriteAsync(db => db.Cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.QueueAt, (DateTime?)null).SetProperty(c => c.ListAt, (DateTime?)null)));
        await City.WriteAsync(db => db.NameParts.ExecuteDeleteAsync());
        Assert.Empty((await City.Get<CaseQueries>().InboxAsync(officer, new())).Lines);
        await Setup.BaseAsync(City.Get<Store>(), City.Clock);
        Assert.Equal(3, (await City.Get<CaseQueries>().InboxAsync(officer, new("知远"))).Lines.Count);
    }

    private async Task<Actor> OpenAsync(int count, Func<int, DateTime?> promised)
    {
        var who = await City.People.TalentAsync();
        var rows = new List<ServiceCase>();
        for (var i = 0; i < count; i++) rows.Add(await City.CaseInAsync(who, Item, CaseState.Received, c => c.PromisedDueAt = promised(i)));
        return await City.People.StaffAsync(StaffRole.Officer, rows[0].DepartmentId);
    }
}
