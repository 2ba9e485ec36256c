using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Benchmarks.Scale;

/// <summary>One sweep of reminders when so many are due, among as many people and among ten times as many.</summary>
internal static class RemindersBench
{
    private const int Chunk = 5000, Times = 10, Runs = 3;
    private const double Seconds = 60, Megabytes = 400, Ratio = 1.2;

    /// <param name="connection">An empty database; null for a new SQLite file.</param>
    public static async Task<int> RunAsync(string? connection, int due)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.OpenAsync(connection ?? $"Data Source={Path.Combine(folder.Path, "reminders.db")}", Path.Combine(folder.Path, "keys"));
        var store = city.Get<Store>();
        if (await store.ReadAsync(db => db.Talents.AnyAsync()))
        {
            Console.Error.WriteLine("This database has people in it; take an empty one.");
            return 2;
        }
        var people = new People(city.Get<CityClock>().Today, due);
        await FillAsync(store, people, 0, due);
        using var memory = new MemoryWatch();
        var (first, owed) = await SweepAsync(city);
        var (heap, set) = memory.Stop();
        var small = await BestAsync(city, people, first);
        await FillAsync(store, people, due, due * Times);
        var large = await BestAsync(city, people, TimeSpan.MaxValue);
        var left = await city.Get<ReminderSweep>().RunAsync(default);
        Table.Print($"reminders ({due:N0} due, {Database.KindOf(city.Connection)})", [
            ["found and written", $"{first.TotalSeconds:F1} s", Table.Verdict(first.TotalSeconds <= Seconds, $"<= {Seconds} s")],
            ["largest live heap after a collection, of the sweep alone", $"{heap / 1e6:F0} MB", Table.Verdict(heap / 1e6 <= Megabytes, $"<= {Megabytes} MB")],
            ["largest working set of the process", $"{set / 1e6:F0} MB"],
            [$"among {due:N0} people, among {due * Times:N0}", $"{small.TotalSeconds:F1} s, {large.TotalSeconds:F1} s", $"ratio {large / small:F2}", Table.Verdict(large / small <= Ratio, $"<= {Ratio}")],
            ["reminders", $"{owed:N0}", $"{left:N0} left"],
        ]);
        return first.TotalSeconds <= Seconds && heap / 1e6 <= Megabytes && large / small <= Ratio && owed == due && left == 0 ? 0 : 1;
    }

    private static async Task<(TimeSpan, int)> SweepAsync(BenchCity city)
    {
        var watch = Stopwatch.StartNew();
        var owed = await city.Get<ReminderSweep>().RunAsync(default);
        return (watch.Elapsed, owed);
    }

    private static async Task<TimeSpan> BestAsync(BenchCity city, People people, TimeSpan best)
    {
        for (var run = 0; run < Runs; run++)
        {
            await city.Get<Store>().WriteAsync(async db =>
            {
                await db.ReminderMarks.Where(m => m.At > people.Before).ExecuteDeleteAsync();
                await db.Outbox.ExecuteDeleteAsync();
            });
            await city.Get<Store>().WriteAsync(db => Database.GatherStatisticsAsync(db.Database));
            var (time, _) = await SweepAsync(city);
            if (time < best) best = time;
        }
        return best;
    }

    private static async Task FillAsync(Store store, People people, int from, int to)
    {
        if (from == 0) await store.WriteAsync(db => db.BulkInsertAsync([people.Employer]));
        foreach (var chunk in Enumerable.Range(from, to - from).Chunk(Chunk))
            await store.WriteAsync(async db =>
            {
                await db.BulkInsertAsync(chunk.Select(people.Talent));
                await db.BulkInsertAsync(chunk.Select(people.Code));
                await db.BulkInsertAsync(chunk.Select(people.Paper));
                await db.BulkInsertAsync(chunk.Select(people.Mark).OfType<ReminderMark>());
            });
        await store.WriteAsync(db => Database.GatherStatisticsAsync(db.Database));
    }

    /// <summary>Invented people by number: the first ones have a code or a permit that is due, the others dates spread over years.</summary>
    private sealed class People(DateOnly today, int due)
    {
        private const int CodeDays = 1095, PaperDays = 3650, CodeLead = 30, PermitLead = 35, MarkedDays = 110;

        public DateTime Before { get; } = today.AddDays(-30).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        public Employer Employer { get; } = new() { Id = new Guid(1, 0, 0, new byte[8]), NameZh = "测试研究院", NameEn = "Bench Institute", DistrictZh = "高新区", DistrictEn = "High-tech zone" };

        private static Guid Id(int number, short kind) => new(number, kind, 1, new byte[8]);

        private bool IsDue(int number) => number < due;

        public Talent Talent(int number) => new()
        {
            Id = Id(number, 1),
            LegalName = $"测试{number}",
            BirthDate = new(1980, 1, 1),
            Kind = IsDue(number) && number % 2 == 1 ? PersonKind.Foreign : PersonKind.Mainland,
            Phone = "86198" + number.ToString("D8", CultureInfo.InvariantCulture),
            EmployerId = Employer.Id,
            SessionStamp = Id(number, 2),
            Version = Id(number, 1),
        };

        public TalentCodeState Code(int number) => new() { TalentId = Id(number, 1), Until = CodeEnd(number), Version = Id(number, 1) };

        private DateOnly CodeEnd(int number) => today.AddDays(IsDue(number) ? number % 2 == 0 ? CodeLead : CodeDays : 1 + (number % CodeDays));

        public IdentityPaper Paper(int number) => new()
        {
            Id = Id(number, 3),
            TalentId = Id(number, 1),
            Kind = IsDue(number) && number % 2 == 1 ? PaperKind.ResidencePermit : PaperKind.ResidentId,
            Number = $"X{number}",
            Until = today.AddDays(IsDue(number) && number % 2 == 1 ? PermitLead : 200 + (number % PaperDays)),
        };

        /// <summary>Who is not due but within the leads has been reminded already.</summary>
        public ReminderMark? Mark(int number) => !IsDue(number) && CodeEnd(number) <= today.AddDays(MarkedDays)
            ? new() { Rule = ReminderRules.CodeValidity.Id, SubjectId = Id(number, 1), Date = CodeEnd(number), Lead = ReminderRules.CodeValidity.LeadDays[^1], TalentId = Id(number, 1), At = Before }
            : null;
    }
}
