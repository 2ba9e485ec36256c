using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>What a holder fills in to give a mandate.</summary>
public sealed record MandateInput(string? ItemId, MandateScope Scope, DateOnly? Until, bool StandInToo);

/// <summary>One mandate with the names it carries.</summary>
public sealed record MandateLine(Mandate Row, LocalText Item, LocalText Steward, bool InForce);

/// <summary>
/// A holder lets the steward act in one item. Who wants to act for somebody asks RequireMandate, inside the
/// transaction of the act; what is written down then carries the name from <see cref="OnBehalf"/>.
/// </summary>
public sealed class Mandates(Store store, CityClock clock)
{
    /// <summary>Gives a mandate to the holder's steward. One for the same item replaces the one before.</summary>
    /// <exception cref="RefusedException">No steward, no such item, or a day that cannot be.</exception>
    public Task<Guid> GiveAsync(Actor holder, MandateInput input)
    {
        holder.RequireTalent(holder.Id);
        var until = input.Until ?? clock.Today.AddDays(CareRules.UsualMandateDays);
        if (until < clock.Today || until > clock.Today.AddDays(CareRules.LongestMandateDays))
            throw new RefusedException("mandate-until", "委托的最后一天请选今天以后、一年以内。", "Please choose a last day from today on, within a year.");
        return store.WriteAsync(async db =>
        {
            var steward = await db.Talents.Where(t => t.Id == holder.Id).Select(t => t.StewardId).SingleAsync()
                ?? throw new RefusedException("no-steward", "还没有为你安排管家,暂时不能委托。安排好会告诉你。", "You have no steward yet, so there is nobody to give it to. You will be told.");
            var item = await ItemAsync(db, input.ItemId) ?? throw new RefusedException("mandate-item", "请选择要委托的事项。", "Please choose the service.");
            var now = clock.UtcNow;
            var earlier = await db.Mandates.Where(m => m.TalentId == holder.Id && m.ItemId == input.ItemId && m.EndedAt == null).ToListAsync();
            foreach (var one in earlier) (one.EndedAt, one.End) = (now, one.IsInForce(clock.Today) ? MandateEnd.Replaced : null);
            // The unique index allows one that lasts; the end of the old one goes first.
            if (earlier.Count > 0) await db.SaveChangesAsync();
            var row = new Mandate { Id = OrderedId.Next(now), TalentId = holder.Id, StewardId = steward, ItemId = input.ItemId!, Scope = input.Scope, StandInToo = input.StandInToo, GivenAt = now, Until = until };
            db.Mandates.Add(row);
            var values = new Dictionary<string, LocalText> { ["item"] = item, ["scope"] = CareWords.Of(input.Scope), ["until"] = DayText.Of(until, withYear: true) };
            db.Owe("mandate-given", row.Id.ToString("N"), Recipient.Staff(steward), now, values, $"/steward/person/{holder.Id}");
            return row.Id;
        });
    }

    /// <summary>Takes a mandate back, at once.</summary>
    public Task WithdrawAsync(Actor holder, Guid id) => store.WriteAsync(async db =>
    {
        var row = await db.Mandates.SingleOrDefaultAsync(m => m.Id == id && m.TalentId == holder.Id);
        if (holder.Kind != ActorKind.Talent || row is null) throw new RefusedException("no-such-mandate", "找不到这项委托。", "This mandate cannot be found.");
        // A second tap changes nothing.
        if (row.EndedAt is not null) return;
        var now = clock.UtcNow;
        (row.EndedAt, row.End) = (now, MandateEnd.Withdrawn);
        var values = new Dictionary<string, LocalText> { ["item"] = await ItemAsync(db, row.ItemId) ?? new(row.ItemId, row.ItemId) };
        db.Owe("mandate-withdrawn", row.Id.ToString("N"), Recipient.Staff(row.StewardId), now, values, $"/steward/person/{holder.Id}");
    });

    /// <summary>The holder's own, those in force first.</summary>
    public Task<IReadOnlyList<MandateLine>> MineAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        return store.ReadAsync(db => LinesAsync(db, holder.Id));
    }

    /// <summary>Those of a person in the actor's care.</summary>
    public Task<IReadOnlyList<MandateLine>> OfAsync(Actor actor, Guid talentId) => store.ReadAsync(async db =>
    {
        await CareAccess.RequireAsync(db, actor, talentId, clock.Today);
        return await LinesAsync(db, talentId);
    });

    /// <summary>The mandate by which the actor may act for the talent in this item today.</summary>
    /// <param name="itemCode">The item's id, such as P08.</param>
    /// <param name="need">What the act asks for: filing, or following only.</param>
    /// <exception cref="RefusedException">"not-in-care", or "no-mandate" when there is none that covers it.</exception>
    public Task<Mandate> RequireMandate(Actor actor, Guid talentId, string itemCode, MandateScope need = MandateScope.FileAndFollow) =>
        store.ReadAsync(db => RequireMandate(db, actor, talentId, itemCode, need));

    /// <summary>The same inside the caller's transaction.</summary>
    public async Task<Mandate> RequireMandate(TalentDb db, Actor actor, Guid talentId, string itemCode, MandateScope need = MandateScope.FileAndFollow)
    {
        var today = clock.Today;
        await CareAccess.RequireAsync(db, actor, talentId, today);
        // A new one ends the one before, so the last one given is the one that counts.
        var row = await db.Mandates.Where(m => m.TalentId == talentId && m.ItemId == itemCode).OrderByDescending(m => m.Id).FirstOrDefaultAsync();
        return Missing(row, actor, need, today) is { } why ? throw new RefusedException("no-mandate", why) : row!;
    }

    /// <summary>Why the last mandate given for an item does not cover the act, and how to get one that does; null when it does.</summary>
    private static LocalText? Missing(Mandate? row, Actor actor, MandateScope need, DateOnly today) => row switch
    {
        null => new("这一项没有有效的委托,不能代办。请本人在手机“我的委托”里给,或由本人自己提交。", "There is no mandate for this service, so you cannot act in it. The person can give one under “My mandates”, or file it themselves."),
        { End: MandateEnd.StewardChanged } => new("更换管家后,这一项原来的委托已经结束。需要代办的,请本人在手机“我的委托”里重新给。", "The mandate for this service ended when the steward changed. The person can give a new one under “My mandates”."),
        { EndedAt: not null } => new("本人已经撤回这一项的委托,不能再代办。需要时请本人在手机“我的委托”里重新给。", "The person has taken the mandate for this service back, so you cannot act in it. They can give a new one under “My mandates”."),
        _ when row.Until < today => new($"这一项的委托已在{DayText.Of(row.Until, true).Zh}到期,不能再代办。需要时请本人在手机“我的委托”里重新给。", $"The mandate for this service expired on {DayText.Of(row.Until, true).En}, so you cannot act in it. The person can give a new one under “My mandates”."),
        _ when row.Scope < need => new("这一项只委托了跟进,不能代为提交。请本人自己提交,或在手机“我的委托”里改为“代为提交并跟进”。", "This mandate is for following only, so you cannot file. The person can file it themselves, or give “File and follow it” under “My mandates”."),
        _ when row.StewardId != actor.Id && !row.StandInToo => new("这项委托只给了本人的管家,替班时不能用。请等管家回来,或请本人在手机“我的委托”里允许替班的管家办。", "This mandate is for the person’s own steward, not for a stand-in. Wait for the steward, or ask the person to allow a stand-in under “My mandates”."),
        _ => null,
    };

    /// <summary>The actor as events name somebody who acts by mandate: 李静(受本人委托). With this the steps open that a mandate covers.</summary>
    /// <param name="mandate">From <see cref="RequireMandate(TalentDb, Actor, Guid, string, MandateScope)"/>, in the transaction of the act.</param>
    internal static Actor OnBehalf(Actor actor, Mandate mandate) => actor with
    {
        Name = new($"{actor.Name.Zh}(受本人委托)", $"{actor.Name.En} (on behalf of the applicant)"),
        OnBehalfOf = mandate.TalentId,
    };

    private static async Task<LocalText?> ItemAsync(TalentDb db, string? id) =>
        (await db.ItemVersions.Where(v => v.ItemId == id && v.Until == null).OrderByDescending(v => v.From).FirstOrDefaultAsync())?.Content.ShortName;

    private async Task<IReadOnlyList<MandateLine>> LinesAsync(TalentDb db, Guid talentId)
    {
        var rows = await db.Mandates.Where(m => m.TalentId == talentId).OrderByDescending(m => m.Id).Take(100).ToListAsync();
        var (items, stewards) = (rows.Select(m => m.ItemId).ToHashSet(), rows.Select(m => m.StewardId).ToHashSet());
        var names = (await db.ItemVersions.Where(v => items.Contains(v.ItemId) && v.Until == null).ToListAsync()).ToLookup(v => v.ItemId, v => v.Content.ShortName);
        var people = await db.Users.Where(s => stewards.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => new LocalText(s.NameZh, s.NameEn));
        return [.. rows.Select(m => new MandateLine(m, names[m.ItemId].DefaultIfEmpty(new(m.ItemId, m.ItemId)).First(), people[m.StewardId], m.IsInForce(clock.Today))).OrderByDescending(m => m.InForce)];
    }
}
