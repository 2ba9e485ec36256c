using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>The second tap: a complete draft becomes an application that the department has received.</summary>
public sealed class SubmitService(Store store, FilingService filing, CaseSteps steps, Calendars calendars, CityClock clock)
{
    /// <summary>Files the draft. A second tap, a reload or another tab gets the case that is already there.</summary>
    /// <returns>Id of the case; the same as the draft's.</returns>
    /// <exception cref="RefusedException">Something is missing, closed, or already on its way; nothing was changed.</exception>
    public Task<Guid> SubmitAsync(Actor actor, Guid draftId, string? correlation = null) => store.WriteAsync(db => SubmitAsync(db, actor, draftId, correlation));

    /// <summary>As above, in the caller's transaction.</summary>
    /// <param name="remark">What the applicant reads beside the step; null where the applicant files alone.</param>
    /// <param name="steward">Who files for the applicant under a mandate and tells them of it; null where the applicant files alone.</param>
    internal async Task<Guid> SubmitAsync(TalentDb db, Actor actor, Guid draftId, string? correlation, string? remark = null, Actor? steward = null)
    {
        var draft = await LoadAsync(db, draftId);
        actor.RequireTalent(draft.TalentId);
        if (draft.State != CaseState.Draft) return AlreadyFiled(draft);
        var view = await filing.ViewAsync(db, draft);
        Require(view, await db.Items.Where(i => i.Id == draft.ItemId).Select(i => i.Open).SingleAsync());
        if (draft.ItemId == ItemForms.DirectRequest) await RouteAsync(db, draft);
        await view.Gate.EnterAsync(db, draft, clock.UtcNow);
        draft.Number = await CaseNumbers.NextAsync(db, clock.Today);
        draft.FamilyMemberId = view.Form.PersonOf(draft.Answers);
        if (view.Form.MayJoin is not null) AddChildren(db, draft, view.Check);
        await steps.TakeAsync(db, draft, CaseAction.Submit, steward ?? actor, new StepInput(remark, correlation));
        await steps.TakeAsync(db, draft, CaseAction.Receive, Actor.System, new StepInput(null, correlation, Quiet: steward is not null));
        db.DocumentUses.AddRange(view.Check.Held.DistinctBy(h => h.Document.Id).Select(h => new DocumentUse { DocumentId = h.Document.Id, CaseId = draft.Id, At = clock.UtcNow, Trust = h.Document.Trust }));
        await CasePledges.AddAsync(db, draft, [.. view.Check.Pledged.Select(p => (p.Material.Code, p.Material.Name, p.Pledge!.Statement))], clock.UtcNow, await calendars.CurrentAsync(), clock);
        await Families.MemberNotices.FiledAsync(db, draft, view.Form, clock.UtcNow, clock);
        await InstantService.TryFinishAsync(db, draft, view, steps, clock, correlation);
        return draft.Id;
    }

    private static Guid AlreadyFiled(ServiceCase row) => row.State == CaseState.Discarded
        ? throw new RefusedException("draft-discarded", "这份草稿已经删除。需要时请重新打开事项。", "This draft was discarded. Open the service again if you need it.")
        : row.Id;

    private static void Require(DraftView view, bool open)
    {
        if (!open)
            throw new RefusedException("item-closed", "这个事项刚刚暂停办理,草稿已保留,恢复后可以继续。", "This service has just been closed. Your draft is kept for when it reopens.");
        if (view.Check.Obstacle is { } obstacle) throw new RefusedException("not-eligible", obstacle);
        if (view.AlreadyOpen is { } other)
            throw new RefusedException("already-open", $"你已有一件同样的申请在办,编号 {other.Number}。草稿已保留。", $"You already have the same application on its way, number {other.Number}. Your draft is kept.");
        if (view.Check.Answers is [{ } question, ..]) throw new RefusedException("answer-missing", question.Problem!.Value);
        if (view.Check.Papers is [{ } paper, ..])
            throw new RefusedException("paper-missing", $"还差一份材料:{paper.Material.Zh} · {paper.Whose.Zh}。补上后再提交,已填写的内容都在。", $"One paper is missing: {paper.Material.En} · {paper.Whose.En}. Add it and submit; everything you entered is kept.");
        if (view.Draft.ItemVersion!.Content.Ground == Catalogue.Ground.Consent && !view.Consented)
            throw new RefusedException("consent-missing", "这个事项要经你同意才能使用你的信息。请先勾选同意;不同意就不会提交。", "This service uses your data only with your consent. Tick it first; without it nothing is filed.");
        if (Families.FamilyConsents.Obstacle(view.Members) is { } waits) throw waits;
    }

    /// <summary>A request that names an item goes to the department of that item.</summary>
    private static async Task RouteAsync(TalentDb db, ServiceCase draft)
    {
        if (draft.Answers.GetValueOrDefault("about") is not { Length: > 0 } about) return;
        var department = await db.ItemVersions.Where(v => v.ItemId == about && v.Until == null).Select(v => v.Department).SingleOrDefaultAsync();
        if (department is not null) (draft.DepartmentId, draft.Department) = (department.Id, department);
    }

    private void AddChildren(TalentDb db, ServiceCase parent, FilingCheck check)
    {
        var ordinal = 0;
        foreach (var person in check.People.Where(p => p.Chosen))
        {
            var child = new ServiceCase
            {
                Id = Guid.CreateVersion7(clock.UtcNow),
                Number = $"{parent.Number}/{++ordinal}",
                ItemId = parent.ItemId,
                ItemVersionId = parent.ItemVersionId,
                ItemVersion = parent.ItemVersion,
                TalentId = parent.TalentId,
                FamilyMemberId = person.FamilyMemberId,
                DepartmentId = parent.DepartmentId,
                Department = parent.Department,
                State = CaseState.Submitted,
                Answers = new(parent.Answers),
                CreatedAt = clock.UtcNow,
                SubmittedAt = clock.UtcNow,
            };
            // Told to the context itself: a row that comes with its id and is only found through its parent counts as changed, not as new.
            db.Cases.Add(child);
            parent.Children.Add(child);
        }
    }

    private static async Task<ServiceCase> LoadAsync(TalentDb db, Guid id) =>
        await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Children).Include(c => c.Events).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id)
        ?? throw new RefusedException("no-such-draft", "找不到这份草稿,可能已经删除。", "This draft cannot be found; it may have been discarded.");
}
