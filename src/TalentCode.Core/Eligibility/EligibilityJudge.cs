using TalentCode.Core.Catalogue;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>Looks at an item for a person: the conditions of its form, and what the platform itself knows (window, places, times left, grade). Pure.</summary>
public static class EligibilityJudge
{
    private static readonly LocalText OwnRules = new("人才服务的基本条件", "Basic condition of all talent services");
    private static readonly LocalText RoundSource = new("批次公告", "Announcement of the round");
    private static readonly LocalText PoolSource = new("房源库", "Stock of flats");
    private static readonly LocalText TierSource = new("按类别享受的次数", "Allowance of your grade");

    public static ItemEligibility Look(OfferedItem item, EligibilityFacts facts)
    {
        List<ConditionResult> results = [];
        if (!item.Open) results.Add(new(new("事项开放办理", "Service open"), OwnRules, Verdict.NotYet, item.ClosedReason));
        if (NeedsGrade(item.Content)) results.Add(ValidGrade(facts));
        foreach (var condition in item.Content.Form?.Conditions ?? [])
            results.Add(Conditions.Look(Own(condition, item.Id), facts));
        if (item.Content.Kind == ItemKind.Batch) results.Add(WindowOf(item.Id, facts));
        if (FlatRules.LetsFlats(item.Id)) results.Add(FlatLeft(FlatRules.PoolOf(item.Id), facts));
        if (BookingRules.Of(item.Id) is { } rule) results.AddRange(Allowance(item.Id, rule, facts));
        return new(item, results);
    }

    /// <summary>What the department looks at when it decides: the conditions of the version that was filed, the grade and the window. What is left to book or to let is no question of the case.</summary>
    public static IReadOnlyList<ConditionResult> OfCase(ItemContent item, EligibilityFacts facts)
    {
        List<ConditionResult> results = NeedsGrade(item) ? [ValidGrade(facts)] : [];
        foreach (var condition in item.Form?.Conditions ?? []) results.Add(Conditions.Look(Own(condition, item.Id), facts));
        if (item.Kind == ItemKind.Batch) results.Add(WindowOf(item.Id, facts));
        return results;
    }

    private static ConditionContent Own(ConditionContent condition, string itemId) => condition.Kind == "oncePer" && condition.Items.Count == 0 ? condition with { Items = [itemId] } : condition;

    private static bool NeedsGrade(ItemContent item) => ItemForms.Of(item)?.NeedsGrade ?? true;

    private static ConditionResult ValidGrade(EligibilityFacts facts)
    {
        var grade = facts.Talent.GradeOn(facts.Today);
        return new(new("人才类别有效", "Valid grade"), OwnRules, grade is null ? Verdict.NotYet : Verdict.Met,
            grade is null ? null : new($"{grade.Level}类,到{DayText.Of(grade.Until, true).Zh}", $"Grade {grade.Level} until {DayText.Of(grade.Until, true).En}"),
            grade is null ? new("请人才管家帮你续期或重新认定", "Ask your steward to renew it") : null);
    }

    private static ConditionResult WindowOf(string itemId, EligibilityFacts facts)
    {
        var rounds = facts.Rounds[itemId].ToList();
        var name = new LocalText("在报名窗口内", "Within an application window");
        // An item that has never had a round is taken at any time.
        if (rounds.Count == 0 && itemId != RoundForms.SchoolPlace) return new(name, RoundSource, Verdict.Met, new("全年受理", "Taken all year"));
        if (rounds.Find(r => r.IsOpenAt(facts.Now)) is { } open) return new(name, RoundSource, Verdict.Met, new($"开放到{DayText.Of(open.LastDay, true).Zh}", $"Open until {DayText.Of(open.LastDay, true).En}"));
        return rounds.Where(r => r.OpensAt > facts.Now).MinBy(r => r.OpensAt) is { } next
            ? new(name, RoundSource, Verdict.NotYet, new($"下一次{DayText.Of(next.FirstDay, true).Zh}开放", $"Opens on {DayText.Of(next.FirstDay, true).En}"), From: next.FirstDay)
            : new(name, RoundSource, Verdict.NotYet, new("下一次时间还没有公布", "The next one has not been announced"));
    }

    private static ConditionResult FlatLeft(FlatPool pool, EligibilityFacts facts)
    {
        var free = facts.FlatsFree.GetValueOrDefault(pool);
        return new(new("有空置房源", "A free home"), PoolSource, free > 0 ? Verdict.Met : Verdict.NotYet, free > 0 ? new($"还有{free}套", $"{free:N0} free") : new("目前没有空房", "None free at present"));
    }

    private static IEnumerable<ConditionResult> Allowance(string itemId, BookingRule rule, EligibilityFacts facts)
    {
        if (facts.Talent.GradeOn(facts.Today) is not { } grade) yield break;
        if (rule.ForeignOnly) yield return new(new("境外人才及家属", "For talent from outside the mainland"), TierSource, facts.Talent.Kind == People.PersonKind.Mainland ? Verdict.NotMet : Verdict.Met);
        if (!rule.Grades.TryGetValue(grade.Level, out var benefit))
        {
            yield return new(new($"你的类别({grade.Level}类)可以预约", $"Open to your grade ({grade.Level})"), TierSource, Verdict.NotMet);
            yield break;
        }
        var used = facts.Uses.GetValueOrDefault(itemId);
        var left = benefit.PerYear is not { } all || used < all;
        yield return new(new("今年还有次数", "Bookings left this year"), TierSource, left ? Verdict.Met : Verdict.NotYet, BookingRules.LeftInWords(benefit, used), From: left ? null : new DateOnly(facts.Today.Year + 1, 1, 1));
    }
}
