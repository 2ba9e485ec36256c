using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Notifications;

/// <summary>A message that does not go on by itself. Says neither to whom nor what: an administrator needs neither.</summary>
/// <param name="At">When it was parked, or sent a second time.</param>
/// <param name="HandedTo">The channel that took over; then there is nothing left to do here.</param>
public sealed record ParkedMessage(Guid Id, string Template, string Channel, DateTime At, string? Error, DeliveryState? State, string? HandedTo, int Attempts, string? Correlation);

/// <summary>How many of today, by channel and state.</summary>
public sealed record ChannelCount(string Channel, DeliveryState? State, int Count);

/// <param name="Duplicates">Messages sent a second time although the first may have gone out, of the last 30 days.</param>
public sealed record OutboxState(int Due, int Retrying, int SentToday, int ParkedCount, IReadOnlyList<ParkedMessage> Parked, IReadOnlyList<ParkedMessage> Duplicates, IReadOnlyList<ChannelCount> Today);

/// <summary>How the sending of messages stands, for the administrator.</summary>
public sealed class OutboxQueries(Store store, CityClock clock)
{
    public Task<OutboxState> StateAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        var (now, today) = (clock.UtcNow, clock.StartOf(clock.Today));
        var month = now.AddDays(-30);
        return store.ReadAsync(async db =>
        {
            var waiting = db.Outbox.Where(m => m.DoneAt == null && m.ParkedAt == null);
            var parked = db.Outbox.Where(m => m.ParkedAt != null);
            var counts = await db.Outbox.Where(m => m.DoneAt >= today).GroupBy(m => new { m.Channel, m.State }).Select(g => new ChannelCount(g.Key.Channel, g.Key.State, g.Count())).ToListAsync();
            return new OutboxState(await waiting.CountAsync(m => m.NextAttemptAt <= now), await waiting.CountAsync(m => m.Attempts > 0), counts.Sum(c => c.Count),
                await parked.CountAsync(),
                await parked.OrderByDescending(m => m.ParkedAt).Take(50)
                    .Select(m => new ParkedMessage(m.Id, m.Template, m.Channel, m.ParkedAt!.Value, m.LastError, m.State, m.HandedTo, m.Attempts, m.Correlation)).ToListAsync(),
                await db.Outbox.Where(m => m.PossibleDuplicateAt > month).OrderByDescending(m => m.PossibleDuplicateAt).Take(50)
                    .Select(m => new ParkedMessage(m.Id, m.Template, m.Channel, m.PossibleDuplicateAt!.Value, m.LastError, m.State, m.HandedTo, m.Attempts, m.Correlation)).ToListAsync(),
                [.. counts.OrderBy(c => c.Channel, StringComparer.Ordinal)]);
        });
    }

    /// <summary>The administrator's "send again" for a parked message that no other channel has taken over.</summary>
    public Task SendAgainAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.Administer);
        return store.WriteAsync(async db =>
        {
            var row = await db.Outbox.SingleAsync(m => m.Id == id && m.ParkedAt != null);
            if (row.HandedTo is { } channel)
                throw new RefusedException("handed-over", $"这条消息已经改用{ChannelNames.NameOf(channel).Zh}发送,不用再发。", $"This message went on by {ChannelNames.NameOf(channel).En}; there is nothing to send again.");
            (row.ParkedAt, row.Attempts, row.NextAttemptAt, row.State) = (null, 0, clock.UtcNow, null);
            db.OwesMessages = true;
        });
    }
}
