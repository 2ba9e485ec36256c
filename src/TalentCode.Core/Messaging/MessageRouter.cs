using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>
/// Decides on which channel outside the inbox a message goes first, in the transaction that puts it into the inbox, and
/// on which it goes on when a channel gives it up. The rows it writes carry the key of the message with the channel's
/// name, so that no message is owed twice on one channel.
/// </summary>
public sealed class MessageRouter(CityClock clock, IEnumerable<IMessageChannel> channels, SendingSettings settings)
{
    /// <summary>Template of the row that stands for a day's digest.</summary>
    public const string Digest = "digest";

    private readonly HashSet<string> _inUse = [.. channels.Select(c => c.Name)];

    /// <summary>Channels that are set up here.</summary>
    public IReadOnlySet<string> InUse => _inUse;

    /// <summary>Owes what has just been put into the inbox on the first channel of each recipient.</summary>
    public async Task RouteAsync(TalentDb db, IReadOnlyCollection<OutboxMessage> delivered, CancellationToken cancel)
    {
        if (_inUse.Count == 0 || delivered.Count == 0) return;
        var people = await AddressBook.LoadAsync(db, [.. delivered.Select(m => new Recipient(m.RecipientKind, m.RecipientId)).Distinct()], clock.Today, cancel);
        var (rows, digests) = (new List<OutboxMessage>(), new List<(OutboxMessage Message, string Channel)>());
        var digestAt = clock.At(QuietHours.DigestDay(clock.UtcNow, clock, settings), settings.DigestAt);
        foreach (var message in delivered)
        {
            var kind = MessageKinds.Of(message.Template, message.RecipientKind);
            if (message.RecipientKind == RecipientKind.Staff) continue;
            if (people.GetValueOrDefault(message.RecipientId)?.Order(kind, _inUse) is not [var first, ..]) continue;
            if (MessageKinds.Waits(message, digestAt, clock)) digests.Add((message, first));
            else rows.Add(RowFor(message, kind, first));
        }
        rows.AddRange(await GroupRowsAsync(db, delivered, cancel));
        rows.AddRange(await DigestRowsAsync(db, digests, cancel));
        if (rows.Count > 0) await db.OweManyAsync(rows, cancel);
    }

    /// <summary>Owes a message that a channel has given up on the next one the person can be reached by.</summary>
    /// <returns>That channel, or null when there is none left.</returns>
    public async Task<string?> HandOverAsync(TalentDb db, OutboxMessage given, CancellationToken cancel)
    {
        if (await AddressBook.FindAsync(db, new(given.RecipientKind, given.RecipientId), clock.Today, cancel) is not { } person) return null;
        var kind = MessageKinds.Of(given.Template, given.RecipientKind);
        var order = person.Order(kind, _inUse);
        var keys = order.Select(c => KeyOn(given, c)).ToList();
        var tried = await db.Outbox.Where(m => EF.Parameter(keys).Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel);
        if (order.FirstOrDefault(c => !tried.Contains(KeyOn(given, c))) is not { } next) return null;
        db.Outbox.Add(RowFor(given, kind, next));
        return next;
    }

    private OutboxMessage RowFor(OutboxMessage of, MessageKind kind, string channel)
    {
        var now = clock.UtcNow;
        return new()
        {
            Id = OrderedId.Next(now),
            DedupKey = KeyOn(of, channel),
            Template = of.Template,
            Channel = channel,
            RecipientKind = of.RecipientKind,
            RecipientId = of.RecipientId,
            Values = of.Values,
            Link = of.Link,
            Correlation = of.Correlation,
            // Its place among the messages of the same matter is that of the message itself.
            CreatedAt = of.CreatedAt,
            Urgent = MessageKinds.Rules[kind].AtNight,
            NextAttemptAt = MessageKinds.Rules[kind].AtNight ? now : QuietHours.Next(now, clock, settings),
        };
    }

    private static string KeyOn(OutboxMessage message, string channel) => string.Concat(message.DedupKey.AsSpan(0, message.DedupKey.LastIndexOf('|') + 1), channel);

    /// <summary>What concerns staff goes to the group once, however many of them are told in their inboxes.</summary>
    private async Task<List<OutboxMessage>> GroupRowsAsync(TalentDb db, IEnumerable<OutboxMessage> delivered, CancellationToken cancel)
    {
        if (!_inUse.Contains(ChannelNames.WeCom)) return [];
        var rows = delivered.Where(m => m.RecipientKind == RecipientKind.Staff).Select(m =>
        {
            var row = RowFor(m, MessageKind.Work, ChannelNames.WeCom);
            var parts = m.DedupKey.Split('|');
            (row.DedupKey, row.RecipientId) = ($"{parts[0]}|{parts[1]}|group|{ChannelNames.WeCom}", Guid.Empty);
            return row;
        }).DistinctBy(r => r.DedupKey).ToList();
        var keys = rows.ConvertAll(r => r.DedupKey);
        var known = (await db.Outbox.Where(m => EF.Parameter(keys).Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel)).ToHashSet();
        return [.. rows.Where(r => !known.Contains(r.DedupKey))];
    }

    /// <summary>Writes what the digests will mention, and the rows of those digests nobody has owed yet.</summary>
    private async Task<List<OutboxMessage>> DigestRowsAsync(TalentDb db, List<(OutboxMessage Message, string Channel)> mentioned, CancellationToken cancel)
    {
        var rows = new List<OutboxMessage>();
        var day = QuietHours.DigestDay(clock.UtcNow, clock, settings);
        // A digest that has gone out takes nothing more, even when the clock was set back: the next day's mentions it.
        for (var left = mentioned; left.Count > 0; day = day.AddDays(1))
        {
            var people = left.Select(m => m.Message.RecipientId).ToHashSet();
            var owed = await OwedAsync(db, people, day, cancel);
            var open = left.Where(m => !owed.TryGetValue(m.Message.RecipientId, out var gone) || !gone).ToList();
            await db.BulkInsertAsync(open.Select(m => new DigestLine { MessageId = m.Message.Id, TalentId = m.Message.RecipientId, Day = day }), cancel);
            rows.AddRange(open.Where(m => !owed.ContainsKey(m.Message.RecipientId)).DistinctBy(m => m.Message.RecipientId).Select(m => DigestRow(m.Message, m.Channel, day)));
            left = [.. left.Except(open)];
        }
        return rows;
    }

    /// <summary>Of these people, those whose digest of the day is owed already, and whether it has gone out.</summary>
    private async Task<Dictionary<Guid, bool>> OwedAsync(TalentDb db, IReadOnlySet<Guid> people, DateOnly day, CancellationToken cancel)
    {
        var keys = people.SelectMany(id => _inUse.Select(c => DigestKey(id, day, c))).ToList();
        var owed = await db.Outbox.Where(m => EF.Parameter(keys).Contains(m.DedupKey)).Select(m => new { m.RecipientId, m.DoneAt, m.ParkedAt }).ToListAsync(cancel);
        return owed.GroupBy(o => o.RecipientId).ToDictionary(g => g.Key, g => g.All(o => o.DoneAt != null || o.ParkedAt != null));
    }

    /// <param name="first">The first message it will mention: its trace goes on here, and those of the others are linked to it.</param>
    private OutboxMessage DigestRow(OutboxMessage first, string channel, DateOnly day)
    {
        var now = clock.UtcNow;
        return new()
        {
            Id = OrderedId.Next(now),
            DedupKey = DigestKey(first.RecipientId, day, channel),
            Template = Digest,
            Channel = channel,
            RecipientKind = RecipientKind.Talent,
            RecipientId = first.RecipientId,
            Link = "/messages",
            Correlation = first.Correlation,
            CreatedAt = now,
            NextAttemptAt = clock.At(day, settings.DigestAt),
        };
    }

    private static string DigestKey(Guid talent, DateOnly day, string channel) => Notices.Key(Digest, day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), Recipient.Talent(talent), channel);

    /// <summary>The day a digest's row stands for.</summary>
    internal static DateOnly DayOf(OutboxMessage digest) => DateOnly.ParseExact(digest.DedupKey.Split('|')[1], "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
