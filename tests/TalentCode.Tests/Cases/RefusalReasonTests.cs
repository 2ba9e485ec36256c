using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Reasons of refusals as data, and what can be done against them with its last days.</summary>
[Trait("Category", "Core")]
public sealed class RefusalReasonTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_refusal_keeps_its_listed_reasons_with_the_sentence_and_the_paper_states_them()
    {
        var id = await InReviewAsync("Z11");
        await city.ActAsync(await city.OfficeAsync(id), id, CaseAction.Refuse, "租房合同没有备案号", detail: new RefusalReasons(["lease-not-filed", "insurance-employer"]));
        var row = await city.WholeAsync(id);
        Assert.Equal(["lease-not-filed", "insurance-employer"], row.Events[^1].Reasons!.Select(r => r.Code));
        var paper = row.Notices.Single(n => n.Kind == NoticeKind.Decision).Lines;
        Assert.Equal(["未查询到有效租赁备案", "社保或法人不符"], paper.Where(l => l.LabelZh == "理由").Select(l => l.Zh));
        Assert.Contains(paper, l => l is { LabelZh: "说明", Zh: "租房合同没有备案号" });
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("marriage-mismatch", "address-taken")]
    [InlineData("applicant-left")]
    [InlineData]
    public async Task A_reason_of_another_item_or_step_an_invented_one_or_none_is_refused(params string[] codes)
    {
        var id = await InReviewAsync("Z11");
        await city.ActAsync(await city.OfficeAsync(id), id, CaseAction.Refuse, "说明", detail: new RefusalReasons(codes)).IsRefusedAsync("reasons-none");
        Assert.Null((await city.WholeAsync(id)).Decision);
    }

    [Fact]
    public async Task What_nobody_listed_is_written_with_the_code_other_and_still_needs_its_sentence()
    {
        var id = await InReviewAsync("P05");
        var office = await city.OfficeAsync(id);
        await city.ActAsync(office, id, CaseAction.Refuse, " ", detail: new RefusalReasons(["other"])).IsRefusedAsync("reason-missing");
        await city.ActAsync(office, id, CaseAction.Refuse, "评审材料被撤回", detail: new RefusalReasons(["other"]));
        var row = await city.WholeAsync(id);
        Assert.Equal("other", Assert.Single(row.Events[^1].Reasons!).Code);
        Assert.Contains(row.Notices.Single(n => n.Kind == NoticeKind.Decision).Lines, l => l is { LabelZh: "理由", Zh: "评审材料被撤回" });
    }

    [Theory]
    [InlineData("public-security", "市公安局")]
    [InlineData("国家移民管理局", "国家移民管理局")]
    public async Task Who_is_not_competent_names_who_is(string named, string stated)
    {
        var id = await city.ReceiveAsync("P08");
        var office = await city.OfficeAsync(id);
        foreach (var nobody in new[] { null, " ", new string('局', 101) })
            await city.ActAsync(office, id, CaseAction.RefuseAcceptance, "请向有权机关申请", detail: new RefusalReasons([DecisionReasons.NotOurs], nobody)).IsRefusedAsync("authority-missing");
        await city.ActAsync(office, id, CaseAction.RefuseAcceptance, "请向有权机关申请", detail: new RefusalReasons([DecisionReasons.NotOurs], named));
        Assert.Contains((await city.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.NonAcceptance).Lines, l => l.LabelZh == "应向下列机关申请" && l.Zh == stated);
    }

    [Fact]
    public async Task A_termination_has_reasons_a_paper_and_the_remedy_of_its_item()
    {
        var id = await InReviewAsync("P05");
        await city.ActAsync(await city.OfficeAsync(id), id, CaseAction.Terminate, "已入职外地单位", detail: new RefusalReasons(["applicant-left"]));
        var lines = (await city.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Termination).Lines;
        Assert.Contains(lines, l => l.Zh == "申请人已经离开本市或离开原单位");
        Assert.Contains(lines, l => l.LabelZh == "行政诉讼");
    }

    [Theory]
    // 60 days from 18 September end on a Tuesday; from 4 December, on 2 February.
    [InlineData("2026-09-18", "2026-11-17", "2027-03-18")]
    // The sixtieth day falls into the National Day holiday and moves behind it; six months after 31 August end on the last of February.
    [InlineData("2026-08-03", "2026-10-08", "2027-02-03")]
    [InlineData("2026-08-31", "2026-10-30", "2027-02-28")]
    public async Task The_last_days_for_review_and_suit_are_dates(string told, string review, string suit)
    {
        var lines = Remedies.Of((await ItemsAsync())["P08"], null, city.At(told, 10), city.Calendar, city.Clock);
        Assert.Equal([null, City.Day(review), City.Day(suit)], lines.Select(l => l.LastDay));
        Assert.All(lines, l => Refusals.IsSentence(l.Text));
        Assert.Contains("重庆市人民政府", lines[1].Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P10", "最终决定")]
    [InlineData("Z01", "公示期内")]
    [InlineData("P15", "投诉")]
    [InlineData("M01", "投诉")]
    public async Task Where_there_is_no_review_the_remedy_is_what_the_items_law_knows(string item, string words)
    {
        var line = Assert.Single(Remedies.Of((await ItemsAsync())[item], null, city.Clock.UtcNow, city.Calendar, city.Clock));
        Assert.Contains(words, line.Text.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain("行政复议", line.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_has_words_in_both_languages_fitting_steps_and_no_code_twice()
    {
        var items = await ItemsAsync();
        Assert.All(DecisionReasons.Everything, r =>
        {
            Assert.False(string.IsNullOrWhiteSpace(r.Reason.Zh) || string.IsNullOrWhiteSpace(r.Reason.En));
            Assert.NotEmpty(r.Reason.Steps);
            Assert.Subset(DecisionReasons.Steps.ToHashSet(), r.Reason.Steps.ToHashSet());
            Assert.True(r.ItemId is null || items.ContainsKey(r.ItemId), r.ItemId);
        });
        foreach (var (_, item) in items)
            foreach (var step in DecisionReasons.Steps)
            {
                var listed = DecisionReasons.For(item, step);
                Assert.True(listed.Count >= 2, $"{item.Id} {step}");
                Assert.Equal(DecisionReasons.Other, listed[^1].Code);
                Assert.Equal(listed.Count, listed.Select(r => r.Code).Distinct().Count());
            }
    }

    [Fact]
    public async Task A_service_is_not_refused_in_administrative_words()
    {
        foreach (var item in (await ItemsAsync()).Values.Where(i => i.Regime is Regime.Market))
            Assert.All(DecisionReasons.For(item, CaseAction.Refuse).Concat(DecisionReasons.For(item, CaseAction.RefuseAcceptance)), r => Assert.DoesNotContain("机关", r.Zh, StringComparison.Ordinal));
    }

    private async Task<Dictionary<string, ItemContent>> ItemsAsync() => (await city.Get<CatalogueQueries>().AllAsync()).ToDictionary(i => i.Id, i => i.Content);

    private async Task<Guid> InReviewAsync(string item)
    {
        var id = await city.ReceiveAsync(item);
        await city.ReviewAsync(id, await city.OfficeAsync(id, StaffRole.Officer));
        return id;
    }
}
