using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Ratings;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>Figures say how good a service is and never who said so.</summary>
[Trait("Category", "Core")]
public sealed class RatingFiguresTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Four_ratings_are_not_shown_and_the_fifth_shows_all_of_them()
    {
        await RateAsync("P05", RatingLevel.VerySatisfied, RatingLevel.Satisfied, RatingLevel.FairlySatisfied, RatingLevel.Dissatisfied);
        var hidden = await FiguresAsync();
        Assert.Empty(hidden.Units);
        Assert.Equal((0, 1), (hidden.Whole.Count, hidden.TooFew));
        await RateAsync("P05", RatingLevel.VeryDissatisfied);
        var shown = Assert.Single((await FiguresAsync()).Units);
        Assert.Equal([1, 1, 1, 1, 1], shown.Sums.Levels);
        Assert.Equal((60, 2, 0, 2), (shown.Sums.GoodPercent, shown.Sums.Bad, shown.Sums.PutRight, shown.Sums.UnderWay));
        Assert.Equal(5, Assert.Single(shown.Items).Sums.Count);
    }

    [Fact]
    public async Task What_is_hidden_cannot_be_found_by_taking_items_from_their_department()
    {
        var same = (await City.Get<TalentCode.Core.Catalogue.CatalogueQueries>().AllAsync()).Where(i => i.Content.DepartmentId == Rated.Department).Select(i => i.Id).Take(3).ToList();
        await RateAsync(same[0], [.. Enumerable.Repeat(RatingLevel.Satisfied, 7)]);
        await RateAsync(same[1], [.. Enumerable.Repeat(RatingLevel.VerySatisfied, 5)]);
        await RateAsync(same[2], RatingLevel.VeryDissatisfied, RatingLevel.VeryDissatisfied);
        var unit = Assert.Single((await FiguresAsync()).Units);
        Assert.Equal(14, unit.Sums.Count);
        // Two are hidden, so the smaller of the others goes with them: seven are left over, not two.
        Assert.Equal(7, Assert.Single(unit.Items).Sums.Count);
    }

    [Fact]
    public async Task A_unit_that_is_hidden_is_not_in_the_sum_either()
    {
        await RateAsync("P05", [.. Enumerable.Repeat(RatingLevel.Satisfied, 6)]);
        await RateAsync("P15", RatingLevel.VeryDissatisfied);
        var figures = await FiguresAsync();
        Assert.Equal((6, 100, 1), (figures.Whole.Count, figures.Whole.GoodPercent, figures.TooFew));
    }

    [Fact]
    public async Task Excluded_and_withdrawn_ratings_do_not_count_and_put_right_means_in_time()
    {
        await RateAsync("P05", [.. Enumerable.Repeat(RatingLevel.Satisfied, 5)]);
        var (inTime, late, excluded, withdrawn) = (await City.BadAsync(), await City.BadAsync(), await City.BadAsync(), await City.BadAsync());
        await inTime.WorkOffAsync();
        await City.Get<RatingReviewService>().AskAsync(excluded.Approver, (await excluded.TaskAsync()).Id, ReviewGround.Malicious, "同一人连续十次");
        await City.Get<RatingReviewService>().DecideAsync(excluded.Supervisor, (await excluded.TaskAsync()).Id, true, "属实");
        await City.Get<RatingService>().WithdrawAsync(withdrawn.Rater, withdrawn.Rating);
        City.MoveTo("2026-11-10");
        await late.WorkOffAsync();
        var sums = Assert.Single((await FiguresAsync()).Units).Sums;
        Assert.Equal((7, 2, 1, 0), (sums.Count, sums.Bad, sums.PutRight, sums.UnderWay));
    }

    [Fact]
    public async Task The_department_reads_what_was_said_without_who_and_the_rated_person_only_among_five()
    {
        var cast = await City.BadAsync();
        var queries = City.Get<RatingDeskQueries>();
        Assert.Empty((await queries.SayingsAsync(cast.Handler, false, 0, 20)).Lines);
        var seen = Assert.Single((await queries.SayingsAsync(cast.Approver, true, 0, 20)).Lines);
        Assert.NotNull(seen.Number);
        await RateAsync("P05", [.. Enumerable.Repeat(RatingLevel.Satisfied, 4)]);
        var (lines, total) = await queries.SayingsAsync(cast.Handler, false, 0, 3);
        Assert.Equal((3, 5), (lines.Count, total));
        Assert.All((await queries.SayingsAsync(cast.Handler, false, 0, 20)).Lines, l => Assert.Equal((null, 1), (l.Task is null ? null : l.Number, l.Month.Day)));
        var officer = await City.People.StaffAsync(StaffRole.Officer, Rated.Department);
        Assert.All((await queries.SayingsAsync(officer, false, 0, 20)).Lines, l => Assert.Null(l.Number));
    }

    private async Task RateAsync(string item, params RatingLevel[] levels)
    {
        foreach (var level in levels)
        {
            var who = await City.People.TalentAsync();
            var row = await City.CaseInAsync(who, item, TalentCode.Core.Cases.CaseState.Delivered, c => c.EndedAt = City.Clock.UtcNow);
            await City.RatingSweepAsync();
            await City.Get<RatingService>().RateAsync(Actor.For(who), (await City.RatingOfAsync(row.Id)).Id, new(level, [], null));
        }
    }

    // A server of its own has nothing kept from before.
    private ValueTask<PublicRatings> FiguresAsync() => City.AnotherServer().GetRequiredService<RatingFigures>().PublicAsync();
}
