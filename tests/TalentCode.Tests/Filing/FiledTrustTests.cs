using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Documents;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>How far a paper could be trusted when the case was filed stays with the case, whatever becomes of the paper.</summary>
[Trait("Category", "Core")]
public sealed class FiledTrustTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_desk_sees_the_trust_of_the_filing_beside_what_a_window_has_checked_since()
    {
        var who = await city.People.TalentAsync();
        var document = await city.Get<DocumentService>().AddAsync(Actor.For(who), "resident-id", null, TestFiles.Jpeg());
        var id = await city.SubmitAsync(who, await city.DraftAsync(who, "P04"));
        Assert.Equal(TrustLevel.C, (await city.ReadAsync(db => db.DocumentUses.SingleAsync(u => u.CaseId == id))).Trust);
        Assert.Equal((TrustLevel.C, TrustLevel.C, false), await StandAsync(id, "resident-id"));

        var desk = await Desk.OpenAsync(city);
        await city.Get<Vault>().ConfirmOriginalAsync(desk.Staff, await desk.GrantAsync(who, ScanPurpose.FileService), document);
        Assert.Equal((TrustLevel.C, TrustLevel.B, false), await StandAsync(id, "resident-id"));

        // What was not filed at all came later.
        Assert.Equal((null, null, false), await StandAsync(id, "supporting-evidence"));
        city.Pass(TimeSpan.FromMinutes(1));
        await city.Get<DocumentService>().AddAsync(Actor.For(who), "supporting-evidence", null, TestFiles.Jpeg(7));
        Assert.Equal((null, TrustLevel.C, true), await StandAsync(id, "supporting-evidence"));
    }

    [Fact]
    public async Task A_weaker_paper_that_came_later_does_not_change_what_was_filed()
    {
        var who = await city.People.TalentAsync();
        await city.People.PaperAsync(who, "resident-id");
        var id = await city.SubmitAsync(who, await city.DraftAsync(who, "P04"));
        city.Pass(TimeSpan.FromMinutes(1));
        await city.Get<DocumentService>().AddAsync(Actor.For(who), "resident-id", null, TestFiles.Jpeg(9));
        Assert.Equal((TrustLevel.B, TrustLevel.C, false), await StandAsync(id, "resident-id"));
    }

    [Fact]
    public async Task A_case_of_before_shows_what_is_true_today()
    {
        var who = await city.People.TalentAsync();
        await city.People.PaperAsync(who, "resident-id");
        var id = await city.SubmitAsync(who, await city.DraftAsync(who, "P04"));
        await city.WriteAsync(db => db.DocumentUses.Where(u => u.CaseId == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Trust, (TrustLevel?)null)));
        Assert.Equal((null, TrustLevel.B, false), await StandAsync(id, "resident-id"));
    }

    private async Task<(TrustLevel? Filed, TrustLevel? Now, bool Later)> StandAsync(Guid id, string code)
    {
        var sheet = await city.Get<CaseSheets>().LoadAsync(await city.OfficeAsync(id, StaffRole.Officer), id);
        var name = sheet.View.Row.ItemVersion!.Content.Materials.Single(m => m.Code == code).Name;
        var paper = sheet.Papers.Single(p => p.Name == name);
        return (paper.Filed, paper.Trust, paper.CameLater);
    }
}
