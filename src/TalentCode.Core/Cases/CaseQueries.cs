using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>One line of a list of cases, masked for a desk.</summary>
public sealed record CaseLine(Guid Id, string? Number, LocalText Item, LocalText Applicant, int People, CaseState State, LocalText StateWord, CaseLight Light,
    DateTime? NextDue, DateTime? SubmittedAt, LocalText Department, LocalText? Handler)
{
    /// <summary>The next date with how it came about, where it was asked for: on lists that lead to no page of the case.</summary>
    public DueDate? Due { get; init; }
}

/// <summary>A case with the dates and their arithmetic, as far as this reader may see it.</summary>
public sealed record CaseView(ServiceCase Row, CaseDates Dates, CaseLight Light, LocalText Applicant, IReadOnlyList<CasePart> Parts, IReadOnlyList<CaseStep> Actions)
{
    /// <summary>The papers issued so far, oldest first.</summary>
    public IReadOnlyList<IssuedPaper> Papers { get; init; } = [];

    /// <summary>Why the reader's own decision or delivery is shut for now.</summary>
    public IReadOnlyList<LocalText> Shut { get; init; } = [];

    /// <summary>Cards of this case that were not cancelled, oldest first.</summary>
    public IReadOnlyList<CaseCard> Cards { get; init; } = [];

    /// <summary>What can be done against the result as it stands; empty where there is none, or it is a grant.</summary>
    public IReadOnlyList<RemedyLine> Remedy { get; init; } = [];

    /// <summary>What waits for the applicant's papers: a list for the whole family is answered once; a member's own is answered for that member.</summary>
    public IEnumerable<(LocalText? Who, ServiceCase Part)> Waiting => Row.State == CaseState.AwaitingCompletion
        ? [(null, Row)]
        : Parts.Where(p => p.State == CaseState.AwaitingCompletion).Select(p => ((LocalText?)p.Who, p.Row));
}

/// <summary>One page of a list.</summary>
/// <param name="Total">Cases that meet the filter, counted up to <see cref="MostCounted"/>: counting on would cost more than the page.</param>
/// <param name="Last">Place of the last line, from which the next page goes on; null when nothing follows.</param>
/// <param name="TooManyPeople">More people bear the name that was typed than were looked at.</param>
public sealed record CasePage(IReadOnlyList<CaseLine> Lines, int Total, CasePlace? Last, bool TooManyPeople = false)
{
    public const int MostCounted = 1000;

    public static CasePage Empty { get; } = new([], 0, null);

    public bool IsMore => Total > MostCounted;
}

/// <summary>Reading cases: the holder's own, a department's inbox, everything for supervision.</summary>
public sealed class CaseQueries(Store store, Calendars calendars, CatalogueQueries catalogue, CityClock clock)
{
    /// <summary>The holder's own cases, newest first; drafts included.</summary>
    public async Task<IReadOnlyList<CaseLine>> MineAsync(Actor actor)
    {
        var rows = await store.ReadAsync(db => Lines(db.Cases.Where(c => c.TalentId == actor.Id && c.State != CaseState.Discarded && c.ParentId == null)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(200)).ToListAsync());
        return await ToLinesAsync(rows, outside: true);
    }

    /// <summary>A department's inbox, one page, those due first on top.</summary>
    public async Task<CasePage> InboxAsync(Actor actor, CaseFilter filter)
    {
        actor.Require(Permission.HandleCases);
        var department = actor.DepartmentId;
        return await PageAsync(actor, filter, db => db.Cases.Where(c => c.DepartmentId == department
            // A confirmed booking waits for its holder, not for the department; it stands among the bookings, which are
            // looked at for decided cases only: everything else that is asked here stands in the index of the list.
            && (c.State != CaseState.Decided || db.Bookings.Where(b => b.CaseId == c.Id).Select(b => (Guid?)b.Id).FirstOrDefault() == null)));
    }

    /// <summary>Cases of all departments, for supervision.</summary>
    public async Task<CasePage> AllAsync(Actor actor, CaseFilter filter)
    {
        actor.Require(Permission.SeeCases);
        return await PageAsync(actor, filter, db => db.Cases);
    }

    /// <summary>Open cases of one person, for the desk that may see them.</summary>
    /// <param name="explained">With how each date came about.</param>
    /// <param name="outside">With the light as the applicant reads it.</param>
    public async Task<IReadOnlyList<CaseLine>> OpenOfAsync(Guid talentId, bool explained = false, bool outside = false)
    {
        var rows = await store.ReadAsync(db => Lines((explained ? CaseTerms.WithTerms(db.Cases) : db.Cases).Where(c => c.TalentId == talentId && CaseWorkflow.Working.Contains(c.State) && c.ParentId == null)
            .OrderBy(c => c.PromisedDueAt).ThenBy(c => c.Id).Take(50)).ToListAsync());
        var lines = await ToLinesAsync(rows, outside);
        if (!explained) return lines;
        var calendar = await calendars.CurrentAsync();
        return [.. lines.Zip(rows, (line, row) => line with { Due = CaseTerms.Next(row.Case, calendar, clock) })];
    }

    private async Task<CasePage> PageAsync(Actor actor, CaseFilter filter, Func<TalentDb, IQueryable<ServiceCase>> scope)
    {
        var match = string.IsNullOrWhiteSpace(filter.Text) ? null : await CaseSearch.ReadAsync(filter.Text, store, catalogue);
        if (match is { Ways.Count: 0 }) return CasePage.Empty;
        var (ids, total) = await store.ReadAsync(async db =>
        {
            var query = CaseFilters.Apply(scope(db), filter, actor, clock.UtcNow, clock);
            return match is null ? await FoundAsync(query, filter) : await FoundAsync(match.Ways.Select(query.Where), filter);
        });
        var more = ids.Count > filter.PageSize;
        var shown = ids.Take(filter.PageSize).Select(place => place.Id).ToList();
        var rows = await store.ReadAsync(db => Lines(db.Cases.Where(c => shown.Contains(c.Id))).ToListAsync());
        var lines = await ToLinesAsync([.. rows.OrderBy(row => shown.IndexOf(row.Case.Id))]);
        return new(lines, total, more ? ids[filter.PageSize - 1] : null, match?.TooMany == true);
    }

    /// <summary>The places of one page and the first of the next, and how many there are in all, up to one more than is counted.</summary>
    private static async Task<(List<CasePlace>, int)> FoundAsync(IQueryable<ServiceCase> query, CaseFilter filter) =>
        (await PlacesAsync(query, filter), await Ordered(query, filter).Take(CasePage.MostCounted + 1).CountAsync());

    private static async Task<List<CasePlace>> PlacesAsync(IQueryable<ServiceCase> query, CaseFilter filter)
    {
        if (filter.After is var (at, id))
            // Said twice, the first time for the index: a comparison with "or" alone would start at its beginning.
            query = filter.State is null ? query.Where(c => c.QueueAt >= at && (c.QueueAt > at || c.Id > id)) : query.Where(c => c.ListAt >= at && (c.ListAt > at || c.Id > id));
        var next = Ordered(query, filter).Take(filter.PageSize + 1);
        // What stands in the index of the list, and nothing else.
        var places = await (filter.State is null ? next.Select(c => new { At = c.QueueAt, c.Id }) : next.Select(c => new { At = c.ListAt, c.Id })).ToListAsync();
        return places.ConvertAll(c => new CasePlace(c.At!.Value, c.Id));
    }

    /// <summary>The same for several conditions of which each has its own index; one question with "or" would read the whole list.</summary>
    private static async Task<(List<CasePlace>, int)> FoundAsync(IEnumerable<IQueryable<ServiceCase>> ways, CaseFilter filter)
    {
        var (places, all) = (new HashSet<CasePlace>(), new HashSet<Guid>());
        foreach (var way in ways)
        {
            places.UnionWith(await PlacesAsync(way, filter));
            all.UnionWith(await Ordered(way, filter).Select(c => c.Id).Take(CasePage.MostCounted + 1).ToListAsync());
        }
        return ([.. places.OrderBy(p => p.At).ThenBy(p => p.Id).Take(filter.PageSize + 1)], Math.Min(all.Count, CasePage.MostCounted + 1));
    }

    private static IQueryable<ServiceCase> Ordered(IQueryable<ServiceCase> query, CaseFilter filter) =>
        filter.State is null ? query.OrderBy(c => c.QueueAt).ThenBy(c => c.Id) : query.OrderBy(c => c.ListAt).ThenBy(c => c.Id);

    /// <summary>One case for its holder or for the department that handles it.</summary>
    /// <exception cref="RefusedException">Not this reader's case.</exception>
    public async Task<CaseView> ViewAsync(Actor actor, Guid id)
    {
        var row = await RowAsync(id);
        if (row is null || !await MaySeeAsync(actor, row))
            throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
        var cards = await store.ReadAsync(db => db.Cards.Where(c => c.CaseId == id && c.CancelledAt == null).OrderBy(c => c.IssuedAt).ToListAsync());
        Families.FamilyVeil.Apply(row, actor, clock.Today);
        if (!NoteService.MayRead(actor, row)) row.Events.RemoveAll(e => e.StaysInside);
        return await ToViewAsync(row, actor, cards);
    }

    /// <summary>One paper of a case, to read or print.</summary>
    /// <exception cref="RefusedException">Not this reader's case, or no such paper.</exception>
    public async Task<PaperView> PaperAsync(Actor actor, Guid caseId, Guid paperId)
    {
        var view = await ViewAsync(actor, caseId);
        // Following somebody is not receiving their papers: a steward opens them under a mandate.
        if (actor.Kind == ActorKind.Staff && !NoteService.MayRead(actor, view.Row)) throw NoSuchPaper();
        return PaperOf(view, paperId, inFull: actor.Kind == ActorKind.Talent);
    }

    /// <param name="inFull">Addressed by the whole name, for the applicant and who receives it for them.</param>
    internal static PaperView PaperOf(CaseView view, Guid paperId, bool inFull)
    {
        if (view.Row.Notices.Find(n => n.Id == paperId) is not { } paper) throw NoSuchPaper();
        var name = view.Row.Talent!.LegalName;
        return new(paper, view.Papers.First(p => p.Id == paperId).Title, view.Row.Department!.Name, inFull ? new(name, view.Row.Talent.LatinName ?? name) : view.Applicant, view.Row.Id);
    }

    private static RefusedException NoSuchPaper() => new("no-such-paper", "找不到这份文书。请从事项页面打开。", "This paper cannot be found. Open it from the page of the case.");

    /// <summary>Whether this reader may open the case: for a symbol on a paper, which tells strangers nothing.</summary>
    public async Task<bool> MayOpenAsync(Actor actor, Guid id) =>
        await store.ReadAsync(db => db.Cases.Include(c => c.Talent).SingleOrDefaultAsync(c => c.Id == id)) is { } row && await MaySeeAsync(actor, row);

    private Task<ServiceCase?> RowAsync(Guid id) => store.ReadAsync(db => db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Handler)
            .Include(c => c.Talent!).ThenInclude(t => t.Family).Include(c => c.Talent!).ThenInclude(t => t.Grades).Include(c => c.Talent!).ThenInclude(t => t.Employer)
            .Include(c => c.Talent!).ThenInclude(t => t.Steward)
            .Include(c => c.Events.OrderBy(e => e.Sequence)).Include(c => c.Children.OrderBy(x => x.Number)).ThenInclude(x => x.CompletionRequests.OrderBy(r => r.Round))
            .Include(c => c.Children).ThenInclude(x => x.Pauses)
            .Include(c => c.Pauses.OrderBy(p => p.StartAt)).Include(c => c.CompletionRequests.OrderBy(r => r.Round)).Include(c => c.Deferrals.OrderBy(d => d.Code)).Include(c => c.Pledges.OrderBy(p => p.Code))
            .Include(c => c.DueDates.OrderBy(d => d.Sequence)).Include(c => c.Notices.OrderBy(n => n.IssuedAt))
            .Include(c => c.Opinions.OrderBy(o => o.AskedAt)).ThenInclude(o => o.Department).Include(c => c.Objections.OrderBy(o => o.FiledAt)).Include(c => c.Undoings.OrderBy(u => u.At)).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id));

    private async Task<bool> MaySeeAsync(Actor actor, ServiceCase row) => actor.Kind switch
    {
        ActorKind.Talent => row.TalentId == actor.Id,
        ActorKind.Staff => (actor.May(Permission.HandleCases) && row.DepartmentId == actor.DepartmentId && row.State is not (CaseState.Draft or CaseState.Discarded))
            || actor.May(Permission.SeeCases) && row.State is not (CaseState.Draft or CaseState.Discarded)
            || (actor.May(Permission.FollowPeople) && await store.ReadAsync(db => CareAccess.CaresForAsync(db, actor, row.TalentId, clock.Today))),
        _ => false,
    };

    private async Task<CaseView> ToViewAsync(ServiceCase row, Actor actor, List<CaseCard> cards)
    {
        var calendar = await calendars.CurrentAsync();
        var dates = CaseParts.Dates(row, CaseDeadlines.For(row, calendar, clock), calendar, clock);
        var labels = FamilyLabels.Of(row.Talent!, clock.Today).ToDictionary(f => f.Member.Id, f => f.Label);
        var self = MaskedName(row.Talent!);
        var parts = CaseParts.Of(row, c => c.FamilyMemberId is { } id ? labels.GetValueOrDefault(id, self) : self, actor);
        return new(row, dates, CaseLights.Of(row, clock.UtcNow, calendar, clock), self, parts, CaseWorkflow.ActionsFor(row, actor)) { Shut = CaseWorkflow.Shut(row, actor), Papers = CaseParts.Papers(row), Cards = cards, Remedy = RemedyOf(row, calendar) };
    }

    private IReadOnlyList<RemedyLine> RemedyOf(ServiceCase row, WorkingCalendar calendar) =>
        AfterDecision.ResultAt(row) is { } at && (row.Decision != CaseDecision.Granted || DecisionEffects.MayGiveLess(row.ItemId)) ? Remedies.Of(row.ItemVersion!.Content, row.Department, at, calendar, clock) : [];

    private static LocalText MaskedName(Talent talent) => MaskedName(talent.LegalName, talent.LatinName);

    private static LocalText MaskedName(string name, string? latin) => new(Masking.Name(name), Masking.Name(latin ?? name));

    // What a line shows beside the case itself. Whole rows of everything it points to would cost more than the case.
    private sealed record LineRow(ServiceCase Case, int Parts, Resources.Booking? Booking, string LegalName, string? LatinName, string DepartmentZh, string DepartmentEn, string? HandlerZh, string? HandlerEn);

    private static IQueryable<LineRow> Lines(IQueryable<ServiceCase> cases) => cases.Select(c => new LineRow(c, c.Children.Count, c.Booking,
        c.Talent!.LegalName, c.Talent.LatinName, c.Department!.NameZh, c.Department.NameEn, c.Handler!.NameZh, c.Handler.NameEn));

    private async Task<IReadOnlyList<CaseLine>> ToLinesAsync(IReadOnlyCollection<LineRow> rows, bool outside = false)
    {
        var calendar = await calendars.CurrentAsync();
        var versions = await catalogue.VersionsAsync([.. rows.Select(line => line.Case.ItemVersionId).Distinct()]);
        return [.. rows.Select(line =>
        {
            var row = line.Case;
            row.ItemVersion ??= versions[row.ItemVersionId];
            var item = row.ItemVersion.Content;
            return new CaseLine(row.Id, row.Number, item.ShortName, MaskedName(line.LegalName, line.LatinName), Math.Max(1, line.Parts), row.State,
                line.Booking is { } booking ? Resources.BookingWords.Of(booking) : CaseWords.Of(row.State, item.Regime),
                outside ? CaseLights.OutsideOf(row, clock.UtcNow, calendar, clock) : CaseLights.Of(row, clock.UtcNow, calendar, clock), CaseTerms.NextAt(row), row.SubmittedAt, new(line.DepartmentZh, line.DepartmentEn),
                line.HandlerZh is { } handler ? new(handler, line.HandlerEn!) : null);
        })];
    }
}
