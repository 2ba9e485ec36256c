using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Workbench;

/// <summary>A date the law sets for one of the people, with the rule it comes from.</summary>
/// <param name="Of">The family member it is about; null for the holder.</param>
internal sealed record WorkLegalDate(ReminderRule Rule, ReminderSource Source, FamilyRelation? Of);

/// <summary>The statutory dates of the table of reminders, so that a steward and the scientist are told the same.</summary>
internal static class WorkLaw
{
    private static readonly ReminderRule[] Rules =
    [
        ReminderRules.FirstResidencePermit, ReminderRules.ResidencePermit, ReminderRules.WorkPermit, ReminderRules.PermitChange, ReminderRules.Accommodation,
        ReminderRules.Newborn, ReminderRules.HouseholdMove, ReminderRules.DrivingLicence,
    ];

    /// <summary>Papers whose end is a matter of these rules.</summary>
    public static readonly PaperKind[] Permits = [PaperKind.ResidencePermit, PaperKind.WorkPermit];

    /// <summary>Nobody is called about what is applied for or what the person has said is done.</summary>
    public static async Task<List<WorkLegalDate>> ReadAsync(TalentDb db, IQueryable<Guid> people, DateOnly past, DateOnly ahead, CityClock clock)
    {
        var found = new List<(ReminderRule Rule, ReminderSource Source)>();
        foreach (var rule in Rules)
        {
            var (from, to) = (past.AddDays(-rule.TermDays), ahead.AddDays(-rule.TermDays));
            var rows = new List<ReminderSource>();
            foreach (var source in rule.Sources(db))
                rows.AddRange(await source.Where(s => s.Date >= from && s.Date <= to && people.Contains(s.TalentId)).ToListAsync());
            if (rows.Count == 0) continue;
            var settled = (await ReminderSettled.OfAsync(db, rule, rows, clock, CancellationToken.None)).Keys.Select(s => (s.SubjectId, s.Date)).ToHashSet();
            found.AddRange(rows.Where(s => !settled.Contains((s.SubjectId, s.Date))).DistinctBy(s => (s.SubjectId, s.Date)).Select(s => (rule, s)));
        }
        if (found.Count == 0) return [];
        var done = (await db.ReminderMarks.Where(m => m.Lead == ReminderMark.Done && people.Contains(m.TalentId)).Select(m => new { m.Rule, m.SubjectId, m.Date }).ToListAsync())
            .Select(m => (m.Rule, m.SubjectId, m.Date)).ToHashSet();
        var members = found.Select(f => f.Source.MemberId).OfType<Guid>().ToHashSet();
        var relations = members.Count == 0 ? [] : await db.FamilyMembers.Where(f => members.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Relation);
        return [.. found.Where(f => !done.Contains((f.Rule.Id, f.Source.SubjectId, f.Source.Date)))
            .Select(f => new WorkLegalDate(f.Rule, f.Source, f.Source.MemberId is { } id ? relations[id] : null))];
    }
}
