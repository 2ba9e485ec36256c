using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.Minors;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>A paper of a case and how far it can be trusted; null when nothing is on file.</summary>
public sealed record CasePaper(LocalText Name, TrustLevel? Trust, bool FromSharing, bool Essential)
{
    /// <summary>The uploaded paper to open, and its pages; null where there is nothing to look at.</summary>
    public (Guid Id, int Pages)? File { get; init; }

    /// <summary>There is something to look at, about a minor: only with supervision's approval.</summary>
    public bool Guarded { get; init; }

    /// <summary>The applicant promised instead of proving.</summary>
    public bool Pledged { get; init; }

    /// <summary>How far it could be trusted when the case was filed; null where that was not kept, or nothing was filed.</summary>
    public TrustLevel? Filed { get; init; }

    /// <summary>Everything of this kind came in after the case was filed.</summary>
    public bool CameLater { get; init; }
}

/// <summary>Everything a desk shows of one case, read in one go.</summary>
public sealed record CaseSheet(CaseView View, IReadOnlyList<CasePaper> Papers, IReadOnlyList<(LocalText Label, LocalText Answer)> Answers, WorkingCalendar Calendar)
{
    /// <summary>Handlers of the department on duty, without the one who has the case.</summary>
    public IReadOnlyList<Colleague> Colleagues { get; init; } = [];

    /// <summary>Every department, where the steps of this reader name one.</summary>
    public IReadOnlyList<NamedDepartment> Departments { get; init; } = [];

    /// <summary>Internal notes, newest first; null for readers who have no part in them.</summary>
    public IReadOnlyList<CaseNote>? Notes { get; init; }

    /// <summary>The minors of this case, for staff, with what this reader has asked for.</summary>
    public IReadOnlyList<MinorLine> Minors { get; init; } = [];

    /// <summary>What the applicant has put on file since something was asked for.</summary>
    public IReadOnlyList<SuppliedPaper> Supplied { get; init; } = [];

    /// <summary>The mandates under which a steward took steps of it, for those who handle the case.</summary>
    public IReadOnlyList<UsedMandate> Mandates { get; init; } = [];
}

/// <summary>Somebody a case can be handed to.</summary>
public sealed record Colleague(Guid Id, LocalText Name);

/// <summary>A department to ask or to point to.</summary>
public sealed record NamedDepartment(string Id, LocalText Name);

/// <summary>A paper that came in after the applicant was asked for it; the name is null for one the item does not list.</summary>
public sealed record SuppliedPaper(LocalText? Name, TrustLevel Trust, DateTime AddedAt);

/// <summary>Puts the sheet of a case together for a desk. Who may see it is decided by <see cref="CaseQueries.ViewAsync"/>.</summary>
public sealed class CaseSheets(CaseQueries cases, CatalogueQueries catalogue, NoteService notes, MinorAccessQueries minorAccess, MandatePapers mandates, Store store, Calendars calendars, CityClock clock)
{
    /// <exception cref="RefusedException">Not this reader's case.</exception>
    public async Task<CaseSheet> LoadAsync(Actor actor, Guid id)
    {
        var view = await cases.ViewAsync(actor, id);
        var minors = await minorAccess.OfCaseAsync(actor, view.Row);
        // Of any minor of the family, whether this case is about them or not.
        var closed = view.Row.Talent!.Family.Where(f => f.IsMinor(clock.Today) && !minors.Any(m => m.MemberId == f.Id && m.Open)).Select(f => (Guid?)f.Id).ToHashSet();
        // What was filed stands with the whole application.
        var filedAs = view.Row.ParentId ?? view.Row.Id;
        var onFile = await store.ReadAsync(db => (
            from d in db.Documents.Where(d => d.TalentId == view.Row.TalentId)
            join u in db.DocumentUses.Where(u => u.CaseId == filedAs) on d.Id equals u.DocumentId into uses
            from u in uses.DefaultIfEmpty()
            select new { d.Id, d.Code, d.FamilyMemberId, d.Trust, d.AddedAt, Pages = d.Pages.Count, UsedIn = (Guid?)u.CaseId, Filed = u.Trust }).ToListAsync());
        var people = view.Row.Children.Select(c => c.FamilyMemberId).Append(view.Row.FamilyMemberId).Append(null).ToHashSet();
        var relations = view.Row.Talent!.Family.Where(f => people.Contains(f.Id)).Select(f => f.Relation).ToHashSet();
        var papers = view.Row.ItemVersion!.Content.Materials.Where(m => m.Nature == "paper" && Concerns(m, relations)).Select(material =>
        {
            var found = onFile.Where(d => people.Contains(d.FamilyMemberId) && (d.Code == material.Code || material.AlsoAccepts.Contains(d.Code))).ToList();
            // Of several, the weakest one decides whether somebody has to look at an original.
            TrustLevel? trust = found.Count > 0 ? found.Max(d => d.Trust) : material.FromSharing ? TrustLevel.A : null;
            var used = found.FindAll(d => d.UsedIn is not null);
            return new CasePaper(material.Name, trust, material.FromSharing, material.Essential)
            {
                Pledged = view.Row.Pledges.Exists(p => p.Code == material.Code),
                Filed = used.Exists(d => d.Filed is null) ? null : used.Max(d => d.Filed),
                CameLater = found.Count > 0 && found.TrueForAll(d => d.UsedIn is null && d.AddedAt > view.Row.SubmittedAt),
                File = found.Where(d => d.Pages > 0 && !closed.Contains(d.FamilyMemberId)).OrderByDescending(d => d.AddedAt).Select(d => ((Guid, int)?)(d.Id, d.Pages)).FirstOrDefault(),
                Guarded = found.Exists(d => d.Pages > 0 && closed.Contains(d.FamilyMemberId)),
            };
        });
        var materials = view.Row.ItemVersion.Content.Materials;
        var asked = AskedSince(view.Row);
        return new(view, [.. papers], await AnswersAsync(view.Row), await calendars.CurrentAsync())
        {
            Colleagues = view.Actions.Any(s => s.Action == CaseAction.HandOver) ? await ColleaguesAsync(view.Row) : [],
            Departments = view.Actions.Any(s => s.Action is CaseAction.AskOpinion or CaseAction.RefuseAcceptance) ? await DepartmentsAsync() : [],
            Minors = minors,
            Notes = NoteService.MayRead(actor, view.Row) ? await notes.ListAsync(actor, id) : null,
            Mandates = await mandates.OfCaseAsync(actor, view.Row),
            Supplied = [.. onFile.Where(d => d.AddedAt >= asked && people.Contains(d.FamilyMemberId)).OrderBy(d => d.AddedAt)
                .Select(d => new SuppliedPaper(materials.Where(m => m.Code == d.Code).Select(m => (LocalText?)m.Name).FirstOrDefault(), d.Trust, d.AddedAt))],
        };
    }

    /// <summary>From when on papers count as an answer: the first list, or the offer that some may follow; null when nothing was asked for.</summary>
    private static DateTime? AskedSince(ServiceCase row)
    {
        var asked = row.CompletionRequests.Concat(row.Children.SelectMany(c => c.CompletionRequests)).Select(r => r.AskedAt).Concat(row.Deferrals.Select(d => d.OfferedAt)).ToList();
        return asked.Count > 0 ? asked.Min() : null;
    }

    /// <summary>Every department by its id.</summary>
    public Task<List<NamedDepartment>> DepartmentsAsync() => store.ReadAsync(async db =>
        (await db.Departments.OrderBy(d => d.Id).ToListAsync()).ConvertAll(d => new NamedDepartment(d.Id, d.Name)));

    private Task<List<Colleague>> ColleaguesAsync(ServiceCase row) => store.ReadAsync(async db =>
        (await db.Users.Include(s => s.Roles).Where(s => s.DepartmentId == row.DepartmentId && !s.Disabled && s.Id != row.HandlerId).OrderBy(s => s.NameZh).ToListAsync())
        .Where(s => Actor.For(s).May(Permission.HandleCases)).Select(s => new Colleague(s.Id, new(s.NameZh, s.NameEn))).ToList());

    // A child's paper is asked of nobody without a child in the application.
    private static bool Concerns(ItemMaterial material, HashSet<FamilyRelation> relations) => material.PerMember switch
    {
        "child" => relations.Contains(FamilyRelation.Child),
        "spouse" => relations.Contains(FamilyRelation.Spouse),
        _ => true,
    };

    // What could be chosen came from the round and the family; so do the words of the choice.
    private async Task<ItemForm?> FormAsync(ServiceCase row)
    {
        var round = row.RoundId is { } id ? await store.ReadAsync(db => db.Rounds.Include(r => r.Options).SingleAsync(r => r.Id == id)) : null;
        return ItemForms.Of(row.ItemVersion!.Content, row.Talent!, round, row.Answers, row.SubmittedAt is { } at ? clock.DateOf(at) : clock.Today);
    }

    private async Task<IReadOnlyList<(LocalText, LocalText)>> AnswersAsync(ServiceCase row)
    {
        List<(LocalText, LocalText)> answers = [];
        var form = await FormAsync(row);
        foreach (var field in form?.AskedOf(FormPeople.Of(form, row.Talent!, row.Answers, clock.Today), row.Answers) ?? [])
        {
            if (row.Answers.GetValueOrDefault(field.Key) is not { Length: > 0 } answer) continue;
            var word = field.Key == RequestTopic.Question && await catalogue.FindAsync(answer) is { } item ? item.Content.Name : field.Words(answer);
            answers.Add((field.Label, word));
        }
        if (row.ItemId == ItemForms.GradeRecognition && GradeForm.IsByPoints(row.Answers))
            answers.Add((new("计分", "Points"), GradePoints.Of(row.Talent!, row.Answers, GradeAward.FiledOn(row, clock)).Sum));
        return answers;
    }
}
