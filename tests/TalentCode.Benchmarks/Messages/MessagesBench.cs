using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TalentCode.Benchmarks.Running;
using TalentCode.Benchmarks.Scale;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Benchmarks.Messages;

/// <summary>Reminders that are all due at once, into the inboxes; then the same number again beside those that are done, and again with a channel set up.</summary>
internal static class MessagesBench
{
    private const int Chunk = 10_000, People = 2_000;
    private const double Seconds = 60, Megabytes = 400, Growth = 1.2;

    /// <param name="connection">An empty database; null for a new SQLite file.</param>
    public static async Task<int> RunAsync(string? connection, int due)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, connection, People, 1);
        await SeedAsync(city, "warm", due / 20);
        await city.Get<OutboxSender>().SweepAsync(default);
        await SeedAsync(city, "first", due);
        using var memory = new MemoryWatch();
        var first = await TimeAsync(() => city.Get<OutboxSender>().SweepAsync(default));
        var (heap, set) = memory.Stop();
        Console.WriteLine($"into the inboxes: {first.TotalSeconds:F1} s");
        await SeedAsync(city, "later", due);
        var later = await TimeAsync(() => city.Get<OutboxSender>().SweepAsync(default));
        await SeedAsync(city, "routed", due);
        var routed = await TimeAsync(() => new OutboxSender(city.Get<Store>(), city.Get<CityClock>(), new(city.Get<CityClock>(), [new Nowhere()], new()), NullLogger<OutboxSender>.Instance).SweepAsync(default));
        var (owed, inbox) = await city.Get<Store>().ReadAsync(async db => (await db.Outbox.CountAsync(m => m.Channel == Notices.InApp), await db.Inbox.CountAsync()));
        Table.Print($"messages ({due:N0} due at once for {People:N0} people, {Database.KindOf(city.Connection)})", [
            ["into the inboxes", $"{first.TotalSeconds:F1} s", Table.Verdict(first.TotalSeconds <= Seconds, $"<= {Seconds} s")],
            ["the same beside as many that are done", $"{later.TotalSeconds:F1} s", Table.Verdict(later / first <= Growth, $"ratio {later / first:F2} <= {Growth}")],
            ["with a channel set up: digests owed as well", $"{routed.TotalSeconds:F1} s", Table.Verdict(routed.TotalSeconds <= Seconds, $"<= {Seconds} s")],
            ["largest live heap after a collection, of the sweep alone", $"{heap / 1e6:F0} MB", Table.Verdict(heap / 1e6 <= Megabytes, $"<= {Megabytes} MB")],
            ["largest working set of the process", $"{set / 1e6:F0} MB", Table.Verdict(set / 1e6 <= Megabytes, $"<= {Megabytes} MB")],
            ["owed and delivered", $"{owed:N0}", $"{inbox:N0}"],
        ]);
        return first.TotalSeconds <= Seconds && routed.TotalSeconds <= Seconds && heap / 1e6 <= Megabytes && owed == inbox ? 0 : 1;
    }

    private static async Task SeedAsync(BenchCity city, string key, int count)
    {
        var now = DateTime.UtcNow;
        for (var from = 0; from < count; from += Chunk)
        {
            var rows = Enumerable.Range(from, Math.Min(Chunk, count - from)).Select(i => Notices.Row("code-validity", $"{key}:{i}", Recipient.Talent(city.Holders[i % People].Id), now,
                new() { ["until"] = new("6月30日", "30 June"), ["days"] = new("7", "7") }, "/services/P05"));
            await city.Get<Store>().WriteAsync(db => db.OweManyAsync(rows, default));
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed;
    }

    /// <summary>A channel that is set up and is never called here.</summary>
    private sealed class Nowhere : IMessageChannel
    {
        public string Name => ChannelNames.Sms;

        public Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel) => Task.FromResult(new SendOutcome(SendResult.Sent));

        public Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel) => Task.FromResult(SendRecord.None);
    }
}
