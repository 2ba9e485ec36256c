using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;

namespace TalentCode.Core.Messaging;

internal static class MessagingMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<MessagePreference>(preference =>
        {
            preference.HasKey(p => new { p.TalentId, p.Kind });
            preference.Ignore(p => p.Order);
            preference.HasOne<Talent>().WithMany().HasForeignKey(p => p.TalentId);
        });
        builder.Entity<ContactAddress>(address =>
        {
            address.HasKey(a => a.TalentId);
            address.HasOne<Talent>().WithOne().HasForeignKey<ContactAddress>(a => a.TalentId);
        });
        builder.Entity<DigestLine>(line =>
        {
            line.HasKey(l => l.MessageId);
            line.HasIndex(l => new { l.TalentId, l.Day });
        });
        builder.Entity<SendingStop>().HasIndex(s => s.ResumedAt);
    }
}
