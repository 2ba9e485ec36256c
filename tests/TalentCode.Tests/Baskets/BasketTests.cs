using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Baskets;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Baskets;

/// <summary>Several services filed together: asked once, confirmed once, handled apart.</summary>
[Trait("Category", "Core")]
public sealed class BasketTests(City city) : IClassFixture<City>
{
    private BasketService Baskets => city.Get<BasketService>();

    private Task<Talent> SomebodyAsync() => city.People.TalentAsync(t => (t.ContractFrom, t.ContractUntil) = (new DateOnly(2025, 1, 1), new DateOnly(2029, 12, 31)));

    [Fact]
    public async Task A_question_two_services_share_is_asked_once_and_answered_for_both()
    {
        var holder = Actor.For(await SomebodyAsync());
        await Baskets.AddAsync(holder, "leaving", ["P23", "P24", "P25"]);
        var view = (await Baskets.ViewAsync(holder))!;
        var asked = view.Together.Check.Questions.Select(q => q.Key).ToList();
        Assert.Equal(asked.Distinct(), asked);
        Assert.All(view.Parts, part => Assert.All(part.Check.Questions, q => Assert.True(asked.Contains(q.Key) || asked.Contains($"{part.Draft.ItemId}.{q.Key}"), q.Key)));
        await Baskets.SaveAsync(holder, view.Together.Check.Questions.Where(q => q.Key.EndsWith("place", StringComparison.Ordinal)).ToDictionary(q => q.Key, _ => "四川省成都市"), null);
        var places = (await Baskets.ViewAsync(holder))!.Parts.Where(p => p.Check.Questions.Any(q => q.Key == "place")).Select(p => p.Draft.Answers.GetValueOrDefault("place"));
        Assert.All(places, place => Assert.Equal("四川省成都市", place));
    }

    [Fact]
    public async Task All_are_filed_with_one_confirmation_and_a_second_tap_finds_the_same()
    {
        var who = await SomebodyAsync();
        var holder = Actor.For(who);
        await Baskets.AddAsync(holder, "arriving", ["P22", "M03"]);
        await CompleteAsync(holder, who);
        var id = await Baskets.SubmitAsync(holder);
        Assert.Equal(id, await Baskets.SubmitAsync(holder));
        var filed = await Baskets.FiledAsync(holder, id);
        Assert.Equal(["M03", "P22"], filed.Cases.Select(c => c.ItemId));
        Assert.NotNull(filed.Basket.Number);
        Assert.Equal(2, filed.Cases.Select(c => c.DepartmentId).Distinct().Count());
        Assert.Equal(filed.Cases.Where(c => CaseWorkflow.Working.Contains(c.State)).Max(c => c.PromisedDueAt ?? c.AcceptanceDueAt), filed.LatestDue);
    }

    [Fact]
    public async Task When_one_is_not_complete_none_is_filed()
    {
        var holder = Actor.For(await SomebodyAsync());
        await Baskets.AddAsync(holder, "leaving", ["P24", "P25"]);
        await Baskets.SubmitAsync(holder).IsRefusedAsync("answer-missing");
        Assert.All((await Baskets.ViewAsync(holder))!.Parts, part => Assert.Equal(CaseState.Draft, part.Draft.State));
        Assert.False(await city.ReadAsync(db => db.Outbox.AnyAsync(m => m.RecipientId == holder.Id)));
    }

    [Fact]
    public async Task What_is_taken_out_stays_as_a_draft_of_its_own()
    {
        var holder = Actor.For(await SomebodyAsync());
        await Baskets.AddAsync(holder, "arriving", ["P22", "P24"]);
        await Baskets.RemoveAsync(holder, "P24");
        Assert.Equal(["P22"], (await Baskets.ViewAsync(holder))!.Parts.Select(p => p.Draft.ItemId));
        Assert.True(await city.ReadAsync(db => db.Cases.AnyAsync(c => c.TalentId == holder.Id && c.ItemId == "P24" && c.State == CaseState.Draft)));
    }

    [Fact]
    public async Task Nothing_chosen_and_somebody_elses_basket_are_refused()
    {
        var holder = Actor.For(await SomebodyAsync());
        await Task.Run(() => Baskets.AddAsync(holder, "arriving", [])).IsRefusedAsync("basket-empty");
        await Baskets.SubmitAsync(holder).IsRefusedAsync("no-basket");
        await Baskets.AddAsync(holder, "arriving", ["P22"]);
        await CompleteAsync(holder, null);
        var id = await Baskets.SubmitAsync(holder);
        await Baskets.FiledAsync(Actor.For(await SomebodyAsync()), id).IsRefusedAsync("no-basket");
    }

    private async Task CompleteAsync(Actor holder, Talent? who)
    {
        var view = (await Baskets.ViewAsync(holder))!;
        await Baskets.SaveAsync(holder, view.Together.Check.Answers.ToDictionary(a => a.Field.Key, a => a.Field.Choices.Count > 0 ? a.Field.Choices[0].Value : "山地传感网络"), null);
        foreach (var part in view.Parts.Where(p => p.Check.Item.Ground == TalentCode.Core.Catalogue.Ground.Consent))
            await city.Get<TalentCode.Core.Consents.ConsentService>().GiveAsync(holder, part.Draft.ItemId);
        foreach (var part in view.Parts.Where(p => p.Members.Count > 0))
            await city.Get<TalentCode.Core.Families.FamilyConsents>().ConfirmForAsync(holder, part.Draft.Id, [.. part.Members.Select(m => m.Member.Id)]);
        if (who is null) return;
        foreach (var paper in (await Baskets.ViewAsync(holder))!.Together.Check.Papers) await city.People.PaperAsync(who, paper.Material.Code, paper.FamilyMemberId);
    }
}
