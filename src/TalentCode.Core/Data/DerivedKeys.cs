using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;

namespace TalentCode.Core.Data;

/// <summary>Keeps what lists and searches go by beside the rows it follows from, in the same save.</summary>
public static class DerivedKeys
{
    // Raised whenever the rules change; every start compares and, once, writes them all anew.
    private const int Rules = 1;
    private const string CounterName = "derived-keys";
    private const int Chunk = 500;

    internal static async Task KeepAsync(TalentDb db, CancellationToken cancel)
    {
        var entries = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        foreach (var entry in entries)
        {
            if (entry.Entity is ServiceCase row) CaseKeys.Set(row);
            else if (entry.Entity is Talent talent && (entry.State == EntityState.Added || Renamed(db, talent)))
            {
                if (entry.State == EntityState.Modified) await db.NameParts.Where(p => p.TalentId == talent.Id).ExecuteDeleteAsync(cancel);
                db.NameParts.AddRange(NamePart.Of(talent).Select(part => new NamePart { TalentId = talent.Id, Part = part }));
            }
        }
    }

    private static bool Renamed(TalentDb db, Talent talent) =>
        db.Entry(talent).Property(t => t.LegalName).IsModified || db.Entry(talent).Property(t => t.LatinName).IsModified;

    /// <summary>Writes the keys of rows that are older than the rules. Run at each start; does nothing from the second time on.</summary>
    public static async Task FillAsync(Store store)
    {
        if (await store.ReadAsync(db => db.Counters.AnyAsync(c => c.Name == CounterName && c.Value >= Rules))) return;
        await EachAsync(store, db => db.Cases, c => c.Id, (db, row) => db.Entry(row).Property(c => c.Version).IsModified = true);
        await EachAsync(store, db => db.Talents, t => t.Id, (db, row) => db.Entry(row).Property(t => t.LegalName).IsModified = true);
        await store.WriteAsync(async db =>
        {
            if (await db.Counters.SingleOrDefaultAsync(c => c.Name == CounterName) is { } known) known.Value = Rules;
            else db.Counters.Add(new Counter { Name = CounterName, Value = Rules });
        });
    }

    private static async Task EachAsync<T>(Store store, Func<TalentDb, IQueryable<T>> table, System.Linq.Expressions.Expression<Func<T, Guid>> id, Action<TalentDb, T> touch)
        where T : class
    {
        var idOf = id.Compile();
        var after = Guid.Empty;
        while (true)
        {
            var last = await store.WriteAsync(async db =>
            {
                var rows = await table(db).Where(After(id, after)).OrderBy(id).Take(Chunk).ToListAsync();
                foreach (var row in rows) touch(db, row);
                return rows.Count < Chunk ? (Guid?)null : idOf(rows[^1]);
            });
            if (last is not { } next) return;
            after = next;
        }
    }

    private static System.Linq.Expressions.Expression<Func<T, bool>> After<T>(System.Linq.Expressions.Expression<Func<T, Guid>> id, Guid after)
    {
        System.Linq.Expressions.Expression<Func<Guid>> value = () => after;
        return System.Linq.Expressions.Expression.Lambda<Func<T, bool>>(System.Linq.Expressions.Expression.GreaterThan(id.Body, value.Body), id.Parameters);
    }
}
