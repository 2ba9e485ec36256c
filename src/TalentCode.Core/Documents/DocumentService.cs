using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Documents;

/// <summary>Takes a paper from the holder and keeps it, so that it is not asked for again.</summary>
public sealed class DocumentService(Store store, IFileScanner scanner, CityClock clock)
{
    /// <summary>10 MiB: a phone photo fits, a film does not.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Pages of one paper.</summary>
    public const int MostPages = 20;

    public static LocalText TooLarge { get; } = new("文件超过10MB。请换一张小一些的照片。", "The file is larger than 10 MB. Please use a smaller photo.");

    /// <summary>Stores the paper with trust level C: uploaded, original not yet seen. The same file again changes nothing.</summary>
    /// <returns>Id of the paper.</returns>
    /// <exception cref="RefusedException">Too large, empty, infected, damaged, or no picture or PDF by its content.</exception>
    public Task<Guid> AddAsync(Actor holder, string code, Guid? familyMemberId, byte[] bytes)
    {
        holder.RequireTalent(holder.Id);
        return AddForAsync(holder.Id, code, familyMemberId, bytes);
    }

    /// <summary>The same for somebody else's paper; whoever calls has made sure that it may be added.</summary>
    /// <param name="along">What else belongs to it, in the same transaction: gets the paper, which is new or, for the same file again, the one that is there.</param>
    internal async Task<Guid> AddForAsync(Guid talentId, string code, Guid? familyMemberId, byte[] bytes, Func<TalentDb, DocumentOnFile, Task>? along = null)
    {
        var (file, hash) = await TakeAsync(bytes);
        return await store.WriteAsync(async db =>
        {
            if (familyMemberId is { } member && !await db.FamilyMembers.AnyAsync(f => f.Id == member && f.TalentId == talentId))
                throw new RefusedException("not-family", "找不到这位家庭成员。", "This family member cannot be found.");
            var document = await db.Documents.Where(d => d.TalentId == talentId && d.Code == code && d.FamilyMemberId == familyMemberId && d.Pages.Any(p => p.Hash == hash)).OrderBy(d => d.AddedAt).ThenBy(d => d.Id).FirstOrDefaultAsync();
            if (document is null)
            {
                var id = Guid.CreateVersion7(clock.UtcNow);
                document = db.Documents.Add(new DocumentOnFile
                {
                    Id = id,
                    TalentId = talentId,
                    FamilyMemberId = familyMemberId,
                    Code = code,
                    Trust = TrustLevel.C,
                    AddedAt = clock.UtcNow,
                    Pages = [new() { DocumentId = id, Number = 1, MediaType = file.MediaType, Bytes = file.Bytes, Hash = hash }],
                }).Entity;
            }
            if (along is not null) await along(db, document);
            return document.Id;
        });
    }

    /// <summary>Puts another page behind a paper the holder has uploaded. The same page again changes nothing.</summary>
    /// <exception cref="RefusedException">As for a first page; or the original was already checked, or there are enough pages.</exception>
    public async Task AddPageAsync(Actor holder, Guid documentId, byte[] bytes)
    {
        holder.RequireTalent(holder.Id);
        var (file, hash) = await TakeAsync(bytes);
        await store.WriteAsync(async db =>
        {
            var document = await OwnAsync(db, holder, documentId);
            if (document.Trust < TrustLevel.C) throw new RefusedException("paper-checked", "这份材料的原件已经核过,不能再加页。请作为新材料上传。", "The original of this paper has been checked; upload the page as a new paper.");
            var pages = await db.DocumentPages.Where(p => p.DocumentId == documentId).Select(p => new { p.Number, p.Hash }).ToListAsync();
            if (pages.Exists(p => p.Hash == hash)) return;
            if (pages.Count >= MostPages) throw new RefusedException("too-many-pages", $"一份材料最多{MostPages}页。", $"A paper takes at most {MostPages} pages.");
            db.DocumentPages.Add(new() { DocumentId = documentId, Number = pages.Count == 0 ? 1 : pages.Max(p => p.Number) + 1, MediaType = file.MediaType, Bytes = file.Bytes, Hash = hash });
        });
    }

    /// <summary>Takes an uploaded paper away again, unless a case relies on it.</summary>
    /// <exception cref="RefusedException">Not the holder's upload, or in use.</exception>
    public Task RemoveAsync(Actor holder, Guid documentId) => store.WriteAsync(async db =>
    {
        var document = await OwnAsync(db, holder, documentId);
        if (document.Trust < TrustLevel.C) throw new RefusedException("paper-of-authority", "这份材料来自发证部门或已核原件,不能自行删除。有错误的,请联系人才管家更正。", "This paper comes from the authority or was checked against its original; it cannot be deleted here. If it is wrong, ask your steward to have it corrected.");
        if (await db.DocumentUses.AnyAsync(u => u.DocumentId == documentId)) throw new RefusedException("paper-in-use", "这份材料已经用在提交的申请里,依法要随案保存,不能删除。", "This paper belongs to an application that was filed and is kept with it by law.");
        db.Documents.Remove(document);
    });

    /// <summary>Gives an uploaded paper its own name, such as the title of the project it is about.</summary>
    public Task NameAsync(Actor holder, Guid documentId, string title) => store.WriteAsync(async db =>
        (await OwnAsync(db, holder, documentId)).Title = title.Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, 200)] : null);

    private static async Task<DocumentOnFile> OwnAsync(TalentDb db, Actor holder, Guid documentId)
    {
        holder.RequireTalent(holder.Id);
        return await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.TalentId == holder.Id)
            ?? throw new RefusedException("no-such-paper", "找不到这份材料,可能已经删除。", "This paper cannot be found; it may have been deleted.");
    }

    private async Task<(CleanFile File, string Hash)> TakeAsync(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new RefusedException("file-empty", "没有收到文件内容,请重新选择照片或PDF。", "The file arrived empty. Please choose the photo or PDF again.");
        if (bytes.Length > MaxBytes)
            throw new RefusedException("file-too-large", TooLarge);
        await scanner.ScanAsync(bytes);
        return (await FileCleaner.CleanAsync(bytes), Convert.ToHexString(SHA256.HashData(bytes)));
    }
}
