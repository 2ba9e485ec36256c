using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Documents;

/// <summary>How far an upload is.</summary>
/// <param name="DocumentId">The paper it became; null while pieces are missing.</param>
public sealed record UploadProgress(Guid Id, int Received, int Length, Guid? DocumentId = null);

/// <summary>
/// An upload in pieces: what has arrived is in the database, so that it goes on after a lost connection, a reload or a
/// restart, on any server. The last piece makes it a paper on file.
/// </summary>
public sealed class UploadService(Store store, DocumentService documents, CityClock clock)
{
    /// <summary>256 KiB: three seconds on a poor mobile connection.</summary>
    public const int PieceBytes = 256 * 1024;

    private const int MostAtOnce = 10;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Begins an upload of a known length.</summary>
    /// <exception cref="RefusedException">Too large, or too many begun and not finished.</exception>
    public Task<UploadProgress> StartAsync(Actor holder, string code, Guid? familyMemberId, int length)
    {
        holder.RequireTalent(holder.Id);
        if (length <= 0) throw new RefusedException("file-empty", "没有收到文件内容,请重新选择照片或PDF。", "The file arrived empty. Please choose the photo or PDF again.");
        if (length > DocumentService.MaxBytes) throw new RefusedException("file-too-large", DocumentService.TooLarge);
        return store.WriteAsync(async db =>
        {
            var before = clock.UtcNow - Kept;
            await db.Uploads.Where(u => u.CreatedAt < before).ExecuteDeleteAsync();
            if (await db.Uploads.CountAsync(u => u.TalentId == holder.Id) >= MostAtOnce) await DropOldestAsync(db, holder.Id);
            var upload = new Upload { Id = Guid.CreateVersion7(clock.UtcNow), TalentId = holder.Id, Code = code, FamilyMemberId = familyMemberId, Length = length, CreatedAt = clock.UtcNow };
            db.Uploads.Add(upload);
            return new UploadProgress(upload.Id, 0, length);
        });
    }

    private static async Task DropOldestAsync(TalentDb db, Guid talentId)
    {
        var oldest = await db.Uploads.Where(u => u.TalentId == talentId).OrderBy(u => u.CreatedAt).FirstAsync();
        db.Uploads.Remove(oldest);
    }

    /// <summary>Where to go on.</summary>
    public Task<UploadProgress> FindAsync(Actor holder, Guid id) => store.ReadAsync(async db => Progress(await OwnAsync(db, holder, id)));

    /// <summary>Takes the next piece; one that has already arrived is passed over, one from further on is refused with the place to go on from.</summary>
    public async Task<UploadProgress> AddAsync(Actor holder, Guid id, int offset, byte[] piece)
    {
        var progress = await store.WriteAsync(async db =>
        {
            var upload = await OwnAsync(db, holder, id);
            if (offset == upload.Received && piece.Length > 0 && piece.Length <= PieceBytes && offset + piece.Length <= upload.Length)
            {
                db.UploadParts.Add(new() { UploadId = id, Offset = offset, Bytes = piece });
                upload.Received += piece.Length;
            }
            return Progress(upload);
        });
        return progress.Received < progress.Length ? progress : await FinishAsync(holder, progress);
    }

    private async Task<UploadProgress> FinishAsync(Actor holder, UploadProgress progress)
    {
        var upload = await store.ReadAsync(db => OwnAsync(db, holder, progress.Id));
        try
        {
            // The same bytes twice are one paper: whoever asks again after a lost answer gets the same.
            var document = await documents.AddAsync(holder, upload.Code, upload.FamilyMemberId, await BytesAsync(upload));
            await ForgetAsync(upload.Id);
            return progress with { DocumentId = document };
        }
        catch (RefusedException refused) when (refused.Code != "scanner-silent")
        {
            await ForgetAsync(upload.Id);
            throw;
        }
    }

    private async Task<byte[]> BytesAsync(Upload upload)
    {
        var all = new byte[upload.Length];
        foreach (var part in await store.ReadAsync(db => db.UploadParts.Where(p => p.UploadId == upload.Id).OrderBy(p => p.Offset).ToListAsync())) part.Bytes.CopyTo(all, part.Offset);
        return all;
    }

    private Task<int> ForgetAsync(Guid id) => store.WriteAsync(db => db.Uploads.Where(u => u.Id == id).ExecuteDeleteAsync());

    private static UploadProgress Progress(Upload upload) => new(upload.Id, upload.Received, upload.Length);

    private static async Task<Upload> OwnAsync(TalentDb db, Actor holder, Guid id)
    {
        holder.RequireTalent(holder.Id);
        return await db.Uploads.SingleOrDefaultAsync(u => u.Id == id && u.TalentId == holder.Id)
            ?? throw new RefusedException("no-such-upload", "这次上传已经结束或过期,请重新选择文件。", "This upload has ended or lapsed; choose the file again.");
    }
}
