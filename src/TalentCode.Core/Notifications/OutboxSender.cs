using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Time;

namespace TalentCode.Core.Notifications;

/// <summary>What one sweep did.</summary>
public sealed record SendReport(int Sent, int Failed, int Parked)
{
    public static SendReport operator +(SendReport a, SendReport b) => new(a.Sent + b.Sent, a.Failed + b.Failed, a.Parked + b.Parked);
}

/// <summary>
/// Puts what is owed into the inboxes, by the thousand and each message exactly once: the inbox row carries the outbox
/// id and is written in the transaction that marks the message done and owes it to its first channel outside. May run
/// twice, on two machines and after a crash.
/// </summary>
public sealed class OutboxSender(Store store, CityClock clock, MessageRouter router, ILogger<OutboxSender> log)
{
    // A transaction of this size takes a fraction of a second: whoever else writes does not wait noticeably.
    private const int BatchSize = 2000;

    public async Task<SendReport> SweepAsync(CancellationToken cancel)
    {
        var sent = 0;
        while (!cancel.IsCancellationRequested && await DeliverAsync(cancel) is { } delivered)
        {
            sent += delivered.Count;
            Tell(delivered);
        }
        return new(sent, 0, 0);
    }

    /// <summary>Says of each action whose messages these are that they have arrived: one line and one span for an action, however many it caused.</summary>
    private void Tell(IEnumerable<OutboxMessage> delivered)
    {
        foreach (var caused in delivered.GroupBy(m => m.Correlation))
        {
            var (count, templates) = (caused.Count(), string.Join(", ", caused.Select(m => m.Template).Distinct()));
            using var activity = Telemetry.Begin("deliver messages", caused.Key);
            activity?.SetTag("talentcode.messages", count).SetTag("talentcode.templates", templates);
            log.LogInformation("{Count} messages ({Templates}) put into inboxes, caused by {Correlation}", count, templates, caused.Key);
        }
    }

    /// <returns>What was delivered; null when nothing was due.</returns>
    private Task<List<OutboxMessage>?> DeliverAsync(CancellationToken cancel) => store.WriteAsync<List<OutboxMessage>?>(async db =>
    {
        // In the inbox everything is due at once, also when the clock was set back behind the message's own time.
        var due = await db.Outbox.Where(m => m.Channel == Notices.InApp && m.DoneAt == null && m.ParkedAt == null)
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Take(BatchSize).Select(m => m.Id).ToListAsync(cancel);
        if (due.Count == 0) return null;
        // Another server may have been here between reading and marking, or is here now: what it marked is not ours.
        var (owner, now) = (Guid.NewGuid(), clock.UtcNow);
        await db.Outbox.Where(m => EF.Parameter(due).Contains(m.Id) && m.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.DoneAt, now).SetProperty(m => m.LeaseOwner, owner).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
        var ours = await db.Outbox.AsNoTracking().Where(m => EF.Parameter(due).Contains(m.Id) && m.LeaseOwner == owner).OrderBy(m => m.Id).ToListAsync(cancel);
        var there = (await db.Inbox.Where(i => EF.Parameter(due).Contains(i.Id)).Select(i => i.Id).ToListAsync(cancel)).ToHashSet();
        var fresh = ours.FindAll(m => !there.Contains(m.Id));
        await db.BulkInsertAsync(fresh.Select(ToInbox), cancel);
        await router.RouteAsync(db, fresh, cancel);
        return fresh;
    }, cancel);

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
}
