using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Providers;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;

namespace TalentCode.Benchmarks.Messages;

/// <summary>
/// Kills a process at random moments while it puts messages into inboxes and hands them to an SMS provider, WeChat and a mail
/// server, starts the next, and at the end compares what was owed with what stands in the inboxes and what the providers took.
/// </summary>
public sealed class SendKillTest(string? postgres, TextWriter output)
{
    private const int People = 10, Each = 3;

    // A lease ends after two minutes; the next process lives that much later instead of waiting for it.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(3);
    private static readonly DateTime Start = new(2026, 9, 18, 1, 0, 0, DateTimeKind.Utc);

    /// <returns>True when each message stands once in its inbox, the provider took each, and took none twice that is not reported.</returns>
    public async Task<bool> RunAsync(int rounds)
    {
        using var folder = Repository.NewFolder();
        await using var city = await BenchCity.CreateAsync(folder.Path, postgres, People, 1);
        await using var provider = new ProviderServer();
        await city.Get<Store>().WriteAsync(db => db.ContactAddresses.AddRangeAsync(city.Holders.Select(AddressOf).OfType<ContactAddress>()));
        var (store, now) = (city.Get<Store>(), Start);
        var (kills, amid) = (0, 0);
        for (var round = 1; kills < rounds; round++)
        {
            await OweAsync(city, round, now);
            var before = provider.Taken.Count;
            // Every fourth is killed while it starts and fills the inboxes, the others while messages go out: somewhere
            // before, within or after a call of the provider.
            var (more, later) = (round % 4 == 0 ? 0 : Random.Shared.Next(1, People * Each), TimeSpan.FromMilliseconds(Random.Shared.Next(0, round % 4 == 0 ? 1500 : 40)));
            var killed = await SenderProcess.KillAsync(city.Connection, city.KeyFolder, provider, now, async () =>
            {
                await provider.TakenAsync(before + more);
                await Task.Delay(later);
            });
            var took = provider.Taken.Count - before;
            if (killed) (kills, amid) = (kills + 1, amid + (took > 0 ? 1 : 0));
            output.WriteLine($"round {round}: {(killed ? "killed" : "had ended by itself")} after the provider took {took}, and {later.TotalMilliseconds:F0} ms");
            // Whole days would end in the quiet hours: an hour of rounds, then the next day.
            now = now.AddDays(round % 100 == 0 ? 1 : 0) + Between;
        }
        output.WriteLine($"{kills} processes killed, {amid} of them while messages went out");
        var suspected = await FinishAsync(city, provider, now);
        return await CheckAsync(store, provider, suspected);
    }

    /// <summary>By WeChat, by mail, and the others by SMS.</summary>
    private static ContactAddress? AddressOf(Talent holder, int i) => (i % 3) switch
    {
        0 => new() { TalentId = holder.Id, WeChatOpenId = $"open-{i}" },
        1 => new() { TalentId = holder.Id, Email = $"holder{i}@example.org" },
        _ => null,
    };

    private static Task OweAsync(BenchCity city, int round, DateTime now) => city.Get<Store>().WriteAsync(db => db.OweManyAsync(city.Holders.SelectMany((holder, i) => Enumerable.Range(0, Each)
        .Select(n => Notices.Row("case-received", $"{round}:{i}:{n}", Recipient.Talent(holder.Id), now, new()
        {
            // WeChat is given no id of ours: the service names the message.
            ["item"] = new($"入学{round}-{i}-{n}", $"School {round}-{i}-{n}"),
            ["department"] = new("市教委", "Education commission"),
            ["number"] = new($"{n}", $"{n}"),
            ["acceptance"] = new("9月20日", "20 September"),
        }, $"/cases/{i}"))), default));

    /// <summary>One last process that lives, minute by minute, until nothing is open.</summary>
    private static async Task<int> FinishAsync(BenchCity city, ProviderServer provider, DateTime now)
    {
        var time = new StartedTime(now);
        await using var services = SenderProcess.Build(city.Connection, city.KeyFolder, provider.Address, provider.MailPort, time);
        for (var minutes = 0; minutes < 600; minutes++)
        {
            await services.GetRequiredService<OutboxSender>().SweepAsync(default);
            await services.GetRequiredService<ExternalSender>().SweepAsync(default);
            if (!await city.Get<Store>().ReadAsync(db => db.Outbox.AnyAsync(m => m.DoneAt == null && m.ParkedAt == null))) break;
            time.Jump(TimeSpan.FromMinutes(1));
        }
        return await city.Get<Store>().ReadAsync(db => db.Outbox.CountAsync(m => m.PossibleDuplicateAt != null));
    }

    private async Task<bool> CheckAsync(Store store, ProviderServer provider, int suspected)
    {
        var (outbox, inbox) = await store.ReadAsync(async db => (await db.Outbox.ToListAsync(), await db.Inbox.ToListAsync()));
        var owed = outbox.FindAll(m => m.Channel == Notices.InApp);
        var outside = outbox.FindAll(m => m.Channel != Notices.InApp);
        var named = outside.Where(m => m.Channel == ChannelNames.WeChat).ToDictionary(m => m.Values["item"].Zh, m => m.Id.ToString("N"));
        List<string> taken = [.. provider.Taken.Select(t => t.Body is { } body && t.Action == "bizsend" ? named[ItemOf(body)] : t.Key)];
        var times = taken.CountBy(key => key).ToDictionary();
        var reported = outside.Where(m => m.PossibleDuplicateAt is not null).Select(m => m.Id.ToString("N")).ToHashSet();
        (string What, int Wrong)[] checks =
        [
            ("messages owed and not in the inbox", owed.Select(m => m.Id).Except(inbox.Select(i => i.Id)).Count()),
            ("messages in the inbox twice, or owed by nobody", inbox.Count - owed.Count),
            ("messages not owed outside exactly once", owed.Count - outside.Count),
            ("messages still open or stopped", outbox.Count(m => m.DoneAt is null)),
            ("messages the provider never took", outside.Count(m => !times.ContainsKey(m.Id.ToString("N")))),
            ("channels by which nothing went", 3 - outside.DistinctBy(m => m.Channel).Count()),
            ("messages taken twice that are not reported", times.Count(t => t.Value > 1 && !reported.Contains(t.Key))),
            ("cases out of order at the provider", OutOfOrder(outside, taken)),
        ];
        Table.Print($"{owed.Count} messages; the providers took {taken.Count}, {times.Count(t => t.Value > 1)} of them twice; {suspected} reported as possible duplicates",
            [.. checks.Select(c => new[] { c.What, $"{c.Wrong}", c.Wrong == 0 ? "ok" : "VIOLATED" })], output);
        return checks.All(c => c.Wrong == 0);
    }

    private static string ItemOf(JsonElement message) => message.GetProperty("data").GetProperty(SenderProcess.WeChatItem).GetProperty("value").GetString()!;

    private static int OutOfOrder(List<OutboxMessage> outside, List<string> taken)
    {
        var place = taken.Select((key, i) => (key, i)).DistinctBy(t => t.key).ToDictionary(t => t.key, t => t.i);
        return outside.GroupBy(m => (m.RecipientId, m.Link)).Count(matter =>
        {
            var places = matter.OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Select(m => place.GetValueOrDefault(m.Id.ToString("N"), -1)).ToList();
            return !places.SequenceEqual(places.Order());
        });
    }
}
