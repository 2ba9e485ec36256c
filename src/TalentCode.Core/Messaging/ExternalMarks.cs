using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>Writes down what came of a message outside the inbox. Every mark needs the lease: whoever has lost it says nothing.</summary>
internal sealed class ExternalMarks(Store store, CityClock clock, MessageRouter router, SendingSettings settings)
{
    private const int LongestError = 900;

    public Task<SendReport> MarkAsync(OutboxMessage message, Guid owner, SendOutcome outcome, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (await OwnAsync(db, message, owner, cancel) is not { } row) return new SendReport(0, 0, 0);
        var now = clock.UtcNow;
        row.Attempts++;
        row.LastError = outcome.Reason is { Length: > LongestError } reason ? reason[..LongestError] : outcome.Reason;
        row.Receipt = outcome.Receipt ?? row.Receipt;
        // What was open once stays open until it is sent: it may still turn up in the provider's record.
        if (outcome.Result == SendResult.Unknown) row.UnsureAt = row.SendingAt ?? row.UnsureAt ?? now;
        (row.SendingAt, row.LeaseUntil) = (null, null);
        switch (outcome.Result)
        {
            case SendResult.Sent:
                (row.DoneAt, row.State) = (now, DeliveryState.Sent);
                break;
            case SendResult.Rejected:
                await GiveUpAsync(db, row, DeliveryState.Rejected, cancel);
                break;
            case var open when row.Attempts > settings.Retries.Count:
                // It may have arrived after all, and arrives now on another channel.
                if (open == SendResult.Unknown) row.PossibleDuplicateAt = now;
                await GiveUpAsync(db, row, open == SendResult.Unknown ? DeliveryState.Unsure : DeliveryState.GivenUp, cancel);
                break;
            case var open:
                row.State = open == SendResult.Unknown ? DeliveryState.Unsure : DeliveryState.Failed;
                row.NextAttemptAt = now + settings.Retries[row.Attempts - 1];
                return new(0, 1, 0);
        }
        await FollowersAsync(db, row, cancel);
        return row.ParkedAt is null ? new(1, 0, 0) : new(0, 0, 1);
    }, cancel);

    private async Task GiveUpAsync(TalentDb db, OutboxMessage row, DeliveryState state, CancellationToken cancel)
    {
        (row.ParkedAt, row.State) = (clock.UtcNow, state);
        row.HandedTo = await router.HandOverAsync(db, row, cancel);
    }

    /// <summary>The next of the same matter need not wait any longer.</summary>
    private Task<int> FollowersAsync(TalentDb db, OutboxMessage row, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        return row.Link is null ? Task.FromResult(0) : db.Outbox
            .Where(m => m.RecipientId == row.RecipientId && m.Channel == row.Channel && m.Link == row.Link && m.Id != row.Id && m.DoneAt == null && m.ParkedAt == null && m.Attempts == 0 && m.Template != MessageRouter.Digest && m.NextAttemptAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextAttemptAt, now), cancel);
    }

    /// <summary>Puts a message off when its reader has had as many on this channel as may be.</summary>
    public Task<bool> PutOffAsync(OutboxMessage message, Guid owner, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (message.Urgent || message.RecipientId == Guid.Empty) return false;
        var now = clock.UtcNow;
        var day = now.AddDays(-1);
        var sent = await db.Outbox.Where(m => m.RecipientId == message.RecipientId && m.Channel == message.Channel && m.DoneAt > day && m.State == DeliveryState.Sent)
            .Select(m => m.DoneAt!.Value).OrderByDescending(at => at).Take(settings.PerDay).ToListAsync(cancel);
        DateTime? until = sent.Count >= settings.PerDay ? sent[^1].AddDays(1)
            : sent.Count(at => at > now.AddHours(-1)) >= settings.PerHour ? sent[settings.PerHour - 1].AddHours(1) : null;
        if (until is not { } free || await OwnAsync(db, message, owner, cancel) is not { } row) return false;
        (row.NextAttemptAt, row.LeaseUntil) = (free > now ? free : now, null);
        return true;
    }, cancel);

    /// <summary>Waits until the provider's record can be trusted; not an attempt.</summary>
    public Task WaitAsync(OutboxMessage message, Guid owner, DateTime attempted, DateTime until, CancellationToken cancel) => ChangeAsync(message, owner, row =>
        (row.UnsureAt, row.SendingAt, row.LeaseUntil, row.NextAttemptAt, row.State) = (attempted, null, null, until, DeliveryState.Unsure), cancel);

    /// <summary>It is sent a second time, and the first may have gone out.</summary>
    public Task SuspectAsync(OutboxMessage message, Guid owner, CancellationToken cancel) => ChangeAsync(message, owner, row => row.PossibleDuplicateAt = clock.UtcNow, cancel);

    public Task ReleaseAsync(OutboxMessage message, Guid owner, CancellationToken cancel) => ChangeAsync(message, owner, row => row.LeaseUntil = null, cancel);

    /// <summary>It is not sent; the next of the same matter goes on.</summary>
    public Task CloseAsync(OutboxMessage message, Guid owner, DeliveryState state, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (await OwnAsync(db, message, owner, cancel) is not { } row) return;
        (row.DoneAt, row.State, row.LeaseUntil) = (clock.UtcNow, state, null);
        await FollowersAsync(db, row, cancel);
    }, cancel);

    private Task ChangeAsync(OutboxMessage message, Guid owner, Action<OutboxMessage> change, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        if (await OwnAsync(db, message, owner, cancel) is { } row) change(row);
    }, cancel);

    private static Task<OutboxMessage?> OwnAsync(TalentDb db, OutboxMessage message, Guid owner, CancellationToken cancel) =>
        db.Outbox.SingleOrDefaultAsync(m => m.Id == message.Id && m.LeaseOwner == owner && m.DoneAt == null && m.ParkedAt == null, cancel);
}
