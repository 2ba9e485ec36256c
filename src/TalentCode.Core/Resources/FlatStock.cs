using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>
/// Builds the pool from a short list of invented estates (flat-estates.json): 10,826 talent flats and 60,000 homes for
/// young talent, always the same. The database counts the rows out itself, so that the first start does not wait.
/// </summary>
public static class FlatStock
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Fills an empty pool; does nothing where there is any estate.</summary>
    /// <param name="share">1 for every flat; a test takes every so many-th only.</param>
    public static async Task AddAsync(Store store, int share = 1)
    {
        if (await store.ReadAsync(db => db.FlatEstates.AnyAsync())) return;
        await store.WriteAsync(async db =>
        {
            if (await db.FlatEstates.AnyAsync()) return;
            var plans = Read();
            db.FlatEstates.AddRange(plans.Select(p => p.ToRow()));
            await db.SaveChangesAsync();
            for (var i = 0; i < plans.Count; i++) await AddFlatsAsync(db, plans[i], (i + 1) * 10_000, (plans[i].Flats + share - 1) / share);
        });
    }

    /// <summary>How many flats a pool has when it is whole.</summary>
    public static int CountOf(FlatPool pool) => Read().Where(p => p.Pool == pool).Sum(p => p.Flats);

    // One statement for every door of a floor: what stands above each other has the same plan.
    private static async Task AddFlatsAsync(TalentDb db, EstatePlan plan, int first, int flats)
    {
        var perFloor = plan.Homes.Count;
        for (var door = 0; door < perFloor; door++)
        {
            var (bedrooms, metres) = (plan.Homes[door][0], plan.Homes[door][1]);
            var (levels, rent, start, free) = ((flats - door + perFloor - 1) / perFloor, metres * plan.FenPerSquareMetre, first + door, nameof(FlatState.Free));
            if (levels <= 0) continue;
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "Flats" ("Id", "EstateId", "Building", "Number", "Bedrooms", "SquareMetres", "RentFen", "State")
                WITH RECURSIVE storey(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM storey WHERE i + 1 < {levels})
                SELECT {start} + i * {perFloor}, {plan.Id}, i / {plan.Floors} + 1, (i % {plan.Floors} + 1) * 100 + {door} + 1, {bedrooms}, {metres}, {rent}, {free} FROM storey
                """);
        }
    }

    private static List<EstatePlan> Read()
    {
        using var stream = typeof(FlatStock).Assembly.GetManifestResourceStream("TalentCode.Core.flat-estates.json")!;
        return JsonSerializer.Deserialize<List<EstatePlan>>(stream, Json)!;
    }

    /// <param name="Homes">Bedrooms and square metres of each door of a floor.</param>
    private sealed record EstatePlan(string Id, FlatPool Pool, string NameZh, string NameEn, string AddressZh, string AddressEn, string Phone,
        int Flats, int Floors, IReadOnlyList<int[]> Homes, int FenPerSquareMetre)
    {
        public FlatEstate ToRow() => new() { Id = Id, Pool = Pool, NameZh = NameZh, NameEn = NameEn, AddressZh = AddressZh, AddressEn = AddressEn, Phone = Phone };
    }
}
