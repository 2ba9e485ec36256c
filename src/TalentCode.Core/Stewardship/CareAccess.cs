using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Stewardship;

/// <summary>Whose people somebody looks after today: the one place that is asked, by every service that knows stewards.</summary>
public static class CareAccess
{
    /// <summary>The people of this steward, and of those the steward stands in for on that day.</summary>
    public static IQueryable<Talent> InCareOf(this TalentDb db, Guid staffId, DateOnly today) => db.Talents.Where(t =>
        t.StewardId == staffId || db.StandIns.Any(s => s.ForId == t.StewardId && s.ById == staffId && s.CancelledAt == null && s.From <= today && s.Until >= today));

    /// <summary>The people somebody with an account is a named contact of.</summary>
    public static IQueryable<Talent> AccompaniedBy(this TalentDb db, Guid staffId)
    {
        var named = db.CareAssignments.Where(a => a.StaffId == staffId && a.Kind != CareKind.Steward && a.Until == null).Select(a => a.TalentId);
        return db.Talents.Where(t => named.Contains(t.Id));
    }

    /// <summary>Contacts by the steward's side: not those of named contacts, who keep their own promises.</summary>
    public static IQueryable<CareContact> ByStewards(this TalentDb db) =>
        db.CareContacts.Where(c => !db.CareAssignments.Any(a => a.TalentId == c.TalentId && a.StaffId == c.StaffId && a.Kind != CareKind.Steward && a.Until == null));

    /// <summary>Whether the actor may be in touch: as the steward, as who stands in, or as a named contact.</summary>
    public static async Task<bool> KeepsInTouchAsync(TalentDb db, Actor actor, Guid talentId, DateOnly today) =>
        await CaresForAsync(db, actor, talentId, today)
        || (actor.May(Permission.AccompanyPeople) && await db.AccompaniedBy(actor.Id).AnyAsync(t => t.Id == talentId));

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
