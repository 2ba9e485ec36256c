using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>
/// Sends outside the inbox what is due, one message after the other. Each is at least once: before a provider is called
/// the row says so, and a call without an answer, or a process that died in it, leaves a message of which nobody knows
/// whether it went out. Then the provider's record is asked before it is sent again, and where the record cannot settle
/// it, the second sending is reported (<see cref="OutboxMessage.PossibleDuplicateAt"/>).
/// </summary>
public sealed class ExternalSender(Store store, CityClock clock, MessageRouter router, ExternalText text, IEnumerable<OpenMatters> matters, IEnumerable<IMessageChannel> channels, SendingSettings settings, ILogger<ExternalSender> log) : IDisposable
{
    internal static readonly TimeSpan Follow = TimeSpan.FromSeconds(5);

    // Then it is tried once more, also while a sweep of thousands on other channels goes on.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IMessageChannel> _channels = channels.ToDictionary(c => c.Name);
    private readonly ExternalClaims _claims = new(store, clock, settings);
    private readonly ExternalMarks _marks = new(store, clock, router, settings);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A second sweep in this process has nothing to add: a provider that hangs must not hang every worker.</summary>
    public async Task<SendReport> SweepAsync(CancellationToken cancel)
    {
        var report = new SendReport(0, 0, 0);
        if (!await _turn.WaitAsync(0, cancel)) return report;
        try
        {
            var (owner, failures) = (Guid.NewGuid(), new Dictionary<string, Failures>());
            while (!cancel.IsCancellationRequested)
            {
                var tired = failures.Where(f => IsTired(f.Value)).Select(f => f.Key).ToList();
                if (await _claims.TakeAsync(owner, tired, cancel) is not { } taken) break;
                foreach (var message in taken)
                    report += await OneAsync(message, owner, failures, cancel);
            }
            return report;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <param name="Number">In a row.</param>
    /// <param name="Last">UTC.</param>
    private readonly record struct Failures(int Number, DateTime Last);

    // A clock that was set back ends the rest.
    private bool IsTired(Failures failures) => failures.Number >= settings.TiresAfter && clock.UtcNow - failures.Last is var rested && rested >= TimeSpan.Zero && rested < Rest;

    private async Task<SendReport> OneAsync(OutboxMessage message, Guid owner, Dictionary<string, Failures> failures, CancellationToken cancel)
    {
        var failed = failures.GetValueOrDefault(message.Channel);
        if (IsTired(failed))
        {
            await _marks.ReleaseAsync(message, owner, cancel);
            return new(0, 0, 0);
        }
        using var activity = Telemetry.Begin("send message", message.Correlation);
        activity?.SetTag("talentcode.channel", message.Channel).SetTag("talentcode.message", message.Id);
        if (!await _claims.HoldAsync(message, owner, sending: false, cancel)) return new(0, 0, 0);
        SendOutcome? outcome;
        try
        {
            outcome = await TryAsync(message, owner, activity, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Nothing was called yet; one message that cannot be made does not hold up the others.
            outcome = new(SendResult.Failed, Reason: $"{error.GetType().Name}: {error.Message}");
        }
        if (outcome is null) return new(0, 0, 0);
        failures[message.Channel] = outcome.Result is SendResult.Failed or SendResult.Unknown ? new(failed.Number + 1, clock.UtcNow) : default;
        activity?.SetStatus(outcome.Result == SendResult.Sent ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome.Reason);
        log.LogInformation("Message {Id} ({Template}) by {Channel}: {Result} {Reason}, caused by {Correlation}", message.Id, message.Template, message.Channel, outcome.Result, outcome.Reason, message.Correlation);
        return await _marks.MarkAsync(message, owner, outcome, cancel);
    }

    /// <returns>What came of it; null when it was put off, closed without sending or taken by somebody else.</returns>
    private async Task<SendOutcome?> TryAsync(OutboxMessage message, Guid owner, Activity? activity, CancellationToken cancel)
    {
        if (!_channels.TryGetValue(message.Channel, out var channel)) return new(SendResult.Rejected, Reason: "channel is not set up");
        var (outgoing, reason, mentioned) = await PrepareAsync(message, cancel);
        foreach (var other in mentioned) Telemetry.Link(activity, other.Correlation);
        if (outgoing is null)
        {
            if (reason is not null) return new(SendResult.Rejected, Reason: reason);
            await _marks.CloseAsync(message, owner, DeliveryState.Unneeded, cancel);
            return null;
        }
        // Still marked as being sent: the process that sent it died before the answer.
        if ((message.UnsureAt ?? message.SendingAt) is { } attempted)
        {
            if (await SettleAsync(channel, message, outgoing, attempted, owner, cancel) is not { } settled) return null;
            if (settled.Result != SendResult.Failed) return settled;
        }
        else if (await _marks.PutOffAsync(message, owner, cancel)) return null;
        if (!await _claims.HoldAsync(message, owner, sending: true, cancel)) return null;
        try
        {
            return await channel.SendAsync(outgoing, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            return new(SendResult.Unknown, Reason: error.GetType().Name);
        }
    }

    /// <returns>Sent: it was there. Failed: to be sent again. Unknown: the record could not be asked. Null: put off until the record can be trusted.</returns>
    private async Task<SendOutcome?> SettleAsync(IMessageChannel channel, OutboxMessage message, Outgoing outgoing, DateTime attempted, Guid owner, CancellationToken cancel)
    {
        var record = await channel.AskAsync(outgoing, attempted, cancel);
        log.LogInformation("Message {Id} by {Channel} was left open at {Attempted}; the record says {Record}", message.Id, message.Channel, attempted, record);
        switch (record)
        {
            case SendRecord.Sent:
                return new(SendResult.Sent, message.Receipt, "found in the provider's record");
            case SendRecord.Silent:
                return new(SendResult.Unknown, Reason: "the provider's record could not be asked");
            case SendRecord.Failed:
                return new(SendResult.Failed);
            case SendRecord.Missing when clock.UtcNow < attempted + settings.RecordSettles:
                await _marks.WaitAsync(message, owner, attempted, attempted + settings.RecordSettles, cancel);
                return null;
            default:
                await _marks.SuspectAsync(message, owner, cancel);
                return new(SendResult.Failed);
        }
    }

    /// <param name="Message">What the channel gets; null when there is nothing to send.</param>
    /// <param name="Reason">Why there is not, where that is a fault.</param>
    /// <param name="Mentioned">The messages it speaks of: itself, or those in the digest.</param>
    private sealed record Prepared(Outgoing? Message, string? Reason, IReadOnlyList<OutboxMessage> Mentioned);

    private Task<Prepared> PrepareAsync(OutboxMessage message, CancellationToken cancel) => store.ReadAsync(async db =>
    {
        if (message.RecipientId == Guid.Empty) return new Prepared(text.For(message, null, []), null, [message]);
        var person = await AddressBook.FindAsync(db, new(message.RecipientKind, message.RecipientId), clock.Today, cancel);
        if (person?.Addresses.ContainsKey(message.Channel) is not true) return new Prepared(null, "no address", []);
        var isDigest = message.Template == MessageRouter.Digest;
        var mentioned = isDigest ? await LinesAsync(db, message, cancel) : [message];
        mentioned.RemoveAll(m => person.IsOff(MessageKinds.Of(m.Template, m.RecipientKind)));
        foreach (var area in matters) mentioned = await area.OfAsync(db, mentioned, cancel);
        return new(mentioned.Count == 0 ? null : text.For(message, person, isDigest ? mentioned : []), null, mentioned);
    });

    /// <summary>What a digest mentions that has not been read.</summary>
    private static Task<List<OutboxMessage>> LinesAsync(TalentDb db, OutboxMessage digest, CancellationToken cancel)
    {
        var day = MessageRouter.DayOf(digest);
        return db.DigestLines.Where(l => l.TalentId == digest.RecipientId && l.Day == day)
            .Join(db.Inbox.Where(i => i.ReadAt == null), l => l.MessageId, i => i.Id, (l, _) => l.MessageId)
            .Join(db.Outbox, id => id, m => m.Id, (_, m) => m).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(cancel);
    }
}
