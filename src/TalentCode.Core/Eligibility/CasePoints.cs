using TalentCode.Core.Cases;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>What an officer does well to look at: answers that differ from the registers, papers that have lapsed, papers nobody has compared with an original.</summary>
internal static class CasePoints
{
    private static readonly LocalText[] Registers = [KnownAnswers.Profile, KnownAnswers.Employer, KnownAnswers.Family];

    public static IEnumerable<PointToCheck> Of(ServiceCase row, ItemForm? form, Talent talent, List<DocumentOnFile> papers, List<Guid> used, CityClock clock) =>
        [.. form is null ? [] : Differing(row, form, talent, papers, clock), .. Papers(row, papers, used, clock)];

    private static IEnumerable<PointToCheck> Differing(ServiceCase row, ItemForm form, Talent talent, List<DocumentOnFile> papers, CityClock clock)
    {
        var known = new Known(talent, papers, new Dictionary<string, string>(), clock.Today);
        foreach (var field in form.AskedOf(FormPeople.Of(form, talent, row.Answers, clock.Today), row.Answers))
        {
            if (row.Answers.GetValueOrDefault(field.Key) is not { Length: > 0 } answer) continue;
            var at = field.Key.IndexOf('@', StringComparison.Ordinal);
            var member = at >= 0 && Guid.TryParse(field.Key[(at + 1)..], out var id) ? talent.Family.Find(f => f.Id == id) : null;
            if (field.KnownFrom(known with { Member = member }) is not { Value.Length: > 0 } register || !Registers.Contains(register.From) || Same(register.Value, answer)) continue;
            var shown = AnswerMasks.Of(field) == AnswerPrivacy.Open ? field.Words(register.Value) : AnswerMasks.Masked(field, register.Value);
            yield return new(field.Label, new($"与登记的不同(登记为:{shown.Zh})", $"Differs from what is on record ({shown.En})"));
        }
    }

    // Typed with or without spaces is no difference.
    private static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static IEnumerable<PointToCheck> Papers(ServiceCase row, List<DocumentOnFile> papers, List<Guid> used, CityClock clock)
    {
        var today = clock.Today;
        foreach (var paper in papers.Where(p => used.Contains(p.Id)).OrderBy(p => p.Code))
        {
            var name = row.ItemVersion!.Content.Materials.FirstOrDefault(m => m.Code == paper.Code || m.AlsoAccepts.Contains(paper.Code))?.Name ?? new("其他材料", "Other paper");
            if (paper.Until is { } until && until < today)
                yield return new(name, new($"已于{DayText.Of(until, true).Zh}到期", $"Expired on {DayText.Of(until, true).En}"));
            if (paper.Trust == TrustLevel.C) yield return new(name, new("C 级:本人上传,没有核过原件", "Level C: uploaded, original not seen"));
            if (paper.Trust == TrustLevel.D) yield return new(name, new("D 级:本人自述", "Level D: the applicant's own statement"));
        }
    }
}
