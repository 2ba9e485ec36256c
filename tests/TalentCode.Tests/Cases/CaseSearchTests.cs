using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>What an officer types into the list's search, and what comes back.</summary>
[Trait("Category", "Core")]
public sealed class CaseSearchTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("落户")]
    [InlineData("一件事")]
    [InlineData(" whole FAMILY ")]
    [InlineData("P01")]
    [InlineData("p01")]
    public async Task A_case_is_found_by_its_items_name_in_both_languages_and_by_the_items_number(string typed)
    {
        var (inbox, household, other) = await TwoCasesAsync();
        var found = await inbox(typed);
        Assert.Contains(household.Id, found);
        Assert.DoesNotContain(other.Id, found);
    }

    [Fact]
    public async Task A_case_is_found_by_its_number_and_by_the_applicants_name_in_either_script()
    {
        var (inbox, household, _) = await TwoCasesAsync();
        foreach (var typed in new[] { household.Number!, household.Number!.ToLowerInvariant(), "知远", "zhiyuan" })
            Assert.Contains(household.Id, await inbox(typed));
        Assert.Empty(await inbox("没有这样的事项"));
    }

    private async Task<(Func<string, Task<List<Guid>>> Inbox, ServiceCase Household, ServiceCase Other)> TwoCasesAsync()
    {
        var who = await city.People.TalentAsync();
        var household = await city.CaseInAsync(who, "P01", CaseState.Received);
        var other = await city.CaseInAsync(who, "P12", CaseState.Received);
        Assert.Equal(household.DepartmentId, other.DepartmentId);
        var officer = await city.People.StaffAsync(StaffRole.Officer, household.DepartmentId);
        return (async typed => [.. (await city.Get<CaseQueries>().InboxAsync(officer, new(typed, PageSize: 500))).Lines.Select(l => l.Id)], household, other);
    }
}
