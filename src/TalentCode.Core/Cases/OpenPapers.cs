using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Promised papers that are overdue: no word once they are in, or the case has ended.</summary>
internal sealed class OpenLatePapers() : OpenRows("deferral-late")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel) => db.Cases
        .Where(c => EF.Parameter(ids).Contains(c.Id) && CaseWorkflow.Working.Contains(c.State) && c.Deferrals.Any(d => d.PromisedAt != null && d.SuppliedAt == null)).Select(c => c.Id).ToListAsync(cancel);
}

/// <summary>Papers that a case still waits for, by the date the message is about: the warnings of the case as it stands now.</summary>
internal sealed class OpenPapers(Calendars calendars, CityClock clock) : OpenMatters(ReminderRules.Completion.Template, ReminderRules.Deferral.Template)
{
    protected override async Task<HashSet<Guid>> OpenAsync(TalentDb db, List<OutboxMessage> messages, CancellationToken cancel)
    {
        var ids = messages.Select(MessageAbout.RowOf).OfType<Guid>().Distinct().ToArray();
        var rows = await db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id)).Include(c => c.ItemVersion).Include(c => c.Deferrals).Include(c => c.CompletionRequests).OrderBy(c => c.Id).AsSplitQuery().ToListAsync(cancel);
        var calendar = await calendars.CurrentAsync();
        var waits = rows.ToDictionary(row => row.Id, row => CaseWarnings.Plan(row, calendar, clock));
        return [.. messages.Where(m => MessageAbout.RowOf(m) is not { } id || MessageAbout.DueOf(m) is not { } due
            || (waits.TryGetValue(id, out var plan) && plan.Any(w => w.Kind == KindOf(m) && MessageAbout.SameMinute(w.About, due)))).Select(m => m.Id)];
    }

    private static WarningKind KindOf(OutboxMessage message) => message.Template == ReminderRules.Deferral.Template ? WarningKind.Deferral : WarningKind.Completion;
}
