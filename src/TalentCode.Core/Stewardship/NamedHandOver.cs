using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>A contact and the people it is named for now, to hand them over.</summary>
public sealed record NamedPeople(CareKind Kind, Guid? AccountId, LocalText Name, string? Post, IReadOnlyList<CareLine> People, IReadOnlyList<(Guid Id, LocalText Name)> Accounts);

/// <summary>Hands the people of a science officer, liaison officer or leader over to another: the history stays, everybody concerned is told.</summary>
public sealed class NamedHandOver(Store store, CityClock clock)
{
    /// <param name="entry">Any entry of the history that names the contact.</param>
    /// <exception cref="RefusedException">Not the coordinator's permission, or no such contact.</exception>
    public async Task<NamedPeople> PeopleAsync(Actor actor, Guid entry)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            var one = await OneAsync(db, entry);
            var ids = Lasting(db, one).Select(a => a.TalentId);
            var people = await db.Talents.Where(t => ids.Contains(t.Id)).OrderBy(t => t.LegalName).ThenBy(t => t.Id).Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Steward).AsSplitQuery().ToListAsync();
            var accounts = await db.Users.Where(s => !s.Disabled && s.Id != one.StaffId && s.Roles.Any(r => r.Role == StaffRole.Liaison)).OrderBy(s => s.UserName).Select(s => new { s.Id, s.NameZh, s.NameEn }).ToListAsync();
            return new NamedPeople(one.Kind, one.StaffId, await NameAsync(db, one), one.ContactPost,
                people.ConvertAll(t => new CareLine(t.Id, new(t.LegalName, t.LatinName ?? t.LegalName), t.Employer!.Name, t.GradeOn(clock.Today)?.Level, t.Steward is { } s ? new(s.NameZh, s.NameEn) : null)),
                accounts.ConvertAll(s => (s.Id, new LocalText(s.NameZh, s.NameEn))));
        });
    }

    /// <summary>Hands over all of the people, or those chosen.</summary>
    /// <param name="to">An account, or the name of somebody without one.</param>
    /// <returns>How many were handed over.</returns>
    /// <exception cref="RefusedException">Not the coordinator's permission, nobody to hand over or to, or the same contact.</exception>
    public async Task<int> HandOverAsync(Actor actor, Guid entry, NamedContact to, IReadOnlyCollection<Guid>? people, string? reason)
    {
        actor.Require(Permission.AssignCare);
        var why = CareService.Reason(reason);
        return await store.WriteAsync(async db =>
        {
            var from = await OneAsync(db, entry);
            var account = to.AccountId is { } id ? await CareService.LiaisonAsync(db, id) : null;
            if (account is null && string.IsNullOrWhiteSpace(to.Name)) throw new RefusedException("no-successor", "请选择账号,或填写接手人的姓名。", "Please choose an account or give the name of who takes over.");
            if (account is null ? from.StaffId is null && to.Name!.Trim() == from.ContactName && Trimmed(to.Post) == from.ContactPost : account.Id == from.StaffId)
                throw new RefusedException("same-contact", "接手的就是原来的联系人,请另选一位。", "This is the same contact; please choose somebody else.");
            var rows = await Lasting(db, from).Where(a => people == null || people.Contains(a.TalentId)).OrderBy(a => a.TalentId).Select(a => new { a.Id, a.TalentId }).ToListAsync();
            var (now, ids) = (clock.UtcNow, rows.ConvertAll(r => r.Id));
            var ended = rows.Count == 0 ? 0 : await db.CareAssignments.Where(a => ids.Contains(a.Id) && a.Until == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.Until, now).SetProperty(a => a.Version, Guid.NewGuid()));
            if (ended == 0 || ended < rows.Count)
                throw new RefusedException("nobody-to-hand-over", "没有可交接的人。可能刚刚已经交接过,请刷新。", "There is nobody to hand over. It may have been done just now; please reload.");
            foreach (var row in rows)
            {
                var next = CareService.New(actor, row.TalentId, from.Kind, why, now);
                CareService.Describe(next, to, account);
                db.CareAssignments.Add(next);
            }
            Tell(db, from, to, account, rows.ConvertAll(r => r.TalentId), why, now);
            return rows.Count;
        });
    }

    private static void Tell(TalentDb db, CareAssignment from, NamedContact to, StaffMember? account, List<Guid> people, string why, DateTime now)
    {
        var about = OrderedId.Next(now).ToString("N");
        var phone = Trimmed(to.Phone) ?? account?.WorkPhone;
        var values = new Dictionary<string, LocalText>
        {
            ["people"] = CareService.People(people.Count),
            ["kind"] = CareWords.Of(from.Kind),
            ["to"] = account is null ? new(to.Name!.Trim(), to.Name.Trim()) : new(account.NameZh, account.NameEn),
            ["reason"] = new(why.TrimEnd('。', '.'), why.TrimEnd('。', '.')),
            ["phone"] = phone is null ? new("见手机页面", "see your page") : new(phone, phone),
        };
        if (account is not null) db.Owe("care-named", about, Recipient.Staff(account.Id), now, values, "/steward");
        if (from.StaffId is { } old) db.Owe("contact-handed-over", about, Recipient.Staff(old), now, values, "/liaison");
        foreach (var person in people) db.Owe("care-new-contact", $"{person:N}:{about}", Recipient.Talent(person), now, values, "/me/care");
    }

    private static async Task<CareAssignment> OneAsync(TalentDb db, Guid entry) =>
        await db.CareAssignments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == entry && a.Kind != CareKind.Steward)
        ?? throw new RefusedException("no-such-contact", "找不到这位联系人。请回到联系人一览重新选择。", "This contact cannot be found. Please go back to the overview and choose again.");

    /// <summary>Contacts without an account are the same when capacity, name and post are.</summary>
    private static IQueryable<CareAssignment> Lasting(TalentDb db, CareAssignment one) => db.CareAssignments.Where(a => a.Kind == one.Kind && a.Until == null
        && (one.StaffId != null ? a.StaffId == one.StaffId : a.StaffId == null && a.ContactName == one.ContactName && a.ContactPost == one.ContactPost));

    private static async Task<LocalText> NameAsync(TalentDb db, CareAssignment one) => one.StaffId is { } id
        ? await db.Users.Where(s => s.Id == id).Select(s => new LocalText(s.NameZh, s.NameEn)).SingleAsync()
        : new(one.ContactName ?? "", one.ContactName ?? "");

    private static string? Trimmed(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
