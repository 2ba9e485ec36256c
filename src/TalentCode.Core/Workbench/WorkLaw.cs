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

    /// <summary>What an employer answers for with its foreign staff: days of permits. A change of address, employer or passport is entered by the holder, for the holder and the steward.</summary>
    public static readonly ReminderRule[] OfEmployers = [ReminderRules.FirstResidencePermit, ReminderRules.ResidencePermit, ReminderRules.WorkPermit];

    /// <summary>Papers whose end is a matter of these rules.</summary>
    public static readonly PaperKind[] Permits = [PaperKind.ResidencePermit, PaperKind.WorkPermit];

    /// <summary>Nobody is called about what is applied for or what the person has said is done.</summary>
    public static async Task<List<WorkLegalDate>> ReadAsync(TalentDb db, Guid[] people, DateOnly past, DateOnly ahead, CityClock clock)
    {
        var open = (await DatedRows.OfAsync(db, Rules, people, (past, ahead), clock, CancellationToken.None)).FindAll(r => !r.Settled);
        if (open.Count == 0) return [];
        var holders = open.Select(r => r.Source.TalentId).Distinct().ToArray();
        var done = (await db.ReminderMarks.Where(m => m.Lead == ReminderMark.Done && EF.Parameter(holders).Contains(m.TalentId)).Select(m => new { m.Rule, m.SubjectId, m.Date }).ToListAsync())
            .Select(m => (m.Rule, m.SubjectId, m.Date)).ToHashSet();
        var members = open.Select(r => r.Source.MemberId).OfType<Guid>().ToArray();
        var relations = await db.FamilyMembers.Where(f => EF.Parameter(members).Contains(f.Id)).Select(f => new { f.Id, f.Relation }).ToDictionaryAsync(f => f.Id, f => f.Relation);
        // A member who was removed meanwhile is nobody's line, and never the holder's.
        return [.. open.Where(r => !done.Contains((r.Rule.Id, r.Source.SubjectId, r.Source.Date)) && (r.Source.MemberId is not { } member || relations.ContainsKey(member)))
            .Select(r => new WorkLegalDate(r.Rule, r.Source, r.Source.MemberId is { } id ? relations[id] : null))];
    }
}
