using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Figures;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Seed;

/// <summary>The city of any size: believable, the same each time, and never among real people.</summary>
[Trait("Category", "Core")]
public sealed class BulkCityTests
{
    private const int Size = 400;

    [Fact]
    public async Task A_tenth_is_open_and_every_history_adds_up()
    {
        await using var city = await BuiltAsync();
        var rows = await city.ReadAsync(db => db.Cases.Include(c => c.Events.OrderBy(e => e.Sequence)).Include(c => c.DueDates.OrderBy(d => d.Sequence)).AsSplitQuery().ToListAsync());
        Assert.Equal(Size, rows.Count);
        Assert.Equal(Size / 10, rows.Count(r => r.QueueAt is not null));
        foreach (var row in rows)
        {
            Walks.Replays(row);
            Assert.Equal(Enumerable.Range(1, row.Events.Count), row.Events.Select(e => e.Sequence));
            Assert.Equal(row.State, row.Events[^1].To);
            Assert.All(row.Events, e => Assert.NotNull(CaseWorkflow.Find(e.From, e.Action)));
            Assert.Equal(row.Events.Select(e => e.At).Order(), row.Events.Select(e => e.At));
            Assert.True(row.Events[^1].At <= city.Clock.UtcNow);
        }
    }

    [Fact]
    public async Task The_same_day_and_size_give_the_same_city()
    {
        await using var one = await BuiltAsync();
        await using var other = await BuiltAsync();
        static async Task<List<string>> Of(City city) => await city.ReadAsync(db => db.Cases.OrderBy(c => c.Id).Select(c => c.Id + " " + c.Number + " " + c.State).ToListAsync());
        Assert.Equal(await Of(one), await Of(other));
    }

    [Fact]
    public async Task People_are_never_mixed_with_invented_ones_and_a_half_filled_database_is_refused()
    {
        await using var city = await CityAsync();
        await city.People.TalentAsync();
        Assert.Contains("nothing was changed", (await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAsync(city))).Message, StringComparison.Ordinal);

        await using var half = await CityAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Bulk(half).SeedAsync(Size, (_, _) => throw new OperationCanceledException()));
        Assert.Contains("broke off", (await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAsync(half))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_kept_by_the_sweep_says_what_counting_says()
    {
        await using var city = await BuiltAsync();
        var supervisor = await city.People.StaffAsync(StaffRole.Supervisor);
        var counted = await city.Get<BoardQueries>().ReadAsync(supervisor);
        await city.Get<BoardSweep>().RunAsync(default);
        await city.WriteAsync(db => db.Cases.Where(c => c.QueueAt != null).ExecuteUpdateAsync(s => s.SetProperty(c => c.QueueAt, (DateTime?)null)));
        var kept = await city.Get<BoardQueries>().ReadAsync(supervisor);
        Assert.True(kept.Whole.Open > 0);
        Assert.Equal(counted.Whole, kept.Whole);
        Assert.Equal(counted.Lines.Select(l => l.Tally), kept.Lines.Select(l => l.Tally));
        // A job that has stopped is not believed for ever.
        city.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(0, (await city.Get<BoardQueries>().ReadAsync(supervisor)).Whole.Open);
    }

    private static async Task<City> BuiltAsync()
    {
        var city = await CityAsync();
        await SeedAsync(city);
        return city;
    }

    private static async Task<City> CityAsync()
    {
        var city = await City.FreshAsync();
        await Setup.BaseAsync(city.Get<Store>(), city.Clock);
        return city;
    }

    private static Task SeedAsync(City city) => Bulk(city).SeedAsync(Size, (_, _) => { });

    private static BulkCity Bulk(City city) => new(city.Get<Store>(), city.Get<IDbContextFactory<TalentDb>>(), city.Get<WriteGate>(), city.Clock);
}
