using Microsoft.Data.Sqlite;
using TalentCode.Benchmarks.Running;

namespace TalentCode.Benchmarks.Kill;

/// <summary>
/// Kills the product while it starts for the first time: while it makes the database, migrates and builds the demo city.
/// Each first start is tried again until it gets through, and must then hold what an undisturbed one holds.
/// </summary>
public sealed class StartKillTest(TextWriter output)
{
    private const int KillsEach = 3;

    // What the sweeps of a running product add to or take from is not compared.
    private static readonly string[] Tables = ["Staff", "Talents", "FamilyMembers", "Documents", "Employers", "Windows", "Items", "Cases", "Bookings", "Rounds", "RoundEntries", "Flats", "Holidays", "Ratings", "Counters"];

    public async Task<bool> RunAsync(int rounds)
    {
        var (whole, needed) = await UndisturbedAsync();
        var rows = new List<string[]>();
        for (var round = 1; round <= rounds; round++)
        {
            using var folder = Repository.NewFolder();
            var killedAt = new List<int>();
            for (var kill = 0; kill < KillsEach; kill++)
            {
                using var start = Child.Start(Demo(folder.Path));
                killedAt.Add(Random.Shared.Next(100, (int)needed.TotalMilliseconds));
                await Task.Delay(killedAt[^1]);
                start.Kill();
            }
            output.WriteLine($"round {round}: killed after {string.Join(", ", killedAt)} ms");
            using var last = Child.Start(Demo(folder.Path));
            await last.UntilReadyAsync();
            var wrong = whole.Except(Count(folder.Path)).Select(pair => $"{pair.Table} other than {pair.Rows}").ToList();
            rows.Add([$"round {round}", wrong.Count == 0 ? "whole" : "VIOLATED: " + string.Join(", ", wrong)]);
        }
        Table.Print($"first starts killed {KillsEach} times each; undisturbed {needed.TotalSeconds:F1} s", rows, output);
        return rows.TrueForAll(r => r[1] == "whole");
    }

    private static async Task<(List<(string Table, long Rows)> Whole, TimeSpan Needed)> UndisturbedAsync()
    {
        using var folder = Repository.NewFolder();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var start = Child.Start(Demo(folder.Path));
        await start.UntilReadyAsync();
        return (Count(folder.Path), watch.Elapsed);
    }

    private static Dictionary<string, string> Demo(string folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["TalentCode__DataFolder"] = folder,
        ["TalentCode__Demo"] = "true",
        ["TalentCode__FlatShare"] = "100",
    };

    private static List<(string Table, long Rows)> Count(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "talentcode.db")};Pooling=false");
        connection.Open();
        return [("write-ahead log", Ask(connection, "PRAGMA journal_mode") is "wal" ? 1 : 0), .. Tables.Select(table => (table, (long)Ask(connection, $"SELECT COUNT(*) FROM \"{table}\"")))];
    }

    private static object Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The questions stand above.
        command.CommandText = question;
#pragma warning restore CA2100
        return command.ExecuteScalar()!;
    }
}
