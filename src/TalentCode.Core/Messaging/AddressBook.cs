using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;

namespace TalentCode.Core.Messaging;

/// <summary>How one person can be reached, and how they want to be.</summary>
/// <param name="Preferences">Of kinds the person has decided about.</param>
public sealed record Reachable(Guid Id, bool English, IReadOnlyDictionary<string, string> Addresses, IReadOnlyDictionary<MessageKind, MessagePreference> Preferences)
{
    /// <summary>A member of a family who signs in on the own phone: told outside the inbox only what waits for them.</summary>
    public bool IsMember { get; init; }

    /// <summary>Channels to try for a kind, the first one first: those in use through which this person can be reached.</summary>
    public IReadOnlyList<string> Order(MessageKind kind, IReadOnlySet<string> inUse)
    {
        if (IsMember && kind != MessageKind.Deadline) return [];
        if (IsOff(kind)) return [];
        var order = Preferences.GetValueOrDefault(kind) is { Order.Count: > 0 } chosen ? chosen.Order : ChannelNames.ForPeople;
        return [.. order.Where(c => inUse.Contains(c) && Addresses.ContainsKey(c))];
    }

    /// <summary>The person wants this kind in the inbox only.</summary>
    public bool IsOff(MessageKind kind) => Preferences.GetValueOrDefault(kind) is { Off: true } && MessageKinds.Rules[kind].MayBeOff;
}

internal static class AddressBook
{
    /// <summary>Those of the given people who live here and can be reached at all; staff never.</summary>
    public static async Task<Dictionary<Guid, Reachable>> LoadAsync(TalentDb db, IReadOnlyCollection<Recipient> people, DateOnly today, CancellationToken cancel)
    {
        var found = await HoldersAsync(db, Ids(people, RecipientKind.Talent), cancel);
        foreach (var member in await MembersAsync(db, Ids(people, RecipientKind.Member), today, cancel)) found[member.Id] = member;
        return found;
    }

    public static async Task<Reachable?> FindAsync(TalentDb db, Recipient person, DateOnly today, CancellationToken cancel) => (await LoadAsync(db, [person], today, cancel)).GetValueOrDefault(person.Id);

    private static List<Guid> Ids(IEnumerable<Recipient> people, RecipientKind kind) => [.. people.Where(p => p.Kind == kind).Select(p => p.Id)];

    private static async Task<Dictionary<Guid, Reachable>> HoldersAsync(TalentDb db, List<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var talents = await db.Talents.Where(t => EF.Parameter(ids).Contains(t.Id) && t.Status == TalentStatus.Active)
            .Select(t => new { t.Id, t.Phone, t.Language }).ToListAsync(cancel);
        var contacts = await db.ContactAddresses.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.TalentId)).ToDictionaryAsync(a => a.TalentId, cancel);
        var preferences = (await db.MessagePreferences.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.TalentId)).ToListAsync(cancel)).ToLookup(p => p.TalentId);
        return talents.ToDictionary(t => t.Id, t => new Reachable(t.Id, t.Language == Language.English,
            Addresses(t.Phone, contacts.GetValueOrDefault(t.Id)), preferences[t.Id].ToDictionary(p => p.Kind)));
    }

    /// <summary>Members with own say have a number, that of their sign-in, and the language of the family.</summary>
    private static async Task<IEnumerable<Reachable>> MembersAsync(TalentDb db, List<Guid> ids, DateOnly today, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var members = await db.FamilyMembers.AsNoTracking().Where(f => EF.Parameter(ids).Contains(f.Id) && f.Phone != null)
            .Join(db.Talents.Where(t => t.Status == TalentStatus.Active), f => f.TalentId, t => t.Id, (f, t) => new { Member = f, t.Language }).ToListAsync(cancel);
        return members.Where(m => m.Member.HasOwnSay(today)).Select(m => OfMember(m.Member, m.Language == Language.English));
    }

    private static Reachable OfMember(FamilyMember member, bool english) =>
        new(member.Id, english, Addresses(member.Phone!, null), new Dictionary<MessageKind, MessagePreference>()) { IsMember = true };

    private static Dictionary<string, string> Addresses(string phone, ContactAddress? contact)
    {
        var found = new Dictionary<string, string>();
        if (phone.Length > 0) found[ChannelNames.Sms] = phone;
        if (contact?.Email is { } mail) found[ChannelNames.Email] = mail;
        if (contact?.WeChatOpenId is { } open) found[ChannelNames.WeChat] = open;
        return found;
    }
}
