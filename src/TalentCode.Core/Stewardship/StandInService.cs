using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>Days on which one steward or contact stands in for another, with both names.</summary>
public sealed record StandInLine(StandIn Row, LocalText For, LocalText By, bool Running);

/// <summary>Sets and cancels the days on which somebody stands in: the steward's or contact's own, or by the coordinator. Stewards stand in for stewards, contacts with an account for contacts.</summary>
public sealed class StandInService(Store store, CityClock clock)
{
    /// <exception cref="RefusedException">Not theirs to set, dates that make no sense or overlap, or a stand-in who is away as well.</exception>
    public async Task SetAsync(Actor actor, Guid forId, Guid byId, DateOnly from, DateOnly until, string? reason)
    {
        RequireMine(actor, forId);
        var why = CareRules.Written(reason, CareRules.LongestReason, "请写明原因,如出差、休假。", "Please give the reason, such as travel or leave.");
        if (until < from || until < clock.Today || until > from.AddDays(CareRules.FurthestCallBackDays))
            throw new RefusedException("stand-in-dates", "请检查起止日期:结束不早于开始,也不早于今天,最长一年。", "Please check the dates: the end must not lie before the beginning or today, at most a year later.");
        if (forId == byId) throw new RefusedException("same-steward", "请选择另一位同事替班。", "Please choose somebody else to stand in.");
        await store.WriteAsync(async db =>
        {
            var roles = await db.Users.Where(s => s.Id == forId).SelectMany(s => s.Roles).Select(r => r.Role).ToListAsync();
            var contact = roles.Contains(StaffRole.Liaison) && !roles.Contains(StaffRole.Steward);
            var (away, by) = contact ? (await CareService.LiaisonAsync(db, forId), await CareService.LiaisonAsync(db, byId)) : (await CareService.StewardAsync(db, forId), await CareService.StewardAsync(db, byId));
            if (contact && !actor.May(Permission.AssignCare)) await RequireAlikeAsync(db, forId, byId);
            var sameDays = await db.StandIns.Where(s => s.CancelledAt == null && s.From <= until && s.Until >= from && (s.ForId == forId || s.ForId == byId)).ToListAsync();
            if (sameDays.Exists(s => s.ForId == forId))
                throw new RefusedException("stand-in-overlaps", "这几天已经有人替班。要换人,请先取消原来的。", "Somebody stands in on these days already. Cancel that first to choose another.");
            if (sameDays.Exists(s => s.ForId == byId))
                throw new RefusedException("stand-in-away", $"{by.NameZh}这几天自己也不在岗,请另选一位。", $"{by.NameEn} is away on these days as well; please choose another.");
            var now = clock.UtcNow;
            var row = new StandIn { Id = OrderedId.Next(now), ForId = forId, ById = byId, From = from, Until = until, Reason = why, SetById = actor.Id, SetAt = now };
            db.StandIns.Add(row);
            var values = Values(row, away, by);
            db.Owe(contact ? "contact-stand-in-asked" : "stand-in-asked", row.Id.ToString("N"), Recipient.Staff(byId), now, values, "/steward");
            db.Owe("stand-in-set", row.Id.ToString("N"), Recipient.Staff(forId), now, values, "/steward/away");
        });
    }

    // A contact lets only somebody of the same sort look after the people: an employer's dates are not another employer's.
    // Anything else is the coordinator's to arrange.
    private static async Task RequireAlikeAsync(TalentDb db, Guid forId, Guid byId)
    {
        if (await Unlike(db, forId).AnyAsync(id => id == byId))
            throw new RefusedException("stand-in-kind", "替班的人要和你是同一类联系人,单位联络员要在同一单位。请另选一位,或请统筹人员安排。",
                "Whoever stands in must be a contact of your own sort, and for an employer of the same employer. Please choose another or ask the coordinator.");
    }

    // Accounts that are named for somebody, but not for all the sorts (and employers) this one is named for.
    private static IQueryable<Guid> Unlike(TalentDb db, Guid forId)
    {
        var named = db.CareAssignments.Where(a => a.Kind != CareKind.Steward && a.Until == null && a.StaffId != null)
            .Join(db.Talents, a => a.TalentId, t => t.Id, (a, t) => new { StaffId = a.StaffId!.Value, a.Kind, Employer = a.Kind == CareKind.EmployerLiaison ? (Guid?)t.EmployerId : null });
        return named.Where(by => named.Any(mine => mine.StaffId == forId
            && !named.Any(theirs => theirs.StaffId == by.StaffId && theirs.Kind == mine.Kind && theirs.Employer == mine.Employer))).Select(by => by.StaffId).Distinct();
    }

    /// <summary>Contacts a contact cannot choose by itself: those of another sort, or of another employer.</summary>
    public async Task<IReadOnlySet<Guid>> NotForAsync(Actor actor, Guid forId)
    {
        RequireMine(actor, forId);
        if (actor.May(Permission.AssignCare)) return new HashSet<Guid>();
        return await store.ReadAsync(async db => (await Unlike(db, forId).ToListAsync()).ToHashSet());
    }

    public Task CancelAsync(Actor actor, Guid id) => store.WriteAsync(async db =>
    {
        var row = await db.StandIns.SingleOrDefaultAsync(s => s.Id == id) ?? throw NotThere();
        RequireMine(actor, row.ForId);
        if (row.CancelledAt is not null || row.Until < clock.Today) throw NotThere();
        row.CancelledAt = clock.UtcNow;
        var people = await db.Users.Where(s => s.Id == row.ForId || s.Id == row.ById).ToListAsync();
        db.Owe("stand-in-cancelled", row.Id.ToString("N"), Recipient.Staff(row.ById), clock.UtcNow, Values(row, people.First(p => p.Id == row.ForId), people.First(p => p.Id == row.ById)), "/steward");
    });

    /// <summary>Days still to come or running: those of one's own, on either side; for the coordinator everybody's.</summary>
    public async Task<IReadOnlyList<StandInLine>> ListAsync(Actor actor)
    {
        var all = actor.May(Permission.AssignCare);
        if (!all) RequireCarer(actor);
        var today = clock.Today;
        var (rows, names) = await store.ReadAsync(async db =>
        {
            var found = await db.StandIns.Where(s => s.CancelledAt == null && s.Until >= today && (all || s.ForId == actor.Id || s.ById == actor.Id)).OrderBy(s => s.From).ThenBy(s => s.Id).Take(200).ToListAsync();
            var ids = found.SelectMany(s => new[] { s.ForId, s.ById }).ToHashSet();
            return (found, await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => new LocalText(u.NameZh, u.NameEn)));
        });
        return rows.ConvertAll(s => new StandInLine(s, names[s.ForId], names[s.ById], s.From <= today));
    }

    private static void RequireMine(Actor actor, Guid forId)
    {
        if (actor.May(Permission.AssignCare)) return;
        RequireCarer(actor);
        if (actor.Id != forId) throw new RefusedException("not-yours", "只能安排自己的替班;别人的请找统筹。", "You can only arrange your own stand-in; ask the coordinator for others.");
    }

    private static void RequireCarer(Actor actor)
    {
        if (!actor.May(Permission.AccompanyPeople)) actor.Require(Permission.FollowPeople);
    }

    private static RefusedException NotThere() => new("no-such-stand-in", "找不到这段替班,可能已经取消或结束。", "These days cannot be found; they may be cancelled or over.");

    private static Dictionary<string, LocalText> Values(StandIn row, StaffMember away, StaffMember by) => new()
    {
        ["for"] = new(away.NameZh, away.NameEn),
        ["by"] = new(by.NameZh, by.NameEn),
        ["days"] = DayText.Span(row.From, row.Until),
        ["reason"] = new(row.Reason.TrimEnd('。', '.'), row.Reason.TrimEnd('。', '.')),
    };
}
