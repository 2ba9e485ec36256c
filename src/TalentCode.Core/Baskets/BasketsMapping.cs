using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Baskets;

internal static class BasketsMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<Basket>(basket =>
    {
        basket.Versioned();
        basket.HasIndex(b => b.Number).IsUnique();
        // One that is being put together at a time: two tabs meet in the same.
        basket.HasIndex(b => b.TalentId, "IX_Baskets_OneOpen").IsUnique().HasFilter("\"FiledAt\" IS NULL");
        basket.HasIndex(b => new { b.TalentId, b.FiledAt });
        // Cases name their basket without a constraint: SQLite would have to build their whole table anew to learn it.
    });
}
