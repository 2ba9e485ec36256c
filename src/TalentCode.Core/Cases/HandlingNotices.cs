using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What staff are told about opinions, objections and what an applicant asks for.</summary>
internal static class HandlingNotices
{
    private const string Waiting = "/dept/waiting";

    public static async Task OpinionAskedAsync(TalentDb db, ServiceCase row, CaseOpinion opinion, DateTime now, CityClock clock) =>
        Owe(db, "opinion-asked", opinion.Id.ToString("N"), await DeskAsync(db, opinion.DepartmentId, false), row, opinion, null, Waiting, now, clock);

    public static async Task OpinionDueAsync(TalentDb db, ServiceCase row, CaseOpinion opinion, DateTime now, CityClock clock) =>
        Owe(db, "opinion-due", opinion.Id.ToString("N"), await DeskAsync(db, opinion.DepartmentId, false), row, opinion, null, Waiting, now, clock);

    public static async Task OpinionOverdueAsync(TalentDb db, ServiceCase row, CaseOpinion opinion, DateTime now, CityClock clock) =>
        Owe(db, "opinion-overdue", opinion.Id.ToString("N"), [row.HandlerId ?? opinion.AskedById], row, opinion, await NameAsync(db, opinion.DepartmentId), $"/dept/cases/{row.Id}", now, clock);

    public static async Task OpinionGivenAsync(TalentDb db, ServiceCase row, CaseOpinion opinion, DateTime now, CityClock clock) =>
        Owe(db, "opinion-given", opinion.Id.ToString("N"), [row.HandlerId ?? opinion.AskedById], row, opinion, await NameAsync(db, opinion.DepartmentId), $"/dept/cases/{row.Id}", now, clock);

    public static async Task ObjectionToAnswerAsync(TalentDb db, ServiceCase row, CaseObjection objection, DateTime now, CityClock clock) =>
        Owe(db, "objection-to-answer", objection.Id.ToString("N"), await AnswerersAsync(db, row), row, null, null, $"/dept/cases/{row.Id}", now, clock);

    public static async Task ObjectionDueAsync(TalentDb db, ServiceCase row, CaseObjection objection, DateTime now, CityClock clock) =>
        Owe(db, "objection-due", objection.Id.ToString("N"), await AnswerersAsync(db, row), row, null, null, $"/dept/cases/{row.Id}", now, clock);

    /// <summary>The calendar moved the day of an answer: told to those who are asked, and to the applicant whose objection it is.</summary>
    public static async Task AnswerMovedAsync(TalentDb db, ServiceCase row, CaseOpinion? opinion, CaseObjection? objection, Dictionary<string, LocalText> days, string import, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(row, null, clock);
        foreach (var (name, day) in days) values[name] = day;
        if (opinion is not null)
            foreach (var id in await DeskAsync(db, opinion.DepartmentId, false)) db.Owe("opinion-date-moved", $"{opinion.Id:N}:{import}", Recipient.Staff(id), now, values, Waiting);
        if (objection is null) return;
        db.Owe("case-objection-date-moved", $"{objection.Id:N}:{import}", Recipient.Talent(row.TalentId), now, values, $"/cases/{row.Id}");
        foreach (var id in await AnswerersAsync(db, row)) db.Owe("case-objection-date-moved", $"{objection.Id:N}:{import}", Recipient.Staff(id), now, values, $"/dept/cases/{row.Id}");
    }

    public static async Task RemedyToActOnAsync(TalentDb db, ServiceCase row, CaseObjection outcome, DateTime now, CityClock clock) =>
        Owe(db, "remedy-to-act-on", outcome.Id.ToString("N"), await DeskAsync(db, row.DepartmentId, true), row, null, null, $"/dept/cases/{row.Id}", now, clock);

    /// <summary>The applicant asks for more time: whoever has it is told, and where nobody has it the desk.</summary>
    public static async Task MoreTimeAskedAsync(TalentDb db, ServiceCase row, string why, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(row, why, clock);
        foreach (var id in row.HandlerId is { } handler ? [handler] : await DeskAsync(db, row.DepartmentId, false))
            db.Owe("more-time-asked", $"{row.Completions}-{row.Id:N}", Recipient.Staff(id), now, values, $"/dept/cases/{row.ParentId ?? row.Id}");
    }

    /// <summary>A unit contests a card: supervision decides.</summary>
    public static async Task CardContestedAsync(TalentDb db, CaseCard card, string why, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(card.Case!, why, clock);
        var supervisors = await OfRolesAsync(db, null, StaffRole.Supervisor);
        foreach (var id in supervisors) db.Owe("card-contested", card.Id.ToString("N"), Recipient.Staff(id), now, values, $"/board/cases/{card.CaseId}");
    }

    /// <summary>Supervision took a card back: the unit reads why.</summary>
    public static async Task CardCancelledAsync(TalentDb db, CaseCard card, string why, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(card.Case!, why, clock);
        foreach (var id in await UnitAsync(db, card)) db.Owe("card-cancelled", card.Id.ToString("N"), Recipient.Staff(id), now, values, $"/dept/cases/{card.CaseId}");
    }

    // Who has the case, and who answers for the department.
    private static async Task<IEnumerable<Guid>> UnitAsync(TalentDb db, CaseCard card)
    {
        var approvers = await DeskAsync(db, card.DepartmentId, true);
        return card.Case!.HandlerId is { } handler ? approvers.Append(handler).Distinct() : approvers;
    }

    private static void Owe(TalentDb db, string template, string about, IEnumerable<Guid> staff, ServiceCase row, CaseOpinion? opinion, LocalText? asked, string link, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(row, null, clock);
        if (opinion is not null) values["opinionDue"] = CaseNotices.Day(opinion.DueAt, clock);
        if (asked is { } name) values["asked"] = name;
        if (opinion?.Stance is { } stance) values["stance"] = HandlingWords.Of(stance);
        foreach (var id in staff.Distinct()) db.Owe(template, about, Recipient.Staff(id), now, values, link);
    }

    // Those who can answer; where nobody of the department can, all who decide there have to know.
    private static async Task<IReadOnlyList<Guid>> AnswerersAsync(TalentDb db, ServiceCase row)
    {
        var approvers = await DeskAsync(db, row.DepartmentId, true);
        var free = approvers.Where(id => !AfterDecision.HadAHandIn(row, id)).ToList();
        return free.Count > 0 ? free : approvers;
    }

    internal static async Task<IReadOnlyList<Guid>> DeskAsync(TalentDb db, string departmentId, bool deciding) =>
        await OfRolesAsync(db, departmentId, deciding ? [StaffRole.Approver] : [StaffRole.Approver, StaffRole.Officer]);

    /// <summary>Whose account is in use and who has one of the roles, in the department or, where none is given, anywhere.</summary>
    internal static Task<List<Guid>> OfRolesAsync(TalentDb db, string? departmentId, params StaffRole[] roles) => db.StaffRoles.Where(r => roles.Contains(r.Role))
        .Join(db.Users.Where(s => !s.Disabled && (departmentId == null || s.DepartmentId == departmentId)), r => r.StaffId, s => s.Id, (r, s) => s.Id).Distinct().ToListAsync();

    private static async Task<LocalText> NameAsync(TalentDb db, string departmentId) => (await db.Departments.SingleAsync(d => d.Id == departmentId)).Name;
}
