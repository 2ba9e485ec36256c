using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>
/// Filling in for somebody: at a window under an open view for filing, or as the person's own steward. It is the same
/// draft that the phone shows; only the holder files it, or a steward to whom the holder gave a mandate for that item. Every call looks again whether it is still allowed.
/// </summary>
public sealed class PreparedService(Store store, FilingService filing, SubmitService submit, DocumentService documents, Mandates mandates, CityClock clock)
{
    private sealed record Served(Guid TalentId, LocalText Place, bool InCare);

    /// <summary>Opens the draft of an item for this person, or goes on with the one the holder has begun. The holder is not told yet.</summary>
    /// <returns>Id of the draft. Between two windows of a batch item it is a request about it.</returns>
    /// <exception cref="RefusedException">No permission, no open view, not in care, or a closed item.</exception>
    public Task<Guid> OpenAsync(Actor staff, PreparedFor who, string itemId) => store.WriteAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        var draft = await filing.OpenDraftAsync(db, served.TalentId, itemId, RequestTopic.None);
        if (served.InCare && draft.PreparedById != staff.Id) NoteLook(db, staff, draft);
        draft.PreparedById = staff.Id;
        return draft.Id;
    });

    /// <summary>The draft this member of staff has opened; null where none was.</summary>
    public Task<DeskDraft?> FindAsync(Actor staff, PreparedFor who, string itemId) => store.ReadAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        var draft = await Drafts(db).FirstOrDefaultAsync(c => c.TalentId == served.TalentId && c.PreparedById == staff.Id && c.State == CaseState.Draft
            && ((c.ItemId == itemId && c.Subject == "") || (c.ItemId == ItemForms.DirectRequest && c.Subject == itemId)));
        return draft is null ? null : await SheetAsync(db, draft, served, []);
    });

    /// <summary>Keeps what was typed. What the phone has changed meanwhile, and differently, stays and is marked in the answer.</summary>
    /// <exception cref="RefusedException">Not allowed any more, or the holder has filed or discarded it.</exception>
    public Task<DeskDraft> SaveAsync(Actor staff, PreparedFor who, Guid draftId, IReadOnlyList<DeskChange> changes) => store.WriteAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        var draft = await DraftAsync(db, staff, served, draftId);
        var (mine, theirs) = DraftSaved.Split(draft.Answers, changes.ToDictionary(c => c.Key, c => c.Typed), changes.ToDictionary(c => c.Key, c => c.Seen.Value ?? ""));
        await FilingService.MergeAsync(db, draft, mine);
        return await SheetAsync(db, draft, served, [.. theirs.Keys]);
    });

    /// <summary>Tells the holder that there is something to confirm; pressed again on the same visit or day, once.</summary>
    public Task SendAsync(Actor staff, PreparedFor who, Guid draftId) => store.WriteAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        var draft = await DraftAsync(db, staff, served, draftId);
        var key = $"{draft.Id:N}:{(who.GrantId is { } grant ? $"{grant:N}" : $"{staff.Id:N}:{clock.Today:yyyyMMdd}")}";
        if (await db.Outbox.AnyAsync(m => m.DedupKey.StartsWith($"draft-prepared|{key}"))) return;
        db.Owe("draft-prepared", key, Recipient.Talent(served.TalentId), clock.UtcNow,
            new Dictionary<string, LocalText> { ["item"] = draft.ItemVersion!.Content.ShortName, ["place"] = served.Place }, $"/apply/{draft.Id}");
    });

    /// <summary>Whether this member of staff holds the person's mandate to file the item.</summary>
    public Task<bool> MayFileAsync(Actor staff, PreparedFor who, string itemId) => store.ReadAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        if (!served.InCare) return false;
        try
        {
            await mandates.RequireMandate(db, staff, served.TalentId, itemId);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    });

    /// <summary>Files the draft for the person under a mandate; the applicant reads who did. Consents are not part of a mandate.</summary>
    /// <returns>Id of the case.</returns>
    /// <exception cref="RefusedException">No mandate for this item, or what keeps the holder from filing it as well.</exception>
    public Task<Guid> FileAsync(Actor staff, PreparedFor who, Guid draftId) => store.WriteAsync(async db =>
    {
        var served = await RequireAsync(db, staff, who);
        if (!served.InCare) throw new RefusedException("no-mandate", "窗口不能代为提交,请本人在手机上确认。", "A window cannot file for anybody; the holder confirms on the phone.");
        var draft = await DraftAsync(db, staff, served, draftId);
        var mandate = await mandates.RequireMandate(db, staff, served.TalentId, draft.ItemId);
        var talent = await db.Talents.SingleAsync(t => t.Id == served.TalentId);
        await submit.SubmitAsync(db, Actor.For(talent), draft.Id, null, $"人才管家{staff.Name.Zh}受本人委托提交。Filed by the steward {staff.Name.En} under the applicant’s mandate.", Mandates.OnBehalf(staff, mandate));
        MandateActs.Note(db, staff, draft.TalentId, new($"受你委托提交了“{draft.ItemVersion!.Content.ShortName.Zh}”", $"Filed “{draft.ItemVersion.Content.ShortName.En}” under your mandate"), clock.UtcNow);
        CaseNotices.OweToApplicant(db, draft, "case-filed-for-you", draft.Events.Count, null, clock.UtcNow, clock, null);
        return draft.Id;
    });

    /// <summary>Puts a paper on file that is missing in this draft; like the holder's own upload it counts as not yet compared with an original.</summary>
    /// <param name="key">Name of the missing paper, as the draft gives it.</param>
    /// <exception cref="RefusedException">Not allowed, nothing of this name is missing, or a file that cannot be taken.</exception>
    public async Task AddPaperAsync(Actor staff, PreparedFor who, Guid draftId, string key, byte[] bytes)
    {
        var (talent, need) = await store.ReadAsync(async db =>
        {
            var served = await RequireAsync(db, staff, who);
            var view = await filing.ViewAsync(db, await DraftAsync(db, staff, served, draftId));
            return (served.TalentId, view.Check.Papers.Concat(view.Check.Pledged).FirstOrDefault(p => p.Key == key)
                ?? throw new RefusedException("paper-not-missing", "这份材料已经有了,或者不需要。", "This paper is there already, or is not needed."));
        });
        await documents.AddForAsync(talent, need.Material.Code, need.FamilyMemberId, bytes);
    }

    private async Task<DeskDraft> SheetAsync(TalentDb db, ServiceCase draft, Served served, IReadOnlyCollection<string> elsewhere)
    {
        var talent = await db.Talents.SingleAsync(t => t.Id == draft.TalentId);
        return DeskDraft.Of(await filing.ViewAsync(db, draft), talent, served.InCare, elsewhere);
    }

    private async Task<Served> RequireAsync(TalentDb db, Actor staff, PreparedFor who)
    {
        staff.Require(Permission.PrepareApplications);
        if (who.GrantId is { } id)
        {
            var grant = await Grants.RequireOpenAsync(db, staff, id, clock.UtcNow);
            Grants.RequirePurpose(grant, ScanPurpose.FileService);
            return new(grant.TalentId, grant.Window!.Place, InCare: false);
        }
        staff.Require(Permission.FollowPeople);
        if (who.TalentId is not { } talent || !await db.InCareOf(staff.Id, clock.Today).AnyAsync(t => t.Id == talent && t.Status == TalentStatus.Active)) throw CareAccess.NotInCare();
        return new(talent, new($"人才管家{staff.Name.Zh}", $"Your steward {staff.Name.En}"), InCare: true);
    }

    private static IQueryable<ServiceCase> Drafts(TalentDb db) => db.Cases.Include(c => c.ItemVersion).Include(c => c.Department);

    private static async Task<ServiceCase> DraftAsync(TalentDb db, Actor staff, Served served, Guid draftId)
    {
        var draft = await Drafts(db).SingleOrDefaultAsync(c => c.Id == draftId && c.TalentId == served.TalentId && c.PreparedById == staff.Id)
            ?? throw new RefusedException("no-such-draft", "找不到这份草稿,可能已经删除。", "This draft cannot be found; it may have been discarded.");
        return draft.State switch
        {
            CaseState.Draft => draft,
            CaseState.Discarded => throw new RefusedException("draft-discarded", "持码人已删除这份草稿。需要时请重新开始。", "The holder has discarded this draft. Begin anew if it is needed."),
            _ => throw new RefusedException("draft-filed", $"持码人已在手机上提交,编号 {draft.Number}。这里不能再改。", $"The holder has filed this on the phone, number {draft.Number}. It cannot be changed here any more."),
        };
    }

    // At a window the scan is noted; a steward, who needs none, is noted here.
    private void NoteLook(TalentDb db, Actor staff, ServiceCase draft)
    {
        var item = draft.ItemVersion!.Content;
        db.AccessEntries.Add(new AccessEntry
        {
            Id = Guid.CreateVersion7(clock.UtcNow),
            TalentId = draft.TalentId,
            At = clock.UtcNow,
            StaffId = staff.Id,
            WhereZh = "人才管家",
            WhereEn = "Your steward",
            WhatZh = $"代为填写“{item.ShortZh}”:表单里已登记的信息,证件号码打码",
            WhatEn = $"Filling in “{item.ShortEn}” for you: what is on record for the form, paper numbers masked",
        });
    }
}
