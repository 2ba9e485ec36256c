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
            // What is still to be sent, by channel; and what went to whom outside the inbox: for limits, and for the order within a matter.
            message.HasIndex(m => new { m.Channel, m.NextAttemptAt }, "IX_Outbox_Open").HasFilter("\"DoneAt\" IS NULL AND \"ParkedAt\" IS NULL");
            message.HasIndex(m => new { m.RecipientId, m.Channel, m.DoneAt }, "IX_Outbox_External").HasFilter($"\"Channel\" <> '{Notices.InApp}'");
            message.HasIndex(m => m.PossibleDuplicateAt, "IX_Outbox_Duplicates").HasFilter("\"PossibleDuplicateAt\" IS NOT NULL");
            // Whoever has lost the lease writes nothing.
            message.Property(m => m.LeaseOwner).IsConcurrencyToken();
            message.Property(m => m.Urgent).HasDefaultValue(false);
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
