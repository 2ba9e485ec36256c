namespace TalentCode.Tests.Web;

/// <summary>The administrator's page of the courts, and how many are still to be entered.</summary>
[Trait("Category", "Web")]
public sealed class DepartmentsPageTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task It_lists_the_departments_with_their_courts_and_the_overview_counts_those_without_in_both_languages()
    {
        using var admin = await new Visitor(city.Address).AsStaffAsync("admin");
        var chinese = await admin.ReadAsync("/admin/departments");
        foreach (var part in new[] { "部门的法院", "市公安局", "重庆市沙坪坝区人民法院（示例）", "没有登记" }) Assert.Contains(part, chinese, StringComparison.Ordinal);
        Assert.Contains("有事项的 22 个部门中，1 个还没有登记法院。", await admin.ReadAsync("/admin"), StringComparison.Ordinal);
        await admin.GetAsync("/lang/en?to=/admin/departments");
        var english = await admin.ReadAsync("/admin/departments");
        foreach (var part in new[] { "Courts of the departments", "Chongqing Public Security Bureau", "Shapingba District People’s Court of Chongqing (example)", "Not entered" }) Assert.Contains(part, english, StringComparison.Ordinal);
        var overview = await admin.ReadAsync("/admin");
        Assert.Contains("Of 22 departments that own services, 1 has no court yet.", overview, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin/departments\"", overview, StringComparison.Ordinal);
    }
}
