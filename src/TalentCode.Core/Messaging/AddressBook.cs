using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;

namespace TalentCode.Core.Messaging;

/// <summary>How one person can be reached, and how they want to be.</summary>
/// <param name="Preferences">Of kinds the person has decided about.</param>
public sealed record Reachable(Guid Id, bool English, IReadOnlyDictionary<string, string> Addresses, IReadOnlyDictionary<MessageKind, MessagePreference> Preferences)
{
    /// <summary>Channels to try for a kind, the first one first: those in use through which this person can be reached.</summary>
    public IReadOnlyList<string> Order(MessageKind kind, IReadOnlySet<string> inUse)
    {
        var chosen = Preferences.GetValueOrDefault(kind);
        if (chosen is { Off: true } && MessageKinds.Rules[kind].MayBeOff) return [];
        var order = chosen is { Order.Count: > 0 } ? chosen.Order : ChannelNames.ForPeople;
        return [.. order.Where(c => inUse.Contains(c) && Addresses.ContainsKey(c))];
    }
}

internal static class AddressBook
{
    /// <summary>Those of the given people who live here and can be reached at all.</summary>
    public static async Task<Dictionary<Guid, Reachable>> LoadAsync(TalentDb db, List<Guid> ids, CancellationToken cancel)
    {
        var talents = await db.Talents.Where(t => EF.Parameter(ids).Contains(t.Id) && t.Status == TalentStatus.Active)
            .Select(t => new { t.Id, t.Phone, t.Language }).ToListAsync(cancel);
        var contacts = await db.ContactAddresses.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.TalentId)).ToDictionaryAsync(a => a.TalentId, cancel);
        var preferences = (await db.MessagePreferences.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.TalentId)).ToListAsync(cancel)).ToLookup(p => p.TalentId);
        return talents.ToDictionary(t => t.Id, t => new Reachable(t.Id, t.Language == Language.English,
            Addresses(t.Phone, contacts.GetValueOrDefault(t.Id)), preferences[t.Id].ToDictionary(p => p.Kind)));
    }

    public static async Task<Reachable?> FindAsync(TalentDb db, Guid id, CancellationToken cancel) => (await LoadAsync(db, [id], cancel)).GetValueOrDefault(id);

    private static Dictionary<string, string> Addresses(string phone, ContactAddress? contact)
    {
        var found = new Dictionary<string, string>();
        if (phone.Length > 0) found[ChannelNames.Sms] = phone;
        if (contact?.Email is { } mail) found[ChannelNames.Email] = mail;
        if (contact?.WeChatOpenId is { } open) found[ChannelNames.WeChat] = open;
        return found;
    }
}
