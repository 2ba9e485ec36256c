using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>One line of a list of cases, masked for a desk.</summary>
public sealed record CaseLine(Guid Id, string? Number, LocalText Item, LocalText Applicant, int People, CaseState State, LocalText StateWord, CaseLight Light,
    DateTime? NextDue, DateTime? SubmittedAt, LocalText Department, LocalText? Handler);

/// <summary>A case with the dates and their arithmetic, as far as this reader may see it.</summary>
public sealed record CaseView(ServiceCase Row, CaseDates Dates, CaseLight Light, LocalText Applicant, IReadOnlyList<CasePart> Parts, IReadOnlyList<CaseStep> Actions)
{
    /// <summary>The papers issued so far, oldest first.</summary>
    public IReadOnlyList<IssuedPaper> Papers { get; init; } = [];

    /// <summary>Cards of this case that were not cancelled, oldest first.</summary>
    public IReadOnlyList<CaseCard> Cards { get; init; } = [];

    /// <summary>What can be done against the result as it stands; empty where there is none, or it is a grant.</summary>
    public IReadOnlyList<RemedyLine> Remedy { get; init; } = [];
}

/// <summary>Reading cases: the holder's own, a department's inbox, everything for supervision.</summary>
public sealed class CaseQueries(Store store, Calendars calendars, CatalogueQueries catalogue, CityClock clock)
{
    /// <summary>The holder's own cases, newest first; drafts included.</summary>
    public async Task<IReadOnlyList<CaseLine>> MineAsync(Actor actor)
    {
        var rows = await store.ReadAsync(db => Lines(db).Where(c => c.TalentId == actor.Id && c.State != CaseState.Discarded)
            .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(200).ToListAsync());
        return await ToLinesAsync(rows);
    }

    /// <summary>A department's inbox, one page, those due first on top.</summary>
    public async Task<(IReadOnlyList<CaseLine> Lines, int Total)> InboxAsync(Actor actor, CaseFilter filter)
    {
        actor.Require(Permission.HandleCases);
        return await PageAsync(actor, filter, c => c.DepartmentId == actor.DepartmentId
            // A confirmed booking waits for its holder, not for the department; it stands among the bookings.
            && (c.Booking == null || c.State != CaseState.Decided));
    }

    /// <summary>Cases of all departments, for supervision.</summary>
    public async Task<(IReadOnlyList<CaseLine> Lines, int Total)> AllAsync(Actor actor, CaseFilter filter)
    {
        actor.Require(Permission.SuperviseCases);
        return await PageAsync(actor, filter, c => true);
    }

    /// <summary>Open cases of one person, for the desk that may see them.</summary>
    public async Task<IReadOnlyList<CaseLine>> OpenOfAsync(Guid talentId)
    {
        var rows = await store.ReadAsync(db => Lines(db).Where(c => c.TalentId == talentId && CaseWorkflow.Working.Contains(c.State))
            .OrderBy(c => c.PromisedDueAt).ThenBy(c => c.Id).Take(50).ToListAsync());
        return await ToLinesAsync(rows);
    }

    private async Task<(IReadOnlyList<CaseLine>, int)> PageAsync(Actor actor, CaseFilter filter, System.Linq.Expressions.Expression<Func<ServiceCase, bool>> scope)
    {
        var items = await ItemsCalledAsync(filter.Text);
        var (rows, total) = await store.ReadAsync(async db =>
        {
            var query = Narrow(Lines(db).Where(scope), filter, actor, items);
            var ordered = query.OrderBy(c => c.NextDueAt == null).ThenBy(c => c.NextDueAt).ThenBy(c => c.SubmittedAt).ThenBy(c => c.Id);
            return (await ordered.Skip(filter.Page * filter.PageSize).Take(filter.PageSize).ToListAsync(), await query.CountAsync());
        });
        return (await ToLinesAsync(rows), total);
    }

    private IQueryable<ServiceCase> Narrow(IQueryable<ServiceCase> query, CaseFilter filter, Actor actor, IReadOnlyList<string> items)
    {
        query = CaseFilters.Apply(query, filter, actor, clock.UtcNow, clock);
        if (string.IsNullOrWhiteSpace(filter.Text)) return query;
        // Case numbers and names in Latin letters are written in capitals, as in a passport.
        var (text, capitals) = (filter.Text.Trim(), filter.Text.Trim().ToUpperInvariant());
        return query.Where(c => c.Number!.Contains(capitals) || items.Contains(c.ItemId)
            || c.Talent!.LegalName.Contains(text) || c.Talent.LegalName.Contains(capitals) || c.Talent.LatinName!.Contains(capitals));
    }

    /// <summary>Items whose number begins with the text or whose names contain it, in Chinese or English. The catalogue is small and in memory; the names are not columns.</summary>
    private async Task<IReadOnlyList<string>> ItemsCalledAsync(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } typed) return [];
        return [.. (await catalogue.AllAsync()).Where(i => Called(i, typed)).Select(i => i.Id)];
    }

    private static bool Called(OfferedItem item, string text) => item.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || new[] { item.Content.ShortZh, item.Content.ShortEn, item.Content.Zh, item.Content.En }.Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>One case for its holder or for the department that handles it.</summary>
    /// <exception cref="RefusedException">Not this reader's case.</exception>
    public async Task<CaseView> ViewAsync(Actor actor, Guid id)
    {
        var row = await RowAsync(id);
        if (row is null || !MaySee(actor, row))
            throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
        var cards = await store.ReadAsync(db => db.Cards.Where(c => c.CaseId == id && c.CancelledAt == null).OrderBy(c => c.IssuedAt).ToListAsync());
        return await ToViewAsync(row, actor, cards);
    }

    /// <summary>One paper of a case, to read or print.</summary>
    /// <exception cref="RefusedException">Not this reader's case, or no such paper.</exception>
    public async Task<PaperView> PaperAsync(Actor actor, Guid caseId, Guid paperId)
    {
        var view = await ViewAsync(actor, caseId);
        if (view.Row.Notices.Find(n => n.Id == paperId) is not { } paper)
            throw new RefusedException("no-such-paper", "找不到这份文书。请从事项页面打开。", "This paper cannot be found. Open it from the page of the case.");
        var name = view.Row.Talent!.LegalName;
        return new(paper, view.Papers.First(p => p.Id == paperId).Title, view.Row.Department!.Name,
            actor.Kind == ActorKind.Talent ? new(name, view.Row.Talent.LatinName ?? name) : view.Applicant, caseId);
    }

    /// <summary>Whether this reader may open the case: for a symbol on a paper, which tells strangers nothing.</summary>
    public async Task<bool> MayOpenAsync(Actor actor, Guid id) =>
        await store.ReadAsync(db => db.Cases.Include(c => c.Talent).SingleOrDefaultAsync(c => c.Id == id)) is { } row && MaySee(actor, row);

    private Task<ServiceCase?> RowAsync(Guid id) => store.ReadAsync(db => db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Handler)
            .Include(c => c.Talent!).ThenInclude(t => t.Family).Include(c => c.Talent!).ThenInclude(t => t.Grades).Include(c => c.Talent!).ThenInclude(t => t.Employer)
            .Include(c => c.Talent!).ThenInclude(t => t.Steward)
            .Include(c => c.Events.OrderBy(e => e.Sequence)).Include(c => c.Children.OrderBy(x => x.Number)).ThenInclude(x => x.CompletionRequests.OrderBy(r => r.Round))
            .Include(c => c.Children).ThenInclude(x => x.Pauses)
            .Include(c => c.Pauses.OrderBy(p => p.StartAt)).Include(c => c.CompletionRequests.OrderBy(r => r.Round)).Include(c => c.Deferrals.OrderBy(d => d.Code)).Include(c => c.Pledges.OrderBy(p => p.Code))
            .Include(c => c.DueDates.OrderBy(d => d.Sequence)).Include(c => c.Notices.OrderBy(n => n.IssuedAt))
            .Include(c => c.Opinions.OrderBy(o => o.AskedAt)).ThenInclude(o => o.Department).Include(c => c.Objections.OrderBy(o => o.FiledAt)).Include(c => c.Undoings.OrderBy(u => u.At)).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id));

    private static bool MaySee(Actor actor, ServiceCase row) => actor.Kind switch
    {
        ActorKind.Talent => row.TalentId == actor.Id,
        ActorKind.Staff => (actor.May(Permission.HandleCases) && row.DepartmentId == actor.DepartmentId && row.State is not (CaseState.Draft or CaseState.Discarded))
            || actor.May(Permission.SuperviseCases) && row.State is not (CaseState.Draft or CaseState.Discarded)
            || (actor.May(Permission.FollowPeople) && row.Talent!.StewardId == actor.Id),
        _ => false,
    };

    private async Task<CaseView> ToViewAsync(ServiceCase row, Actor actor, List<CaseCard> cards)
    {
        var calendar = await calendars.CurrentAsync();
        var dates = CaseParts.Dates(row, CaseDeadlines.For(row, calendar, clock), clock);
        var labels = FamilyLabels.Of(row.Talent!, clock.Today).ToDictionary(f => f.Member.Id, f => f.Label);
        var self = MaskedName(row.Talent!);
        var parts = CaseParts.Of(row, c => c.FamilyMemberId is { } id ? labels.GetValueOrDefault(id, self) : self, actor);
        return new(row, dates, CaseLights.Of(row, clock.UtcNow, calendar, clock), self, parts, CaseWorkflow.ActionsFor(row, actor)) { Papers = CaseParts.Papers(row), Cards = cards, Remedy = RemedyOf(row, calendar) };
    }

    private IReadOnlyList<RemedyLine> RemedyOf(ServiceCase row, WorkingCalendar calendar) =>
        AfterDecision.ResultAt(row) is { } at && row.Decision != CaseDecision.Granted ? Remedies.Of(row.ItemVersion!.Content, at, calendar, clock) : [];

    private static LocalText MaskedName(Talent talent) => new(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName));

    private static IQueryable<ServiceCase> Lines(TalentDb db) => db.Cases.Where(c => c.ParentId == null)
        .Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Handler).Include(c => c.Talent).Include(c => c.Children).Include(c => c.Booking);

    private async Task<IReadOnlyList<CaseLine>> ToLinesAsync(List<ServiceCase> rows)
    {
        var calendar = await calendars.CurrentAsync();
        return rows.ConvertAll(row =>
        {
            var item = row.ItemVersion!.Content;
            return new CaseLine(row.Id, row.Number, item.ShortName, MaskedName(row.Talent!), Math.Max(1, row.Children.Count), row.State,
                row.Booking is { } booking ? Resources.BookingWords.Of(booking) : CaseWords.Of(row.State, item.Regime),
                CaseLights.Of(row, clock.UtcNow, calendar, clock), CaseLights.NextDue(row), row.SubmittedAt, row.Department!.Name,
                row.Handler is { } handler ? new(handler.NameZh, handler.NameEn) : null);
        });
    }
}
