using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Resources;

/// <summary>What is known of one case when it is ranked.</summary>
/// <param name="Wishes">Codes of options, first wish first.</param>
/// <param name="Coordinated">Grade A–D: placed city-wide, before those placed near home.</param>
/// <param name="Sibling">Code of the option where a brother or sister is.</param>
/// <param name="District">District in which the family lives or is registered.</param>
/// <param name="RecognisedOn">Day from which the grade counts; the earlier one goes first.</param>
public sealed record RankingInput(Guid CaseId, IReadOnlyList<string> Wishes, bool Coordinated, string? Sibling, string? District, DateOnly RecognisedOn)
{
    /// <summary>Codes of criteria that are met wherever one wishes to go.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}

/// <summary>What can be had: code, district, number of places.</summary>
public sealed record RankingOption(string Code, string District, int Capacity);

/// <summary>How a case came out, and how each of its wishes did.</summary>
public sealed record RankingResult(RankingInput Input, string Lot, string? Option, int Wish, IReadOnlyList<WishOutcome> Wishes);

/// <summary>
/// Gives out the places of a round. Pure: every option has an order of its own (points, then the earlier recognition, then
/// the lot), and everybody is held at the best wish at which their rank suffices (deferred acceptance; Gale and Shapley
/// 1962). So the order in which cases come in changes nothing, naming a school first costs nobody the chance at another,
/// and more places never make anybody worse off.
/// </summary>
public static class RoundRanking
{
    /// <summary>The lot: HMAC-SHA-256 of the case's id (32 hex digits, lower case, as UTF-8) under the published seed (hex), written as lower-case hex. The smaller goes first.</summary>
    public static string Lot(string seed, Guid caseId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(seed), Encoding.UTF8.GetBytes(caseId.ToString("N"))));

    /// <summary>Fingerprint of everything that decides the result; the same for the same cases in any order.</summary>
    public static string Fingerprint(IEnumerable<RankingInput> inputs, IEnumerable<RankingOption> options, IReadOnlyList<RoundCriterion> criteria, string seed)
    {
        var text = new StringBuilder(seed);
        foreach (var c in criteria) text.Append('\n').Append(c.Code).Append('=').Append(c.Points);
        foreach (var o in options.OrderBy(o => o.Code, StringComparer.Ordinal)) text.Append('\n').Append(o);
        foreach (var i in inputs.OrderBy(i => i.CaseId))
            text.Append('\n').AppendJoin('|', i.CaseId.ToString("N"), string.Join(',', i.Wishes), i.Coordinated ? "1" : "0", i.Sibling, i.District, i.RecognisedOn.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(i.Facts.Count > 0 ? "|" + string.Join(',', i.Facts) : "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <returns>One result per input: those with a place first, by lot within what is shown alike.</returns>
    public static IReadOnlyList<RankingResult> Run(IEnumerable<RankingInput> inputs, IReadOnlyList<RankingOption> options, IReadOnlyList<RoundCriterion> criteria, string seed)
    {
        var people = inputs.Select(i => new Person(i, Lot(seed, i.CaseId), [.. i.Wishes.Distinct().Where(w => options.Any(o => o.Code == w))])).ToList();
        var lists = options.ToDictionary(o => o.Code, o => Order(people, o, criteria));
        Match(people, options.ToDictionary(o => o.Code), lists);
        return [.. people.Select(p => ResultOf(p, lists, people)).OrderBy(r => r.Option is null).ThenBy(r => r.Option, StringComparer.Ordinal)
            .ThenBy(r => r.Wishes.Where(w => w.Given).Select(w => w.Rank).FirstOrDefault()).ThenByDescending(r => r.Wishes.Count > 0 ? r.Wishes[0].Points : 0).ThenBy(r => r.Lot, StringComparer.Ordinal)];
    }

    private sealed record Person(RankingInput Input, string Lot, List<string> Wishes)
    {
        public int Next { get; set; }
        public string? Held { get; set; }
    }

    private sealed record Standing(int Rank, int Points, List<string> Met);

    private static Dictionary<Guid, Standing> Order(List<Person> people, RankingOption option, IReadOnlyList<RoundCriterion> criteria) => people
        .Where(p => p.Wishes.Contains(option.Code))
        .Select(p => (Person: p, Met: criteria.Where(c => Meets(p.Input, option, c)).ToList()))
        .OrderByDescending(x => x.Met.Sum(c => c.Points)).ThenBy(x => x.Person.Input.RecognisedOn).ThenBy(x => x.Person.Lot, StringComparer.Ordinal)
        .Select((x, i) => (x.Person.Input.CaseId, Standing: new Standing(i + 1, x.Met.Sum(c => c.Points), [.. x.Met.Select(c => c.Code)])))
        .ToDictionary(x => x.CaseId, x => x.Standing);

    private static bool Meets(RankingInput input, RankingOption option, RoundCriterion criterion) => criterion.Code switch
    {
        RoundCriterion.Grade => input.Coordinated,
        RoundCriterion.Sibling => input.Sibling == option.Code,
        RoundCriterion.District => input.District is { Length: > 0 } && input.District == option.District,
        _ => input.Facts.Contains(criterion.Code),
    };

    private static void Match(List<Person> people, Dictionary<string, RankingOption> options, Dictionary<string, Dictionary<Guid, Standing>> lists)
    {
        var held = options.Keys.ToDictionary(code => code, _ => new PriorityQueue<Person, int>());
        var asking = new Queue<Person>(people);
        while (asking.TryDequeue(out var person))
        {
            if (person.Next >= person.Wishes.Count) continue;
            var wish = person.Wishes[person.Next++];
            // The queue gives back the worst rank first: that one makes room.
            held[wish].Enqueue(person, -lists[wish][person.Input.CaseId].Rank);
            person.Held = wish;
            if (held[wish].Count <= options[wish].Capacity) continue;
            var loser = held[wish].Dequeue();
            loser.Held = null;
            asking.Enqueue(loser);
        }
    }

    private static RankingResult ResultOf(Person person, Dictionary<string, Dictionary<Guid, Standing>> lists, List<Person> people)
    {
        var wishes = person.Wishes.Select(code =>
        {
            var standing = lists[code][person.Input.CaseId];
            var last = people.Where(p => p.Held == code).Select(p => lists[code][p.Input.CaseId].Rank).DefaultIfEmpty(0).Max();
            return new WishOutcome(code, standing.Met, standing.Points, standing.Rank, lists[code].Count, last, person.Held == code);
        }).ToList();
        return new(person.Input, person.Lot, person.Held, wishes.FindIndex(w => w.Given) + 1, wishes);
    }
}
