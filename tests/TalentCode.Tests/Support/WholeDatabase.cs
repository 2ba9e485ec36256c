using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace TalentCode.Tests.Support;

/// <summary>Every row of every table as text: "nothing was changed" then leaves nothing out.</summary>
internal static class WholeDatabase
{
    public static Task<IReadOnlyList<string>> RowsAsync(this City city) => city.ReadAsync<IReadOnlyList<string>>(async db =>
    {
        await db.Database.OpenConnectionAsync();
        List<string> rows = [];
        foreach (var table in db.Model.GetRelationalModel().Tables.Select(t => t.Name))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names are those of the model.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={Text(reader.GetValue(i))}"))}");
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    });

    /// <summary>What was written between two looks, by table: "+1" a new row, "~1" one that changed, "-1" one that is gone.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var (gone, come) = (Count(before.Except(after)), Count(after.Except(before)));
        return [.. gone.Keys.Union(come.Keys).Order(StringComparer.Ordinal).Select(table => (table, Gone: gone.GetValueOrDefault(table), Come: come.GetValueOrDefault(table))).SelectMany(Words)];
    }

    /// <summary>The action is refused with a sentence, and not one row of the database is another one afterwards.</summary>
    public static async Task ChangesNothingAsync(this City city, Func<Task> action, string code)
    {
        var before = await city.RowsAsync();
        await action().IsRefusedAsync(code);
        Assert.Equal(before, await city.RowsAsync());
    }

    private static Dictionary<string, int> Count(IEnumerable<string> rows) => rows.GroupBy(r => r[..r.IndexOf(':', StringComparison.Ordinal)]).ToDictionary(g => g.Key, g => g.Count());

    private static IEnumerable<string> Words((string Table, int Gone, int Come) change)
    {
        var changed = Math.Min(change.Gone, change.Come);
        if (changed > 0) yield return $"{change.Table} ~{changed}";
        if (change.Come > changed) yield return $"{change.Table} +{change.Come - changed}";
        if (change.Gone > changed) yield return $"{change.Table} -{change.Gone - changed}";
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
