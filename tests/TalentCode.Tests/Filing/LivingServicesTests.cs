using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>All 68 services can really be applied for: at once by whom the city knows, and asking exactly for what is missing from whom it does not.</summary>
[Trait("Category", "Core")]
public sealed class LivingServicesTests(City city) : IClassFixture<City>
{
    // What a person has to choose anew each time, because it decides over somebody's place or home.
    private static readonly string[] ChosenAnew = ["P05", "P06", "P12", "P15", "P26", "P27"];

    public static TheoryData<string> Filed()
    {
        var data = new TheoryData<string>();
        foreach (var (prefix, count) in new[] { ("P", 28), ("Z", 24), ("M", 16) })
            for (var i = 1; i <= count; i++)
                if ($"{prefix}{i:D2}" is var id && BookingRules.Of(id) is null && !ChosenAnew.Contains(id)) data.Add(id);
        return data;
    }

    [Theory]
    [MemberData(nameof(Filed))]
    public async Task With_everything_on_file_the_first_tap_opens_and_the_second_files(string id)
    {
        var item = (await city.Get<CatalogueQueries>().FindAsync(id))!;
        var who = await city.CompleteAsync(item.Content);
        var draft = await city.Get<FilingService>().StartAsync(Actor.For(who), id);
        var view = await city.Get<FilingService>().ViewAsync(Actor.For(who), draft);
        Assert.Null(view.Check.Obstacle?.Zh);
        Assert.Equal([], view.Check.Answers.Select(a => a.Field.Key));
        Assert.Equal([], view.Check.Papers.Select(p => p.Key));
        var filed = await city.CaseAsync(await city.SubmitAsync(who, draft));
        Assert.Equal((id, item.Content.DepartmentId), (filed.ItemId, filed.DepartmentId));
        Assert.NotEqual(CaseState.Draft, filed.State);
    }

    [Theory]
    [MemberData(nameof(Filed))]
    public async Task With_an_empty_profile_exactly_what_is_required_and_unknown_is_asked_for(string id)
    {
        var item = (await city.Get<CatalogueQueries>().FindAsync(id))!;
        var foreign = item.Content.Form!.Conditions.Any(c => c.Kind == "person" && !c.In.Contains("mainland"));
        var who = await city.People.TalentAsync(t =>
        {
            if (foreign) TestPeople.FromAbroad(t);
            (t.HomeAddress, t.Employer!.DistrictZh) = (null, "渝中区");
            if (item.Content.Form!.People?.Relations.Count > 0)
            {
                t.Family.Add(TestPeople.Spouse(foreign ? "FRA" : "CHN"));
                foreach (var born in new[] { "2018-03-02", "2023-03-02", "2010-03-02" }) t.Family.Add(TestPeople.Child(born));
                foreach (var member in t.Family) member.Nationality = foreign ? "FRA" : "CHN";
                t.HouseholdAddress = "重庆市渝北区龙溪街道 1 号";
            }
        });
        var draft = await city.Get<FilingService>().StartAsync(Actor.For(who), id);
        var view = await city.Get<FilingService>().ViewAsync(Actor.For(who), draft);
        var unknown = view.Check.Questions.Where(q => q.Required && (q.ShownWhen is not { } when || when.Holds(view.Draft.Answers)) && string.IsNullOrEmpty(view.Draft.Answers.GetValueOrDefault(q.Key))).Select(q => q.Key);
        Assert.Equal(unknown, view.Check.Answers.Select(a => a.Field.Key));
        Assert.All(view.Check.Papers, paper => Assert.True(paper.Material is { Essential: true, FromSharing: false, Nature: "paper" }));
        if (view.Check.Ready) return;
        await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft).IsRefusedAsync(view.Check.Obstacle is not null ? "not-eligible" : view.Check.Answers.Count > 0 ? "answer-missing" : "paper-missing");
        Assert.Equal(CaseState.Draft, await city.ReadAsync(db => db.Cases.Where(c => c.Id == draft).Select(c => c.State).SingleAsync()));
    }

    [Fact]
    public async Task Every_item_can_be_filed_or_booked_and_none_is_a_dead_tile()
    {
        foreach (var item in await city.ItemsAsync())
            Assert.True(ItemForms.Of(item.Content) is not null ^ BookingRules.Of(item.Id) is not null, item.Id);
    }
}
