using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Data;

/// <summary>Inserts entities by the thousand without tracking them. The model says the columns, so a new one is never forgotten.</summary>
public static class BulkInsert
{
    /// <summary>Inserts in the current transaction. Keys and versions must be set; what is saved beside a row otherwise (name parts) must be given too.</summary>
    public static async Task BulkInsertAsync<T>(this TalentDb db, IEnumerable<T> rows, CancellationToken cancel = default) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(p => (Name: p.GetColumnName(), p.PropertyInfo, To: (p.GetValueConverter() ?? p.GetTypeMapping().Converter)?.ConvertToProvider)).ToList();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await Database.InsertAsync(db.Database, type.GetTableName()!, columns.ConvertAll(c => c.Name), rows.Select(Values), cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        object?[] Values(T row)
        {
            var values = new object?[columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var value = columns[i].PropertyInfo!.GetValue(row);
                values[i] = value is null || columns[i].To is not { } convert ? value : convert(value);
            }
            return values;
        }
    }
}
