using TalentCode.Core.People;

namespace TalentCode.Core.Stewardship;

/// <summary>How much a steward has at hand, and what the rule knows.</summary>
/// <param name="People">In care now.</param>
/// <param name="Most">From so many on the rule proposes somebody else.</param>
/// <param name="District">In charge of; null for the whole city.</param>
/// <param name="AwayUntil">Last day of an absence that runs today; null when there.</param>
public sealed record StewardLoad(Guid Id, LocalText Name, string? Phone, int People, int Most, int OpenCases, int OpenConcerns, bool SpeaksEnglish, string? District, DateOnly? AwayUntil)
{
    public bool IsFull => People >= Most;
}

/// <summary>What matters about the person to be assigned.</summary>
public sealed record CarePerson(Guid Id, LocalText Name, Language Language, Guid EmployerId, LocalText Employer, string District);

/// <summary>A steward the rule names, with its reasons in words; the first of the list is its proposal.</summary>
public sealed record CareProposal(StewardLoad Steward, IReadOnlyList<LocalText> Reasons);

/// <summary>One person whom the rule gives to a steward.</summary>
public sealed record CarePlanned(CarePerson Person, CareProposal To);

/// <summary>What the rule makes of everybody who waits; nothing is done yet.</summary>
/// <param name="Left">Those for whom nobody there has room: given by hand, or when there is room.</param>
public sealed record CarePlan(IReadOnlyList<CarePlanned> People, IReadOnlyList<CarePerson> Left);

/// <summary>
/// The rule of assignment, in the order in which it asks: is the steward there, is there room, can they speak with each
/// other, does the steward know the employer, is it the steward's district, who has least in proportion. It proposes; a person assigns.
/// </summary>
public static class CareRule
{
    /// <summary>One after the other, each as if those before were assigned. Nobody is given more people than agreed, nor any while away.</summary>
    /// <param name="ofEmployer">Of an employer: how many of its people each steward looks after already.</param>
    public static CarePlan Plan(IEnumerable<CarePerson> waiting, IEnumerable<StewardLoad> stewards, Func<Guid, IReadOnlyDictionary<Guid, int>> ofEmployer)
    {
        var loads = stewards.ToDictionary(s => s.Id);
        var known = new Dictionary<Guid, Dictionary<Guid, int>>();
        var (planned, left) = (new List<CarePlanned>(), new List<CarePerson>());
        foreach (var person in waiting)
        {
            if (!known.TryGetValue(person.EmployerId, out var here)) known[person.EmployerId] = here = new(ofEmployer(person.EmployerId));
            if (Rank(person, loads.Values, here) is not [{ Steward: { IsFull: false, AwayUntil: null } steward } first, ..])
            {
                left.Add(person);
                continue;
            }
            planned.Add(new(person, first));
            loads[steward.Id] = steward with { People = steward.People + 1 };
            here[steward.Id] = here.GetValueOrDefault(steward.Id) + 1;
        }
        return new(planned, left);
    }

    /// <param name="ofEmployer">How many people of the same employer each steward looks after already.</param>
    public static IReadOnlyList<CareProposal> Rank(CarePerson person, IEnumerable<StewardLoad> stewards, IReadOnlyDictionary<Guid, int> ofEmployer)
    {
        var english = person.Language == Language.English;
        return [.. stewards
            .OrderBy(s => s.AwayUntil is not null)
            .ThenBy(s => s.IsFull)
            .ThenByDescending(s => !english || s.SpeaksEnglish)
            .ThenByDescending(s => ofEmployer.GetValueOrDefault(s.Id) > 0)
            .ThenByDescending(s => s.District is { } district && district == person.District)
            .ThenBy(s => (double)s.People / s.Most)
            .ThenBy(s => s.Id)
            .Select(s => new CareProposal(s, [.. Reasons(s)]))];

        IEnumerable<LocalText> Reasons(StewardLoad s)
        {
            if (s.AwayUntil is { } back) yield return new($"不在岗,到{Time.DayText.Of(back).Zh}", $"Away until {Time.DayText.Of(back).En}");
            if (s.IsFull) yield return new("人数已满", "Has as many people as agreed");
            if (english) yield return s.SpeaksEnglish ? new("会英语", "Speaks English") : new("不会英语", "Speaks no English");
            if (ofEmployer.GetValueOrDefault(s.Id) is > 0 and var known) yield return new($"已服务该单位 {known} 人", $"Looks after {known} of this employer already");
            if (s.District is { } d && d == person.District) yield return new($"负责{d}", "In charge of this district");
            yield return new($"现有 {s.People} 人,上限 {s.Most}", $"{s.People} people of at most {s.Most}");
        }
    }
}
