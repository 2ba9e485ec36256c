using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TalentCode.Core.Data;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Data;

/// <summary>A paper uploaded before papers had pages is its own first page afterwards.</summary>
[Trait("Category", "Core")]
public sealed class PaperMigrationTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task What_was_one_file_becomes_the_first_page()
    {
        var who = await city.People.TalentAsync();
        await city.People.PaperAsync(who, "passport");
        var document = await city.ReadAsync(db => db.Documents.Where(d => d.TalentId == who.Id).Select(d => d.Id).SingleAsync());
        await using (var db = await OpenAsync())
        {
            await db.GetService<IMigrator>().MigrateAsync("Allocations");
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "DocumentContents" ("DocumentId", "MediaType", "Bytes", "Hash") VALUES ({document}, 'image/jpeg', {new byte[] { 1, 2, 3 }}, 'ABC')""");
            await db.Database.MigrateAsync();
        }
        var page = await city.ReadAsync(db => db.DocumentPages.SingleAsync(p => p.DocumentId == document));
        Assert.Equal((1, "image/jpeg", "ABC", 3), (page.Number, page.MediaType, page.Hash, page.Bytes.Length));
    }

    // As an operator's tool opens it; going back takes columns away, which SQLite does outside a transaction.
    private async Task<TalentDb> OpenAsync()
    {
        var connection = await city.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!));
        var options = new DbContextOptionsBuilder<TalentDb>();
        Database.Use(options, connection);
        return new TalentDb(options.ConfigureWarnings(w => w.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)).Options);
    }
}
