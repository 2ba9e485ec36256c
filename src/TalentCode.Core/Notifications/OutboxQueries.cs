using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Notifications;

/// <summary>A message that used up its attempts. Says neither to whom nor what: an administrator needs neither.</summary>
public sealed record ParkedMessage(Guid Id, string Template, string Channel, DateTime ParkedAt, string? Error);

public sealed record OutboxState(int Due, int Retrying, int SentToday, int ParkedCount, IReadOnlyList<ParkedMessage> Parked);

/// <summary>How the sending of messages stands, for the administrator.</summary>
public sealed class OutboxQueries(Store store, CityClock clock)
{
    public Task<OutboxState> StateAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        var (now, today) = (clock.UtcNow, clock.StartOf(clock.Today));
        return store.ReadAsync(async db =>
        {
            var waiting = db.Outbox.Where(m => m.DoneAt == null && m.ParkedAt == null);
            var parked = db.Outbox.Where(m => m.ParkedAt != null);
            return new OutboxState(await waiting.CountAsync(m => m.NextAttemptAt <= now), await waiting.CountAsync(m => m.Attempts > 0), await db.Outbox.CountAsync(m => m.DoneAt >= today),
                await parked.CountAsync(), await parked.OrderByDescending(m => m.ParkedAt).Take(50)
                    .Select(m => new ParkedMessage(m.Id, m.Template, m.Channel, m.ParkedAt!.Value, m.LastError)).ToListAsync());
        });
    }
}
