using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Support;

/// <summary>
/// A database of one's own, copied from a template that was migrated and filled once: SQLite in a file unless
/// TALENTCODE_TEST_DB=postgres, and then on the server named by TALENTCODE_TEST_PG (see tests/postgres.sh).
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? _template;

    private TestDatabase(string connection) => Connection = connection;

    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("TALENTCODE_TEST_DB") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"TALENTCODE_TEST_DB is \"{other}\"; it knows sqlite and postgres."),
    };

    /// <summary>As <see cref="Database.Use"/> takes it.</summary>
    public string Connection { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        await OneAtATime.WaitAsync();
        try
        {
            _template ??= OnPostgres ? await PostgresServer.TemplateAsync(FillAsync) : await SqliteTemplateAsync();
            return new(OnPostgres ? await PostgresServer.CopyAsync(_template) : CopyFile(_template));
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (OnPostgres)
        {
            await PostgresServer.DropAsync(Connection);
            return;
        }
        await using var connection = new SqliteConnection(Connection);
        SqliteConnection.ClearPool(connection);
        foreach (var end in new[] { "", "-wal", "-shm" })
            File.Delete(connection.DataSource + end);
    }

    private static async Task<string> SqliteTemplateAsync()
    {
        var file = NewFile();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        // Without a pool the last close writes the log back, so that the file alone is the whole database.
        await FillAsync($"Data Source={file};Pooling=False");
        return file;
    }

    private static string CopyFile(string template)
    {
        var file = NewFile();
        File.Copy(template, file);
        return $"Data Source={file}";
    }

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"talentcode-test-{Guid.NewGuid():N}.db");

    /// <summary>Migrates and puts in what every city has: its holidays, departments and catalogue.</summary>
    private static async Task FillAsync(string connection)
    {
        var options = new DbContextOptionsBuilder<TalentDb>();
        Database.Use(options, connection);
        await using var db = new TalentDb(options.Options);
        await db.Database.MigrateAsync();
        db.Holidays.AddRange(HolidayData.Read());
        await CatalogueLoader.LoadAsync(db, new DateOnly(2026, 1, 1));
        await db.SaveChangesAsync();
    }
}

/// <summary>Databases on the server of TALENTCODE_TEST_PG.</summary>
internal static class PostgresServer
{
    private const string Prefix = "talentcode_template_";

    private static string Server { get; } = Environment.GetEnvironmentVariable("TALENTCODE_TEST_PG")
        ?? "Host=127.0.0.1;Port=54329;Username=postgres";

    /// <summary>Name of the template of this build, filled by whoever comes first, in whichever process.</summary>
    public static async Task<string> TemplateAsync(Func<string, Task> fill)
    {
        // A new build may have new migrations or data: its template has another name.
        var name = Prefix + Convert.ToHexString(typeof(TalentDb).Module.ModuleVersionId.ToByteArray()).ToLowerInvariant();
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(540329)");
        if (await NamesAsync(connection, name) is []) await MakeTemplateAsync(connection, name, fill);
        return name;
    }

    private static async Task MakeTemplateAsync(NpgsqlConnection connection, string name, Func<string, Task> fill)
    {
        foreach (var old in await NamesAsync(connection, Prefix + "%"))
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {old}");
        // Filled under another name first: a run that broke off leaves no half template behind.
        var draft = Prefix + "draft";
        await ExecuteAsync(connection, $"CREATE DATABASE {draft}");
        await fill($"{Server};Database={draft};Pooling=false");
        await ExecuteAsync(connection, $"ALTER DATABASE {draft} RENAME TO {name}");
    }

    public static async Task<string> CopyAsync(string template)
    {
        var name = $"talentcode_test_{Guid.NewGuid():N}";
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, $"CREATE DATABASE {name} TEMPLATE {template}");
        return $"{Server};Database={name};Maximum Pool Size=40";
    }

    public static async Task DropAsync(string connectionString)
    {
        await using (var own = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(own);
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names are made above from letters and digits.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> NamesAsync(NpgsqlConnection connection, string like)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT datname FROM pg_database WHERE datname LIKE $1";
        command.Parameters.AddWithValue(like);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }
}
