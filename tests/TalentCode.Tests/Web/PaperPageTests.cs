using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Tests.Web;

/// <summary>Papers: who reads them, in which language, and where their symbol leads.</summary>
[Trait("Category", "Web")]
public sealed partial class PaperPageTests(RunningCity city) : IClassFixture<RunningCity>
{
    private static readonly string Chen = DemoPeople.Chen.Phone[2..];

    [Fact]
    public async Task The_holder_reads_the_paper_in_chinese_and_with_its_translation()
    {
        var (_, path, paper) = await PaperAsync();
        using var holder = await new Visitor(city.Address).AsHolderAsync(Chen);
        var chinese = await holder.ReadAsync("/cases/" + path);
        Assert.Contains("补正告知书", chinese, StringComparison.Ordinal);
        Assert.Contains(paper.Number, chinese, StringComparison.Ordinal);
        Assert.Contains("陈修远", chinese, StringComparison.Ordinal);
        Assert.Contains("电子印章位置", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("Translation for reference", chinese, StringComparison.Ordinal);

        var english = await holder.ReadAsync("/cases/" + path + "?lang=en");
        Assert.Contains("Translation for reference; the Chinese text prevails", english, StringComparison.Ordinal);
        Assert.Contains("Notice of what is to be completed", english, StringComparison.Ordinal);
        Assert.Contains("Complete by", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_department_reads_it_with_the_name_masked_and_nobody_else_does()
    {
        var (row, path, paper) = await PaperAsync();
        using var officer = await new Visitor(city.Address).AsStaffAsync("officer." + row.DepartmentId);
        var shown = await officer.ReadAsync("/dept/cases/" + path);
        Assert.Contains(paper.Number, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("陈修远", shown, StringComparison.Ordinal);

        using var elsewhere = await new Visitor(city.Address).AsStaffAsync("officer.education");
        Assert.DoesNotContain(paper.Number, await elsewhere.ReadAsync("/dept/cases/" + path), StringComparison.Ordinal);
        using var another = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Schmidt.Phone[2..]);
        Assert.DoesNotContain(paper.Number, await another.ReadAsync("/cases/" + path), StringComparison.Ordinal);
        using var stranger = new Visitor(city.Address);
        Assert.Equal(HttpStatusCode.Found, (await stranger.GetAsync("/cases/" + path)).StatusCode);
    }

    [Fact]
    public async Task A_paper_of_one_case_is_not_found_under_another()
    {
        var (_, path, paper) = await PaperAsync();
        using var holder = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Zhang.Phone[2..]);
        var own = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.TalentId == DemoPeople.Zhang.Id).Select(c => c.Id).FirstAsync());
        Assert.DoesNotContain(paper.Number, await holder.ReadAsync($"/cases/{own}/papers/{path.Split('/')[^1]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_symbol_leads_each_to_their_own_page_and_strangers_to_the_neutral_one()
    {
        var (row, _, _) = await PaperAsync();
        var signed = city.Get<SignedPath>().Create(SignedKind.Paper, row.Id.ToString("N"));
        using var officer = await new Visitor(city.Address).AsStaffAsync("officer." + row.DepartmentId);
        Assert.Equal($"/dept/cases/{row.Id}", (await officer.GetAsync(signed)).Headers.Location?.ToString());
        using var elsewhere = await new Visitor(city.Address).AsStaffAsync("officer.education");
        using var stranger = new Visitor(city.Address);
        var neutral = await stranger.ReadAsync("/c/123456");
        Assert.Equal(neutral, await stranger.ReadAsync(signed));
        Assert.Equal(neutral, await elsewhere.ReadAsync(signed));
        Assert.Equal(neutral, await officer.ReadAsync(Last().Replace(signed, m => m.Value == "0" ? "1" : "0")));
    }

    private async Task<(ServiceCase Row, string Path, CaseNotice Paper)> PaperAsync()
    {
        var row = await city.Get<Store>().ReadAsync(db => db.Cases.Include(c => c.Notices).SingleAsync(c => c.TalentId == DemoPeople.Chen.Id && c.State == CaseState.AwaitingCompletion));
        var paper = row.Notices.Single(n => n.Kind == NoticeKind.Completion);
        return (row, $"{row.Id}/papers/{paper.Id}", paper);
    }

    [GeneratedRegex(".$")]
    private static partial Regex Last();
}
