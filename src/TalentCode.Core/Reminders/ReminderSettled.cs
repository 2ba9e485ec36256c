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

    private sealed record Filed(Guid Id, Guid TalentId, Guid? MemberId, Dictionary<string, string> Answers, DateTime? SubmittedAt);

    /// <returns>Settled sources with the case that settles them; null where it is no case.</returns>
    public static async Task<IReadOnlyDictionary<ReminderSource, Guid?>> OfAsync(TalentDb db, ReminderRule rule, IReadOnlyCollection<ReminderSource> rows, CityClock clock, CancellationToken cancel)
    {
        if (rows.Count == 0) return new Dictionary<ReminderSource, Guid?>();
        var settled = new Dictionary<ReminderSource, Guid?>();
        if (rule.SettledBy.Count > 0)
        {
            var filed = (await FiledAsync(db, rule, rows, clock, cancel)).ToLookup(f => (f.TalentId, f.MemberId));
            foreach (var row in rows)
                if (filed[(row.TalentId, row.MemberId)].FirstOrDefault(f => Settles(rule, f, row, clock)) is { } found) settled[row] = found.Id;
        }
        if (rule == ReminderRules.GradeReview) await AddReplacedGradesAsync(db, rows, settled, cancel);
        return settled;
    }

    private static Task<List<Filed>> FiledAsync(TalentDb db, ReminderRule rule, IReadOnlyCollection<ReminderSource> rows, CityClock clock, CancellationToken cancel)
    {
        var people = rows.Select(r => r.TalentId).Distinct().ToArray();
        var items = rule.SettledBy;
        var since = rule.TermDays > 0 ? clock.StartOf(rows.Min(r => r.Date)) : clock.StartOf(clock.Today.AddDays(-DaysUntilRenewed));
        return db.Cases.Where(c => EF.Parameter(people).Contains(c.TalentId) && items.Contains(c.ItemId)
                && (c.Decision == null ? CaseWorkflow.Working.Contains(c.State) : c.Decision == CaseDecision.Granted && c.DecidedAt >= since))
            .OrderBy(c => c.Id).Select(c => new Filed(c.Id, c.TalentId, c.FamilyMemberId, c.Answers, c.SubmittedAt)).ToListAsync(cancel);
    }

    // A term that runs from a day is not met by what was filed before it.
    private static bool Settles(ReminderRule rule, Filed filed, ReminderSource row, CityClock clock) =>
        (rule.SettledKind is null || filed.Answers.GetValueOrDefault("kind") == rule.SettledKind)
        && (rule.TermDays == 0 || filed.SubmittedAt >= clock.StartOf(row.Date));

    // 就高: while the same or a higher grade counts, nothing has changed.
    private static async Task AddReplacedGradesAsync(TalentDb db, IReadOnlyCollection<ReminderSource> rows, Dictionary<ReminderSource, Guid?> settled, CancellationToken cancel)
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
