using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Families;
using TalentCode.Core.Minors;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Documents;

/// <summary>A paper of the vault: what its pages are, and in how many applications it served.</summary>
/// <param name="Types">Media type of each page.</param>
public sealed record VaultPaper(DocumentOnFile Document, IReadOnlyList<string> Types, int Uses)
{
    /// <summary>About a member who signs in and does not share it: on file, but not to be opened.</summary>
    public bool Hidden { get; init; }

    /// <summary>Applications for which nobody had to upload it: all but the first of one's own upload, all of an authority's.</summary>
    public int Saved => Document.Trust >= TrustLevel.C ? Math.Max(0, Uses - 1) : Uses;
}

/// <summary>A page as it is shown, and for what: the words stand across it, so that a copy says what it was made for.</summary>
/// <param name="Mark">The same for a PDF, in Latin letters: purpose, item, account or place.</param>
public sealed record ShownPage(DocumentPage Page, LocalText Purpose, string Mark);

/// <summary>Reading papers on file: one's own, those of a case for its department, those of a person at a window.</summary>
public sealed class Vault(Store store, CityClock clock)
{
    /// <summary>All papers of a holder with what they were good for.</summary>
    public Task<List<VaultPaper>> OfHolderAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        return store.ReadAsync(async db =>
        {
            var papers = await db.Documents.Where(d => d.TalentId == holder.Id).OrderBy(d => d.Code).ThenByDescending(d => d.AddedAt)
                .Select(d => new { d, Types = d.Pages.OrderBy(p => p.Number).Select(p => p.MediaType).ToList(), Uses = db.DocumentUses.Count(u => u.DocumentId == d.Id) }).ToListAsync();
            var hidden = await FamilyVeil.HiddenMembersAsync(db, holder.Id, clock.Today);
            return papers.ConvertAll(p =>
            {
                if (!FamilyVeil.Hides(p.d, hidden)) return new VaultPaper(p.d, p.Types, p.Uses);
                p.d.Title = null;
                return new VaultPaper(p.d, [], p.Uses) { Hidden = true };
            });
        });
    }

    /// <summary>One's own page.</summary>
    /// <exception cref="RefusedException">Not the holder's.</exception>
    public Task<ShownPage> OwnPageAsync(Actor holder, Guid documentId, int number)
    {
        holder.RequireTalent(holder.Id);
        return store.ReadAsync(async db =>
        {
            var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.TalentId == holder.Id) ?? throw NotFound();
            if (FamilyVeil.Hides(document, await FamilyVeil.HiddenMembersAsync(db, holder.Id, clock.Today)))
                throw new RefusedException("not-shared", "这份材料是这位家人自己的,没有分享给你。需要时请本人在自己的手机上打开“分享”。", "This paper is about a member who does not share it with you. They can share it on their own phone.");
            return await PageAsync(db, documentId, number, new("本人查看,不作他用", "Own view, for no other use"), "Own view, for no other use");
        });
    }

    /// <summary>A page of a paper that belongs to a case, for the department that has it. One about a minor needs supervision's approval, and the look is noted.</summary>
    /// <exception cref="RefusedException">Not this department's case, not a paper of it, or about a minor without approval.</exception>
    public async Task<ShownPage> OfCaseAsync(Actor staff, Guid caseId, Guid documentId, int number)
    {
        var (page, minor) = await store.ReadAsync(async db =>
        {
            var row = await db.Cases.Include(c => c.ItemVersion).SingleOrDefaultAsync(c => c.Id == caseId);
            if (row is null || !NoteService.MayRead(staff, row) || !await IsOfAsync(db, row, documentId)) throw NotFound();
            return (await PageAsync(db, documentId, number, new($"仅供办理 {row.Number} 使用 · {staff.Name.Zh}", $"Only for case {row.Number} · {staff.Name.En}"), $"Only for case {row.Number} ({row.ItemId}) - {await AccountAsync(db, staff)}"),
                await MinorAccessService.MinorOfAsync(db, documentId, clock.Today));
        });
        if (minor is { } member) await MinorAccessService.NotePageAsync(store, staff, caseId, member, documentId, clock);
        return page;
    }

    /// <summary>Whether a paper counts for a case: of the applicant, and of a kind the item asks for.</summary>
    private static async Task<bool> IsOfAsync(TalentDb db, ServiceCase row, Guid documentId)
    {
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.TalentId == row.TalentId);
        return document is not null && (row.ItemVersion!.Content.Materials.Any(m => m.Code == document.Code || m.AlsoAccepts.Contains(document.Code)) || await db.DocumentUses.AnyAsync(u => u.DocumentId == documentId && u.CaseId == row.Id));
    }

    /// <summary>Papers of the person at a window whose original has not been seen yet.</summary>
    /// <exception cref="RefusedException">No open view of this person for filing.</exception>
    public Task<List<DocumentOnFile>> UncheckedAsync(Actor staff, Guid grantId) => store.ReadAsync(async db =>
    {
        var grant = await RequireAsync(db, staff, grantId);
        return await db.Documents.Where(d => d.TalentId == grant.TalentId && d.Trust == TrustLevel.C).OrderBy(d => d.Code).ToListAsync();
    });

    /// <summary>A page of the person at a window, to compare it with the original.</summary>
    /// <exception cref="RefusedException">No open view of this person for filing.</exception>
    public async Task<ShownPage> AtWindowAsync(Actor staff, Guid grantId, Guid documentId, int number)
    {
        var (page, grant, minor) = await store.ReadAsync(async db =>
        {
            var grant = await RequireAsync(db, staff, grantId);
            if (!await db.Documents.AnyAsync(d => d.Id == documentId && d.TalentId == grant.TalentId)) throw NotFound();
            return (await PageAsync(db, documentId, number, new($"窗口核对原件 · {staff.Name.Zh}", $"Compared with the original · {staff.Name.En}"), $"Compared with the original - {await AccountAsync(db, staff)} - {grant.WindowId}"),
                grant, await MinorAccessService.MinorOfAsync(db, documentId, clock.Today));
        });
        if (minor is { } member) await MinorAccessService.NoteAtWindowAsync(store, staff, grant, member, clock);
        return page;
    }

    /// <summary>The original was seen and is the same: from C to B, with who and when.</summary>
    /// <exception cref="RefusedException">No open view of this person for filing, or not a paper to check.</exception>
    public Task ConfirmOriginalAsync(Actor staff, Guid grantId, Guid documentId) => store.WriteAsync(async db =>
    {
        staff.Require(Permission.PrepareApplications);
        var grant = await RequireAsync(db, staff, grantId);
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.TalentId == grant.TalentId) ?? throw NotFound();
        // Pressed twice, or by a colleague meanwhile.
        if (document.Trust != TrustLevel.C) return;
        (document.Trust, document.CheckedAt, document.CheckedById) = (TrustLevel.B, clock.UtcNow, staff.Id);
    });

    private async Task<AccessGrant> RequireAsync(TalentDb db, Actor staff, Guid grantId)
    {
        var grant = await Grants.RequireOpenAsync(db, staff, grantId, clock.UtcNow);
        Grants.RequirePurpose(grant, ScanPurpose.FileService);
        return grant;
    }

    private static Task<string?> AccountAsync(TalentDb db, Actor staff) => db.Users.Where(s => s.Id == staff.Id).Select(s => s.UserName).SingleAsync();

    private static async Task<ShownPage> PageAsync(TalentDb db, Guid documentId, int number, LocalText purpose, string mark) =>
        new(await db.DocumentPages.SingleOrDefaultAsync(p => p.DocumentId == documentId && p.Number == number) ?? throw NotFound(), purpose, mark);

    private static RefusedException NotFound() => new("no-such-paper", "找不到这份材料,可能已经删除。", "This paper cannot be found; it may have been deleted.");
}
