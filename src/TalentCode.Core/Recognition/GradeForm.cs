using TalentCode.Core.Filing;
using TalentCode.Core.People;

namespace TalentCode.Core.Recognition;

/// <summary>The application for a talent code with a grade: first recognition, change or renewal, by catalogue or by points (P05).</summary>
public static class GradeForm
{
    public const string Kind = "kind", Way = "way", Level = "level", Catalogue = "catalogue", Points = "points";

    public static ItemForm Create() => new(ItemForms.GradeRecognition, [.. Fields()], MayJoin: null, FitsPerson: null)
    {
        // Who has no grade, or none any more, comes here to get one.
        NeedsGrade = false,
        Judge = (talent, answers, today) => IsByPoints(answers) && GradePoints.Of(talent, answers, today) is { Level: null } score
            ? (Way, new($"目前计{score.Total}分,最低的F类需要{GradePoints.Thresholds[^1].From}分。请核对各项;符合目录的,可以改选目录认定。",
                $"This comes to {score.Total} points; the lowest grade, F, takes {GradePoints.Thresholds[^1].From}. Check the answers, or choose the catalogue if you are in it."))
            : null,
    };

    public static bool IsByPoints(IReadOnlyDictionary<string, string> answers) => answers.GetValueOrDefault(Way) == Points;

    /// <summary>The grade that was applied for: the one that was chosen, or the one the points lead to; null when neither is there.</summary>
    public static GradeLevel? AppliedFor(Talent talent, IReadOnlyDictionary<string, string> answers, DateOnly day) =>
        IsByPoints(answers) ? GradePoints.Of(talent, answers, day).Level
        : Enum.TryParse<GradeLevel>(answers.GetValueOrDefault(Level), out var level) && Enum.IsDefined(level) ? level : null;

    private static IEnumerable<FormField> Fields()
    {
        yield return new(Kind, new("办理类型", "What you apply for"), new("决定看哪些材料", "Decides which papers are looked at"), FieldKind.Choice, true, 20, t => t.Grades.Count == 0 ? "first" : "renewal")
        {
            Choices = [("first", new("首次认定", "First recognition")), ("change", new("变更类别", "Change of grade")), ("renewal", new("到期续认", "Renewal"))],
        };
        yield return new(Way, new("认定方式", "By catalogue or by points"), new("在人才目录里的选目录认定,其他的按6个方面计分", "If you are in the talent catalogue choose it; otherwise six things are counted"), FieldKind.Choice, true, 20, _ => Catalogue)
        {
            Choices = [(Catalogue, new("目录认定", "By catalogue")), (Points, new("计分认定", "By points"))],
        };
        yield return new(Level, new("申请的类别", "Grade applied for"), new("符合几类的,选最高的一类", "If you qualify for several, choose the highest"), FieldKind.Choice, true, 1, t => t.Grades.MinBy(g => g.Level)?.Level.ToString())
        {
            Choices = [.. Enum.GetValues<GradeLevel>().Select(l => (l.ToString(), new LocalText($"{l}类", $"Grade {l}")))],
            ShownWhen = new(Way, [Catalogue]),
        };
        yield return new("entry", new("符合目录的哪一条", "Entry of the catalogue you come under"), new("审核时先核对这一条,例如“国家级项目负责人”", "This is checked first, for example “head of a national project”"), FieldKind.Line, true, 120, _ => null) { ShownWhen = new(Way, [Catalogue]) };
        foreach (var dimension in GradePoints.Asked)
            yield return new(dimension.Key, dimension.Name, new($"最多{dimension.Most}分", $"At most {dimension.Most} points"), FieldKind.Choice, true, 20, _ => null)
            {
                Choices = [.. dimension.Options.Select(o => (o.Value, o.Word))],
                ShownWhen = new(Way, [Points]),
            };
    }
}
