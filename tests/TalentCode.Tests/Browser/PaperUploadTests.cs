using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>A paper chosen on the phone is handed in at once.</summary>
[Trait("Category", "Browser")]
public sealed partial class PaperUploadTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
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

    [Fact]
    public async Task Two_papers_at_once_hold_the_form_until_both_have_ended_and_what_went_wrong_is_said()
    {
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, DemoPeople.Schmidt.Phone[2..]);
        await phone.GotoAsync("/services/P10");
        await phone.ClickAsync("[data-test=start]");
        var (papers, submit, note) = (phone.Locator("[data-upload]"), phone.Locator("[data-test=submit]"), phone.Locator("[data-upload-note]"));
        await Expect(papers.Nth(1)).ToBeVisibleAsync();
        var missing = await papers.CountAsync();
        var (quick, slow) = (papers.First, phone.Locator($"[id='{await papers.Nth(1).GetAttributeAsync("id")}']"));
        // Both hang for a while; when the second is answered, its holder has been signed out.
        var (pieces, first, second) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await phone.RouteAsync(Piece(), async route =>
        {
            if (++pieces == 1)
            {
                await first.Task;
                await route.ContinueAsync();
            }
            else
            {
                await second.Task;
                await route.FulfillAsync(new() { Status = 401 });
            }
        });
        await phone.RunAndWaitForRequestAsync(() => quick.SetInputFilesAsync(FileOf(50_000)), Piece());
        await phone.RunAndWaitForRequestAsync(() => slow.SetInputFilesAsync(FileOf(40_000)), Piece());
        // Words typed meanwhile cannot be saved at first, and are with the next piece that gets through.
        await phone.RouteAsync("**/draft", route => route.AbortAsync(), new() { Times = 1 });
        await phone.EvaluateAsync("document.querySelector('form[data-draft]').dispatchEvent(new Event('input'))");
        await Expect(phone.Locator("[data-draft-state][data-state=failed]")).ToBeVisibleAsync();
        await phone.RunAndWaitForResponseAsync(() =>
        {
            first.SetResult();
            return Task.CompletedTask;
        }, "**/draft");
        await Expect(quick).ToHaveValueAsync("");
        await Expect(submit).ToBeDisabledAsync();
        await Expect(phone.Locator("progress")).ToHaveCountAsync(2);
        second.SetResult();
        await Expect(note).ToContainTextAsync("sign in and choose it again");
        await Expect(submit).ToBeEnabledAsync();
        await Expect(papers).ToHaveCountAsync(missing - 1);
        await Expect(note).ToContainTextAsync("sign in and choose it again");

        // A server that goes on failing is given up after a while, which passes faster here.
        await phone.RouteAsync("**/uploads/**", route => route.FulfillAsync(new() { Status = 503 }));
        await phone.EvaluateAsync("setInterval(() => dispatchEvent(new Event('online')), 20)");
        await slow.SetInputFilesAsync(FileOf(40_000));
        await Expect(note).ToContainTextAsync("in a few minutes");
        await Expect(submit).ToBeEnabledAsync();
    }

    [GeneratedRegex(@"/uploads/[0-9a-f-]+\?offset=")] private static partial Regex Piece();

    private static FilePayload FileOf(int size) => new() { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = TestFiles.JpegOf(size) };
}
