using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Concerns;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Workbench;

/// <param name="StewardId">Whose list the person is on.</param>
/// <param name="AsContact">On the list of a liaison officer, not of the steward.</param>
internal sealed record WorkPerson(Guid Id, string LegalName, string? LatinName, string Phone, Guid StewardId, PersonKind Kind, bool AsContact = false)
{
    public LocalText Name => new(LegalName, LatinName ?? LegalName);

    /// <summary>The reader is the paired leader, who keeps in touch whatever the grade and whoever else does.</summary>
    public bool Paired { get; init; }
}

/// <summary>The clocks and the state only: a list of thousands never reads what was filed.</summary>
/// <param name="Asked">How many times papers were asked for; <paramref name="AskedAt"/>: when last, while they are missing.</param>
/// <param name="GapsDueAt">Until when the applicant promised papers that are still missing (容缺).</param>
internal sealed record WorkCase(
    Guid Id, Guid? ParentId, Guid TalentId, Guid ItemVersionId, CaseState State, DateTime? AcceptanceDueAt, DateTime? PromisedDueAt, DateTime Begun, DateTime? YellowAt, int Asked, DateTime? AskedAt, DateTime? CompletionDueAt, DateTime? GapsDueAt);

internal sealed record WorkPaper(Guid Id, Guid TalentId, PaperKind Kind, DateOnly Until, FamilyRelation? Of);

internal sealed record WorkRating(Guid Id, Guid TalentId, LocalText Title, RatingLevel Level, DateTime RatedAt);

internal sealed record WorkCallBack(Guid Id, Guid TalentId, DateOnly On, string StaffZh, string StaffEn);

/// <summary>A paired leader without an account: the steward reminds, and writes down what the leader tells.</summary>
/// <param name="Since">Named on (UTC); null where it is not known.</param>
internal sealed record WorkLeader(Guid Id, Guid TalentId, string Name, DateTime? Since, DateTime? Last);

/// <summary>
/// What a list is made of: one question for each kind of thing, whatever the number of people. Nothing is read that
/// cannot come up before <paramref name="Until"/>.
/// </summary>
/// <param name="LastContact">By whomever.</param>
/// <param name="LastSpoken">On a steward's list by the steward's side: what that side has still to say is not said by an employer's officer. On an officer's by whomever.</param>
internal sealed record WorkFacts(
    DateOnly Until,
    Dictionary<Guid, WorkPerson> People,
    List<Grade> Grades,
    Dictionary<Guid, DateTime> LastContact,
    Dictionary<Guid, DateTime> LastSpoken,
    List<WorkCallBack> CallBacks,
    List<WorkCase> Cases,
    Dictionary<Guid, LocalText> Items,
    List<Concern> Concerns,
    List<WorkRating> Ratings,
    List<WorkPaper> Papers,
    List<WorkLegalDate> Legal,
    Dictionary<Guid, DateOnly> Codes,
    Dictionary<Guid, DateTime> CareSince,
    List<WorkLeader> Leaders,
    Dictionary<(Guid, string), WorkSnooze> Snoozes)
{
    /// <summary>Days of papers, codes and grades looked at behind today: what ended longer ago is another story.</summary>
    private const int Behind = 60;

    /// <param name="until">Last day that can be shown; things that begin to matter later are left out.</param>
    /// <param name="horizon">The instant after it.</param>
    public static async Task<WorkFacts> ReadAsync(TalentDb db, Guid staffId, DateOnly today, DateOnly until, DateTime horizon, CityClock clock)
    {
        var mine = db.InCareOf(staffId, today).Where(t => t.Status == TalentStatus.Active);
        var ids = mine.Select(t => t.Id);
        var (past, ahead) = (today.AddDays(-Behind), until.AddDays(WorkRules.FurthestLead));
        var people = await mine.Select(t => new WorkPerson(t.Id, t.LegalName, t.LatinName, t.Phone, t.StewardId!.Value, t.Kind, false)).ToDictionaryAsync(p => p.Id);
        var cases = await db.Cases.Where(c => ids.Contains(c.TalentId)
            && ((c.ParentId == null && CaseWorkflow.Undecided.Contains(c.State) && c.YellowAt < horizon)
                || (c.ParentId == null && CaseWorkflow.Working.Contains(c.State) && c.Deferrals.Any(d => d.PromisedAt != null && d.SuppliedAt == null && d.DueAt < horizon))
                // A member speaks for itself only while completing papers on its own.
                || (c.State == CaseState.AwaitingCompletion && (c.ParentId == null || db.Cases.Any(p => p.Id == c.ParentId && p.State != CaseState.AwaitingCompletion)))))
            .Select(c => new WorkCase(
                c.Id, c.ParentId, c.TalentId, c.ItemVersionId, c.State, c.AcceptanceDueAt, c.PromisedDueAt, c.AcceptedAt ?? c.ReceivedAt ?? c.CreatedAt, c.YellowAt, c.Completions,
                c.State == CaseState.AwaitingCompletion ? c.CompletionRequests.Max(r => (DateTime?)r.AskedAt) : null, c.CompletionDueAt,
                c.Deferrals.Where(d => d.PromisedAt != null && d.SuppliedAt == null).Min(d => (DateTime?)d.DueAt))).ToListAsync();
        var versions = cases.Select(c => c.ItemVersionId).ToHashSet();
        var care = await db.WithLast(db.CareAssignments.Where(a => a.Until == null && ids.Contains(a.TalentId) && (a.Kind == CareKind.Steward || (a.Kind == CareKind.PairedLeader && a.StaffId == null)))).ToListAsync();
        var contacts = await ContactsAsync(db, ids);
        return new(until, people,
            await GradesAsync(db, ids, past),
            Latest(contacts), Latest(contacts.Where(c => c.Own && (!c.Named || c.StaffId == staffId || (people.TryGetValue(c.TalentId, out var p) && p.StewardId == c.StaffId)))),
            await CallBacksAsync(db.ByStewards(staffId), ids, until),
            cases,
            await db.ItemVersions.Where(v => versions.Contains(v.Id)).Select(v => new { v.Id, v.Content }).ToDictionaryAsync(v => v.Id, v => v.Content.ShortName),
            await db.Concerns.Where(c => c.Desk == ConcernDesk.Steward && c.NextDueAt != null && c.TalentId != null && ids.Contains(c.TalentId.Value)).ToListAsync(),
            await RatingsAsync(db, ids, staffId),
            await PapersAsync(db, ids, past, ahead),
            await WorkLaw.ReadAsync(db, [.. people.Keys], past, ahead, clock),
            await CodesAsync(db, ids, past, ahead),
            care.Where(c => c.Row is { Kind: CareKind.Steward, From: not null }).ToDictionary(c => c.Row.TalentId, c => c.Row.From!.Value),
            [.. care.Where(c => c.Row.Kind != CareKind.Steward && people.ContainsKey(c.Row.TalentId)).Select(c => new WorkLeader(c.Row.Id, c.Row.TalentId, c.Row.ContactName ?? "", c.Row.From, c.Last))],
            await SnoozesAsync(db, staffId, today));
    }

    /// <summary>As <see cref="ReadAsync"/>, for somebody who is a named contact or stands in for one: days of the person and of the permits an employer answers for, and nothing of cases, family, concerns or ratings.</summary>
    public static async Task<WorkFacts> ReadAsContactAsync(TalentDb db, Guid staffId, DateOnly today, DateOnly until, CityClock clock)
    {
        var mine = db.AccompaniedBy(staffId, today).Where(t => t.Status == TalentStatus.Active);
        var ids = mine.Select(t => t.Id);
        var (past, ahead) = (today.AddDays(-Behind), until.AddDays(WorkRules.FurthestLead));
        var named = (await db.WithLast(db.NamedFor(staffId, today)).ToListAsync()).ToLookup(a => a.Row.TalentId);
        var people = (await mine.Select(t => new WorkPerson(t.Id, t.LegalName, t.LatinName, t.Phone, staffId, t.Kind, true)).ToListAsync())
            .Where(p => named.Contains(p.Id)).ToDictionary(p => p.Id, p => p with { StewardId = Whose(p.Id), Paired = Own(p.Id).Any(a => a.Row.Kind == CareKind.PairedLeader) });
        var last = Latest(await ContactsAsync(db, ids));
        // A leader's own contact counts for the leader.
        foreach (var p in people.Values.Where(p => p.Paired))
            if (Own(p.Id).Where(a => a.Row.Kind == CareKind.PairedLeader).Max(a => a.Last) is { } at) last[p.Id] = at;
            else last.Remove(p.Id);
        var legal = await WorkLaw.ReadAsync(db, [.. people.Keys], past, ahead, clock);
        return new(until, people,
            await GradesAsync(db, ids, past), last, last,
            await CallBacksAsync(db.ByNamed(staffId, today), ids, until),
            [], [], [], [],
            await OwnPapersAsync(Ending(db, past, ahead), ids),
            legal.FindAll(l => l.Of is null && WorkLaw.OfEmployers.Contains(l.Rule)),
            await CodesAsync(db, ids, past, ahead),
            people.Keys.Select(id => (Id: id, Since: Own(id).Max(a => a.Row.From))).Where(p => p.Since is not null).ToDictionary(p => p.Id, p => p.Since!.Value),
            [],
            await SnoozesAsync(db, staffId, today));

        // Whoever is named for somebody has the own list for that person, and stands in for others with theirs.
        Guid Whose(Guid person) => named[person].Select(a => a.Row.StaffId!.Value).OrderBy(id => id != staffId).ThenBy(id => id).First();

        IEnumerable<NamedTouch> Own(Guid person) => named[person].Where(a => a.Row.StaffId == Whose(person));
    }

    private static Task<List<Grade>> GradesAsync(TalentDb db, IQueryable<Guid> ids, DateOnly past) => db.Grades.Where(g => ids.Contains(g.TalentId) && g.Until >= past).ToListAsync();

    /// <param name="Own">By the writer, not by a named contact of whom the writer tells.</param>
    /// <param name="Named">By somebody who is a named contact of the person, or stood in for one.</param>
    private sealed record Spoken(Guid TalentId, Guid StaffId, bool Own, DateTime At, bool Named);

    /// <summary>Of each person, when each of those in touch last spoke with them.</summary>
    private static Task<List<Spoken>> ContactsAsync(TalentDb db, IQueryable<Guid> ids) =>
        db.CareContacts.Where(c => c.Reached && ids.Contains(c.TalentId)).GroupBy(c => new { c.TalentId, c.StaffId, Own = CareRules.OwnWays.Contains(c.Way) })
            .Select(g => new Spoken(g.Key.TalentId, g.Key.StaffId, g.Key.Own, g.Max(c => c.At), db.CareAssignments.Any(a => a.TalentId == g.Key.TalentId && a.Kind != CareKind.Steward && a.Until == null
                && (a.StaffId == g.Key.StaffId || db.StandIns.Any(s => s.ForId == a.StaffId && s.ById == g.Key.StaffId))))).ToListAsync();

    private static Dictionary<Guid, DateTime> Latest(IEnumerable<Spoken> contacts) => contacts.GroupBy(c => c.TalentId).ToDictionary(g => g.Key, g => g.Max(c => c.At));

    private static Task<List<WorkCallBack>> CallBacksAsync(IQueryable<CareContact> contacts, IQueryable<Guid> ids, DateOnly until) =>
        contacts.Where(c => c.CallBackOn != null && c.CallBackKeptAt == null && c.CallBackOn <= until && ids.Contains(c.TalentId)).Select(c => new WorkCallBack(c.Id, c.TalentId, c.CallBackOn!.Value, c.StaffZh, c.StaffEn)).ToListAsync();

    private static Task<Dictionary<Guid, DateOnly>> CodesAsync(TalentDb db, IQueryable<Guid> ids, DateOnly past, DateOnly ahead) =>
        db.CodeStates.Where(s => s.Status != CodeStatus.Revoked && s.Until >= past && s.Until <= ahead && ids.Contains(s.TalentId)).ToDictionaryAsync(s => s.TalentId, s => s.Until);

    // Whoever was rated never learns who rated, whatever else they are.
    private static Task<List<WorkRating>> RatingsAsync(TalentDb db, IQueryable<Guid> ids, Guid staffId) => db.Ratings
        .Where(r => r.Status == RatingStatus.Rated && (r.Level == RatingLevel.Dissatisfied || r.Level == RatingLevel.VeryDissatisfied) && !r.Excluded && r.RatedAt != null
            && r.Task != null && RatingRules.Running.Contains(r.Task.State) && ids.Contains(r.TalentId) && !r.Persons.Any(p => p.StaffId == staffId))
        .Select(r => new WorkRating(r.Id, r.TalentId, new LocalText(r.TitleZh, r.TitleEn), r.Level!.Value, r.RatedAt!.Value)).ToListAsync();

    private static async Task<List<WorkPaper>> PapersAsync(TalentDb db, IQueryable<Guid> ids, DateOnly past, DateOnly ahead)
    {
        var papers = Ending(db, past, ahead);
        var own = await OwnPapersAsync(papers, ids);
        var family = await papers.Join(db.FamilyMembers, p => p.FamilyMemberId, f => f.Id, (p, f) => new { p.Id, f.TalentId, p.Kind, Until = p.Until!.Value, f.Relation })
            .Where(p => ids.Contains(p.TalentId)).ToListAsync();
        return [.. own, .. family.Select(p => new WorkPaper(p.Id, p.TalentId, p.Kind, p.Until, p.Relation))];
    }

    private static IQueryable<IdentityPaper> Ending(TalentDb db, DateOnly past, DateOnly ahead) => db.IdentityPapers.Where(p => p.Current && p.Until >= past && p.Until <= ahead && !WorkLaw.Permits.Contains(p.Kind));

    private static Task<List<WorkPaper>> OwnPapersAsync(IQueryable<IdentityPaper> papers, IQueryable<Guid> ids) =>
        papers.Where(p => p.TalentId != null && ids.Contains(p.TalentId.Value)).Select(p => new WorkPaper(p.Id, p.TalentId!.Value, p.Kind, p.Until!.Value, null)).ToListAsync();

    private static async Task<Dictionary<(Guid, string), WorkSnooze>> SnoozesAsync(TalentDb db, Guid staffId, DateOnly today) =>
        (await db.WorkSnoozes.Where(s => s.Until > today && (s.StewardId == staffId || db.StandIns.Any(x => x.ForId == s.StewardId && x.ById == staffId && x.CancelledAt == null && x.From <= today && x.Until >= today))).ToListAsync())
            .ToDictionary(s => (s.StewardId, s.Key));
}
