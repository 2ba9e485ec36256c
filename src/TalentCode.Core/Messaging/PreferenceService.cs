using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Messaging;

/// <summary>One kind as the settings page shows it.</summary>
/// <param name="Order">Channels in the person's order, those never chosen at the end.</param>
public sealed record KindChoice(MessageKind Kind, IReadOnlyList<string> Order, bool Off);

/// <param name="Email">Confirmed address.</param>
/// <param name="Pending">Address that waits for its code.</param>
/// <param name="InUse">Channels that are set up in this city.</param>
public sealed record MessageChoices(IReadOnlyList<KindChoice> Kinds, string? Email, string? Pending, bool HasWeChat, IReadOnlySet<string> InUse);

/// <summary>A person's own decision on which channel to be told what.</summary>
public sealed class PreferenceService(Store store, MessageRouter router)
{
    public Task<MessageChoices> MineAsync(Actor actor) => store.ReadAsync(async db =>
    {
        actor.RequireTalent(actor.Id);
        var chosen = await db.MessagePreferences.Where(p => p.TalentId == actor.Id).ToDictionaryAsync(p => p.Kind);
        var address = await db.ContactAddresses.SingleOrDefaultAsync(a => a.TalentId == actor.Id);
        return new MessageChoices(
            [.. MessageKinds.OfPeople.Select(k => new KindChoice(k, Whole(chosen.GetValueOrDefault(k)?.Order ?? []), chosen.GetValueOrDefault(k)?.Off ?? false))],
            address?.Email, address?.PendingEmail, address?.WeChatOpenId is not null, router.InUse);
    });

    /// <param name="first">Channel to be tried first; the others follow in the order they had.</param>
    /// <exception cref="RefusedException">The kind may not be switched off.</exception>
    public Task ChooseAsync(Actor actor, MessageKind kind, string? first, bool off)
    {
        actor.RequireTalent(actor.Id);
        if (off) RequireMayBeOff(kind);
        return store.WriteAsync(async db =>
        {
            var row = await FindOrAddAsync(db, actor.Id, kind);
            if (first is not null && ChannelNames.ForPeople.Contains(first)) row.Channels = string.Join(',', Whole(row.Order).Where(c => c != first).Prepend(first));
            row.Off = off;
        });
    }

    /// <summary>The link in a mail: one kind off, nothing else.</summary>
    public Task SwitchOffAsync(Guid talentId, MessageKind kind)
    {
        RequireMayBeOff(kind);
        return store.WriteAsync(async db =>
        {
            if (await db.Talents.AnyAsync(t => t.Id == talentId)) (await FindOrAddAsync(db, talentId, kind)).Off = true;
        });
    }

    private static void RequireMayBeOff(MessageKind kind)
    {
        if (!MessageKinds.Rules[kind].MayBeOff)
            throw new RefusedException("must-be-told", "这一类依规定必须告知,不能关闭;可以选先用哪个渠道。", "You have to be told of this by the rules, so it cannot be switched off; you can choose the channel.");
    }

    private static async Task<MessagePreference> FindOrAddAsync(TalentDb db, Guid talentId, MessageKind kind)
    {
        if (await db.MessagePreferences.SingleOrDefaultAsync(p => p.TalentId == talentId && p.Kind == kind) is { } there) return there;
        var row = new MessagePreference { TalentId = talentId, Kind = kind };
        db.MessagePreferences.Add(row);
        return row;
    }

    private static IReadOnlyList<string> Whole(IReadOnlyList<string> order) => [.. order, .. ChannelNames.ForPeople.Except(order)];
}
