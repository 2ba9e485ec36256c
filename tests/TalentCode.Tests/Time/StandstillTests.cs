using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

/// <summary>Limits with stretches that do not count: the checked vector, and rules that hold for hundreds of seeded random cases in all three units.</summary>
[Trait("Category", "Core")]
public sealed class StandstillTests
{
    private const int Cases = 400;

    public static TheoryData<TermUnit> Units => [.. Enum.GetValues<TermUnit>()];

    [Theory]
    [InlineData("2026-08-21", "2026-09-04")]
    [InlineData("2026-08-14", "2026-08-28")]
    [InlineData("2026-08-17", "2026-08-31")]
    public void Fourteen_working_days_from_10_August_with_a_review_from_the_14th(string until, string due) =>
        Assert.Equal(City.Day(due), DueDates.Calculate(City.At("2026-08-10"), new(14, TermUnit.WorkingDay), [Stop(City.At("2026-08-14"), City.At(until, 16))], City.Calendar, City.Clock).Day);

    [Theory]
    [MemberData(nameof(Units))]
    public void Adding_a_standstill_never_moves_the_end_earlier(TermUnit unit) => ForMany(unit, 1, c =>
    {
        for (var n = 0; n < c.Stops.Count; n++)
            Assert.True(Due(c, c.Stops.Take(n)) <= Due(c, c.Stops.Take(n + 1)), c.ToString());
    });

    [Theory]
    [MemberData(nameof(Units))]
    public void Splitting_a_standstill_changes_nothing(TermUnit unit) => ForMany(unit, 2, c =>
    {
        var halves = c.Stops.SelectMany(s =>
        {
            var middle = s.FromUtc.AddMinutes(c.Random.Next((int)(s.UntilUtc - s.FromUtc).TotalMinutes + 1));
            return new[] { Stop(s.FromUtc, middle), Stop(middle, s.UntilUtc) };
        });
        Assert.Equal(Due(c, c.Stops), Due(c, halves));
    });

    [Theory]
    [MemberData(nameof(Units))]
    public void A_standstill_before_the_start_or_after_the_end_changes_nothing(TermUnit unit) => ForMany(unit, 3, c =>
    {
        var due = Due(c, []);
        var before = Stop(c.Start.AddDays(-c.Random.Next(2, 20)), c.Start.AddMinutes(-c.Random.Next(0, 600)));
        var after = Stop(due.AddMinutes(c.Random.Next(0, 600)), due.AddDays(c.Random.Next(1, 20)));
        Assert.Equal(due, Due(c, [before]));
        Assert.Equal(due, Due(c, [after]));
        Assert.Equal(due, Due(c, [after, before]));
    });

    [Theory]
    [MemberData(nameof(Units))]
    public void Standstills_that_overlap_are_refused_in_any_order(TermUnit unit) => ForMany(unit, 4, c =>
    {
        var first = c.Stops[0];
        var second = Stop(first.UntilUtc.AddMinutes(-c.Random.Next(1, 60)), first.UntilUtc.AddDays(2));
        Assert.Throws<ArgumentException>(() => Due(c, [first, second]));
        Assert.Throws<ArgumentException>(() => Due(c, [second, first]));
        Assert.Throws<ArgumentException>(() => Due(c, [Stop(first.UntilUtc, first.FromUtc)]));
    });

    [Fact]
    public void What_is_used_and_what_remains_are_the_limit_on_every_day_of_it() => ForMany(TermUnit.WorkingDay, 5, c =>
    {
        var due = Due(c, c.Stops);
        for (var now = c.Start; now < due; now = now.AddDays(1))
        {
            // Known so far: what began, up to now at the most.
            var known = c.Stops.Where(s => s.FromUtc < now).Select(s => s.UntilUtc < now ? s : Stop(s.FromUtc, now)).ToList();
            var used = DueDates.WorkingDaysUsed(c.Start, known, now, City.Calendar, City.Clock);
            Assert.Equal(c.Length, used + DueDates.Remaining(Due(c, known), TermUnit.WorkingDay, now, City.Calendar, City.Clock));
        }
    });

    [Fact]
    public void The_end_is_the_first_day_on_which_the_whole_limit_is_used() => ForMany(TermUnit.WorkingDay, 6, c =>
    {
        var last = Due(c, c.Stops).AddTicks(-1);
        Assert.Equal(c.Length, DueDates.WorkingDaysUsed(c.Start, c.Stops, last, City.Calendar, City.Clock));
        Assert.True(DueDates.WorkingDaysUsed(c.Start, c.Stops, last.AddDays(-1), City.Calendar, City.Clock) < c.Length, c.ToString());
    });

    [Fact]
    public void A_limit_that_begins_at_midnight_does_not_lose_its_uncounted_first_day_to_a_standstill()
    {
        var start = City.At("2026-11-02", 0, 0);
        var due = DueDates.Calculate(start, new(5, TermUnit.WorkingDay), [Stop(start, City.At("2026-11-04"))], City.Calendar, City.Clock);
        Assert.Equal(City.Day("2026-11-11"), due.Day);
    }

    [Fact]
    public void A_limit_of_the_same_day_waits_for_the_end_of_the_standstill()
    {
        var due = DueDates.Calculate(City.At("2026-11-01"), new(0, TermUnit.WorkingDay), [Stop(City.At("2026-11-01"), City.At("2026-11-03"))], City.Calendar, City.Clock);
        Assert.Equal(City.Day("2026-11-04"), due.Day);
    }

    [Fact]
    public void The_sentence_names_what_did_not_count()
    {
        var words = DueDates.Calculate(City.At("2026-08-10"), new(14, TermUnit.WorkingDay), [Stop(City.At("2026-08-14"), City.At("2026-08-21"))], City.Calendar, City.Clock).Arithmetic;
        Assert.Contains("专家评审5 个工作日依规定不计入", words.Zh, StringComparison.Ordinal);
        Assert.Contains("Expert review", words.En, StringComparison.Ordinal);
    }

    private sealed record Case(int Number, Random Random, DateTime Start, TermUnit Unit, int Length, List<Standstill> Stops);

    private static void ForMany(TermUnit unit, int seed, Action<Case> check)
    {
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(seed * 10_000 + i);
            var start = City.At("2025-01-06", 0, 0).AddMinutes(random.Next(500 * 24 * 60));
            var stops = new List<Standstill>();
            for (var (at, n) = (start, random.Next(1, 4)); n > 0; n--)
            {
                var from = at.AddMinutes(random.Next(6 * 24 * 60));
                at = from.AddMinutes(random.Next(60, 9 * 24 * 60));
                stops.Add(Stop(from, at));
            }
            check(new(i, random, start, unit, random.Next(1, unit == TermUnit.Hour ? 300 : 40), stops));
        }
    }

    private static DateTime Due(Case c, IEnumerable<Standstill> stops) => DueDates.Calculate(c.Start, new(c.Length, c.Unit), [.. stops], City.Calendar, City.Clock).AtUtc;

    private static Standstill Stop(DateTime from, DateTime until) => new(from, until, new("专家评审", "Expert review"));
}
