using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>投靠落户 (P02): who may join, and what the grant changes.</summary>
[Trait("Category", "Core")]
public sealed class DependantsTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task It_is_only_for_those_who_are_registered_in_the_city()
    {
        var who = await City.People.TalentAsync(t =>
        {
            t.HouseholdAddress = "湖北省武汉市樟林巷27号";
            t.Family.Add(TestPeople.Spouse());
        });
        var draft = await City.DraftAsync(who, "P02");
        await City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft).IsRefusedAsync("not-eligible");
    }

    [Fact]
    public async Task Somebody_has_to_join_and_the_holder_is_no_part_of_it()
    {
        var who = await RegisteredAsync();
        var draft = await City.DraftAsync(who, "P02", ("members", ""));
        await City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft).IsRefusedAsync("answer-missing");
        await City.Get<FilingService>().SaveAsync(Actor.For(who), draft, new Dictionary<string, string> { ["members"] = string.Join(',', who.Family.Select(f => f.Id)) });
        var row = await City.WholeAsync(await City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft));
        Assert.Equal(2, row.Children.Count);
        Assert.DoesNotContain(row.Children, c => c.FamilyMemberId is null);
    }

    [Fact]
    public async Task Granting_moves_those_in_the_grant_and_nobody_else()
    {
        var who = await RegisteredAsync();
        var (spouse, child) = (who.Family[0], who.Family[1]);
        var draft = await City.DraftAsync(who, "P02", ("members", $"{spouse.Id},{child.Id}"));
        var id = await City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
        var part = (await City.CaseAsync(id)).Children.Single(c => c.FamilyMemberId == child.Id);
        await City.ActAsync(Actor.For(who), part.Id, CaseAction.Withdraw);
        var office = await City.ReviewAsync(id);
        await City.ActAsync(office, id, CaseAction.Grant);
        var after = await City.People.ReloadAsync(who);
        Assert.Equal("重庆市云歌路3号", after.Family.Single(f => f.Id == spouse.Id).HouseholdAddress);
        Assert.Null(after.Family.Single(f => f.Id == child.Id).HouseholdAddress);
        Assert.Equal("重庆市云歌路3号", after.HouseholdAddress);
    }

    private Task<TalentCode.Core.People.Talent> RegisteredAsync() => City.People.TalentAsync(t =>
    {
        t.HouseholdAddress = "重庆市云歌路3号";
        t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]);
    });
}
