using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Notifications;

internal static class NotificationsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<OutboxMessage>(message =>
        {
            message.HasIndex(m => m.DedupKey).IsUnique();
            message.HasIndex(m => new { m.DoneAt, m.ParkedAt, m.NextAttemptAt });
            message.Property(m => m.Values).AsJson();
            message.Property(m => m.LastError).HasMaxLength(1000);
        });
        builder.Entity<InboxMessage>(message =>
        {
            message.HasIndex(m => new { m.RecipientKind, m.RecipientId, m.At });
            message.HasIndex(m => new { m.RecipientKind, m.RecipientId }, "IX_Inbox_Unread").HasFilter("\"ReadAt\" IS NULL");
            message.Property(m => m.BodyZh).HasMaxLength(2000);
            message.Property(m => m.BodyEn).HasMaxLength(2000);
        });
    }
}
