using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

[Trait("Category", "Core")]
public sealed class FilingTests(City city) : IClassFixture<City>
{
    private FilingService Filing => city.Get<FilingService>();
    private SubmitService Submit => city.Get<SubmitService>();

    [Theory]
    [InlineData("P01")]
    [InlineData("Z10")]
    public async Task Two_taps_at_once_open_one_draft(string item)
    {
        var talent = await city.People.TalentAsync();
        var (drafts, refused) = await Refusals.AtOnceAsync(6, _ => Filing.StartAsync(Actor.For(talent), item));
        Assert.Empty(refused);
        Assert.Single(drafts.Distinct());
        Assert.Equal(1, await city.ReadAsync(db => db.Cases.CountAsync(c => c.TalentId == talent.Id)));
    }

    [Fact]
    public async Task Ten_confirmations_at_once_file_one_case_with_one_notice()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P06", ("message", "请联系我"));
        var (cases, refused) = await Refusals.AtOnceAsync(10, _ => Submit.SubmitAsync(Actor.For(talent), draft));
        Assert.Empty(refused);
        Assert.Equal([draft], cases.Distinct());
        Assert.Equal(["case-received"], await city.OwedAboutAsync(draft));
        Assert.Equal([CaseAction.Submit, CaseAction.Receive], (await city.CaseAsync(draft)).Events.Select(e => e.Action));
    }

    [Fact]
    public async Task A_missing_paper_is_named_with_whose_it_is_and_nothing_typed_is_lost()
    {
        var child = TestPeople.Child("2019-03-02");
        var talent = await city.People.TalentAsync(t => t.Family.Add(child));
        var draft = await city.DraftAsync(talent, "P01", ("address", "新路 66 号"));
        await city.People.PaperAsync(talent, "employment-contract");
        await city.People.PaperAsync(talent, "address-proof");
        var refusal = await Submit.SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("paper-missing");
        Assert.Contains("出生医学证明", refusal.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("子女1", refusal.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("Birth certificate", refusal.Sentence.En, StringComparison.Ordinal);
        var kept = await city.CaseAsync(draft);
        Assert.Equal((CaseState.Draft, "新路 66 号", null), (kept.State, kept.Answers["address"], kept.Number));
        Assert.Empty(kept.Events);

        await city.People.PaperAsync(talent, "kinship-proof", child.Id);
        await Submit.SubmitAsync(Actor.For(talent), draft);
        Assert.Equal(CaseState.Received, (await city.CaseAsync(draft)).State);
    }

    [Fact]
    public async Task A_paper_that_has_run_out_is_missing_and_one_that_ends_today_is_not()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P01");
        await city.People.PaperAsync(talent, "employment-contract", until: city.Clock.Today.AddDays(-1));
        await city.People.PaperAsync(talent, "address-proof", until: city.Clock.Today);
        Assert.Equal("employment-contract", Assert.Single((await Filing.ViewAsync(Actor.For(talent), draft)).Check.Papers).Material.Code);
    }

    [Fact]
    public async Task What_the_city_has_is_listed_as_not_needed()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P01");
        await city.People.PaperAsync(talent, "employment-contract");
        var check = (await Filing.ViewAsync(Actor.For(talent), draft)).Check;
        Assert.Contains("户口簿/户籍证明", check.NotNeeded.Select(n => n.Zh));
        Assert.Contains("Employment contract", check.NotNeeded.Select(n => n.En));
        Assert.DoesNotContain(check.Papers, p => p.Material.FromSharing);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_asked_for_by_its_name()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P06");
        var refusal = await Submit.SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("answer-missing");
        Assert.Contains("你需要什么帮助", refusal.Sentence.Zh, StringComparison.Ordinal);
        await Filing.SaveAsync(Actor.For(talent), draft, new Dictionary<string, string> { ["message"] = new('字', 1100) });
        await Submit.SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("answer-missing");
        Assert.Equal(1100, (await city.CaseAsync(draft)).Answers["message"].Length);
    }

    [Fact]
    public async Task Without_a_valid_grade_nothing_can_be_filed_and_the_draft_stays()
    {
        var talent = await city.People.TalentAsync(t => t.Grades = [TestPeople.GradeOf(GradeLevel.C, "2026-09-17")]);
        var draft = await city.DraftAsync(talent, "P06", ("message", "请联系我"));
        var refusal = await Submit.SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("not-eligible");
        Assert.Contains("人才类别", refusal.Sentence.Zh, StringComparison.Ordinal);
        Assert.Equal((CaseState.Draft, "请联系我"), ((await city.CaseAsync(draft)).State, (await city.CaseAsync(draft)).Answers["message"]));
    }

    [Fact]
    public async Task An_item_that_is_not_for_this_person_says_what_is()
    {
        var abroad = await city.People.TalentAsync(TestPeople.FromAbroad);
        var draft = await city.DraftAsync(abroad, "P01", ("address", "金凤路 1 号"));
        Assert.Contains("居留许可", (await Submit.SubmitAsync(Actor.For(abroad), draft).IsRefusedAsync("not-eligible")).Sentence.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_nobody_knows_is_refused_in_words()
    {
        var actor = Actor.For(await city.People.TalentAsync());
        foreach (var item in new[] { "X99", "", "p01", "P01'; DROP TABLE \"Cases\";--" })
            await Filing.StartAsync(actor, item).IsRefusedAsync("no-such-item");
    }

    [Fact]
    public async Task Only_the_holder_opens_and_files_the_own_draft()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P06", ("message", "请联系我"));
        var other = Actor.For(await city.People.TalentAsync());
        await Submit.SubmitAsync(other, draft).IsRefusedAsync("not-yours");
        await Filing.ViewAsync(other, draft).IsRefusedAsync("not-yours");
        await Filing.SaveAsync(other, draft, new Dictionary<string, string> { ["message"] = "别的" }).IsRefusedAsync("not-yours");
        await Task.Run(async () => await Filing.StartAsync(await city.People.StaffAsync(StaffRole.Steward), "P06")).IsRefusedAsync("not-a-holder");
        Assert.Equal("请联系我", (await city.CaseAsync(draft)).Answers["message"]);
    }

    [Fact]
    public async Task A_request_about_an_item_names_it_and_goes_to_that_items_department()
    {
        var talent = await city.People.TalentAsync();
        var row = await city.CaseAsync(await city.FileRequestAsync(talent, "M08"));
        Assert.Equal(("P06", "M08", "justice"), (row.ItemId, row.Answers["about"], row.DepartmentId));
        var general = await city.CaseAsync(await city.FileRequestAsync(await city.People.TalentAsync()));
        Assert.Equal("science-association", general.DepartmentId);
    }

    [Fact]
    public async Task The_same_item_is_not_filed_twice_while_the_first_is_on_its_way()
    {
        var talent = await city.People.TalentAsync();
        var first = await city.CaseAsync(await city.FileHouseholdAsync(talent));
        var second = await city.DraftAsync(talent, "P01");
        Assert.Contains(first.Number!, (await Submit.SubmitAsync(Actor.For(talent), second).IsRefusedAsync("already-open")).Sentence.En, StringComparison.Ordinal);
        await city.ActAsync(Actor.For(talent), first.Id, CaseAction.Withdraw);
        await Submit.SubmitAsync(Actor.For(talent), second);
    }

    [Fact]
    public async Task A_discarded_draft_cannot_be_filed_and_the_next_tap_opens_a_new_one()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "P06", ("message", "请联系我"));
        await city.ActAsync(Actor.For(talent), draft, CaseAction.Discard);
        await Submit.SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("draft-discarded");
        Assert.NotEqual(draft, await Filing.StartAsync(Actor.For(talent), "P06"));
    }

    [Fact]
    public async Task A_closed_item_says_why_and_a_draft_begun_before_is_kept()
    {
        await using var own = await City.FreshAsync();
        var talent = await own.People.TalentAsync();
        var draft = await own.DraftAsync(talent, "P06", ("message", "请联系我"));
        var admin = await own.People.StaffAsync(StaffRole.Administrator);
        await own.Get<CatalogueQueries>().SetOpenAsync(admin, "P06", false, new LocalText("系统升级,9月25日恢复", "upgrade until 25 September"));
        Assert.Contains("9月25日", (await own.Get<FilingService>().StartAsync(Actor.For(talent), "P06").IsRefusedAsync("item-closed")).Sentence.Zh, StringComparison.Ordinal);
        await own.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("item-closed");
        Assert.Equal(CaseState.Draft, (await own.CaseAsync(draft)).State);
        await own.Get<CatalogueQueries>().SetOpenAsync(admin, "P06", true, default);
        await own.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(23 * 60 + 59, true)]
    [InlineData(24 * 60, true)]
    [InlineData(24 * 60 + 1, false)]
    public async Task Registering_a_home_within_a_day_is_done_at_once_and_later_waits_for_an_officer(int minutesAgo, bool atOnce)
    {
        var talent = await city.People.TalentAsync(TestPeople.FromAbroad);
        var movedIn = city.Clock.ToCity(city.Clock.UtcNow.AddMinutes(-minutesAgo)).ToString(ItemForms.DateTimeFormat, CultureInfo.InvariantCulture);
        var draft = await city.DraftAsync(talent, "P12", ("address", "学府大道 20 号"), ("movedIn", movedIn));
        await city.People.PaperAsync(talent, "passport");
        await city.People.PaperAsync(talent, "address-proof");
        var row = await city.CaseAsync(await Submit.SubmitAsync(Actor.For(talent), draft));
        Assert.Equal(atOnce ? (CaseState.Delivered, CaseDecision.Granted) : (CaseState.Received, null), (row.State, row.Decision));
        Assert.Equal(atOnce ? "学府大道 20 号" : "金凤路 8 号 3 栋", (await city.People.ReloadAsync(talent)).HomeAddress);
        Assert.Equal(atOnce ? ["case-received", "case-granted"] : ["case-received"], await city.OwedAboutAsync(row.Id));
    }
}
