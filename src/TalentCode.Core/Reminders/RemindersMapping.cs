using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;

namespace TalentCode.Core.Reminders;

internal static class RemindersMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<PersonalDate>(date =>
        {
            date.HasOne<Talent>().WithMany().HasForeignKey(d => d.TalentId);
            date.HasIndex(d => new { d.Date, d.Kind });
            date.HasIndex(d => d.TalentId);
            date.HasIndex(d => d.CaseId).HasFilter("\"CaseId\" IS NOT NULL");
        });
        builder.Entity<ReminderMark>(mark =>
        {
            mark.HasKey(m => new { m.Rule, m.SubjectId, m.Date, m.Lead });
            mark.Property(m => m.Rule).HasMaxLength(40);
            mark.HasIndex(m => m.TalentId);
            mark.HasIndex(m => m.Date);
        });
        builder.Entity<ReminderMute>(mute =>
        {
            mute.HasKey(m => new { m.TalentId, m.Rule });
            mute.Property(m => m.Rule).HasMaxLength(40);
        });
        // What the sweep looks through by date. The date stands first: an index that begins with a kind would look good for questions about one person as well.
        builder.Entity<IdentityPaper>().HasIndex(p => new { p.Until, p.Kind });
        builder.Entity<FamilyMember>().HasIndex(f => f.BirthDate);
        builder.Entity<Grade>().HasIndex(g => g.Until);
    }
}
