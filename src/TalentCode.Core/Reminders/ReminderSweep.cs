using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>
/// Sends the reminders whose day has come, each once, however often and wherever it runs. Asks each rule's rows by an
/// index over their date and passes over what has its mark, so that a run costs what is due and not what exists.
/// </summary>
public sealed class ReminderSweep(Store store, Calendars calendars, CityClock clock)
{
    private const int Chunk = 1000;

    /// <returns>How many reminders were owed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (today, calendar) = (clock.Today, await calendars.CurrentAsync());
        var owed = 0;
        foreach (var rule in ReminderRules.Swept)
        {
            var run = new Run(rule, today, ReminderDays.Horizon(rule, today, calendar), calendar);
            var due = await store.ReadAsync(db => DueAsync(db, run, cancel));
            // While one part is written, the next is read and worked out.
            await Parallel.ForEachAsync(due.Chunk(Chunk), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel },
                async (chunk, stop) => Interlocked.Add(ref owed, await TriedAsync(run, chunk, stop)));
        }
        return owed;
    }

    private sealed record Run(ReminderRule Rule, DateOnly Today, DateOnly Horizon, WorkingCalendar Calendar)
    {
        public int? LeadOf(DateOnly date) => ReminderDays.LeadOn(Rule, ReminderDays.EndOf(Rule, date), Today, Horizon);
    }

    /// <summary>Ids only, all at once: what was sent leaves the set, and asking for the next page of it would read the rest again each time.</summary>
    private static async Task<List<Guid>> DueAsync(TalentDb db, Run run, CancellationToken cancel)
    {
        var window = ReminderWindow.Of(run.Rule, run.Today, run.Horizon);
        var ids = new List<Guid>();
        foreach (var rows in run.Rule.Sources(db))
            ids.AddRange(await Due(db, run.Rule, rows, window).OrderBy(s => s.Date).ThenBy(s => s.SubjectId).Select(s => s.SubjectId).ToListAsync(cancel));
        return ids;
    }

    private static IQueryable<ReminderSource> Due(TalentDb db, ReminderRule rule, IQueryable<ReminderSource> rows, ReminderWindow window)
    {
        var (id, from, to) = (rule.Id, window.From, window.To);
        var ((upTo1, lead1), (upTo2, lead2), (upTo3, lead3), lead4) = (window.Steps[0], window.Steps[1], window.Steps[2], window.Steps[3].Lead);
        var due = rows.Where(s => s.Date >= from && s.Date <= to
            && db.Talents.Any(t => t.Id == s.TalentId && t.Status == TalentStatus.Active)
            && !db.ReminderMarks.Any(m => m.Rule == id && m.SubjectId == s.SubjectId && m.Date == s.Date
                && m.Lead <= (s.Date <= upTo1 ? lead1 : s.Date <= upTo2 ? lead2 : s.Date <= upTo3 ? lead3 : lead4)));
        return rule.MayBeMuted ? due.Where(s => !db.ReminderMutes.Any(m => m.TalentId == s.TalentId && m.Rule == id)) : due;
    }

    private async Task<int> TriedAsync(Run run, Guid[] ids, CancellationToken cancel)
    {
        var planned = await store.ReadAsync(db => PlanAsync(db, run, ids, cancel));
        if (planned.Count == 0) return 0;
        try
        {
            return await store.WriteAsync(db => OweAsync(db, run, planned, cancel), cancel);
        }
        catch (RefusedException refusal) when (refusal.Code == "busy")
        {
            // Another server is at the same ones: they stay due unless it has sent them, and the next run looks again.
            return 0;
        }
    }

    private sealed record Planned(ReminderSource Source, int Lead, Dictionary<string, LocalText> Values, string Link)
    {
        public (Guid, DateOnly) Subject => (Source.SubjectId, Source.Date);

        // As it was before there was a table of marks, so that nobody hears twice what was sent then.
        public string About => $"{Source.SubjectId:N}:{Source.Date:yyyyMMdd}:{Lead}";
    }

    /// <summary>As these stand now: what was done since the ids were read falls out.</summary>
    private async Task<List<Planned>> PlanAsync(TalentDb db, Run run, Guid[] ids, CancellationToken cancel)
    {
        var found = new List<ReminderSource>();
        foreach (var rows in run.Rule.Sources(db))
            found.AddRange(await rows.Where(s => EF.Parameter(ids).Contains(s.SubjectId)).OrderBy(s => s.Date).ThenBy(s => s.SubjectId).ToListAsync(cancel));
        var due = found.Where(s => run.LeadOf(s.Date) is not null).DistinctBy(s => (s.SubjectId, s.Date)).ToList();
        var settled = await ReminderSettled.OfAsync(db, due.ConvertAll(s => (run.Rule, s)), clock, cancel);
        due.RemoveAll(settled.ContainsKey);
        var words = await ReminderWords.LoadAsync(db, due, clock.Today, cancel);
        var shared = new Dictionary<DateOnly, Dictionary<string, LocalText>>();
        return due.ConvertAll(s => new Planned(s, run.LeadOf(s.Date)!.Value, ValuesOf(s), ReminderRules.LinkOf(run.Rule, s, words.KindOf(s.TalentId))));

        // Most differ by their date alone, and then share one object.
        Dictionary<string, LocalText> ValuesOf(ReminderSource s)
        {
            if (s.MemberId is null && s.CaseId is null && shared.TryGetValue(s.Date, out var known)) return known;
            var values = words.AddTo(ReminderMessages.Values(run.Rule, s.Date, words.MemberOf(s), run.Today, run.Calendar), s);
            if (s.MemberId is null && s.CaseId is null) shared[s.Date] = values;
            return values;
        }
    }

    private async Task<int> OweAsync(TalentDb db, Run run, List<Planned> planned, CancellationToken cancel)
    {
        var (id, now) = (run.Rule.Id, clock.UtcNow);
        var subjects = planned.Select(p => p.Source.SubjectId).Distinct().ToArray();
        var sent = (await db.ReminderMarks.Where(m => m.Rule == id && EF.Parameter(subjects).Contains(m.SubjectId)).ToListAsync(cancel)).ToLookup(m => (m.SubjectId, m.Date), m => m.Lead);
        var fresh = planned.FindAll(p => !sent[p.Subject].Any(lead => lead <= p.Lead));
        if (fresh.Count == 0) return 0;
        var keys = fresh.ToDictionary(p => Notices.Key(run.Rule.Template, p.About, Recipient.Talent(p.Source.TalentId), Notices.InApp));
        var asked = keys.Keys.ToArray();
        var known = (await db.Outbox.Where(m => EF.Parameter(asked).Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel)).ToHashSet();
        await db.BulkInsertAsync(fresh.Select(p => new ReminderMark { Rule = id, SubjectId = p.Source.SubjectId, Date = p.Source.Date, Lead = p.Lead, TalentId = p.Source.TalentId, At = now }), cancel);
        await db.OweManyAsync(keys.Where(k => !known.Contains(k.Key)).Select(k => k.Value)
            .Select(p => Notices.Row(run.Rule.Template, p.About, Recipient.Talent(p.Source.TalentId), now, p.Values, p.Link)), cancel);
        return keys.Count - known.Count;
    }
}
