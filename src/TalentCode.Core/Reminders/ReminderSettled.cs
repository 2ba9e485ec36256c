using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>Which dates are taken care of: an application that settles them is on its way or was granted.</summary>
internal static class ReminderSettled
{
    /// <summary>After a grant it takes so long at most until the new paper is handed over and its date is known.</summary>
    private const int DaysUntilRenewed = 45;

    private sealed record Filed(Guid Id, string ItemId, Guid TalentId, Guid? MemberId, Dictionary<string, string> Answers, DateTime? SubmittedAt, DateTime? GrantedAt);

    /// <returns>Settled sources with the case that settles them; null where it is no case.</returns>
    public static async Task<IReadOnlyDictionary<ReminderSource, Guid?>> OfAsync(TalentDb db, IReadOnlyCollection<(ReminderRule Rule, ReminderSource Source)> rows, CityClock clock, CancellationToken cancel)
    {
        var settled = new Dictionary<ReminderSource, Guid?>();
        var open = rows.Where(r => r.Rule.SettledBy.Count > 0).ToList();
        if (open.Count > 0)
        {
            var renewedSince = clock.StartOf(clock.Today.AddDays(-DaysUntilRenewed));
            var filed = (await FiledAsync(db, open, renewedSince, clock, cancel)).ToLookup(f => (f.TalentId, f.MemberId));
            foreach (var (rule, row) in open)
                if (filed[(row.TalentId, row.MemberId)].FirstOrDefault(f => Settles(rule, f, row, renewedSince, clock)) is { } found) settled[row] = found.Id;
        }
        var grades = rows.Where(r => r.Rule == ReminderRules.GradeReview).Select(r => r.Source).ToList();
        if (grades.Count > 0) await AddReplacedGradesAsync(db, grades, settled, cancel);
        return settled;
    }

    private static Task<List<Filed>> FiledAsync(TalentDb db, List<(ReminderRule Rule, ReminderSource Source)> rows, DateTime renewedSince, CityClock clock, CancellationToken cancel)
    {
        var people = rows.Select(r => r.Source.TalentId).Distinct().ToArray();
        var items = rows.SelectMany(r => r.Rule.SettledBy).Distinct().ToArray();
        var since = rows.Min(r => r.Rule.TermDays > 0 ? clock.StartOf(r.Source.Date) : renewedSince);
        return db.Cases.Where(c => EF.Parameter(people).Contains(c.TalentId) && EF.Parameter(items).Contains(c.ItemId)
                && (c.Decision == null ? CaseWorkflow.Working.Contains(c.State) : c.Decision == CaseDecision.Granted && c.DecidedAt >= since))
            .OrderBy(c => c.Id).Select(c => new Filed(c.Id, c.ItemId, c.TalentId, c.FamilyMemberId, c.Answers, c.SubmittedAt, c.Decision == null ? null : c.DecidedAt)).ToListAsync(cancel);
    }

    // A term that runs from a day is not met by what was filed before it; a paper not by what was granted long ago.
    private static bool Settles(ReminderRule rule, Filed filed, ReminderSource row, DateTime renewedSince, CityClock clock) =>
        rule.SettledBy.Contains(filed.ItemId) && (rule.SettledKind is null || filed.Answers.GetValueOrDefault("kind") == rule.SettledKind)
        && (rule.TermDays > 0 ? filed.SubmittedAt >= clock.StartOf(row.Date) : filed.GrantedAt is null || filed.GrantedAt >= renewedSince);

    // 就高: while the same or a higher grade counts, nothing has changed.
    private static async Task AddReplacedGradesAsync(TalentDb db, List<ReminderSource> rows, Dictionary<ReminderSource, Guid?> settled, CancellationToken cancel)
    {
        var people = rows.Select(r => r.TalentId).Distinct().ToArray();
        var grades = (await db.Grades.Where(g => EF.Parameter(people).Contains(g.TalentId)).OrderBy(g => g.Id).ToListAsync(cancel)).ToLookup(g => g.TalentId);
        foreach (var row in rows)
        {
            var ended = grades[row.TalentId].FirstOrDefault(g => g.Id == row.SubjectId);
            var next = row.Date.AddDays(1);
            if (ended is null || grades[row.TalentId].Any(g => g.Id != ended.Id && g.Level <= ended.Level && (g.CoversDay(next) || g.From > next))) settled.TryAdd(row, null);
        }
    }
}
