using System.Globalization;
using TalentCode.Core.Filing;
using TalentCode.Core.People;

namespace TalentCode.Core.Resources;

/// <summary>The applications for a flat: 人才公寓 for grades A to D (P26), rental homes for young talent (P27).</summary>
public static class FlatForms
{
    private const string Graduated = "graduated", Degree = "degree";
    private const int OldestYoung = 35, YearsAfterGraduation = 5;

    public static ItemForm Talent() => new(ItemForms.TalentFlat, [Household(), OwnsHome(), Wish()], MayJoin: null,
        FitsPerson: (talent, today) => talent.GradeOn(today)?.Level <= GradeLevel.D ? null
            : new("人才公寓面向A–D类。你可以看看青年人才公租房,或找你的人才管家。", "Talent flats are for grades A to D. Have a look at the rental homes for young talent, or ask your steward."));

    public static ItemForm Young() => new(ItemForms.YoungHousing, [Education(), GraduationYear(), Household(), OwnsHome(), Wish()], MayJoin: null, FitsPerson: null)
    {
        Judge = (talent, answers, today) => Ages.On(talent.BirthDate, today) > OldestYoung && !IsRecentGraduate(answers, today)
            ? (Graduated, new($"面向{OldestYoung}周岁以下,或毕业{YearsAfterGraduation}年以内的人才。请核对毕业年份;也可以找你的人才管家看看其他住房。",
                $"These homes are for people up to {OldestYoung}, or within {YearsAfterGraduation} years of graduating. Check the year, or ask your steward about other homes."))
            : answers.GetValueOrDefault(Degree) == "none" && talent.GradeOn(today)?.Level < GradeLevel.E
                ? (Degree, new("面向E–F类,或全日制本科以上的人才。", "These homes are for grades E and F, or for holders of a full-time bachelor's degree or higher."))
                : null,
    };

    private static bool IsRecentGraduate(IReadOnlyDictionary<string, string> answers, DateOnly today) =>
        int.TryParse(answers.GetValueOrDefault(Graduated), out var year) && year >= today.Year - YearsAfterGraduation;

    /// <summary>What counts in a round of rental homes, as the application says it; an officer has checked it before accepting.</summary>
    internal static IReadOnlyList<string> FactsOf(Cases.ServiceCase row, DateOnly on) =>
    [
        .. row.Answers.GetValueOrDefault(FlatRules.OwnsHome) == "no" ? (string[])[RoundCriterion.NoHome] : [],
        .. FlatRules.PeopleOf(row) > 1 ? (string[])[RoundCriterion.WithFamily] : [],
        .. IsRecentGraduate(row.Answers, on) ? (string[])[RoundCriterion.Recent] : [],
    ];

    private static FormField Household() => new(FlatRules.Household, new("一起居住的人数(含你)", "People moving in, you included"), new("户型按家庭人数确定", "The size of the flat depends on it"), FieldKind.Choice, true, 2,
        t => (1 + t.Family.Count(f => f.LivesTogether && f.Relation != FamilyRelation.Parent)).ToString(CultureInfo.InvariantCulture))
    {
        Choices = [.. Enumerable.Range(1, FlatRules.MostPeople).Select(n => (n.ToString(CultureInfo.InvariantCulture), new LocalText($"{n}人", n == 1 ? "1 person" : $"{n} people")))],
    };

    // Asked and never filled in for anybody; the register decides, and an officer, not this form.
    private static FormField OwnsHome() => new(FlatRules.OwnsHome, new("在重庆有自有住房吗", "Do you own a home in Chongqing?"), new("部门会按授权查询不动产登记;选“有”也可以提交,由部门核对", "The department checks the property register. You can file with “Yes” as well; the department looks into it"), FieldKind.Choice, true, 3, _ => null)
    {
        Choices = [("no", new("没有", "No")), ("yes", new("有", "Yes"))],
    };

    private static FormField Wish() => new("wish", new("对地段或楼层的希望", "Wishes about place or floor"), new("有合适的房源时会照顾,不作保证", "Considered where possible; no promise"), FieldKind.Text, false, 200, _ => null);

    private static FormField Education() => new(Degree, new("全日制学历", "Full-time degree"), new("与学信网共享信息核对", "Checked against the shared record"), FieldKind.Choice, true, 10, _ => null)
    {
        Choices = [("bachelor", new("本科", "Bachelor's")), ("master", new("硕士", "Master's")), ("doctor", new("博士", "Doctorate")), ("none", new("专科及以下", "Below a bachelor's"))],
    };

    private static FormField GraduationYear() => new(Graduated, new("毕业年份", "Year of graduation"), new("35周岁以上的,看是否毕业5年以内", "Over 35, it counts whether you graduated within the last five years"), FieldKind.Line, true, 4, _ => null)
    {
        Check = (answer, clock) => int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1950 && year <= clock.Today.Year
            ? null : new("请填写四位数的年份,例如 2023。", "Give the year with four digits, such as 2023."),
    };
}
