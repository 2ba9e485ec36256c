using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Documents;

/// <summary>Takes a missing paper from the holder and keeps it, so that it is not asked for again.</summary>
public sealed class DocumentService(Store store, CityClock clock)
{
    /// <summary>10 MiB: a phone photo fits, a film does not.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    public static LocalText TooLarge { get; } = new("文件超过10MB。请换一张小一些的照片。", "The file is larger than 10 MB. Please use a smaller photo.");

    /// <summary>Stores the paper with trust level C: uploaded, original not yet seen. The same file again changes nothing.</summary>
    /// <exception cref="RefusedException">Too large, empty, or no picture or PDF by its content.</exception>
    public Task AddAsync(Actor holder, string code, Guid? familyMemberId, byte[] bytes)
    {
        holder.RequireTalent(holder.Id);
        if (bytes.Length == 0)
            throw new RefusedException("file-empty", "没有收到文件内容,请重新选择照片或PDF。", "The file arrived empty. Please choose the photo or PDF again.");
        if (bytes.Length > MaxBytes)
            throw new RefusedException("file-too-large", TooLarge);
        var type = TypeOf(bytes) ?? throw new RefusedException("file-type", "只能用照片(JPG、PNG)或PDF。这个文件的内容不是。", "Only photos (JPG, PNG) and PDF files are taken; by its content this is neither.");
        var hash = Convert.ToHexString(SHA256.HashData(bytes));
        return store.WriteAsync(async db =>
        {
            if (familyMemberId is { } member && !await db.FamilyMembers.AnyAsync(f => f.Id == member && f.TalentId == holder.Id))
                throw new RefusedException("not-family", "找不到这位家庭成员。", "This family member cannot be found.");
            var same = await db.Documents.AnyAsync(d => d.TalentId == holder.Id && d.Code == code && d.FamilyMemberId == familyMemberId && d.Content!.Hash == hash);
            if (same) return;
            var id = Guid.CreateVersion7(clock.UtcNow);
            db.Documents.Add(new DocumentOnFile
            {
                Id = id,
                TalentId = holder.Id,
                FamilyMemberId = familyMemberId,
                Code = code,
                Trust = TrustLevel.C,
                AddedAt = clock.UtcNow,
                Content = new DocumentContent { DocumentId = id, MediaType = type, Bytes = bytes, Hash = hash },
            });
        });
    }

    /// <summary>By the first bytes, never by name or claim.</summary>
    private static string? TypeOf(byte[] bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => "application/pdf",
        _ => null,
    };
}
