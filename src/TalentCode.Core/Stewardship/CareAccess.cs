using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Stewardship;

/// <summary>An entry of the history of care, and when that contact was last in touch with the person (UTC).</summary>
public sealed class NamedTouch
{
    public required CareAssignment Row { get; init; }
    public DateTime? Last { get; init; }
}

/// <summary>Whose people somebody looks after today: the one place that is asked, by every service that knows stewards.</summary>
public static class CareAccess
{
    /// <summary>The people of this steward, and of those the steward stands in for on that day.</summary>
    public static IQueryable<Talent> InCareOf(this TalentDb db, Guid staffId, DateOnly today) => db.Talents.Where(t =>
        t.StewardId == staffId || db.StandIns.Any(s => s.ForId == t.StewardId && s.ById == staffId && s.CancelledAt == null && s.From <= today && s.Until >= today));

    /// <summary>Those somebody with an account is a named contact of, and those of the contacts this account stands in for on that day.</summary>
    public static IQueryable<CareAssignment> NamedFor(this TalentDb db, Guid staffId, DateOnly today) => db.CareAssignments.Where(a => a.Kind != CareKind.Steward && a.Until == null
        && (a.StaffId == staffId || db.StandIns.Any(s => s.ForId == a.StaffId && s.ById == staffId && s.CancelledAt == null && s.From <= today && s.Until >= today)));

    /// <summary>The people of <see cref="NamedFor"/>.</summary>
    public static IQueryable<Talent> AccompaniedBy(this TalentDb db, Guid staffId, DateOnly today)
    {
        var named = db.NamedFor(staffId, today).Select(a => a.TalentId);
        return db.Talents.Where(t => named.Contains(t.Id));
    }

    /// <summary>
    /// Contacts by the steward's side, as somebody on that side reads them: not those of named contacts, who keep their own
    /// promises, nor those of who stood in for one; what the reader or the steward wrote is the side's own, also when they are
    /// a named contact besides.
    /// </summary>
    public static IQueryable<CareContact> ByStewards(this TalentDb db, Guid readerId) => db.CareContacts.Where(c =>
        c.StaffId == readerId || db.Talents.Any(t => t.Id == c.TalentId && (t.StewardId == c.StaffId || db.StandIns.Any(s => s.ForId == t.StewardId && s.ById == c.StaffId)))
        || !db.CareAssignments.Any(a => a.TalentId == c.TalentId && a.Kind != CareKind.Steward && a.Until == null
            && (a.StaffId == c.StaffId || db.StandIns.Any(s => s.ForId == a.StaffId && s.ById == c.StaffId))));

    /// <summary>Contacts of a named contact: the own, what stand-ins wrote, and today those of whom the account stands in for.</summary>
    public static IQueryable<CareContact> ByNamed(this TalentDb db, Guid staffId, DateOnly today)
    {
        var named = db.NamedFor(staffId, today);
        return db.CareContacts.Where(c => c.StaffId == staffId || named.Any(a => a.TalentId == c.TalentId
            && (a.StaffId == c.StaffId || (db.StandIns.Any(s => s.ForId == a.StaffId && s.ById == c.StaffId)
                && !db.CareAssignments.Any(own => own.TalentId == c.TalentId && own.StaffId == c.StaffId && own.Until == null)
                && !db.Talents.Any(t => t.Id == c.TalentId && t.StewardId == c.StaffId)))));
    }

    /// <summary>Entries of the history with when that named contact was last in touch: by its account, a stand-in, or as the steward's side was told since it was named.</summary>
    /// <param name="of">Those of stewards and those that ended come without.</param>
    public static IQueryable<NamedTouch> WithLast(this TalentDb db, IQueryable<CareAssignment> of) => of.Select(a => new NamedTouch
    {
        Row = a,
        Last = a.Kind == CareKind.Steward || a.Until != null ? null : db.CareContacts.Where(c => c.Reached && c.TalentId == a.TalentId
            && ((a.StaffId != null && (a.StaffId == c.StaffId || (db.StandIns.Any(s => s.ForId == a.StaffId && s.ById == c.StaffId)
                    && !db.CareAssignments.Any(own => own.TalentId == c.TalentId && own.StaffId == c.StaffId && own.Until == null)
                    && !db.Talents.Any(t => t.Id == c.TalentId && t.StewardId == c.StaffId))))
                || ((a.From == null || c.WrittenAt >= a.From) && ((a.Kind == CareKind.PairedLeader && c.Way == ContactWay.PairedLeader)
                    || (a.Kind == CareKind.ScienceOfficer && c.Way == ContactWay.ScienceOfficer) || (a.Kind == CareKind.EmployerLiaison && c.Way == ContactWay.EmployerLiaison))))).Max(c => (DateTime?)c.At),
    });

    /// <summary>Whether the actor may be in touch: as the steward or a named contact, or as who stands in for one of them.</summary>
    public static async Task<bool> KeepsInTouchAsync(TalentDb db, Actor actor, Guid talentId, DateOnly today) =>
        await CaresForAsync(db, actor, talentId, today)
        || (actor.May(Permission.AccompanyPeople) && await db.AccompaniedBy(actor.Id, today).AnyAsync(t => t.Id == talentId));

    /// <summary>Whether the actor is the steward of the talent or stands in for that steward today.</summary>
    public static Task<bool> CaresForAsync(TalentDb db, Actor actor, Guid talentId, DateOnly today) =>
        actor.May(Permission.FollowPeople) ? db.InCareOf(actor.Id, today).AnyAsync(t => t.Id == talentId) : Task.FromResult(false);

    /// <exception cref="RefusedException">Not in the actor's care today.</exception>
    public static async Task RequireAsync(TalentDb db, Actor actor, Guid talentId, DateOnly today)
    {
        if (!await CaresForAsync(db, actor, talentId, today)) throw NotInCare();
    }

    /// <summary>Who is to hear of something about a steward's people today: the steward and whoever stands in.</summary>
    public static async Task<IReadOnlyList<Guid>> ReadersAsync(TalentDb db, Guid? stewardId, DateOnly today) =>
        stewardId is not { } id ? [] : [id, .. (await StandInsAsync(db, today)).Where(s => s.ForId == id).Select(s => s.ById)];

    /// <summary>Everybody who stands in for somebody on that day.</summary>
    public static Task<List<StandIn>> StandInsAsync(TalentDb db, DateOnly today) =>
        db.StandIns.Where(s => s.CancelledAt == null && s.From <= today && s.Until >= today).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync();

    public static RefusedException NotInCare() => new("not-in-care", "找不到这位人才,或者不由你服务。", "This person cannot be found, or is not in your care.");
}
