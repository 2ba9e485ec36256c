using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Reminders;

/// <param name="Dates">What is ahead, in the order of time.</param>
/// <param name="Sent">Reminders of the past, the latest first.</param>
/// <param name="Entered">Dates the holder or a case has entered.</param>
/// <param name="Muted">Rules the holder has switched off.</param>
public sealed record ReminderSheet(Talent Talent, IReadOnlyList<UpcomingDate> Dates, IReadOnlyList<InboxMessage> Sent, IReadOnlyList<PersonalDate> Entered, IReadOnlySet<string> Muted);

/// <summary>What a holder's page says about the own reminders: what comes and why, what was sent, what is off.</summary>
public sealed class MyReminders(Store store, UpcomingDates upcoming)
{
    private const int MostSent = 20;
    private static readonly string[] Templates = [.. ReminderRules.All.Where(rule => rule.To == ReminderReader.Holder).Select(rule => rule.Template)];

    public async Task<ReminderSheet> OfAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        var dates = await upcoming.OfAsync([holder.Id]);
        return await store.ReadAsync(async db => new ReminderSheet(
            await db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == holder.Id),
            dates,
            await db.Inbox.Where(m => m.RecipientKind == RecipientKind.Talent && m.RecipientId == holder.Id && Templates.Contains(m.Template)).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(MostSent).ToListAsync(),
            await db.PersonalDates.Where(d => d.TalentId == holder.Id && d.Kind != PersonalDateKind.Refused).OrderByDescending(d => d.Date).ThenBy(d => d.Id).ToListAsync(),
            await db.ReminderMutes.Where(m => m.TalentId == holder.Id).Select(m => m.Rule).ToHashSetAsync()));
    }
}
