using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>Reminders whose date still stands where the rule looks, that nothing has settled, that nobody has declared done or switched off, and that are not over.</summary>
internal sealed class OpenReminders(Calendars calendars, CityClock clock) : OpenMatters([.. ReminderRules.Swept.Select(rule => rule.Template), ReminderRules.FlatLease.Template])
{
    protected override async Task<HashSet<Guid>> OpenAsync(TalentDb db, List<OutboxMessage> messages, CancellationToken cancel)
    {
        var about = messages.ToDictionary(m => m, MessageAbout.ReminderOf);
        var read = about.Values.OfType<(ReminderRule Rule, Guid SubjectId, DateOnly Date)>().ToList();
        if (read.Count == 0) return [.. messages.Select(m => m.Id)];
        Guid[] people = [.. messages.Select(m => m.RecipientId).Distinct()];
        var rows = await DatedRows.OfAsync(db, [.. read.Select(r => r.Rule).Distinct()], people, null, clock, cancel);
        var done = (await db.ReminderMarks.Where(m => EF.Parameter(people).Contains(m.TalentId) && m.Lead == ReminderMark.Done).ToListAsync(cancel)).Select(m => (m.Rule, m.SubjectId, m.Date)).ToHashSet();
        var muted = (await db.ReminderMutes.Where(m => EF.Parameter(people).Contains(m.TalentId)).ToListAsync(cancel)).Select(m => m.Rule).ToHashSet();
        var calendar = await calendars.CurrentAsync();
        var open = rows.Where(r => !r.Settled && ReminderDays.LegalEndOf(r.Rule, r.Source.Date, calendar) >= clock.Today && !(r.Rule.MayBeMuted && muted.Contains(r.Rule.Id)))
            .Select(r => (r.Rule.Id, r.Source.SubjectId, r.Source.Date)).Where(r => !done.Contains(r)).ToHashSet();
        return [.. about.Where(a => a.Value is not { } r || open.Contains((r.Rule.Id, r.SubjectId, r.Date))).Select(a => a.Key.Id)];
    }
}
