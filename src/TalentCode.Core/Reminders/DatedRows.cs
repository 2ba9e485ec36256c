using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>A date of a person under a rule.</summary>
/// <param name="Settled">An application that settles it is on its way or was granted, or nothing has changed.</param>
/// <param name="SettledBy">The case; null where it is none.</param>
internal sealed record DatedRow(ReminderRule Rule, ReminderSource Source, bool Settled, Guid? SettledBy);

/// <summary>The dates of people under several rules: one question for all rules and people together, and one for what settles them.</summary>
internal static class DatedRows
{
    /// <param name="people">Holders; dates of their family are in it.</param>
    /// <param name="ends">Days between which the terms end, both included; null for all.</param>
    public static async Task<List<DatedRow>> OfAsync(TalentDb db, IReadOnlyList<ReminderRule> rules, Guid[] people, (DateOnly From, DateOnly To)? ends, CityClock clock, CancellationToken cancel)
    {
        // Nobody is asked about nobody: the database would walk every branch.
        if (people.Length == 0) return [];
        var found = (await rules.SelectMany((rule, n) => rule.Sources(db).Select(rows => Branch(rows, n, rule, people, ends))).Aggregate((all, next) => all.Concat(next)).ToListAsync(cancel))
            .Select(r => (Rule: rules[r.Rule], Source: new ReminderSource { SubjectId = r.SubjectId, TalentId = r.TalentId, MemberId = r.MemberId, Date = r.Date, CaseId = r.CaseId }))
            .DistinctBy(r => (r.Rule.Id, r.Source.SubjectId, r.Source.Date)).ToList();
        var settled = await ReminderSettled.OfAsync(db, found, clock, cancel);
        return found.ConvertAll(r => new DatedRow(r.Rule, r.Source, settled.TryGetValue(r.Source, out var by), by));
    }

    private static IQueryable<Row> Branch(IQueryable<ReminderSource> rows, int number, ReminderRule rule, Guid[] people, (DateOnly From, DateOnly To)? ends)
    {
        var own = rows.Where(s => EF.Parameter(people).Contains(s.TalentId));
        if (ends is { } days)
        {
            var (from, to) = (days.From.AddDays(-rule.TermDays), days.To.AddDays(-rule.TermDays));
            own = own.Where(s => s.Date >= from && s.Date <= to);
        }
        return own.Select(s => new Row { Rule = number, SubjectId = s.SubjectId, TalentId = s.TalentId, MemberId = s.MemberId, Date = s.Date, CaseId = s.CaseId });
    }

    private sealed class Row
    {
        public int Rule { get; init; }
        public Guid SubjectId { get; init; }
        public Guid TalentId { get; init; }
        public Guid? MemberId { get; init; }
        public DateOnly Date { get; init; }
        public Guid? CaseId { get; init; }
    }
}
