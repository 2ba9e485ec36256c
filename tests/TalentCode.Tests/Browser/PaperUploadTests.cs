using Microsoft.Playwright;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A paper chosen on the phone is handed in at once.</summary>
[Trait("Category", "Browser")]
public sealed class PaperUploadTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Fact]
    public async Task A_chosen_paper_leaves_the_list_and_what_is_too_large_or_wrong_is_said_at_once()
    {
        var talent = await city.Get<Store>().ReadAsync(db => Task.FromResult(db.Talents.Single(t => t.Phone == "8619900000003")));
        var draft = await city.Get<FilingService>().StartAsync(Actor.For(talent), ItemForms.HouseholdRegistration);
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, talent.Phone[2..]);
        await phone.GotoAsync($"/apply/{draft}");
        var paper = phone.Locator("[data-upload]");
        await Expect(paper).ToHaveCountAsync(1);
        await Expect(phone.Locator("[data-test=keep-papers]")).ToBeHiddenAsync();

        await paper.SetInputFilesAsync(new FilePayload { Name = "scan.pdf", MimeType = "application/pdf", Buffer = new byte[11 * 1024 * 1024] });
        await Expect(phone.Locator("[data-upload-note]")).ToContainTextAsync("文件超过10MB");
        await phone.ClickAsync("[data-test=submit]");
        await Expect(paper).ToHaveCountAsync(1);

        await paper.SetInputFilesAsync(new FilePayload { Name = "a.txt", MimeType = "text/plain", Buffer = "words"u8.ToArray() });
        await Expect(phone.Locator("[data-live=papers]")).ToContainTextAsync("只能用照片");
        await Expect(phone.Locator("[data-draft-state]")).ToContainTextAsync("没有收下");

        await paper.SetInputFilesAsync(FileOf(11 * 1024 * 1024));
        // A photograph that is too large is drawn smaller on the phone, and sent.
        await Expect(paper).ToHaveCountAsync(0);
        await Expect(phone.Locator("[data-live^=person-].wait")).ToHaveCountAsync(0);
        await phone.ClickAsync("[data-test=submit]");
        await phone.WaitForURLAsync($"**/cases/{draft}?new=1");
    }

    private static FilePayload FileOf(int size) => new() { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = TestFiles.JpegOf(size) };
}
