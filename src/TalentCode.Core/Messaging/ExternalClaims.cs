using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>
/// Takes messages to be sent outside the inbox on lease. Of one matter only the earliest on each channel is taken; the
/// later ones wait for it, so that the order holds whatever a provider does. Nothing is taken in the quiet hours that
/// may wait, and nothing at all while the administrator has stopped the sending.
/// </summary>
internal sealed class ExternalClaims(Store store, CityClock clock, SendingSettings settings)
{
    private const int BatchSize = 20;

    /// <summary>Read at once: many may have to wait for an earlier one, and the first that need not must be found behind them.</summary>
    private const int LookAhead = 200;

    /// <summary>Longer than a call may take; renewed before each.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // Nobody gives a lease of that length: the clock was set back since, and whoever held it is gone.
    private static readonly TimeSpan Impossible = Lease * 2;

    private sealed record Due(Guid Id, string Channel, Guid RecipientId, string? Link, DateTime CreatedAt, DateTime NextAttemptAt)
    {
        /// <summary>Messages of the same queue go out one after the other.</summary>
        public object Queue => Link is null ? Id : (Channel, RecipientId, Link);
    }

    /// <param name="tired">Channels to leave alone for now.</param>
    /// <returns>None when all that was looked at has to wait for an earlier one: the next look sees further. Null when nothing is due.</returns>
    public Task<List<OutboxMessage>?> TakeAsync(Guid owner, List<string> tired, CancellationToken cancel) => store.WriteAsync<List<OutboxMessage>?>(async db =>
    {
        if (await db.SendingStops.AnyAsync(s => s.ResumedAt == null, cancel)) return null;
        var due = await DueAsync(db, tired, cancel);
        if (due.Count == 0) return null;
        var waiting = await HeldUpAsync(db, due, cancel);
        var (now, impossible) = (clock.UtcNow, clock.UtcNow + Impossible);
        List<Guid> ids = [.. due.Select(d => d.Id).Except(waiting.Keys).Take(BatchSize)];
        foreach (var group in waiting.GroupBy(w => w.Value))
        {
            List<Guid> held = [.. group.Select(w => w.Key)];
            await db.Outbox.Where(m => EF.Parameter(held).Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextAttemptAt, group.Key), cancel);
        }
        // The condition is repeated: between reading and claiming another server may have been here.
        await db.Outbox.Where(m => EF.Parameter(ids).Contains(m.Id) && m.DoneAt == null && m.ParkedAt == null && (m.LeaseUntil == null || m.LeaseUntil < now || m.LeaseUntil > impossible))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseOwner, owner).SetProperty(m => m.LeaseUntil, now + Lease), cancel);
        return await db.Outbox.AsNoTracking().Where(m => EF.Parameter(ids).Contains(m.Id) && m.LeaseOwner == owner).OrderByDescending(m => m.Urgent).ThenBy(m => m.NextAttemptAt).ThenBy(m => m.Id).ToListAsync(cancel);
    }, cancel);

    private Task<List<Due>> DueAsync(TalentDb db, List<string> tired, CancellationToken cancel)
    {
        var (now, quiet) = (clock.UtcNow, QuietHours.Now(clock, settings));
        var impossible = now + Impossible;
        return db.Outbox
            .Where(m => m.Channel != Notices.InApp && m.DoneAt == null && m.ParkedAt == null && m.NextAttemptAt <= now && (m.LeaseUntil == null || m.LeaseUntil < now || m.LeaseUntil > impossible))
            .Where(m => !EF.Parameter(tired).Contains(m.Channel) && (!quiet || m.Urgent))
            // What cannot wait for the morning does not wait behind a thousand digests either. They fall due together and have to be sorted in any case.
            .OrderByDescending(m => m.Urgent).ThenBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Take(LookAhead)
            .Select(m => new Due(m.Id, m.Channel, m.RecipientId, m.Link, m.CreatedAt, m.NextAttemptAt)).ToListAsync(cancel);
    }

    /// <summary>Those before which another message of their queue is still open, and when to look again.</summary>
    private async Task<Dictionary<Guid, DateTime>> HeldUpAsync(TalentDb db, List<Due> due, CancellationToken cancel)
    {
        var people = due.Where(d => d.Link is not null).Select(d => d.RecipientId).Distinct().ToList();
        var open = await db.Outbox.Where(m => m.Channel != Notices.InApp && m.DoneAt == null && m.ParkedAt == null && EF.Parameter(people).Contains(m.RecipientId))
            .Select(m => new Due(m.Id, m.Channel, m.RecipientId, m.Link, m.CreatedAt, m.NextAttemptAt)).ToListAsync(cancel);
        var first = open.GroupBy(d => d.Queue).ToDictionary(g => g.Key, g => g.OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).First());
        // A little later than the first one, or soon when that one is under way.
        var soon = clock.UtcNow + ExternalSender.Follow;
        // A queue that is not there any more was emptied by another server since the first reading.
        return due.Where(d => d.Link is not null && first.TryGetValue(d.Queue, out var head) && head.Id != d.Id)
            .ToDictionary(d => d.Id, d => first[d.Queue].NextAttemptAt is var at && at > soon ? at : soon);
    }

    /// <summary>Renews the lease; false when another server has taken the message since, or somebody has closed it.</summary>
    /// <param name="sending">The provider is called next.</param>
    public async Task<bool> HoldAsync(OutboxMessage message, Guid owner, bool sending, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        DateTime? since = sending ? now : null;
        return await store.WriteAsync(db => db.Outbox.Where(m => m.Id == message.Id && m.LeaseOwner == owner && m.DoneAt == null && m.ParkedAt == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(m => m.LeaseUntil, now + Lease)
                .SetProperty(m => m.SendingAt, m => since ?? m.SendingAt), cancel), cancel) == 1;
    }
}
