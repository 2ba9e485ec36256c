using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Tests.Support;

[Trait("Category", "Core")]
public sealed class FoundationTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_city_begins_with_sixty_eight_items_and_its_holidays_and_nobody_in_it()
    {
        Assert.Equal(68, await city.ReadAsync(db => db.Items.CountAsync()));
        Assert.True(await city.ReadAsync(db => db.Holidays.AnyAsync()));
        Assert.Equal(0, await city.ReadAsync(db => db.Cases.CountAsync()));
    }

    [Fact]
    public async Task The_database_is_the_one_the_environment_asks_for()
    {
        var provider = await city.ReadAsync(db => Task.FromResult(db.Database.ProviderName));
        Assert.EndsWith(TestDatabase.OnPostgres ? "PostgreSQL" : "Sqlite", provider, StringComparison.Ordinal);
        if (!TestDatabase.OnPostgres)
            Assert.Equal("wal", await city.ReadAsync(db => db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync()));
    }

    [Fact]
    public async Task The_model_has_no_change_that_is_not_in_a_migration() =>
        Assert.False(await city.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task Every_versioned_row_is_guarded_by_its_version()
    {
        var unguarded = await city.ReadAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => typeof(IVersioned).IsAssignableFrom(e.ClrType) && !e.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken)
            .Select(e => e.ClrType.Name).ToList()));
        Assert.Empty(unguarded);
    }

    [Fact]
    public async Task What_one_city_writes_another_does_not_see()
    {
        await using var other = await City.FreshAsync();
        var talent = await other.People.TalentAsync();
        Assert.False(await city.ReadAsync(db => db.Talents.AnyAsync(t => t.Id == talent.Id)));
    }
}
