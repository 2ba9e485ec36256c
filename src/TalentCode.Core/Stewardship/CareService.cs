using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Concerns;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>A contact besides the steward, as the coordinator writes it down.</summary>
/// <param name="AccountId">Somebody who signs in as a liaison officer: the name and, unless another is given, the phone are the account's.</param>
/// <param name="Colleagues">Also for all others of the same employer who have nobody in this capacity.</param>
public sealed record NamedContact(string? Name, string? Post, string? Phone, Guid? AccountId = null, bool Colleagues = false);

/// <summary>Who looks after whom: assigns, hands over, names contacts. History, pointer, open matters and messages change together.</summary>
public sealed class CareService(Store store, CityClock clock)
{
    /// <param name="Reason">The own one, where not all are moved for the same.</param>
    internal sealed record Moved(Guid TalentId, Guid? FromId, string? Reason = null);

    /// <summary>Gives a person to a steward, by hand or as the rule proposed.</summary>
    /// <param name="reason">Stands in the history; staff read it.</param>
    /// <exception cref="RefusedException">Not the coordinator's permission, no such person or steward, or already theirs.</exception>
    public async Task AssignAsync(Actor actor, Guid talentId, Guid stewardId, string? reason)
    {
        actor.Require(Permission.AssignCare);
        var why = Reason(reason);
        await store.WriteAsync(async db =>
        {
            var to = await StewardAsync(db, stewardId);
            var person = await db.Talents.SingleOrDefaultAsync(t => t.Id == talentId && t.Status == TalentStatus.Active)
                ?? throw new RefusedException("no-such-person", "找不到这位人才。", "This person cannot be found.");
            if (person.StewardId == to.Id)
                throw new RefusedException("already-theirs", $"已经由{to.NameZh}服务,没有改动。", $"{to.NameEn} looks after this person already; nothing was changed.");
            await MoveAsync(db, actor, [new(person.Id, person.StewardId)], to, why);
        });
    }

    /// <summary>Hands people over to another steward: all of them, or those chosen. Mandates end, as they were given to a person; everything else goes along.</summary>
    /// <returns>How many were handed over.</returns>
    /// <exception cref="RefusedException">Not the coordinator's permission, the same steward, or nobody to hand over.</exception>
    public async Task<int> HandOverAsync(Actor actor, Guid fromId, Guid toId, IReadOnlyCollection<Guid>? people, string? reason)
    {
        actor.Require(Permission.AssignCare);
        var why = Reason(reason);
        if (fromId == toId) throw new RefusedException("same-steward", "请选择另一位管家接手。", "Please choose another steward.");
        return await store.WriteAsync(async db =>
        {
            var to = await StewardAsync(db, toId);
            var moved = await db.Talents.Where(t => t.StewardId == fromId && (people == null || people.Contains(t.Id))).OrderBy(t => t.Id).Select(t => new Moved(t.Id, t.StewardId, null)).ToListAsync();
            if (moved.Count == 0)
                throw new RefusedException("nobody-to-hand-over", "没有可交接的人。可能刚刚已经交接过,请刷新。", "There is nobody to hand over. It may have been done just now; please reload.");
            await MoveAsync(db, actor, moved, to, why);
            return moved.Count;
        });
    }

    /// <summary>Names or changes a contact besides the steward; without a name and an account the one so far ends.</summary>
    /// <returns>For how many people.</returns>
    /// <exception cref="RefusedException">Not the coordinator's permission, no such person, or an account that is no liaison officer's.</exception>
    public async Task<int> NameAsync(Actor actor, Guid talentId, CareKind kind, NamedContact contact, string? reason)
    {
        actor.Require(Permission.AssignCare);
        if (kind == CareKind.Steward) throw new RefusedException("steward-by-account", "管家请从管家名单里选。", "Choose a steward from the list of stewards.");
        var why = Reason(reason);
        return await store.WriteAsync(async db =>
        {
            var employer = await db.Talents.Where(t => t.Id == talentId).Select(t => (Guid?)t.EmployerId).SingleOrDefaultAsync() ?? throw new RefusedException("no-such-person", "找不到这位人才。", "This person cannot be found.");
            var now = clock.UtcNow;
            await db.CareAssignments.Where(a => a.TalentId == talentId && a.Kind == kind && a.Until == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.Until, now).SetProperty(a => a.Version, Guid.NewGuid()));
            var account = contact.AccountId is { } id ? await LiaisonAsync(db, id) : null;
            if (account is null && string.IsNullOrWhiteSpace(contact.Name)) return 1;
            List<Guid> people = contact.Colleagues
                // Whoever was asked about is among them, also when no longer active.
                ? await db.Talents.Where(t => t.Id == talentId || (t.EmployerId == employer && t.Status == TalentStatus.Active && !db.CareAssignments.Any(a => a.TalentId == t.Id && a.Kind == kind && a.Until == null))).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync()
                : [talentId];
            foreach (var person in people)
            {
                var row = New(actor, person, kind, why, now);
                Describe(row, contact, account);
                db.CareAssignments.Add(row);
            }
            if (account is not null)
                db.Owe("care-named", OrderedId.Next(now).ToString("N"), Recipient.Staff(account.Id), now, new() { ["people"] = People(people.Count), ["kind"] = CareWords.Of(kind) }, "/steward");
            return people.Count;
        });
    }

    /// <summary>What the rule is to know of a steward.</summary>
    public async Task SetProfileAsync(Actor actor, Guid stewardId, bool speaksEnglish, string? district, int mostPeople)
    {
        actor.Require(Permission.AssignCare);
        if (mostPeople is < 1 or > 1000) throw new RefusedException("most-people", "服务人数上限请填 1 到 1000。", "The most people must be between 1 and 1000.");
        await store.WriteAsync(async db =>
        {
            await StewardAsync(db, stewardId);
            var profile = await db.StewardProfiles.SingleOrDefaultAsync(p => p.StaffId == stewardId) ?? db.StewardProfiles.Add(new StewardProfile { StaffId = stewardId }).Entity;
            (profile.SpeaksEnglish, profile.District, profile.MostPeople) = (speaksEnglish, string.IsNullOrWhiteSpace(district) ? null : Short(district), mostPeople);
        });
    }

    /// <summary>Inside the caller's transaction; the caller has asked who may.</summary>
    internal async Task MoveAsync(TalentDb db, Actor actor, List<Moved> moved, StaffMember to, string reason)
    {
        var now = clock.UtcNow;
        var ids = moved.ConvertAll(m => m.TalentId);
        // First of all: whoever moves one of them at the same moment waits here, finds it moved, and looks again.
        foreach (var group in moved.GroupBy(m => m.FromId, m => m.TalentId))
        {
            var (from, these) = (group.Key, group.ToList());
            var taken = await db.Talents.Where(t => these.Contains(t.Id) && t.StewardId == from).ExecuteUpdateAsync(s => s.SetProperty(t => t.StewardId, to.Id).SetProperty(t => t.Version, Guid.NewGuid()));
            if (taken < these.Count) throw new DbUpdateConcurrencyException("Somebody else moved one of these people meanwhile.");
        }
        var recorded = (await db.CareAssignments.Where(a => a.Kind == CareKind.Steward && a.Until == null && ids.Contains(a.TalentId)).Select(a => a.TalentId).ToListAsync()).ToHashSet();
        await db.CareAssignments.Where(a => a.Kind == CareKind.Steward && a.Until == null && ids.Contains(a.TalentId)).ExecuteUpdateAsync(s => s.SetProperty(a => a.Until, now).SetProperty(a => a.Version, Guid.NewGuid()));
        foreach (var m in moved)
        {
            // Whose care began before the record still stands in it, with its end.
            if (m.FromId is { } before && !recorded.Contains(m.TalentId))
            {
                var old = New(actor, m.TalentId, CareKind.Steward, "", now);
                (old.StaffId, old.From, old.Until) = (before, null, now);
                db.CareAssignments.Add(old);
            }
            var row = New(actor, m.TalentId, CareKind.Steward, m.Reason ?? reason, now);
            row.StaffId = to.Id;
            db.CareAssignments.Add(row);
        }
        var ended = await EndMandatesAsync(db, ids, now);
        var concerns = await ConcernHistory.HandOverAsync(db, ids, actor, to, now);
        var callBacks = await db.ByStewards(to.Id).CountAsync(c => ids.Contains(c.TalentId) && c.CallBackOn != null && c.CallBackKeptAt == null);
        await TellAsync(db, moved, to, new(reason, concerns, callBacks, ended), now);
    }

    private static async Task<HashSet<Guid>> EndMandatesAsync(TalentDb db, List<Guid> ids, DateTime now)
    {
        var mandates = await db.Mandates.Where(m => ids.Contains(m.TalentId) && m.EndedAt == null).ToListAsync();
        foreach (var mandate in mandates) (mandate.EndedAt, mandate.End) = (now, MandateEnd.StewardChanged);
        return [.. mandates.Select(m => m.TalentId)];
    }

    private sealed record Told(string Reason, int Concerns, int CallBacks, HashSet<Guid> MandatesEnded);

    private static async Task TellAsync(TalentDb db, List<Moved> moved, StaffMember to, Told told, DateTime now)
    {
        var givers = moved.Where(m => m.FromId is not null).GroupBy(m => m.FromId!.Value).ToDictionary(g => g.Key, g => g.Count());
        var names = await db.Users.Where(s => givers.Keys.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => new LocalText(s.NameZh, s.NameEn));
        var about = OrderedId.Next(now).ToString("N");
        var values = new Dictionary<string, LocalText>
        {
            ["count"] = Number(moved.Count),
            ["people"] = People(moved.Count),
            ["to"] = new(to.NameZh, to.NameEn),
            ["reason"] = new(told.Reason.TrimEnd('。', '.'), told.Reason.TrimEnd('。', '.')),
            ["concerns"] = Number(told.Concerns),
            ["callbacks"] = Number(told.CallBacks),
            ["from"] = givers.Count == 1 ? new($"由{names[givers.Keys.First()].Zh}交来。", $"Handed over by {names[givers.Keys.First()].En}. ") : new("", ""),
        };
        db.Owe("care-taken-over", about, Recipient.Staff(to.Id), now, values, "/steward");
        foreach (var (giver, count) in givers)
        {
            (values["count"], values["people"]) = (Number(count), People(count));
            db.Owe("care-handed-over", about, Recipient.Staff(giver), now, values, "/steward/people");
        }
        foreach (var m in moved)
        {
            values["steward"] = new(to.NameZh, to.NameEn);
            values["phone"] = to.WorkPhone is { } phone ? new(phone, phone) : new("见手机页面", "see your page");
            values["mandates"] = told.MandatesEnded.Contains(m.TalentId)
                ? new("你以前给的委托随之结束,需要时请在“我的委托”里重新给。", "Mandates you had given have ended; give a new one under “My mandates” if you wish. ") : new("", "");
            db.Owe("care-new-steward", $"{m.TalentId:N}:{about}", Recipient.Talent(m.TalentId), now, values, "/me/care");
        }
    }

    internal static CareAssignment New(Actor actor, Guid talentId, CareKind kind, string reason, DateTime now) => new()
    {
        Id = OrderedId.Next(now),
        TalentId = talentId,
        Kind = kind,
        From = now,
        Reason = reason,
        ById = actor.Id,
        ByZh = actor.Name.Zh,
        ByEn = actor.Name.En,
    };

    /// <summary>Writes into an entry who the contact is.</summary>
    /// <exception cref="RefusedException">A name, post or number that is too long.</exception>
    internal static void Describe(CareAssignment row, NamedContact contact, StaffMember? account)
    {
        row.StaffId = account?.Id;
        row.ContactName = account is null ? Short(contact.Name!) : null;
        row.ContactPost = string.IsNullOrWhiteSpace(contact.Post) ? null : Short(contact.Post);
        row.ContactPhone = string.IsNullOrWhiteSpace(contact.Phone) ? account?.WorkPhone : Short(contact.Phone);
    }

    /// <exception cref="RefusedException">Not somebody who works as a steward.</exception>
    internal static async Task<StaffMember> StewardAsync(TalentDb db, Guid id) =>
        await db.Users.SingleOrDefaultAsync(s => s.Id == id && !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Steward))
        ?? throw new RefusedException("no-such-steward", "找不到这位管家,或账号已停用。请重新选择。", "This steward cannot be found or no longer works here. Please choose another.");

    /// <exception cref="RefusedException">Not somebody with the account of a contact.</exception>
    internal static async Task<StaffMember> LiaisonAsync(TalentDb db, Guid id) =>
        await db.Users.SingleOrDefaultAsync(s => s.Id == id && !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Liaison))
        ?? throw new RefusedException("no-such-liaison", "找不到这位联络员,或账号已停用。请重新选择。", "This liaison officer cannot be found or the account is closed. Please choose another.");

    internal static string Reason(string? typed) => CareRules.Written(typed, CareRules.LongestReason, "请写明原因,历史记录里要用。", "Please give the reason; it stands in the history.");

    private static string Short(string typed) => CareRules.Written(typed, CareRules.LongestName, "请填写姓名。", "Please give a name.");

    private static LocalText Number(int n) => new($"{n}", $"{n}");

    internal static LocalText People(int n) => new($"{n} 人", n == 1 ? "1 person" : $"{n} people");
}
