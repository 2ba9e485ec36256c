using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using Rows = System.Func<TalentCode.Core.Data.TalentDb, System.Collections.Generic.IEnumerable<System.Linq.IQueryable<TalentCode.Core.Reminders.ReminderSource>>>;

namespace TalentCode.Core.Reminders;

/// <summary>Where the dates of the rules stand. Each is read by an index over its date; what is over (replaced, moved away, reopened) is not in it.
/// All state every member, so that a database can put them together.</summary>
internal static class ReminderSources
{
    private const int FirstSchoolAge = 6;

    public static Rows Codes { get; } = db =>
        [db.CodeStates.Where(s => s.Status != CodeStatus.Revoked).Select(s => new ReminderSource { SubjectId = s.TalentId, TalentId = s.TalentId, MemberId = null, Date = s.Until, CaseId = null })];

    /// <summary>Grades that no later recognition of the same or a higher grade replaces are told apart by <see cref="ReminderSettled"/>.</summary>
    public static Rows Grades { get; } = db => [db.Grades.Select(g => new ReminderSource { SubjectId = g.Id, TalentId = g.TalentId, MemberId = null, Date = g.Until, CaseId = null })];

    /// <summary>Current papers of the holder and of the family, and ends the holder has stated since.</summary>
    public static Rows Papers(PersonalDateKind? stated, params PaperKind[] kinds) => db =>
    {
        var papers = db.IdentityPapers.Where(p => p.Current && p.Until != null && kinds.Contains(p.Kind));
        var own = papers.Where(p => p.TalentId != null && !db.PersonalDates.Any(d => d.Kind == stated && d.TalentId == p.TalentId && d.FamilyMemberId == null && d.Date > p.Until))
            .Select(p => new ReminderSource { SubjectId = p.Id, TalentId = p.TalentId!.Value, MemberId = null, Date = p.Until!.Value, CaseId = null });
        var family = papers.Join(db.FamilyMembers, p => p.FamilyMemberId, f => f.Id, (p, f) => new { p, f })
            .Where(x => !db.PersonalDates.Any(d => d.Kind == stated && d.TalentId == x.f.TalentId && d.FamilyMemberId == x.f.Id && d.Date > x.p.Until))
            .Select(x => new ReminderSource { SubjectId = x.p.Id, TalentId = x.f.TalentId, MemberId = x.f.Id, Date = x.p.Until!.Value, CaseId = null });
        return stated is { } kind ? [own, family, Stated(db, kind, kinds)] : [own, family];
    };

    // A record of the city that has caught up with what the holder said speaks for itself.
    private static IQueryable<ReminderSource> Stated(TalentDb db, PersonalDateKind kind, PaperKind[] kinds) =>
        Of(OfKind(db, kind).Where(d => !db.IdentityPapers.Any(p => p.Current && kinds.Contains(p.Kind) && p.Until >= d.Date
            && (d.FamilyMemberId == null ? p.TalentId == d.TalentId : p.FamilyMemberId == d.FamilyMemberId))));

    public static Rows Dates(params PersonalDateKind[] kinds) => db => [Of(OfKind(db, kinds))];

    /// <summary>Dates of people from abroad. A change counts for whoever has a permit that states what has changed.</summary>
    public static Rows OfForeigners(bool withPermit, params PersonalDateKind[] kinds) => db =>
    {
        var dates = OfKind(db, kinds).Where(d => d.FamilyMemberId == null
            ? db.Talents.Any(t => t.Id == d.TalentId && t.Kind == PersonKind.Foreign)
            : db.FamilyMembers.Any(f => f.Id == d.FamilyMemberId && f.Nationality != "CHN"));
        return [Of(dates.Where(d => withPermit == db.IdentityPapers.Any(p => p.Current && p.Kind == PaperKind.ResidencePermit && p.Until > d.Date
            && (d.FamilyMemberId == null ? p.TalentId == d.TalentId : p.FamilyMemberId == d.FamilyMemberId))))];
    };

    public static Rows Newborn { get; } = db =>
        [db.FamilyMembers.Where(f => f.Relation == FamilyRelation.Child && f.Nationality != "CHN" && !f.Papers.Any(p => p.Current && p.Kind == PaperKind.ResidencePermit))
            .Select(f => new ReminderSource { SubjectId = f.Id, TalentId = f.TalentId, MemberId = f.Id, Date = f.BirthDate, CaseId = null })];

    /// <summary>Children who turn six by the day of a round that has been announced; they have until the day before its opening.</summary>
    public static Rows SchoolRounds { get; } = db =>
        [db.Rounds.Where(r => r.State == RoundState.Announced && r.ItemId == RoundForms.SchoolPlace && r.SixBy != null)
            .SelectMany(_ => db.FamilyMembers, (r, f) => new { r, f })
            .Where(x => x.f.Relation == FamilyRelation.Child
                && x.f.BirthDate > x.r.SixBy!.Value.AddYears(-FirstSchoolAge - 1) && x.f.BirthDate <= x.r.SixBy.Value.AddYears(-FirstSchoolAge))
            .Select(x => new ReminderSource { SubjectId = x.f.Id, TalentId = x.f.TalentId, MemberId = x.f.Id, Date = x.r.FirstDay, CaseId = null })];

    public static Rows Leases { get; } = db =>
        [db.FlatLeases.Where(l => l.EndedAt == null).Select(l => new ReminderSource { SubjectId = l.Id, TalentId = l.TalentId, MemberId = null, Date = l.Until, CaseId = l.CaseId })];

    /// <summary>Refusals that stand and that nobody has objected to.</summary>
    public static Rows Refusals { get; } = db =>
        [Of(OfKind(db, PersonalDateKind.Refused).Where(d => db.Cases.Any(c => c.Id == d.CaseId && (c.Decision == CaseDecision.Refused || c.State == CaseState.NotAccepted))
            && !db.Objections.Any(o => o.CaseId == d.CaseId)))];

    private static IQueryable<PersonalDate> OfKind(TalentDb db, params PersonalDateKind[] kinds) => db.PersonalDates.Where(d => kinds.Contains(d.Kind));

    private static IQueryable<ReminderSource> Of(IQueryable<PersonalDate> dates) =>
        dates.Select(d => new ReminderSource { SubjectId = d.Id, TalentId = d.TalentId, MemberId = d.FamilyMemberId, Date = d.Date, CaseId = d.CaseId });
}
