using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>The member who is signed in, as their own page shows it.</summary>
public sealed record MemberProfile(string Name, FamilyRelation Relation, LocalText Scientist, string Phone, bool Shares);

/// <summary>The part of a case about a member: where it stands and until when. Answers, other parts and the scientist's own are not in it.</summary>
public sealed record MemberPart(Guid Id, string Number, LocalText Item, LocalText Department, CaseState State, LocalText StateWord, CaseLight Light, DateTime? Due, DateTime? FiledAt);

/// <summary>One step of a part.</summary>
/// <param name="Note">What the department wrote about this part alone; remarks on the whole may be about others.</param>
/// <param name="Reasons">Reasons of a refusal of this part alone.</param>
public sealed record MemberStep(DateTime At, CaseAction Action, string? Note, IReadOnlyList<GivenReason>? Reasons);

/// <summary>A paper about the member that served in the part.</summary>
public sealed record MemberPaper(DocumentOnFile Document, LocalText Name, IReadOnlyList<int> Pages);

/// <summary>A part with its steps and papers.</summary>
/// <param name="Due">The date of <see cref="MemberPart.Due"/> with how it came about.</param>
public sealed record MemberPartView(MemberPart Part, LocalText Ground, bool RestsOnConsent, IReadOnlyList<MemberStep> Steps, IReadOnlyList<MemberPaper> Papers, IReadOnlyList<IssuedPaper> Issued, Catalogue.Regime Regime, DueDate? Due);

/// <summary>
/// What a member of a family sees on the own phone: the parts of cases about them and what they let the family see.
/// Every question names the member in its condition, so nothing else can come back.
/// </summary>
public sealed class MemberArea(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>The member behind the actor, read afresh: a number that was taken away, or an age, counts at once.</summary>
    /// <exception cref="RefusedException">No member with own say.</exception>
    internal static async Task<FamilyMember> RequireAsync(TalentDb db, Actor actor, CityClock clock)
    {
        if (actor.Kind != ActorKind.Member) throw new RefusedException("not-a-member", "这里是家庭成员自己的页面。", "These pages are for members of a family who sign in themselves.");
        var member = await db.FamilyMembers.SingleOrDefaultAsync(f => f.Id == actor.Id && db.Talents.Any(t => t.Id == f.TalentId && t.Status == TalentStatus.Active));
        return member?.HasOwnSay(clock.Today) == true ? member : throw new RefusedException("signed-out", "登录已失效,请重新登录。", "You are signed out. Please sign in again.");
    }

    public Task<MemberProfile> ProfileAsync(Actor actor) => store.ReadAsync(async db =>
    {
        var member = await RequireAsync(db, actor, clock);
        var talent = await db.Talents.SingleAsync(t => t.Id == member.TalentId);
        return new MemberProfile(member.LegalName, member.Relation, MemberNotices.NameOf(talent), Masking.Phone(member.Phone!), member.SharesDetails);
    });

    /// <summary>Lets the scientist see answers and papers of the own parts, or no longer.</summary>
    public Task ShareAsync(Actor actor, bool share) => store.WriteAsync(async db => (await RequireAsync(db, actor, clock)).SharesDetails = share);

    /// <summary>The parts about this member, those under way first.</summary>
    public async Task<IReadOnlyList<MemberPart>> PartsAsync(Actor actor)
    {
        var rows = await store.ReadAsync(async db =>
        {
            var member = await RequireAsync(db, actor, clock);
            return await Own(db, member).Include(c => c.ItemVersion).Include(c => c.Department).OrderByDescending(c => c.SubmittedAt).ThenByDescending(c => c.Id).Take(100).ToListAsync();
        });
        var calendar = await calendars.CurrentAsync();
        return [.. rows.Select(row => Part(row, calendar)).OrderBy(p => CaseWorkflow.Working.Contains(p.State) ? 0 : 1)];
    }

    /// <exception cref="RefusedException">Not about this member.</exception>
    public async Task<MemberPartView> PartAsync(Actor actor, Guid id)
    {
        var (row, papers, whole) = await store.ReadAsync(async db =>
        {
            var member = await RequireAsync(db, actor, clock);
            var row = await CaseTerms.WithTerms(Own(db, member)).Include(c => c.Department).Include(c => c.Events.OrderBy(e => e.Sequence)).Include(c => c.Notices).SingleOrDefaultAsync(c => c.Id == id) ?? throw NotFound();
            var papers = await PapersOf(db, member, row).OrderBy(d => d.Code).Select(d => new { Document = d, Pages = d.Pages.OrderBy(p => p.Number).Select(p => p.Number).ToList() }).ToListAsync();
            // What was split off was part of another application of the same family for the same service.
            var whole = await (row is { ParentId: null, IsPersonsPart: true }
                ? db.CaseEvents.Where(e => db.Cases.Any(c => c.Id == e.CaseId && c.TalentId == row.TalentId && c.ItemId == row.ItemId && c.ParentId == null && c.Id != row.Id))
                : db.CaseEvents.Where(e => e.CaseId == row.ParentId)).Select(e => new { e.Action, e.At }).ToListAsync();
            return (row, papers.ConvertAll(p => (p.Document, p.Pages)), whole.ConvertAll(e => (e.Action, e.At)).ToHashSet());
        });
        var content = row.ItemVersion!.Content;
        var named = papers.ConvertAll(p => new MemberPaper(p.Document, content.Materials.Where(m => m.Code == p.Document.Code).Select(m => m.Name).DefaultIfEmpty(new("材料", "Paper")).First(), p.Pages));
        // A whole case about one member is decided towards the applicant; what is issued on a part of its own is about the member.
        var issued = row.IsPersonsPart ? CaseParts.Papers(row) : [];
        var calendar = await calendars.CurrentAsync();
        return new(Part(row, calendar), content.GroundText, content.Ground == Catalogue.Ground.Consent, [.. row.Events.Where(e => e.Action != CaseAction.Submit && !e.StaysInside).Select(e => Step(row, e, whole))], named, issued, content.Regime, CaseTerms.Next(row, calendar, clock));
    }

    /// <summary>A page of a paper about the member that served in a part.</summary>
    /// <exception cref="RefusedException">Not about this member, or not of this part.</exception>
    public Task<ShownPage> PageAsync(Actor actor, Guid caseId, Guid documentId, int number) => store.ReadAsync(async db =>
    {
        var member = await RequireAsync(db, actor, clock);
        var row = await Own(db, member).SingleOrDefaultAsync(c => c.Id == caseId) ?? throw NotFound();
        if (!await PapersOf(db, member, row).AnyAsync(d => d.Id == documentId)) throw NotFound();
        var page = await db.DocumentPages.SingleOrDefaultAsync(p => p.DocumentId == documentId && p.Number == number) ?? throw NotFound();
        return new ShownPage(page, new("本人查看,不作他用", "Own view, for no other use"), "Own view, for no other use");
    });

    // A step the whole took as well was written to the applicant, about everybody; leaving it is about the member alone.
    private static MemberStep Step(ServiceCase part, CaseEvent step, HashSet<(CaseAction, DateTime)> whole) =>
        part.IsPersonsPart && step.ActorKind == ActorKind.Staff && !step.ByMandate && (step.Action == CaseAction.SplitOff || !whole.Contains((step.Action, step.At)))
            ? new(step.At, step.Action, step.Note, step.Reasons)
            : new(step.At, step.Action, null, null);

    private static IQueryable<ServiceCase> Own(TalentDb db, FamilyMember member) =>
        db.Cases.Where(c => c.FamilyMemberId == member.Id && c.TalentId == member.TalentId && c.State != CaseState.Draft && c.State != CaseState.Discarded);

    private static IQueryable<DocumentOnFile> PapersOf(TalentDb db, FamilyMember member, ServiceCase row) =>
        db.Documents.Where(d => d.FamilyMemberId == member.Id && db.DocumentUses.Any(u => u.DocumentId == d.Id && (u.CaseId == row.Id || u.CaseId == row.ParentId)));

    private MemberPart Part(ServiceCase row, WorkingCalendar calendar)
    {
        var item = row.ItemVersion!.Content;
        return new(row.Id, row.Number!, item.ShortName, row.Department!.Name, row.State, CaseWords.Of(row.State, item.Regime), CaseLights.OutsideOf(row, clock.UtcNow, calendar, clock),
            CaseWorkflow.Working.Contains(row.State) ? CaseTerms.NextAt(row) : null, row.SubmittedAt);
    }

    private static RefusedException NotFound() => new("no-such-part", "找不到这一份,或者它不是关于你的。", "This part cannot be found, or is not about you.");
}
