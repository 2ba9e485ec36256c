using System.Diagnostics;
using TalentCode.Core.Data;

namespace TalentCode.Core.Notifications;

/// <summary>To whom a message is owed.</summary>
public readonly record struct Recipient(RecipientKind Kind, Guid Id)
{
    public static Recipient Talent(Guid id) => new(RecipientKind.Talent, id);
    public static Recipient Staff(Guid id) => new(RecipientKind.Staff, id);
    public static Recipient Member(Guid id) => new(RecipientKind.Member, id);
}

/// <summary>
/// Writes what is owed into the outbox of the caller's transaction: the message of the inbox. On which channels it goes
/// further is decided when it gets there (<see cref="Messaging.MessageRouter"/>).
/// </summary>
public static class Notices
{
    public const string InApp = "in-app";

    /// <summary>The unique key of one message on one channel.</summary>
    public static string Key(string template, string about, Recipient to, string channel) => $"{template}|{about}|{to.Kind}|{to.Id:N}|{channel}";

    /// <param name="key">What makes this message this message; a second one with the same key breaks the unique index and is dropped by the caller's retry.</param>
    public static void Owe(this TalentDb db, string template, string key, Recipient to, DateTime now, Dictionary<string, LocalText> values, string? link = null, string? correlation = null) =>
        // A copy: the caller may go on with its own for the next message before these are saved.
        db.Outbox.Add(Row(template, key, to, now, new(values), link, correlation));

    /// <summary>Owes many at once without tracking them: a sweep owes them by the thousand.</summary>
    /// <param name="rows">From <see cref="Row"/>, with keys the outbox does not hold yet.</param>
    public static async Task OweManyAsync(this TalentDb db, IEnumerable<OutboxMessage> rows, CancellationToken cancel)
    {
        await db.BulkInsertAsync(rows, cancel);
        db.OwesMessages = true;
    }

    /// <summary>The row of one message to the inbox.</summary>
    public static OutboxMessage Row(string template, string key, Recipient to, DateTime now, Dictionary<string, LocalText> values, string? link = null, string? correlation = null) => new()
    {
        // The inbox takes this id over: several steps of one moment stand there in the order in which they were taken.
        Id = OrderedId.Next(now),
        DedupKey = Key(template, key, to, InApp),
        Template = template,
        Channel = InApp,
        RecipientKind = to.Kind,
        RecipientId = to.Id,
        Values = values,
        Link = link,
        Correlation = correlation ?? Activity.Current?.Id,
        CreatedAt = now,
        NextAttemptAt = now,
    };
}
