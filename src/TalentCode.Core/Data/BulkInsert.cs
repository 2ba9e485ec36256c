using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TalentCode.Core.Data;

/// <summary>Inserts entities by the thousand without tracking them. The model says the columns, so a new one is never forgotten.</summary>
public static class BulkInsert
{
    /// <summary>
    /// Sets one column of many rows past their version, which stays as it is; a row that somebody has changed since it was
    /// read is left alone.
    /// </summary>
    public static async Task BulkUpdateAsync<T, TValue>(this TalentDb db, IEnumerable<T> rows, Expression<Func<T, TValue>> column, Func<T, TValue> value, CancellationToken cancel = default) where T : class, IVersioned
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var property = type.FindProperty(((MemberExpression)column.Body).Member.Name)!;
        var key = type.FindPrimaryKey()!.Properties.Single();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await Database.UpdateAsync(db.Database, type.GetTableName()!, (property.GetColumnName(), property.GetColumnType()), key.GetColumnName(), nameof(IVersioned.Version),
                [.. rows.Select(row => (Stored(property, value(row)), Stored(key, key.PropertyInfo!.GetValue(row)), (object?)row.Version))], cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static object? Stored(IProperty property, object? value) =>
        value is not null && (property.GetValueConverter() ?? property.GetTypeMapping().Converter) is { } converter ? converter.ConvertToProvider(value) : value;

    /// <summary>Inserts in the current transaction. Keys and versions must be set; what is saved beside a row otherwise (name parts) must be given too.</summary>
    public static async Task BulkInsertAsync<T>(this TalentDb db, IEnumerable<T> rows, CancellationToken cancel = default) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(p => (Name: p.GetColumnName(), p.PropertyInfo, To: (p.GetValueConverter() ?? p.GetTypeMapping().Converter)?.ConvertToProvider)).ToList();
        var before = new (object? Given, object? Stored)[columns.Count];
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
                if (value is null || columns[i].To is not { } convert) values[i] = value;
                // Neighbours often share one object, such as the values of a message to several readers.
                else if (ReferenceEquals(value, before[i].Given)) values[i] = before[i].Stored;
                else before[i] = (value, values[i] = convert(value));
            }
            return values;
        }
    }
}
