using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What is written down when papers were not completed in time: the last day, and how often it was reminded of.</summary>
internal static class CompletionMissed
{
    /// <param name="row">Still waiting, with its lists and the history of its dates.</param>
    /// <returns>A sentence for the applicant, in their language.</returns>
    public static async Task<string> NoteAsync(TalentDb db, ServiceCase row, CityClock clock)
    {
        var (day, sent) = (CaseNotices.Day(row.CompletionDueAt, clock, withYear: true), await RemindersAsync(db, row, clock));
        var english = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.Language).SingleAsync() == Language.English;
        if (!english) return $"补正期限到{day.Zh}为止,期间{(sent == 0 ? "没有发出提醒" : $"提醒过 {sent} 次")},没有收到补正材料。";
        return $"The papers were due by {day.En}; {sent switch { 0 => "no reminder was sent", 1 => "one reminder was sent", _ => $"{sent} reminders were sent" }}, and nothing was supplied.";
    }

    // By the keys they could bear: the outbox is found by its key alone.
    private static Task<int> RemindersAsync(TalentDb db, ServiceCase row, CityClock clock)
    {
        if (row.CompletionRequests.MaxBy(r => r.Round) is not { } request) return Task.FromResult(0);
        var ends = row.DueDates.Where(d => d.Clock == ClockName.Completion && d.At >= request.AskedAt).Select(d => d.New).Append(row.CompletionDueAt).OfType<DateTime>().Distinct().ToList();
        var first = clock.DateOf(request.AskedAt);
        var keys = (from id in new[] { row.Id, row.ParentId }.OfType<Guid>()
                    from end in ends
                    from n in Enumerable.Range(0, clock.DateOf(end).DayNumber - first.DayNumber + 1)
                    select Notices.Key(ReminderRules.Completion.Template, $"{id:N}:{end:yyyyMMddHHmm}:{clock.StartOf(first.AddDays(n)):yyyyMMdd}", Recipient.Talent(row.TalentId), Notices.InApp)).ToList();
        return db.Outbox.CountAsync(m => EF.Parameter(keys).Contains(m.DedupKey));
    }
}
