using System.Globalization;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace TalentCode.Core.Data;

public enum DatabaseKind { Sqlite, Postgres }

/// <summary>The only file that names a database provider. Everything above it is the same on both.</summary>
public static class Database
{
    private const int Busy = 5, Locked = 6, UniqueKey = 2067, PrimaryKey = 1555;

    /// <summary>"Host=…" means PostgreSQL, anything else is a SQLite connection string.</summary>
    public static DatabaseKind KindOf(string connection) =>
        connection.Contains("Host=", StringComparison.OrdinalIgnoreCase) ? DatabaseKind.Postgres : DatabaseKind.Sqlite;

    public static void Use(DbContextOptionsBuilder options, string connection)
    {
#if !DEBUG
        // The check runs for every row and costs a list of thousands a third of its time. A context never leaves one
        // call of the store; should it ever be used twice at once, development and tests say so.
        options.EnableThreadSafetyChecks(false);
#endif
        if (KindOf(connection) == DatabaseKind.Postgres)
        {
            options.UseNpgsql(connection, npgsql => npgsql.MigrationsAssembly("TalentCode.Migrations.Postgres"));
            return;
        }
        options.UseSqlite(connection, sqlite => sqlite.MigrationsAssembly("TalentCode.Migrations.Sqlite").CommandTimeout(10));
        options.AddInterceptors(new SqliteSettings());
    }

    /// <summary>Name of the collation that compares character by character.</summary>
    public static string OrdinalCollation(DatabaseFacade database) => database.IsNpgsql() ? "C" : "BINARY";

    /// <summary>
    /// Puts many rows into a table in the transaction of the connection: copied on PostgreSQL, by one prepared statement on
    /// SQLite. Several times as fast as tracked entities, and nothing of the rows stays in memory.
    /// </summary>
    /// <param name="rows">Values as the columns store them, in the order of the columns.</param>
    public static async Task InsertAsync(DatabaseFacade database, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel = default)
    {
        var names = string.Join(',', columns.Select(c => $"\"{c}\""));
        if (database.GetDbConnection() is NpgsqlConnection server)
        {
            await using var copy = await server.BeginBinaryImportAsync($"COPY \"{table}\" ({names}) FROM STDIN (FORMAT BINARY)", cancel);
            foreach (var row in rows) await copy.WriteRowAsync(cancel, row);
            await copy.CompleteAsync(cancel);
            return;
        }
        await ExecuteManyAsync(database, $"INSERT INTO \"{table}\" ({names}) VALUES ({string.Join(',', columns.Select((_, i) => $"@p{i}"))})", rows);
    }

    /// <summary>Sets one column of many rows, each found by its key and its version: one prepared statement on SQLite, one statement over arrays on PostgreSQL.</summary>
    /// <param name="column">Name and type, as the database calls them.</param>
    public static async Task UpdateAsync(DatabaseFacade database, string table, (string Name, string Type) column, string key, string version, IReadOnlyList<(object? Value, object? Key, object? Version)> rows, CancellationToken cancel = default)
    {
        if (database.GetDbConnection() is not NpgsqlConnection server)
        {
            await ExecuteManyAsync(database, $"UPDATE \"{table}\" SET \"{column.Name}\" = @p0 WHERE \"{key}\" = @p1 AND \"{version}\" = @p2", rows.Select(r => new[] { r.Value, r.Key, r.Version }));
            return;
        }
        await using var command = server.CreateCommand();
#pragma warning disable CA2100 // Names come from the model, values are parameters.
        command.CommandText = $"UPDATE \"{table}\" AS t SET \"{column.Name}\" = n.v::{column.Type} FROM unnest(@p0, @p1, @p2) AS n(v, k, o) WHERE t.\"{key}\" = n.k AND t.\"{version}\" = n.o";
#pragma warning restore CA2100
        // As text, so that one statement fits a column of any type.
        command.Parameters.AddWithValue("p0", rows.Select(r => Text(r.Value)).ToArray());
        command.Parameters.AddWithValue("p1", rows.Select(r => (Guid)r.Key!).ToArray());
        command.Parameters.AddWithValue("p2", rows.Select(r => (Guid)r.Version!).ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string? Text(object? value) => value is null ? null : value is DateTime at ? at.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static async Task ExecuteManyAsync(DatabaseFacade database, string sql, IEnumerable<object?[]> rows)
    {
        await using var command = database.GetDbConnection().CreateCommand();
        command.Transaction = database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Names come from the model, values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var row in rows)
        {
            while (command.Parameters.Count < row.Length) command.Parameters.Add(new SqliteParameter($"@p{command.Parameters.Count}", null));
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Lets the database look at what was put into it, so that its plans fit the size.</summary>
    public static Task GatherStatisticsAsync(DatabaseFacade database) => database.ExecuteSqlRawAsync("ANALYZE");

    /// <summary>Somebody else wrote first (changed version, unique key, lock): load again and decide anew.</summary>
    public static bool IsConflict(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsConflict(inner),
        // Npgsql's default strategy does not retry, but wraps what it could have retried (a deadlock) in a sentence of advice.
        InvalidOperationException { InnerException: (DbException or DbUpdateException) and { } inner } => IsConflict(inner),
        SqliteException { SqliteErrorCode: Busy or Locked } => true,
        SqliteException { SqliteExtendedErrorCode: UniqueKey or PrimaryKey } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        _ => false,
    };

    /// <summary>Whether the database is a file of its own, which may be deleted and made again.</summary>
    public static bool IsFile(DatabaseFacade database) => database.IsSqlite();

    /// <summary>Creates the folder of a SQLite file, so that the first start needs no preparation.</summary>
    public static void PrepareFolder(string connection)
    {
        if (KindOf(connection) != DatabaseKind.Sqlite) return;
        var file = new SqliteConnectionStringBuilder(connection).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
    }

    /// <summary>WAL is on by default; credential and decision rows deserve durability at power loss, so FULL stays.</summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
