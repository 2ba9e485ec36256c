using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace TalentCode.Core.Data;

/// <summary>
/// One server at a time brings a database up to date. The operating system or the database server holds the lock, so it
/// ends with the process that took it, also with a killed one.
/// </summary>
public static class StartLock
{
    // Any number will do, as long as nobody else in the same database takes the same.
    private const long ServerKey = 0x7A1E_0C0D_E001;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <param name="connection">As <see cref="Database.KindOf"/> reads it.</param>
    /// <param name="cancel">How long to wait for another server that is starting.</param>
    /// <exception cref="OperationCanceledException">Another server did not finish its start in time.</exception>
    public static Task<IAsyncDisposable> EnterAsync(string connection, CancellationToken cancel) =>
        Database.KindOf(connection) == DatabaseKind.Postgres ? OnServerAsync(connection, cancel) : BesideFileAsync(connection, cancel);

    /// <summary>
    /// Puts right what a killed start leaves in an embedded database: the row by which EF Core locks it, for which every
    /// later start would wait for ever, and a file that was made but not yet put on its write-ahead log. Only for who
    /// holds the lock: then nobody else can be migrating.
    /// </summary>
    public static async Task MendAsync(DatabaseFacade database, CancellationToken cancel)
    {
        if (!database.IsSqlite() || !await database.CanConnectAsync(cancel)) return;
        await database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        var exists = await database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancel);
        if (exists > 0) await database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancel);
    }

    private static async Task<IAsyncDisposable> BesideFileAsync(string connection, CancellationToken cancel)
    {
        var source = new SqliteConnectionStringBuilder(connection);
        if (source.Mode == SqliteOpenMode.Memory || source.DataSource is "" or ":memory:") return new MemoryStream();
        while (true)
        {
            try
            {
                return new FileStream(source.DataSource + ".start", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(AskAgain, cancel);
            }
        }
    }

    private static async Task<IAsyncDisposable> OnServerAsync(string connection, CancellationToken cancel)
    {
        // Not pooled: closing it must end the session and with it the lock.
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        try
        {
            await session.OpenAsync(cancel);
            await using var command = session.CreateCommand();
            command.CommandText = "SELECT pg_advisory_lock($1)";
            command.CommandTimeout = 0;
            command.Parameters.Add(new NpgsqlParameter { Value = ServerKey });
            await command.ExecuteNonQueryAsync(cancel);
        }
        // No such database yet: the migration makes it, and of two that try one is told so and can be started again.
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidCatalogName) { }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        return session;
    }
}
