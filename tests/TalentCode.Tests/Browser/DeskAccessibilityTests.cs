using TalentCode.Tests.Web;

namespace TalentCode.Tests.Browser;

/// <summary>The same for the desks that are used all day: the steward's day, a person, the plan; a department's inbox and a case in it.</summary>
[Trait("Category", "Browser")]
public sealed class DeskAccessibilityTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Theory]
    [InlineData("steward1", "/steward", "/steward/person/", "/steward/plan", "/steward/plan?view=month")]
    [InlineData("officer.public-security", "/dept", "/dept/cases/")]
    public async Task No_desk_page_shuts_anybody_out(string user, string first, string detail, params string[] others)
    {
        var page = await People.StaffAsync(await browsers.OpenAsync(), city.Address, user, first);
        await page.AliveAsync();
        var one = await page.Locator($"main a[href^='{detail}']").First.GetAttributeAsync("href");
        List<string> faults = [.. await page.BarriersAsync(first)];
        foreach (var path in others.Prepend(one!))
        {
            await page.GotoAsync(path);
            await page.AliveAsync();
            faults.AddRange(await page.BarriersAsync(path));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
