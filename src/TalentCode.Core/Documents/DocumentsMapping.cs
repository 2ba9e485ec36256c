using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Documents;

internal static class DocumentsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<DocumentOnFile>(document =>
        {
            document.HasIndex(d => new { d.TalentId, d.Code });
            document.Property(d => d.Title).HasMaxLength(200);
            document.HasMany(d => d.Pages).WithOne().HasForeignKey(p => p.DocumentId);
        });
        builder.Entity<DocumentPage>(page =>
        {
            page.ToTable("DocumentPages");
            page.HasKey(p => new { p.DocumentId, p.Number });
        });
        builder.Entity<DocumentUse>(use =>
        {
            use.ToTable("DocumentUses");
            use.HasKey(u => new { u.DocumentId, u.CaseId });
            use.HasOne<DocumentOnFile>().WithMany().HasForeignKey(u => u.DocumentId);
        });
        builder.Entity<Upload>(upload =>
        {
            upload.HasIndex(u => u.TalentId);
            upload.HasIndex(u => u.CreatedAt);
        });
        builder.Entity<UploadPart>(part =>
        {
            part.HasKey(p => new { p.UploadId, p.Offset });
            part.HasOne<Upload>().WithMany().HasForeignKey(p => p.UploadId);
        });
    }
}
