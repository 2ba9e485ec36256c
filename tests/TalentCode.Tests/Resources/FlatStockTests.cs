using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>The pool as it is built, whole and in part; and who may apply for a young person's home.</summary>
[Trait("Category", "Core")]
public sealed class FlatStockTests() : InOwnCity("2026-09-18")
{
    [Fact]
    public async Task The_whole_pool_has_10826_and_60000_different_flats_and_is_built_once()
    {
        var store = City.Get<Store>();
        await FlatStock.AddAsync(store);
        await FlatStock.AddAsync(store);
        var counts = await City.ReadAsync(db => db.Flats.GroupBy(f => f.Estate!.Pool).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.Equal((10_826, 60_000), (counts[FlatPool.TalentFlat], counts[FlatPool.YoungTalent]));
        Assert.Equal(70_826, await City.ReadAsync(db => db.Flats.Select(f => new { f.EstateId, f.Building, f.Number }).Distinct().CountAsync()));
        Assert.Equal(0, await City.ReadAsync(db => db.Flats.CountAsync(f => f.State != FlatState.Free || f.Bedrooms < 1 || f.RentFen <= 0)));
    }

    [Fact]
    public async Task A_share_of_it_keeps_every_estate_and_the_same_numbers()
    {
        await FlatStock.AddAsync(City.Get<Store>(), share: 100);
        Assert.Equal(20, await City.ReadAsync(db => db.Flats.Select(f => f.EstateId).Distinct().CountAsync()));
        Assert.InRange(await City.ReadAsync(db => db.Flats.CountAsync()), 708, 730);
        Assert.True(await City.ReadAsync(db => db.Flats.AnyAsync(f => f.Id == 10_000 && f.Number == 101)));
    }

    [Theory]
    [InlineData("1988-04-12", "2015", "graduated")]
    [InlineData("1988-04-12", "2022", null)]
    [InlineData("1995-04-12", "2015", null)]
    public async Task Young_is_up_to_35_or_within_five_years_of_graduating(string born, string graduated, string? problem)
    {
        var who = await City.People.TalentAsync(t => t.BirthDate = City.Day(born));
        var draft = await City.DraftAsync(who, "P27", ("degree", "master"), ("graduated", graduated), ("ownsHome", "no"));
        var check = (await City.Get<FilingService>().ViewAsync(Actor.For(who), draft)).Check;
        Assert.Equal(problem, check.Answers.Count == 0 ? null : check.Answers[0].Field.Key);
    }

    [Fact]
    public async Task Talent_flats_are_for_grades_A_to_D_and_a_home_of_ones_own_is_asked_about_and_left_to_an_officer()
    {
        var junior = await City.People.TalentAsync(t => t.Grades[0].Level = Core.People.GradeLevel.E);
        Assert.NotNull((await City.Get<FilingService>().ViewAsync(Actor.For(junior), await City.DraftAsync(junior, "P26"))).Check.Obstacle);
        var owner = await City.People.TalentAsync();
        var unsaid = (await City.Get<FilingService>().ViewAsync(Actor.For(owner), await City.DraftAsync(owner, "P26"))).Check;
        Assert.Equal("ownsHome", Assert.Single(unsaid.Answers).Field.Key);
        await City.People.PaperAsync(owner, "employment-contract");
        var id = await City.Get<SubmitService>().SubmitAsync(Actor.For(owner), await City.DraftAsync(owner, "P26", ("ownsHome", "yes")));
        Refusals.IsSentence(FlatRules.ToCheck(await City.CaseAsync(id))!.Value);
    }
}
