using TalentCode.Core.Resources;

namespace TalentCode.Tests.Resources;

/// <summary>The ranking as a pure function: order of arrival, more places, fairness, the lot.</summary>
public sealed class RoundRankingTests
{
    private const string Seed = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly List<RoundCriterion> Criteria =
        [new(RoundCriterion.Grade, 400, "统筹", "grade"), new(RoundCriterion.Sibling, 200, "同校", "sibling"), new(RoundCriterion.District, 100, "片区", "district")];

    private static readonly string[] Schools = ["S1", "S2", "S3", "S4"];

    [Fact]
    public void The_order_in_which_cases_come_in_changes_nothing()
    {
        for (var round = 0; round < 100; round++)
        {
            var (inputs, options) = Invent(round);
            var first = Shape(RoundRanking.Run(inputs, options, Criteria, Seed));
            new Random(round + 1000).Shuffle(inputs);
            Assert.Equal(first, Shape(RoundRanking.Run(inputs, options, Criteria, Seed)));
            Assert.Equal(RoundRanking.Fingerprint(inputs, options, Criteria, Seed), RoundRanking.Fingerprint(Enumerable.Reverse(inputs), options, Criteria, Seed));
        }
    }

    [Fact]
    public void More_places_never_make_anybody_worse_off()
    {
        for (var round = 0; round < 200; round++)
        {
            var (inputs, options) = Invent(round);
            var before = Wishes(inputs, options);
            var more = options.Select((o, i) => i == round % options.Count ? o with { Capacity = o.Capacity + 1 + round % 3 } : o).ToList();
            var after = Wishes(inputs, more);
            Assert.All(inputs, i => Assert.True(after[i.CaseId] <= before[i.CaseId], $"Round {round}: {i.CaseId} had wish {before[i.CaseId]} and has {after[i.CaseId]}."));
        }
    }

    [Fact]
    public void Nobody_misses_a_place_that_went_to_somebody_ranked_behind_them()
    {
        for (var round = 0; round < 100; round++)
        {
            var (inputs, options) = Invent(round);
            var results = RoundRanking.Run(inputs, options, Criteria, Seed);
            foreach (var option in options) Assert.True(results.Count(r => r.Option == option.Code) <= option.Capacity);
            foreach (var wish in results.SelectMany(r => r.Wishes.TakeWhile(w => !w.Given)))
                // Refused there: full, and everybody who got in stands before.
                Assert.True(wish.Rank > wish.CutOff && results.Count(r => r.Option == wish.Option) == options.Single(o => o.Code == wish.Option).Capacity);
        }
    }

    [Fact]
    public void Each_rule_outweighs_all_later_ones_and_recognition_breaks_the_tie()
    {
        var day = new DateOnly(2026, 1, 1);
        RankingInput city = Of("S1", true, null, null, day), sibling = Of("S1", false, "S1", null, day), near = Of("S1", false, null, "东区", day), early = Of("S1", false, null, null, day.AddDays(-1)), late = Of("S1", false, null, null, day);
        var results = RoundRanking.Run([late, near, early, city, sibling], [new("S1", "东区", 5)], Criteria, Seed);
        Assert.Equal([city.CaseId, sibling.CaseId, near.CaseId, early.CaseId, late.CaseId], results.OrderBy(r => r.Wishes[0].Rank).Select(r => r.Input.CaseId));
        Assert.Equal([400, 200, 100, 0, 0], results.OrderBy(r => r.Wishes[0].Rank).Select(r => r.Wishes[0].Points));
    }

    [Fact]
    public void The_lot_is_what_anybody_can_work_out_from_seed_and_case()
    {
        var id = Guid.Parse("0198c0de-0000-7000-8000-000000000001");
        // Worked out with another tool: HMAC-SHA-256 of the text 0198c0de000070008000000000000001.
        const string own = "ed484d7bde6818c328473d4ca2241d00edc83ffa29fd36cf0d2f2fea52f2ef1f";
        Assert.Equal(own, RoundRanking.Lot(Seed, id));
        var day = new DateOnly(2026, 1, 1);
        var equal = Enumerable.Range(0, 20).Select(_ => Of("S1", true, null, null, day)).ToArray();
        var ranked = RoundRanking.Run(equal, [new("S1", "东区", 3)], Criteria, Seed);
        Assert.Equal(equal.Select(e => RoundRanking.Lot(Seed, e.CaseId)).Order(StringComparer.Ordinal).Take(3), ranked.Where(r => r.Option is not null).Select(r => r.Lot));
    }

    private static RankingInput Of(string wish, bool coordinated, string? sibling, string? district, DateOnly day) => new(Guid.NewGuid(), [wish], coordinated, sibling, district, day);

    private static (RankingInput[] Inputs, List<RankingOption> Options) Invent(int seed)
    {
        var random = new Random(seed);
        var inputs = Enumerable.Range(0, random.Next(5, 40)).Select(_ =>
        {
            var wishes = Schools.ToArray();
            random.Shuffle(wishes);
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new RankingInput(new Guid(bytes), wishes[..random.Next(1, 4)], random.Next(2) == 0, random.Next(4) == 0 ? Schools[random.Next(4)] : null,
                random.Next(2) == 0 ? "东区" : "西区", new DateOnly(2025, 1, 1).AddDays(random.Next(5)));
        }).ToArray();
        return (inputs, [.. Schools.Select((s, i) => new RankingOption(s, i < 2 ? "东区" : "西区", random.Next(0, 6)))]);
    }

    private static List<(Guid, string?, int, string)> Shape(IReadOnlyList<RankingResult> results) =>
        [.. results.Select(r => (r.Input.CaseId, r.Option, r.Wish, string.Join(';', r.Wishes.Select(w => $"{w.Option}{w.Rank}/{w.Of}/{w.CutOff}"))))];

    private static Dictionary<Guid, int> Wishes(RankingInput[] inputs, List<RankingOption> options) =>
        RoundRanking.Run(inputs, options, Criteria, Seed).ToDictionary(r => r.Input.CaseId, r => r.Wish == 0 ? int.MaxValue : r.Wish);
}
