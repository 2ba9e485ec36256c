using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>即办件: the plain case is finished in the moment it is filed; whatever needs somebody's judgement waits for an officer and is never refused by the machine.</summary>
[Trait("Category", "Core")]
public sealed class InstantItemTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_whole_household_at_its_registered_address_has_its_family_doctor_at_once()
    {
        var who = await city.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]));
        var row = await city.CaseAsync(await city.SubmitAsync(who, await city.DraftAsync(who, "P22")));
        Assert.Equal((CaseState.Delivered, CaseDecision.Granted), (row.State, row.Decision));
        Assert.Equal(3, row.Children.Count);
        Assert.All(row.Children, child => Assert.Equal((CaseState.Delivered, CaseDecision.Granted), (child.State, child.Decision)));
        var granted = row.Events.Single(e => e.Action == CaseAction.Grant);
        Assert.Equal(ActorKind.System, granted.ActorKind);
        Assert.Contains("系统自动登记", granted.ActorZh, StringComparison.Ordinal);
        Assert.Equal(["case-received", "case-granted"], await city.OwedAboutAsync(row.Id));
    }

    [Theory]
    [InlineData("kind", "change")]
    [InlineData("language", "en")]
    [InlineData("address", "另一条路 5 号")]
    [InlineData("members", "")]
    public async Task What_needs_a_persons_look_waits_for_the_health_department(string key, string answer)
    {
        var who = await city.People.TalentAsync(t => t.Family.Add(TestPeople.Spouse()));
        var row = await city.CaseAsync(await city.SubmitAsync(who, await city.DraftAsync(who, "P22", (key, answer))));
        Assert.Equal((CaseState.Received, null, "health"), (row.State, row.Decision, row.DepartmentId));
    }

    [Fact]
    public async Task A_decision_about_money_that_takes_four_eyes_is_never_the_machines()
    {
        var item = (await city.Get<CatalogueQueries>().FindAsync("Z15"))!.Content;
        Assert.True(item.FourEyes);
        Assert.All(item.Form!.Conditions, c => Assert.Equal("stated", c.Kind));
        var who = await city.CompleteAsync(item);
        Assert.Equal(CaseState.Received, (await city.CaseAsync(await city.SubmitAsync(who, await city.DraftAsync(who, "Z15")))).State);
    }
}
