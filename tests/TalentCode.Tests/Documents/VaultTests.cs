using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Documents;

/// <summary>Papers given once: who may open them, what they were good for, and how a window raises them.</summary>
[Trait("Category", "Core")]
public sealed class VaultTests(City city) : IClassFixture<City>
{
    private Vault Vault => city.Get<Vault>();

    [Fact]
    public async Task A_paper_says_in_how_many_applications_it_saved_an_upload_and_stays_with_them()
    {
        var who = await city.People.TalentAsync();
        var holder = Actor.For(who);
        var id = await city.Get<DocumentService>().AddAsync(holder, "supporting-evidence", null, TestFiles.Jpeg());
        await city.Get<DocumentService>().AddAsync(holder, "resident-id", null, TestFiles.Jpeg(7));
        foreach (var item in new[] { "P04" })
        {
            var draft = await city.DraftAsync(who, item);
            await city.Get<SubmitService>().SubmitAsync(holder, draft);
        }
        var paper = (await Vault.OfHolderAsync(holder)).Single(p => p.Document.Code == "resident-id");
        Assert.Equal((1, 0), (paper.Uses, paper.Saved));
        await city.Get<DocumentService>().RemoveAsync(holder, paper.Document.Id).IsRefusedAsync("paper-in-use");
        Assert.NotEqual(Guid.Empty, id);
    }

    [Fact]
    public async Task Several_pages_become_one_paper_and_the_same_page_again_changes_nothing()
    {
        var holder = Actor.For(await city.People.TalentAsync());
        var documents = city.Get<DocumentService>();
        var id = await documents.AddAsync(holder, "household-register", null, TestFiles.Jpeg(10));
        for (var i = 0; i < 2; i++) await documents.AddPageAsync(holder, id, TestFiles.Jpeg(200));
        await documents.AddPageAsync(holder, id, TestFiles.Pdf());
        Assert.Equal(["image/jpeg", "image/jpeg", "application/pdf"], (await Vault.OfHolderAsync(holder)).Single().Types);
        await documents.AddPageAsync(Actor.For(await city.People.TalentAsync()), id, TestFiles.Jpeg(3)).IsRefusedAsync("no-such-paper");
    }

    [Fact]
    public async Task A_page_is_opened_by_its_holder_and_its_department_and_nobody_else()
    {
        var who = await city.People.TalentAsync();
        var holder = Actor.For(who);
        var document = await city.Get<DocumentService>().AddAsync(holder, "resident-id", null, TestFiles.Jpeg());
        var id = await city.Get<SubmitService>().SubmitAsync(holder, await city.DraftAsync(who, "P04"));
        var officer = await city.People.StaffAsync(StaffRole.Officer, "justice");
        Assert.Contains((await city.CaseAsync(id)).Number!, (await Vault.OfCaseAsync(officer, id, document, 1)).Purpose.Zh, StringComparison.Ordinal);
        Assert.Equal("image/jpeg", (await Vault.OwnPageAsync(holder, document, 1)).Page.MediaType);
        await Vault.OfCaseAsync(await city.People.StaffAsync(StaffRole.Officer, "health"), id, document, 1).IsRefusedAsync("no-such-paper");
        await Vault.OwnPageAsync(Actor.For(await city.People.TalentAsync()), document, 1).IsRefusedAsync("no-such-paper");
        var other = await city.Get<DocumentService>().AddAsync(holder, "bank-statement", null, TestFiles.Jpeg(9));
        await Vault.OfCaseAsync(officer, id, other, 1).IsRefusedAsync("no-such-paper");
    }

    [Fact]
    public async Task A_window_that_has_seen_the_original_raises_the_paper_to_B()
    {
        var who = await city.People.TalentAsync();
        var document = await city.Get<DocumentService>().AddAsync(Actor.For(who), "resident-id", null, TestFiles.Jpeg());
        var desk = await Desk.OpenAsync(city);
        await Vault.ConfirmOriginalAsync(desk.Staff, await desk.GrantAsync(who, ScanPurpose.AskProgress), document).IsRefusedAsync("wrong-purpose");
        city.Pass(TimeSpan.FromMinutes(1));
        var grant = await desk.GrantAsync(who, ScanPurpose.FileService);
        Assert.Equal([document], (await Vault.UncheckedAsync(desk.Staff, grant)).Select(d => d.Id));
        for (var i = 0; i < 2; i++) await Vault.ConfirmOriginalAsync(desk.Staff, grant, document);
        var row = await city.ReadAsync(db => db.Documents.SingleAsync(d => d.Id == document));
        Assert.Equal((TrustLevel.B, desk.Staff.Id), (row.Trust, row.CheckedById));
        await city.Get<DocumentService>().RemoveAsync(Actor.For(who), document).IsRefusedAsync("paper-of-authority");
    }
}
