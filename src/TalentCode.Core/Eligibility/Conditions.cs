using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>Looks at one condition of an item for one person, in words a layman can check.</summary>
public static class Conditions
{
    private const string City = "重庆";
    private const double DaysInYear = 365.25;

    /// <summary>Kinds a form may use.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } =
        ["grade", "person", "employerDistrict", "contractYears", "contractInForce", "age", "family", "householdInCity", "paper", "otherBenefit", "oncePer", "stated"];

    /// <summary>Whether a condition about person or family alone holds, without anything else having been read.</summary>
    public static bool HoldsFor(ConditionContent condition, Talent talent, DateOnly day) => condition.Kind switch
    {
        "person" => IsOf(condition, talent.Kind),
        "family" => talent.Family.Exists(f => IsMeant(condition, f) && AgeFits(condition, f, day)),
        "householdInCity" => Household(condition, talent).Item1 == Verdict.Met,
        _ => true,
    };

    public static ConditionResult Look(ConditionContent condition, EligibilityFacts facts)
    {
        var (verdict, found, from) = condition.Kind switch
        {
            "grade" => Grade(condition, facts),
            "person" => Plain(IsOf(condition, facts.Talent.Kind), Verdict.NotMet),
            "employerDistrict" => District(condition, facts.Talent),
            "contractYears" => ContractYears(condition, facts.Talent),
            "contractInForce" => ContractInForce(facts),
            "age" => Age(condition, facts),
            "family" => Family(condition, facts),
            "householdInCity" => Household(condition, facts.Talent),
            "paper" => Paper(condition, facts),
            "otherBenefit" => OtherBenefit(condition, facts),
            "oncePer" => OncePer(condition, facts),
            _ => (Verdict.Confirm, (LocalText?)null, (DateOnly?)null),
        };
        return new(condition.Text, condition.Source, verdict, found, verdict is Verdict.Met ? null : condition.Fix, from);
    }

    private static (Verdict, LocalText?, DateOnly?) Plain(bool holds, Verdict otherwise, LocalText? found = null, DateOnly? from = null) => (holds ? Verdict.Met : otherwise, found, holds ? null : from);

    private static bool IsOf(ConditionContent condition, PersonKind kind) => condition.In.Contains(kind switch
    {
        PersonKind.Mainland => "mainland",
        PersonKind.Foreign => "foreign",
        _ => "hkMacaoTaiwan",
    });

    // Without any valid grade the ticket to all items is missing; that is said once, not by every condition.
    private static (Verdict, LocalText?, DateOnly?) Grade(ConditionContent condition, EligibilityFacts facts) =>
        facts.Talent.GradeOn(facts.Today)?.Level is { } level
            ? Plain(condition.Levels.Contains(level.ToString()), Verdict.NotMet, new($"你现在是{level}类", $"You hold grade {level}"))
            : Plain(false, Verdict.NotYet, new("你目前没有有效的类别", "You hold no valid grade at present"));

    private static (Verdict, LocalText?, DateOnly?) District(ConditionContent condition, Talent talent) => talent.Employer is { } employer
        ? Plain(condition.In.Any(d => employer.DistrictZh.Contains(d, StringComparison.Ordinal)), Verdict.NotMet, new($"你的单位在{employer.DistrictZh}", $"Your employer is in {employer.DistrictEn}"))
        : (Verdict.Confirm, null, null);

    private static (Verdict, LocalText?, DateOnly?) ContractYears(ConditionContent condition, Talent talent)
    {
        if (talent is not { ContractFrom: { } from, ContractUntil: { } until }) return (Verdict.Confirm, new("我们没有你的合同起止日期", "We do not know the dates of your contract"), null);
        // To the day before the anniversary counts as the full year.
        var holds = from.AddYears((int)(condition.Least ?? 0)).AddDays(-1) <= until;
        var years = Math.Round((until.DayNumber - from.DayNumber + 1) / DaysInYear, 1);
        return Plain(holds, Verdict.NotMet, new($"你的合同为{years}年", $"Your contract runs for {years} years"));
    }

    private static (Verdict, LocalText?, DateOnly?) ContractInForce(EligibilityFacts facts) => facts.Talent.ContractUntil is { } until
        ? Plain(until >= facts.Today, Verdict.NotYet, new($"你的合同到{DayText.Of(until, true).Zh}", $"Your contract runs until {DayText.Of(until, true).En}"))
        : (Verdict.Confirm, new("我们没有你的合同日期", "We do not know the dates of your contract"), null);

    private static (Verdict, LocalText?, DateOnly?) Age(ConditionContent condition, EligibilityFacts facts)
    {
        var age = Ages.On(facts.Talent.BirthDate, facts.Today);
        var found = new LocalText($"你现在{age}周岁", $"You are {age}");
        if (age < (condition.Least ?? 0)) return (Verdict.NotYet, found, Ages.Turns(facts.Talent.BirthDate, (int)condition.Least!));
        return Plain(age <= (condition.Most ?? int.MaxValue), Verdict.NotMet, found);
    }

    private static bool IsMeant(ConditionContent condition, FamilyMember member) =>
        (condition.Relation is null || string.Equals(member.Relation.ToString(), condition.Relation, StringComparison.OrdinalIgnoreCase))
        && condition.Nationality switch { null => true, "foreign" => member.Nationality != "CHN", var one => member.Nationality == one };

    private static bool AgeFits(ConditionContent condition, FamilyMember member, DateOnly today) =>
        member.AgeOn(DayOf(condition, today)) is var age && age >= (condition.AgeFrom ?? 0) && age < (condition.AgeBelow ?? int.MaxValue);

    private static DateOnly DayOf(ConditionContent condition, DateOnly today) =>
        condition.OnDay is { } on && DateOnly.TryParseExact($"{today.Year}-{on}", "yyyy-MM-dd", out var day) ? day : today;

    private static (Verdict, LocalText?, DateOnly?) Family(ConditionContent condition, EligibilityFacts facts)
    {
        var meant = facts.Talent.Family.FindAll(f => IsMeant(condition, f));
        if (meant.Exists(f => AgeFits(condition, f, facts.Today))) return (Verdict.Met, null, null);
        if (meant.FindAll(f => f.AgeOn(DayOf(condition, facts.Today)) < (condition.AgeFrom ?? 0)).MaxBy(f => f.AgeOn(facts.Today)) is { } young)
            return (Verdict.NotYet, new("孩子还没有到年龄", "Your child has not reached the age yet"), Ages.Turns(young.BirthDate, condition.AgeFrom!.Value));
        return (Verdict.NotMet, meant.Count > 0 ? new("家人的年龄不在范围内", "Nobody of your family is of the right age") : new("你登记的家庭里没有", "Nobody registered in your family"), null);
    }

    private static (Verdict, LocalText?, DateOnly?) Household(ConditionContent condition, Talent talent)
    {
        var here = talent.HouseholdAddress?.Contains(City, StringComparison.Ordinal) == true;
        return Plain(here == (condition.Yes ?? true), condition.Yes ?? true ? Verdict.NotYet : Verdict.NotMet,
            here ? new("你的户口在重庆", "Your household is registered in Chongqing") : new("你的户口不在重庆", "Your household is not registered in Chongqing"));
    }

    private static (Verdict, LocalText?, DateOnly?) Paper(ConditionContent condition, EligibilityFacts facts)
    {
        if (!Enum.TryParse<PaperKind>(condition.Paper, ignoreCase: true, out var kind)) return (Verdict.Confirm, null, null);
        if (facts.Talent.Papers.Where(p => p.Kind == kind && p.Current).MaxBy(p => p.Until) is not { } paper) return (Verdict.NotYet, new("我们没有这份证件的记录", "We have no record of this paper"), null);
        if (paper.Until is not { } until) return (Verdict.Met, null, null);
        var found = new LocalText($"有效期到{DayText.Of(until, true).Zh}", $"Valid until {DayText.Of(until, true).En}");
        if (condition.WindowDays is not { } window) return Plain(until >= facts.Today, Verdict.NotYet, found);
        var from = until.AddDays(-window);
        return Plain(from <= facts.Today, Verdict.NotYet, found, from);
    }

    private static (Verdict, LocalText?, DateOnly?) OtherBenefit(ConditionContent condition, EligibilityFacts facts) =>
        facts.Granted.FirstOrDefault(g => g.Running && condition.Items.Contains(g.ItemId)) is { } other
            ? (Verdict.NotMet, new($"你正在享受 {other.ItemId}({DayText.Of(other.On, true).Zh}起)", $"You have {other.ItemId} since {DayText.Of(other.On, true).En}"), null)
            : (Verdict.Met, null, null);

    private static (Verdict, LocalText?, DateOnly?) OncePer(ConditionContent condition, EligibilityFacts facts)
    {
        var last = facts.Granted.Where(g => condition.Items.Contains(g.ItemId)).Select(g => (DateOnly?)g.On).Max();
        if (last is not { } on) return (Verdict.Met, null, null);
        var from = on.AddMonths(condition.Months ?? 12);
        return Plain(from <= facts.Today, Verdict.NotYet, new($"上次办结是{DayText.Of(on, true).Zh}", $"Last granted on {DayText.Of(on, true).En}"), from);
    }
}
