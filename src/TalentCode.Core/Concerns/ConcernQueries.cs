using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>One line of a list.</summary>
public sealed record ConcernLine(Guid Id, string Number, ConcernKind Kind, LocalText Topic, ConcernState State, ConcernLevel Level, CaseLight Light, DateTime? NextDueAt, DateTime FiledAt);

/// <summary>A concern with its dates, for its holder or for those who work on it.</summary>
/// <param name="Contact">Due date of the first contact and its arithmetic; null for an anonymous one.</param>
/// <param name="Who">Name and number of the person, for those who work on it; null for an anonymous one.</param>
/// <param name="MayWork">This actor takes the steps.</param>
public sealed record ConcernView(Concern Row, LocalText Topic, DueDate? Contact, DueDate Answer, CaseLight Light, (LocalText Name, string Phone)? Who, bool MayWork);

public enum ConcernScope { Open, Late, Ended }

/// <summary>Reads concerns for the holder, the desks, and for whoever has the code of an anonymous one.</summary>
public sealed class ConcernQueries(Store store, Calendars calendars, CityClock clock)
{
    private const int MostShown = 200;

    /// <summary>By when somebody who sends one now would be contacted and answered.</summary>
    public async Task<(DueDate Contact, DueDate Answer)> PromiseAsync()
    {
        var calendar = await calendars.CurrentAsync();
        return (DueDates.Calculate(clock.UtcNow, ConcernRules.Contact, calendar, clock), DueDates.Calculate(clock.UtcNow, ConcernRules.Answer, calendar, clock));
    }

    /// <summary>The holder's own, open ones first.</summary>
    public async Task<IReadOnlyList<ConcernLine>> MineAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        return await LinesAsync(await store.ReadAsync(db => db.Concerns.Where(c => c.TalentId == holder.Id).Include(c => c.Department)
            .OrderBy(c => c.NextDueAt == null).ThenByDescending(c => c.FiledAt).ThenBy(c => c.Id).Take(MostShown).ToListAsync()));
    }

    /// <exception cref="RefusedException">Not the holder's.</exception>
    public async Task<ConcernView> MyViewAsync(Actor holder, Guid id)
    {
        holder.RequireTalent(holder.Id);
        var row = await store.ReadAsync(db => Whole(db).SingleOrDefaultAsync(c => c.Id == id && c.TalentId == holder.Id)) ?? throw ConcernAccess.NotThere();
        return await ViewAsync(row, null, false);
    }

    /// <summary>An anonymous one by its code.</summary>
    /// <exception cref="RefusedException">No such code.</exception>
    public async Task<ConcernView> ByCodeAsync(string? code)
    {
        var key = ConcernService.KeyOf(code ?? "");
        var row = await store.ReadAsync(db => Whole(db).SingleOrDefaultAsync(c => c.Key == key && c.TalentId == null))
            ?? throw new RefusedException("no-such-code", "没有找到。请核对查询码,共 16 位,不分大小写。", "Nothing was found. Please check the code: 16 characters, capitals do not matter.");
        return await ViewAsync(row, null, false);
    }

    /// <summary>Open requests of one person, for their steward.</summary>
    public async Task<IReadOnlyList<ConcernLine>> OfPersonAsync(Actor actor, Guid talentId) => await LinesAsync(await store.ReadAsync(async db =>
    {
        await Stewardship.CareAccess.RequireAsync(db, actor, talentId, clock.Today);
        return await db.Concerns.Where(c => c.TalentId == talentId && c.Kind == ConcernKind.Request).OrderBy(c => c.NextDueAt == null).ThenByDescending(c => c.FiledAt).ThenBy(c => c.Id).Take(20).ToListAsync();
    }));

    /// <summary>What has come to supervision or to the coordinator, late ones first; without those the reader is kept out of.</summary>
    public async Task<IReadOnlyList<ConcernLine>> ForBoardAsync(Actor actor, ConcernScope scope)
    {
        var supervises = actor.May(Permission.SuperviseCases);
        if (!supervises) actor.Require(Permission.AssignCare);
        var now = clock.UtcNow;
        return await LinesAsync(await store.ReadAsync(db =>
        {
            var rows = db.Concerns.Where(c => (supervises && c.Level == ConcernLevel.Supervision) || c.Level == ConcernLevel.Coordination).Where(c => !c.Persons.Any(p => p.StaffId == actor.Id));
            rows = scope switch
            {
                ConcernScope.Open => rows.Where(c => c.NextDueAt != null),
                ConcernScope.Late => rows.Where(c => c.NextDueAt <= now),
                _ => rows.Where(c => c.NextDueAt == null),
            };
            return rows.Include(c => c.Department).OrderBy(c => c.NextDueAt == null).ThenBy(c => c.NextDueAt).ThenByDescending(c => c.FiledAt).ThenBy(c => c.Id).Take(MostShown).ToListAsync();
        }));
    }

    /// <summary>One for somebody who may work on it.</summary>
    /// <exception cref="RefusedException">Not theirs, or they are kept out.</exception>
    public async Task<ConcernView> ForDeskAsync(Actor actor, Guid id)
    {
        var (row, cares) = await store.ReadAsync(async db => await Whole(db).Include(c => c.Talent).SingleOrDefaultAsync(c => c.Id == id) is { } found
            ? (found, await ConcernWork.CaresAsync(db, actor, found, clock)) : throw ConcernAccess.NotThere());
        if (!ConcernAccess.MayWork(actor, row, cares)) throw ConcernAccess.NotThere();
        return await ViewAsync(row, row.Talent is { } t ? (new(t.LegalName, t.LatinName ?? t.LegalName), t.Phone) : null, row.IsOpen);
    }

    private static IQueryable<Concern> Whole(TalentDb db) => db.Concerns.Include(c => c.Department).Include(c => c.Persons).Include(c => c.Events.OrderBy(e => e.Sequence)).AsSplitQuery();

    private async Task<ConcernView> ViewAsync(Concern row, (LocalText, string)? who, bool mayWork)
    {
        var calendar = await calendars.CurrentAsync();
        var (contact, answer) = ConcernRules.Dates(row, calendar, clock);
        return new(row, Topic(row), contact, answer, ConcernRules.LightOf(row, clock.UtcNow, calendar, clock), who, mayWork);
    }

    private async Task<IReadOnlyList<ConcernLine>> LinesAsync(List<Concern> rows)
    {
        var calendar = await calendars.CurrentAsync();
        return rows.ConvertAll(c => new ConcernLine(c.Id, c.Number, c.Kind, Topic(c), c.State, c.Level, ConcernRules.LightOf(c, clock.UtcNow, calendar, clock), c.NextDueAt, c.FiledAt));
    }

    private static LocalText Topic(Concern row) => row.Kind == ConcernKind.Request ? ConcernCategory.NameOf(row.Category)
        : row.Department is { } department ? department.Name : ConcernWords.Of(row.About);
}
