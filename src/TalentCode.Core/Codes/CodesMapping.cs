using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Codes;

internal static class CodesMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<TalentCodeState>(state =>
        {
            state.HasKey(s => s.TalentId);
            state.Versioned();
            state.HasIndex(s => s.Until);
        });
        builder.Entity<CodeBatch>(batch =>
        {
            batch.HasKey(b => b.TalentId);
            batch.Versioned();
            batch.Property(b => b.Slots).AsJson();
        });
        builder.Entity<TalentPseudonym>(pseudonym =>
        {
            pseudonym.HasKey(p => new { p.Day, p.Sub });
            pseudonym.HasIndex(p => new { p.Day, p.TalentId }).IsUnique();
        });
        builder.Entity<ShortCode>(code =>
        {
            code.HasIndex(c => c.Hash);
            code.HasIndex(c => c.ExpiresAt);
        });
    }
}
