using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Recognition;

/// <summary>What a granted recognition does: a grade beside those there are, and a code that is valid as long.</summary>
public static class GradeAward
{
    /// <summary>Years a grade and its code are valid (S-kt180).</summary>
    public const int Years = 3;

    // A renewal may begin on the day after the grade in force ends, but not out of sight.
    private const int MostDaysAhead = 90;

    /// <summary>Last day of a grade that begins on a day.</summary>
    public static DateOnly LastDay(DateOnly from) => from.AddYears(Years).AddDays(-1);

    /// <exception cref="RefusedException">No grade, dates out of bounds, or lower than applied for without a reason.</exception>
    internal static async Task RequireAsync(TalentDb db, ServiceCase row, StepInput input, CityClock clock)
    {
        if (input.Detail is not GradeDecision grade || !Enum.IsDefined(grade.Level))
            throw new RefusedException("grade-missing", "请选择认定的类别和有效期,再准予。", "Choose the grade and its validity, then grant.");
        if (grade.From < clock.Today || grade.From > clock.Today.AddDays(MostDaysAhead))
            throw new RefusedException("grade-from", $"有效期应从今天起,最晚从{MostDaysAhead}天内的一天起。", $"A grade begins today or within {MostDaysAhead} days.");
        if (grade.Until <= grade.From || grade.Until > LastDay(grade.From))
            throw new RefusedException("grade-until", $"有效期最长{Years}年,结束日期应在开始之后。", $"A grade is valid for at most {Years} years and ends after it begins.");
        var talent = await db.Talents.AsNoTracking().SingleAsync(t => t.Id == row.TalentId);
        if (GradeForm.AppliedFor(talent, row.Answers, FiledOn(row, clock)) is not { } applied) return;
        if (grade.Level < applied)
            throw new RefusedException("grade-above", $"申请的是{applied}类,不能认定得更高。确有依据的,请申请人改按更高类别申请。", $"Grade {applied} was applied for; a higher one cannot be given. If there is ground for it, ask the applicant to apply for that grade.");
        if (grade.Level > applied && string.IsNullOrWhiteSpace(input.Note))
            throw new RefusedException("reason-missing", "认定的类别低于申请的类别,请写明理由,申请人会看到。", "The grade is lower than the one applied for. Please give the reason; the applicant will read it.");
    }

    /// <summary>The day whose age counts for points.</summary>
    public static DateOnly FiledOn(ServiceCase row, CityClock clock) => row.SubmittedAt is { } at ? clock.DateOf(at) : clock.Today;

    internal static async Task ApplyAsync(TalentDb db, ServiceCase row, GradeDecision grade, DateTime now, CityClock clock)
    {
        var older = await db.Grades.Where(g => g.TalentId == row.TalentId).ToListAsync();
        var given = new Grade
        {
            Id = Guid.CreateVersion7(now),
            TalentId = row.TalentId,
            Level = grade.Level,
            IssuerZh = row.Department!.NameZh,
            IssuerEn = row.Department.NameEn,
            From = grade.From,
            Until = grade.Until,
            CaseId = row.Id,
        };
        db.Grades.Add(given);
        var code = await CodeIssue.RenewAsync(db, row.TalentId, grade.Until, now);
        var result = new LocalText(
            $"认定为{grade.Level}类人才,有效期{Day(grade.From).Zh}至{Day(grade.Until).Zh};人才码有效期至{Day(code.Until).Zh}",
            $"Recognised as grade {grade.Level}, valid from {Day(grade.From).En} to {Day(grade.Until).En}; the talent code is valid until {Day(code.Until).En}");
        if (code.Status == CodeStatus.Frozen) result = new(result.Zh + ",目前仍冻结,恢复后可用", result.En + " and stays frozen until it is restored");
        // 就高: of several grades in force the highest counts.
        if (older.Where(g => g.CoversDay(grade.From) && g.Level < grade.Level).MinBy(g => g.Level) is { } higher)
            result = new($"{result.Zh};{higher.Level}类在{Day(higher.Until).Zh}前仍有效,就高按{higher.Level}类", $"{result.En}; grade {higher.Level}, the higher one, still counts until {Day(higher.Until).En}");
        (row.ResultZh, row.ResultEn) = (result.Zh, result.En);
    }

    private static LocalText Day(DateOnly day) => DayText.Of(day, true);
}
