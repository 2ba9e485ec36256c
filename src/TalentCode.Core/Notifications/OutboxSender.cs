using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Notifications;

/// <summary>What one sweep did.</summary>
public sealed record SendReport(int Sent, int Failed, int Parked);

/// <summary>
/// Sends what is due: claims rows by lease, hands each over, marks it done. May run twice, on two machines and after a
/// crash. The in-app inbox row carries the outbox id and is written with the mark, so it exists exactly once; other
/// channels are at least once, with the outbox id as their idempotency key.
/// </summary>
public sealed class OutboxSender(Store store, CityClock clock, IEnumerable<IMessageChannel> channels)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Waiting time before attempt 2, 3, …; after the last one the message is parked for the administrator.</summary>
    public static IReadOnlyList<TimeSpan> RetrySchedule { get; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    private readonly Dictionary<string, IMessageChannel> _channels = channels.ToDictionary(c => c.Name);

    public async Task<SendReport> SweepAsync(CancellationToken cancel)
    {
        var report = new SendReport(0, 0, 0);
        while (!cancel.IsCancellationRequested)
        {
            var claimed = await ClaimAsync(cancel);
            if (claimed.Count == 0) break;
            var inApp = claimed.Where(m => m.Channel == Notices.InApp).ToList();
            await DeliverToInboxAsync(inApp, cancel);
            report = report with { Sent = report.Sent + inApp.Count };
            foreach (var message in claimed.Except(inApp))
                report = Add(report, await SendAsync(message, cancel));
        }
        return report;
    }

    private async Task<List<OutboxMessage>> ClaimAsync(CancellationToken cancel)
    {
        var owner = Guid.NewGuid();
        return await store.WriteAsync(async db =>
        {
            var now = clock.UtcNow;
            var due = await db.Outbox
                .Where(m => m.DoneAt == null && m.ParkedAt == null && m.NextAttemptAt <= now && (m.LeaseUntil == null || m.LeaseUntil < now))
                .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Take(BatchSize).Select(m => m.Id).ToListAsync(cancel);
            if (due.Count == 0) return [];
            // The condition is repeated: between reading and claiming another server may have been here.
            await db.Outbox.Where(m => due.Contains(m.Id) && m.DoneAt == null && (m.LeaseUntil == null || m.LeaseUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseOwner, owner).SetProperty(m => m.LeaseUntil, now + Lease), cancel);
            return await db.Outbox.AsNoTracking().Where(m => m.LeaseOwner == owner && m.DoneAt == null).OrderBy(m => m.Id).ToListAsync(cancel);
        }, cancel);
    }

    private Task DeliverToInboxAsync(List<OutboxMessage> messages, CancellationToken cancel) => messages.Count == 0
        ? Task.CompletedTask
        : store.WriteAsync(async db =>
        {
            var now = clock.UtcNow;
            var ids = messages.ConvertAll(m => m.Id);
            var there = await db.Inbox.Where(i => ids.Contains(i.Id)).Select(i => i.Id).ToListAsync(cancel);
            foreach (var message in messages.Where(m => !there.Contains(m.Id)))
                db.Inbox.Add(ToInbox(message));
            await db.Outbox.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.DoneAt, now).SetProperty(m => m.LeaseUntil, (DateTime?)null).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
        }, cancel);

    private async Task<SendReport> SendAsync(OutboxMessage message, CancellationToken cancel)
    {
        try
        {
            var channel = _channels.GetValueOrDefault(message.Channel) ?? throw new InvalidOperationException($"No channel named {message.Channel} is configured.");
            var (title, body) = MessageTemplates.Render(message.Template, message.Values);
            await channel.SendAsync(message, title, body, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return await FailedAsync(message, error, cancel);
        }
        await MarkAsync(message.Id, clock.UtcNow, null, null, null, cancel);
        return new(1, 0, 0);
    }

    private async Task<SendReport> FailedAsync(OutboxMessage message, Exception error, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var text = $"{error.GetType().Name}: {error.Message}";
        text = text.Length > 900 ? text[..900] : text;
        var last = message.Attempts >= RetrySchedule.Count;
        await MarkAsync(message.Id, null, last ? null : now + RetrySchedule[message.Attempts], last ? now : null, text, cancel);
        return last ? new(0, 0, 1) : new(0, 1, 0);
    }

    private Task<int> MarkAsync(Guid id, DateTime? done, DateTime? next, DateTime? parked, string? error, CancellationToken cancel) =>
        store.WriteAsync(db => db.Outbox.Where(m => m.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.DoneAt, done)
            .SetProperty(m => m.ParkedAt, parked)
            .SetProperty(m => m.NextAttemptAt, m => next ?? m.NextAttemptAt)
            .SetProperty(m => m.Attempts, m => m.Attempts + 1)
            .SetProperty(m => m.LastError, error)
            .SetProperty(m => m.LeaseUntil, (DateTime?)null), cancel), cancel);

    /// <summary>The administrator's "send again" for a parked message.</summary>
    public Task SendAgainAsync(Staff.Actor actor, Guid id)
    {
        actor.Require(Staff.Permission.Administer);
        return store.WriteAsync(async db =>
        {
            var row = await db.Outbox.SingleAsync(m => m.Id == id && m.ParkedAt != null);
            (row.ParkedAt, row.Attempts, row.NextAttemptAt) = (null, 0, clock.UtcNow);
        });
    }

    private static InboxMessage ToInbox(OutboxMessage message)
    {
        var (title, body) = MessageTemplates.Render(message.Template, message.Values);
        return new()
        {
            Id = message.Id,
            RecipientKind = message.RecipientKind,
            RecipientId = message.RecipientId,
            Template = message.Template,
            TitleZh = title.Zh,
            TitleEn = title.En,
            BodyZh = body.Zh,
            BodyEn = body.En,
            Link = message.Link,
            At = message.CreatedAt,
        };
    }

    private static SendReport Add(SendReport a, SendReport b) => new(a.Sent + b.Sent, a.Failed + b.Failed, a.Parked + b.Parked);
}
