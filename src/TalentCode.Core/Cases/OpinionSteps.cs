using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Asking other departments (联办) and answering. The clock of the case never stops for it.</summary>
public static class OpinionSteps
{
    /// <summary>Longest time for an answer in working days, where no promise is left to keep it shorter.</summary>
    public const int MostDays = 5;

    private const int LongestText = 1000;

    internal static async Task AskAsync(TalentDb db, ServiceCase row, OpinionRequest? ask, Actor actor, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var question = ask?.Question.Trim() ?? "";
        if (ask is null || ask.DepartmentIds.Count == 0 || question.Length is 0 or > LongestText)
            throw new RefusedException("opinion-question", "请选择要征求意见的部门,并写明问题(最多1000个字符)。", "Choose the departments to ask and write the question (at most 1000 characters).");
        var ids = ask.DepartmentIds.Distinct().ToList();
        if (ids.Contains(row.DepartmentId) || await db.Departments.CountAsync(d => ids.Contains(d.Id)) != ids.Count)
            throw new RefusedException("opinion-department", "请选择本部门以外的部门。", "Choose departments other than your own.");
        if (row.Opinions.Exists(o => o.IsOpen && ids.Contains(o.DepartmentId)))
            throw new RefusedException("opinion-asked", "其中有部门已在征求意见,还没有回复。", "One of these departments has been asked already and has not answered.");
        var known = OpinionData.Choices(row).Select(c => c.Key).ToHashSet();
        if (ask.Shows.Any(key => !known.Contains(key)))
            throw new RefusedException("opinion-data", "只能选择这件申请里的内容。", "Only pieces of this application can be shown.");
        var due = Due(row, ask.WorkingDays, now, calendar, clock);
        foreach (var id in ids)
        {
            var opinion = new CaseOpinion
            {
                Id = Guid.CreateVersion7(now),
                CaseId = row.Id,
                DepartmentId = id,
                Question = question,
                Shows = [.. ask.Shows.Distinct()],
                AskedById = actor.Id,
                AskedAt = now,
                DueAt = due,
                RemindAt = HandlingReminders.DayBefore(due, now, calendar, clock),
            };
            row.Opinions.Add(opinion);
            db.Opinions.Add(opinion);
            await HandlingNotices.OpinionAskedAsync(db, row, opinion, now, clock);
        }
    }

    /// <summary>Most working days that may be given for an answer to a question asked now; at least one.</summary>
    public static int MostDaysFor(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock) =>
        row.PromisedDueAt is { } promised && promised > now
            ? Math.Clamp(calendar.WorkingDays(clock.DateOf(now), clock.DateOf(promised.AddTicks(-1))), 0, 30)
            : MostDays;

    private static DateTime Due(ServiceCase row, int days, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var most = MostDaysFor(row, now, calendar, clock);
        // On its last day a question can only be answered today.
        if (most == 0 && days == 0) return row.PromisedDueAt!.Value;
        if (days < 1 || days > most)
            throw new RefusedException("opinion-days", $"回复期限应在承诺剩余的时间内:最多 {most} 个工作日。", $"The answer has to come within what is left of the promise: at most {most} working days.");
        return DueDates.Calculate(now, new Term(days, TermUnit.WorkingDay), calendar, clock).AtUtc;
    }

    internal static async Task GiveAsync(TalentDb db, ServiceCase row, OpinionAnswer? given, Actor actor, DateTime now, CityClock clock)
    {
        var answer = given?.Answer.Trim() ?? "";
        if (given is null || answer.Length is 0 or > LongestText)
            throw new RefusedException("opinion-answer", "请选择同意、不同意或补充意见,并写明理由(最多1000个字符)。", "Choose agree, object or remark and say why (at most 1000 characters).");
        var opinion = row.Opinions.First(o => o.IsOpen && o.DepartmentId == actor.DepartmentId);
        (opinion.ClosedAt, opinion.Stance, opinion.Answer, opinion.ByZh, opinion.ByEn, opinion.RemindAt) = (now, given.Stance, answer, actor.Name.Zh, actor.Name.En, null);
        await HandlingNotices.OpinionGivenAsync(db, row, opinion, now, clock);
    }

    // Not before the day has passed: a question that was asked is waited for.
    internal static void GiveUp(ServiceCase row, DateTime now, CityClock clock)
    {
        if (row.Opinions.Where(o => o.IsOpen).Select(o => (DateTime?)o.DueAt).Max() is { } due && due > now)
        {
            var day = DayText.Of(clock.DateOf(due.AddTicks(-1)));
            throw new RefusedException("opinion-not-due", $"回复期限({day.Zh})还没有过,请等会办部门回复。", $"The day for the answer ({day.En}) has not passed; please wait for the department.");
        }
        CloseAll(row, now);
    }

    internal static void CloseAll(ServiceCase row, DateTime now)
    {
        foreach (var opinion in row.Opinions.Where(o => o.IsOpen)) (opinion.ClosedAt, opinion.RemindAt) = (now, null);
    }
}
