using TalentCode.Core.Cases;
using TalentCode.Core.Eligibility;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Eligibility;

/// <summary>Matching says of every service whether, why and from when, and where the condition comes from.</summary>
[Trait("Category", "Core")]
public sealed class EligibilityTests(City city) : IClassFixture<City>
{
    private async Task<ItemEligibility> LookAsync(Talent who, string item) => (await city.Get<EligibilityQueries>().OfItemAsync(Actor.For(who), item))!;

    private static ConditionResult Of(ItemEligibility look, string words) => look.Results.Single(r => r.Condition.En.Contains(words, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task All_68_services_are_looked_at_at_once_and_each_reason_speaks_both_languages()
    {
        var all = await city.Get<EligibilityQueries>().AllAsync(Actor.For(await city.People.TalentAsync()));
        Assert.Equal(68, all.Count);
        Assert.All(all.SelectMany(i => i.Results), r => Assert.True(r.Condition.Zh.Length > 0 && r.Condition.En.Length > 0 && r.Source.Zh.Length > 0 && r.Source.En.Length > 0));
        Assert.Contains(all, i => i.Verdict == Verdict.NotMet);
        Assert.Contains(all, i => i.Verdict <= Verdict.Confirm);
    }

    [Fact]
    public async Task The_whole_look_takes_the_same_few_questions_whatever_there_is()
    {
        var who = await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2019-03-02")));
        await city.Get<EligibilityQueries>().AllAsync(Actor.For(who));
        var asked = await QueryCount.OfAsync(() => city.Get<EligibilityQueries>().AllAsync(Actor.For(who)));
        Assert.InRange(asked, 1, 10);
    }

    [Fact]
    public async Task Without_a_grade_everything_but_recognition_is_not_yet_with_what_to_do()
    {
        var who = await city.People.TalentAsync(t => t.Grades.Clear());
        var flat = await LookAsync(who, "P26");
        Assert.Equal(Verdict.NotYet, Of(flat, "Valid grade").Verdict);
        Assert.NotNull(Of(flat, "Valid grade").Fix);
        Assert.DoesNotContain((await LookAsync(who, "P05")).Results, r => r.Condition.En == "Valid grade");
    }

    [Theory]
    [InlineData(GradeLevel.D, Verdict.Met)]
    [InlineData(GradeLevel.E, Verdict.NotMet)]
    public async Task A_grade_is_met_or_not_and_says_which_one_is_held(GradeLevel level, Verdict verdict)
    {
        var who = await city.People.TalentAsync(t => (t.Grades, t.ContractUntil) = ([TestPeople.GradeOf(level)], new DateOnly(2029, 1, 1)));
        var found = Of(await LookAsync(who, "P26"), "Grade A to D");
        Assert.Equal(verdict, found.Verdict);
        Assert.Contains($"grade {level}", found.Found!.Value.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-02-29", Verdict.Met)]
    [InlineData("2011-03-02", Verdict.NotMet)]
    public async Task A_childs_age_counts_on_the_day_the_condition_names(string born, Verdict verdict) =>
        Assert.Equal(verdict, Of(await LookAsync(await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child(born))), "P15"), "school age").Verdict);

    [Fact]
    public async Task A_child_too_young_makes_it_not_yet_with_the_day_of_the_birthday()
    {
        // Born on 29 February: six on 1 March in a common year.
        var found = Of(await LookAsync(await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2024-02-29"))), "P15"), "school age");
        Assert.Equal((Verdict.NotYet, (DateOnly?)new DateOnly(2030, 3, 1)), (found.Verdict, found.From));
    }

    [Fact]
    public async Task A_service_for_others_is_not_met_and_a_paper_that_is_missing_is_not_yet()
    {
        var mainland = await LookAsync(await city.People.TalentAsync(), "P10");
        Assert.Equal(Verdict.NotMet, mainland.Verdict);
        var foreign = await LookAsync(await city.People.TalentAsync(TestPeople.FromAbroad), "P10");
        Assert.Equal(Verdict.NotYet, Of(foreign, "passport").Verdict);
    }

    [Fact]
    public async Task What_runs_already_and_what_was_granted_lately_stand_in_the_way()
    {
        var who = await city.People.TalentAsync();
        await city.CaseInAsync(who, "P26", CaseState.Delivered, row => (row.Decision, row.DecidedAt) = (CaseDecision.Granted, city.Clock.UtcNow.AddDays(-20)));
        Assert.Contains((await LookAsync(who, "Z11")).InTheWay, r => r.Verdict == Verdict.NotMet && r.Found!.Value.En.Contains("P26", StringComparison.Ordinal));
        await city.CaseInAsync(who, "P28", CaseState.Delivered, row => (row.Decision, row.DecidedAt) = (CaseDecision.Granted, city.Clock.UtcNow.AddDays(-20)));
        var rest = (await LookAsync(who, "P28")).Results.Single(r => r.From is not null);
        Assert.Equal((Verdict.NotYet, city.Clock.DateOf(city.Clock.UtcNow.AddDays(-20)).AddMonths(24)), (rest.Verdict, rest.From!.Value));
    }

    [Fact]
    public async Task Somebody_elses_entitlements_are_not_shown_to_staff() =>
        await city.Get<EligibilityQueries>().AllAsync(await city.People.StaffAsync(StaffRole.Steward)).IsRefusedAsync("not-yours");
}
