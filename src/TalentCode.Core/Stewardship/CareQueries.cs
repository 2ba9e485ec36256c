using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Concerns;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>Somebody nobody looks after yet, with the stewards in the order of the rule.</summary>
public sealed record Unassigned(CarePerson Person, GradeLevel? Grade, IReadOnlyList<CareProposal> Proposals);

/// <summary>One person found by the coordinator.</summary>
public sealed record CareLine(Guid Id, LocalText Name, LocalText Employer, GradeLevel? Grade, LocalText? Steward);

/// <summary>One entry of the history of care, with the name.</summary>
public sealed record CareEntry(CareAssignment Row, LocalText Who)
{
    /// <summary>Who stands in for this contact today, how to call and until when; null otherwise, and for stewards.</summary>
    public (LocalText Name, string? Phone, DateOnly Until)? StandIn { get; init; }
}

/// <summary>Everything about who looks after one person.</summary>
public sealed record CareSheet(CarePerson Person, GradeLevel? Grade, Guid? StewardId, LocalText? Steward, IReadOnlyList<CareProposal> Proposals, IReadOnlyList<CareEntry> Contacts, IReadOnlyList<CareEntry> History, IReadOnlyList<(Guid Id, LocalText Name)> Liaisons);

/// <summary>What the holder reads about who looks after them.</summary>
/// <param name="LastContact">Instant and way of the last contact.</param>
/// <param name="CallBackOn">The next day on which somebody, the steward or a named contact, promised to call.</param>
public sealed record MyCare(IReadOnlyList<CareEntry> Contacts, IReadOnlyList<CareEntry> Stewards, (DateTime At, ContactWay Way)? LastContact, DateOnly? CallBackOn);

/// <summary>Caseloads and assignments as the coordinator reads them, and the holder's own part.</summary>
public sealed class CareQueries(Store store, CityClock clock)
{
    private const int MostShown = 50;

    /// <summary>Every steward with what they have at hand; read before anybody is assigned.</summary>
    public Task<IReadOnlyList<StewardLoad>> LoadsAsync(Actor actor)
    {
        actor.Require(Permission.AssignCare);
        return store.ReadAsync(LoadsAsync);
    }

    /// <summary>People without a steward and what the rule proposes, those longest in the programme first.</summary>
    /// <returns>At most fifty of them, and how many there are.</returns>
    public async Task<(IReadOnlyList<Unassigned> People, int Total)> UnassignedAsync(Actor actor)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            var query = Waiting(db);
            var rows = await query.OrderBy(t => t.Id).Take(MostShown).Include(t => t.Employer).Include(t => t.Grades).AsSplitQuery().ToListAsync();
            var (loads, known) = (await LoadsAsync(db), await KnownAsync(db, rows.ConvertAll(t => t.EmployerId)));
            return ((IReadOnlyList<Unassigned>)rows.ConvertAll(t => new Unassigned(PersonOf(t), t.GradeOn(clock.Today)?.Level, CareRule.Rank(PersonOf(t), loads, known(t.EmployerId)))), await query.CountAsync());
        });
    }

    /// <summary>People by a part of their name, for the coordinator.</summary>
    public async Task<IReadOnlyList<CareLine>> FindAsync(Actor actor, string? text)
    {
        actor.Require(Permission.AssignCare);
        if (NamePart.Normalize(text ?? "") is not { Length: > 0 } typed) return [];
        var from = typed.Length > NamePart.Longest ? typed[..NamePart.Longest] : typed;
        // Behind everything that begins with the text.
        var to = from + "\U0010FFFF";
#pragma warning disable CA1309 // The database compares, by the column's ordinal collation.
        var rows = await store.ReadAsync(db => db.Talents.Where(t => t.Status == TalentStatus.Active && db.NameParts.Any(p => p.TalentId == t.Id && string.Compare(p.Part, from) >= 0 && string.Compare(p.Part, to) < 0))
            .OrderBy(t => t.LegalName).ThenBy(t => t.Id).Take(MostShown).Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Steward).AsSplitQuery().ToListAsync());
#pragma warning restore CA1309
        return rows.ConvertAll(t => new CareLine(t.Id, NameOf(t), t.Employer!.Name, t.GradeOn(clock.Today)?.Level, t.Steward is { } s ? new(s.NameZh, s.NameEn) : null));
    }

    /// <summary>People of one steward, to choose whom to hand over.</summary>
    public async Task<IReadOnlyList<CareLine>> OfStewardAsync(Actor actor, Guid stewardId)
    {
        actor.Require(Permission.AssignCare);
        var rows = await store.ReadAsync(db => db.Talents.Where(t => t.StewardId == stewardId && t.Status == TalentStatus.Active).OrderBy(t => t.LegalName).ThenBy(t => t.Id)
            .Include(t => t.Employer).Include(t => t.Grades).AsSplitQuery().ToListAsync());
        return rows.ConvertAll(t => new CareLine(t.Id, NameOf(t), t.Employer!.Name, t.GradeOn(clock.Today)?.Level, null));
    }

    /// <exception cref="RefusedException">There is no such person.</exception>
    public async Task<CareSheet> SheetAsync(Actor actor, Guid talentId)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            var t = await db.Talents.Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Steward).AsSplitQuery().SingleOrDefaultAsync(t => t.Id == talentId)
                ?? throw new RefusedException("no-such-person", "找不到这位人才。", "This person cannot be found.");
            var entries = await EntriesAsync(db, talentId);
            return new CareSheet(PersonOf(t), t.GradeOn(clock.Today)?.Level, t.StewardId, t.Steward is { } s ? new(s.NameZh, s.NameEn) : null,
                CareRule.Rank(PersonOf(t), await LoadsAsync(db), (await KnownAsync(db, [t.EmployerId]))(t.EmployerId)),
                [.. entries.Where(e => e.Row.Until is null && e.Row.Kind != CareKind.Steward)], entries,
                [.. (await db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Liaison)).OrderBy(s => s.UserName).ToListAsync()).Select(s => (s.Id, new LocalText(s.NameZh, s.NameEn)))]);
        });
    }

    /// <summary>For the holder: contacts besides the steward, past stewards, and when there was contact.</summary>
    public async Task<MyCare> MineAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        return await store.ReadAsync(async db =>
        {
            var entries = await EntriesAsync(db, holder.Id);
            var last = await db.CareContacts.Where(c => c.TalentId == holder.Id && c.Reached).OrderByDescending(c => c.At).Select(c => new { c.At, c.Way }).FirstOrDefaultAsync();
            var callBack = await db.CareContacts.Where(c => c.TalentId == holder.Id && c.CallBackOn != null && c.CallBackKeptAt == null).OrderBy(c => c.CallBackOn).Select(c => c.CallBackOn).FirstOrDefaultAsync();
            return new MyCare([.. entries.Where(e => e.Row.Until is null && e.Row.Kind != CareKind.Steward)], [.. entries.Where(e => e.Row.Kind == CareKind.Steward)],
                last is null ? null : (last.At, last.Way), callBack);
        });
    }

    /// <summary>What the rule makes of everybody who waits, the longest in the programme first; nothing is done.</summary>
    public async Task<(CarePlan Plan, IReadOnlyList<StewardLoad> Before, int Total)> PlanAsync(Actor actor)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            var before = await LoadsAsync(db);
            return (await PlanAsync(db, before), before, await Waiting(db).CountAsync());
        });
    }

    /// <summary>The same inside the caller's transaction.</summary>
    internal async Task<CarePlan> PlanAsync(TalentDb db, IReadOnlyList<StewardLoad>? before = null)
    {
        // A plain read of what the rule asks for: of thousands nothing else is loaded, and nothing is tracked.
        var rows = await Waiting(db).OrderBy(t => t.Id).Take(CareRules.MostAtOnce)
            .Select(t => new { t.Id, t.LegalName, t.LatinName, t.Language, t.EmployerId, t.Employer!.NameZh, t.Employer.NameEn, t.Employer.DistrictZh }).ToListAsync();
        var known = await KnownAsync(db, [.. rows.Select(t => t.EmployerId).Distinct()]);
        return CareRule.Plan(rows.Select(t => new CarePerson(t.Id, new(t.LegalName, t.LatinName ?? t.LegalName), t.Language, t.EmployerId, new(t.NameZh, t.NameEn), t.DistrictZh)), before ?? await LoadsAsync(db), known);
    }

    private static IQueryable<Talent> Waiting(TalentDb db) => db.Talents.Where(t => t.StewardId == null && t.Status == TalentStatus.Active);

    private async Task<IReadOnlyList<StewardLoad>> LoadsAsync(TalentDb db)
    {
        var today = clock.Today;
        var stewards = await db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Steward)).OrderBy(s => s.UserName).ToListAsync();
        var profiles = await db.StewardProfiles.ToDictionaryAsync(p => p.StaffId);
        var people = await db.Talents.Where(t => t.StewardId != null && t.Status == TalentStatus.Active).GroupBy(t => t.StewardId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var cases = await db.Cases.Where(c => c.ParentId == null && CaseWorkflow.Working.Contains(c.State) && c.Talent!.StewardId != null)
            .GroupBy(c => c.Talent!.StewardId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var concerns = await db.Concerns.Where(c => c.Desk == ConcernDesk.Steward && c.NextDueAt != null)
            .Join(db.Talents, c => c.TalentId, t => t.Id, (c, t) => t.StewardId).Where(s => s != null).GroupBy(s => s!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var away = (await CareAccess.StandInsAsync(db, today)).ToLookup(s => s.ForId, s => s.Until);
        return stewards.ConvertAll(s => new StewardLoad(s.Id, new(s.NameZh, s.NameEn), s.WorkPhone, people.GetValueOrDefault(s.Id), profiles.GetValueOrDefault(s.Id)?.MostPeople ?? CareRules.UsualMost,
            cases.GetValueOrDefault(s.Id), concerns.GetValueOrDefault(s.Id), profiles.GetValueOrDefault(s.Id)?.SpeaksEnglish ?? false, profiles.GetValueOrDefault(s.Id)?.District,
            away[s.Id].Select(d => (DateOnly?)d).FirstOrDefault()));
    }

    /// <summary>Of each employer: how many of its people each steward looks after.</summary>
    private static async Task<Func<Guid, IReadOnlyDictionary<Guid, int>>> KnownAsync(TalentDb db, List<Guid> employers)
    {
        var counts = await db.Talents.Where(t => employers.Contains(t.EmployerId) && t.StewardId != null && t.Status == TalentStatus.Active)
            .GroupBy(t => new { t.EmployerId, Steward = t.StewardId!.Value }).Select(g => new { g.Key.EmployerId, g.Key.Steward, Count = g.Count() }).ToListAsync();
        var byEmployer = counts.GroupBy(c => c.EmployerId).ToDictionary(g => g.Key, g => (IReadOnlyDictionary<Guid, int>)g.ToDictionary(c => c.Steward, c => c.Count));
        return id => byEmployer.GetValueOrDefault(id) ?? new Dictionary<Guid, int>();
    }

    private async Task<IReadOnlyList<CareEntry>> EntriesAsync(TalentDb db, Guid talentId)
    {
        var rows = await db.CareAssignments.Where(a => a.TalentId == talentId).ToListAsync();
        var ids = rows.Where(r => r.StaffId is not null).Select(r => r.StaffId!.Value).ToHashSet();
        var names = await db.Users.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => new LocalText(s.NameZh, s.NameEn));
        var contacts = rows.Where(r => r is { StaffId: not null, Until: null, Kind: not CareKind.Steward }).Select(r => r.StaffId!.Value).ToHashSet();
        var standIns = contacts.Count == 0 ? new() : await StandInsAsync(db, contacts, clock.Today);
        return [.. rows.OrderByDescending(r => r.Until is null).ThenByDescending(r => r.Until).ThenByDescending(r => r.From).ThenBy(r => r.Kind)
            .Select(r => new CareEntry(r, r.StaffId is { } id ? names[id] : new(r.ContactName ?? "", r.ContactName ?? ""))
            {
                StandIn = r.StaffId is { } away && r is { Until: null, Kind: not CareKind.Steward } && standIns.TryGetValue(away, out var by) ? by : null,
            })];
    }

    private static async Task<Dictionary<Guid, (LocalText, string?, DateOnly)>> StandInsAsync(TalentDb db, HashSet<Guid> away, DateOnly today) =>
        (await db.StandIns.Where(s => away.Contains(s.ForId) && s.CancelledAt == null && s.From <= today && s.Until >= today)
            .Join(db.Users.Where(u => u.Roles.Any(r => r.Role == StaffRole.Liaison)), s => s.ById, u => u.Id, (s, u) => new { s.ForId, s.Until, u.NameZh, u.NameEn, u.WorkPhone }).ToListAsync())
            .ToDictionary(s => s.ForId, s => (new LocalText(s.NameZh, s.NameEn), s.WorkPhone, s.Until));

    private static CarePerson PersonOf(Talent t) => new(t.Id, NameOf(t), t.Language, t.EmployerId, t.Employer!.Name, t.Employer.DistrictZh);

    private static LocalText NameOf(Talent talent) => new(talent.LegalName, talent.LatinName ?? talent.LegalName);
}
