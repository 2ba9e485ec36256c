using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Documents;

internal static class DocumentsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<DocumentOnFile>(document =>
        {
            document.HasIndex(d => new { d.TalentId, d.Code });
            document.HasOne(d => d.Content).WithOne().HasForeignKey<DocumentContent>(c => c.DocumentId);
        });
        builder.Entity<DocumentContent>().HasKey(c => c.DocumentId);
    }
}
