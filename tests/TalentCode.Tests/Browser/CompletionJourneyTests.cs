using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Tests.Support;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>Completion asked and answered: the officer writes the list, the applicant reads it on the phone and supplies it.</summary>
[Trait("Category", "Browser")]
public sealed class CompletionJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private const string Household = "P01";

    [Theory]
    [InlineData("zh-CN", "劳动", "提交补正", "补正已提交", "等申请人补正", "已补")]
    [InlineData("en", "Employment", "Supply this", "Supplied.", "Waiting for the applicant", "Supplied")]
    public async Task What_is_missing_is_told_at_once_and_supplied_from_the_phone(string language, string paper, string button, string told, string waiting, string supplied)
    {
        var (id, phone) = await ReceivedAsync();
        var browser = await browsers.OpenAsync();
        var officer = await People.StaffAsync(browser, city.Address, "officer.public-security", $"/dept/cases/{id}");
        await officer.SpeakAsync(language, $"/dept/cases/{id}");
        await officer.AliveAsync();
        var holder = await People.HolderAsync(browser, city.Address, phone);
        await holder.SpeakAsync(language, $"/cases/{id}");
        await officer.Locator(".case-head button.act-AskCompletion").ClickAsync();
        await officer.Locator(".suggest button", new() { HasText = paper }).ClickAsync();
        await officer.Locator(".points input").Nth(1).FillAsync("合同已于10月到期");
        await officer.Locator("button.confirm").ClickAsync();
        await Expect(officer.Locator(".case-head")).ToContainTextAsync(waiting);

        // Both pages stay open: each shows by itself what the other side has just done.
        await Expect(holder.Locator("#completion")).ToContainTextAsync("合同已于10月到期");
        await holder.Locator("details:has([data-test=more-time]) > summary").ClickAsync();
        await holder.FillAsync("textarea[name=why]", "境外认证要三周");
        await holder.ClickAsync("[data-test=more-time]");
        await Expect(holder.Locator("main [role=status]").First).ToContainTextAsync(language == "en" ? "Passed to the officer" : "已转给经办人");
        await Expect(officer.Locator("[data-test=more-time]")).ToContainTextAsync("境外认证要三周");
        // The page still follows the own step; it changes no more under who has begun to answer.
        await holder.FocusAsync("#completion textarea[name=note]");
        await holder.Locator("#completion input[type=file]").SetInputFilesAsync(new FilePayload { Name = "contract.pdf", MimeType = "application/pdf", Buffer = TestFiles.Pdf() });
        await holder.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(holder.Locator("main")).ToContainTextAsync(told);

        await Expect(officer.Locator(".asked").First).ToContainTextAsync(supplied);
        await Expect(officer.Locator(".case-head button.act-Accept")).ToBeVisibleAsync();
    }

    /// <summary>A household registration that was received and not asked about yet.</summary>
    private Task<(Guid Id, string Phone)> ReceivedAsync() => city.Get<Store>().ReadAsync(async db =>
    {
        var row = await db.Cases.Where(c => c.ItemId == Household && c.ParentId == null && c.State == CaseState.Received && c.Completions == 0).OrderByDescending(c => c.Number).Select(c => new { c.Id, c.Talent!.Phone }).FirstAsync();
        return (row.Id, row.Phone[2..]);
    });
}
