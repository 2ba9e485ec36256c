using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TalentCode.Benchmarks.Kill;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Documents;
using TalentCode.Tests.Support;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Applying from the sofa on a small phone: little is asked, nothing is lost.</summary>
[Trait("Category", "Browser")]
public sealed partial class SofaJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    [Fact]
    public async Task A_couple_with_a_child_at_school_moves_its_household_after_typing_four_letters()
    {
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, DemoPeople.Zhang.Phone[2..]);
        await phone.GotoAsync("/services");
        await phone.FillAsync("input[type=search]", "luohu");
        await phone.PressAsync("input[type=search]", "Enter");
        await phone.ClickAsync("a[href='/services/P01']");
        await Expect(phone.Locator("main")).ToContainTextAsync("我符合吗");
        await phone.ClickAsync("[data-test=start]");
        await Expect(phone.Locator("[name=members]:checked")).ToHaveCountAsync(2);
        await Expect(phone.Locator("main")).ToContainTextAsync("来自你的档案");
        await phone.ClickAsync("[data-test=submit]");
        await Expect(phone).ToHaveURLAsync(FiledPage());
        await Expect(phone.Locator("main")).ToContainTextAsync("RC-500107-");
    }

    [Fact]
    public async Task An_upload_that_loses_its_connection_goes_on_by_itself()
    {
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, DemoPeople.Chen.Phone[2..]);
        await phone.GotoAsync("/services/P04");
        await phone.ClickAsync("[data-test=start]");
        var paper = phone.Locator("[data-upload][data-code=resident-id]");
        await Expect(paper).ToHaveCountAsync(1);
        // The second piece and all after it find no network until it is there again.
        var pieces = 0;
        await phone.RouteAsync(Piece(), route => ++pieces == 2 ? route.AbortAsync("internetdisconnected") : route.ContinueAsync());
        // Words typed at the same moment are saved meanwhile, and do not talk over what becomes of the paper.
        await phone.EvaluateAsync(RememberWhatIsSaid);
        await phone.RunAndWaitForResponseAsync(async () =>
        {
            await phone.Locator("textarea").First.FillAsync("公证一份学位证书");
            await paper.SetInputFilesAsync(new FilePayload { Name = "id.pdf", MimeType = "application/pdf", Buffer = [.. TestFiles.Pdf(), .. new byte[3 * UploadService.PieceBytes]] });
            await Expect(phone.Locator("[data-draft-state]")).ToContainTextAsync("网络断了");
        }, DraftSaved());
        await phone.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(paper).ToHaveCountAsync(0);
        var said = await phone.EvaluateAsync<string[]>("said");
        Assert.Equal(["sending", "paused", "sending", "sent"], said[Array.IndexOf(said, "sending")..]);
        // What had arrived was not sent again.
        Assert.Equal(5, pieces);
        Assert.Equal(1, await city.Get<Store>().ReadAsync(db => Task.FromResult(db.Documents.Count(d => d.Code == "resident-id" && d.Pages.Any()))));
    }

    [Fact]
    public async Task A_draft_survives_a_server_that_is_killed_while_it_is_being_typed()
    {
        await using var server = await MortalServer.StartAsync();
        var phone = await People.HolderAsync(await browsers.OpenAsync(), server.Address, server.Phone);
        await phone.GotoAsync("/services/P04");
        await phone.ClickAsync("[data-test=start]");
        await phone.Locator("textarea").First.FillAsync("公证一份学位证书");
        await Expect(phone.Locator("[data-draft-state][data-state=saved]")).ToBeVisibleAsync();
        server.Kill();
        await phone.Locator("textarea").First.FillAsync("公证一份学位证书和一份委托书");
        await Expect(phone.Locator("[data-draft-state][data-state=failed]")).ToBeVisibleAsync();
        await server.StartAgainAsync();
        await phone.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(phone.Locator("[data-draft-state][data-state=saved]")).ToBeVisibleAsync();
        await phone.ReloadAsync();
        await Expect(phone.Locator("textarea").First).ToHaveValueAsync("公证一份学位证书和一份委托书");
    }

    [Fact]
    public async Task A_foreigner_renews_the_residence_permit_in_English()
    {
        var talent = await city.Get<Store>().ReadAsync(db => Task.FromResult(db.Talents.Single(t => t.Phone == DemoPeople.Schmidt.Phone)));
        var phone = await People.HolderAsync(await browsers.OpenAsync(), city.Address, talent.Phone[2..], "en-GB");
        await phone.GotoAsync("/lang/en?to=/services/P10");
        await phone.GotoAsync("/services/P10");
        await Expect(phone.Locator("main")).ToContainTextAsync("Am I entitled?");
        await phone.ClickAsync("[data-test=start]");
        await Expect(phone.Locator("main")).ToContainTextAsync("Extension");
        // One paper after the other; each leaves the list.
        for (var left = await phone.Locator("[data-upload]").CountAsync(); left > 0; left--)
        {
            await phone.Locator("[data-upload]").First.SetInputFilesAsync(new FilePayload { Name = "paper.jpg", MimeType = "image/jpeg", Buffer = TestFiles.Jpeg((byte)(40 + left)) });
            await Expect(phone.Locator("[data-upload]")).ToHaveCountAsync(left - 1);
        }
        await phone.ClickAsync("[data-test=submit]");
        await Expect(phone).ToHaveURLAsync(FiledPage());
        Assert.DoesNotMatch(Chinese(), await phone.InnerTextAsync("main"));
    }

    private const string RememberWhatIsSaid = """
        () => {
          const line = document.querySelector('[data-draft-state]');
          window.said = [];
          new MutationObserver(() => { if (said.at(-1) !== line.dataset.state) said.push(line.dataset.state); }).observe(line, { attributeFilter: ['data-state'] });
        }
        """;

    [GeneratedRegex("/draft$")] private static partial Regex DraftSaved();
    [GeneratedRegex("/cases/.*new=1")] private static partial Regex FiledPage();
    [GeneratedRegex(@"/uploads/[0-9a-f-]+\?offset=")] private static partial Regex Piece();
    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}{4,}")] private static partial Regex Chinese();
}
