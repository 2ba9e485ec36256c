using TalentCode.Core.Data;
using TalentCode.Core.Notifications;

namespace TalentCode.Core.Messaging;

/// <summary>
/// Knows of some templates whether what a message asks for still stands when it goes out: papers may have been supplied, a
/// booking cancelled, a question answered since it was owed. Each area has its own, beside what owes the message.
/// </summary>
public abstract class OpenMatters(params IEnumerable<string> templates)
{
    private readonly HashSet<string> _templates = [.. templates];

    /// <returns>Those of one person's messages that there is still a reason to send. What nobody here knows stays.</returns>
    internal async Task<List<OutboxMessage>> OfAsync(TalentDb db, List<OutboxMessage> messages, CancellationToken cancel)
    {
        var mine = messages.FindAll(m => _templates.Contains(m.Template));
        if (mine.Count == 0) return messages;
        var open = await OpenAsync(db, mine, cancel);
        return messages.FindAll(m => !_templates.Contains(m.Template) || open.Contains(m.Id));
    }

    /// <summary>Ids of the messages whose matter is open, all messages looked at together.</summary>
    protected abstract Task<HashSet<Guid>> OpenAsync(TalentDb db, List<OutboxMessage> messages, CancellationToken cancel);
}

/// <summary>Matters that are a row: the key of the message begins with its id.</summary>
public abstract class OpenRows(params IEnumerable<string> templates) : OpenMatters(templates)
{
    protected sealed override async Task<HashSet<Guid>> OpenAsync(TalentDb db, List<OutboxMessage> messages, CancellationToken cancel)
    {
        var rows = messages.ToDictionary(m => m.Id, RowOf);
        Guid[] ids = [.. rows.Values.OfType<Guid>().Distinct()];
        var open = ids.Length == 0 ? [] : (await RowsAsync(db, ids, messages[0].RecipientId, cancel)).ToHashSet();
        return [.. rows.Where(r => r.Value is not { } id || open.Contains(id)).Select(r => r.Key)];
    }

    /// <summary>The row a message is about; null when that cannot be read, and then it goes out.</summary>
    protected virtual Guid? RowOf(OutboxMessage message) => MessageAbout.RowOf(message);

    /// <returns>Ids of the rows about which there is still something to say to this reader.</returns>
    protected abstract Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel);
}
