using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>延期: once, where the item's rules know it; the limit moves, the promise does not. In review since Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class ExtensionTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task It_moves_the_outer_limit_by_ten_working_days_and_leaves_the_promise_where_it_was()
    {
        var (id, head) = await ReviewAsync("P08");
        await City.ActAsync(head, id, CaseAction.Extend, "需要核实境外学历");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-09"), City.EndOf("2026-12-14")), (row.PromisedDueAt, row.OuterDueAt));
        Assert.Equal((ClockName.Outer, City.EndOf("2026-11-30")), (row.DueDates[^1].Clock, row.DueDates[^1].Old));
        var paper = Assert.Single(row.Notices, n => n.Kind == NoticeKind.Extension);
        Assert.Contains(paper.Lines, l => l.Zh == "需要核实境外学历");
        Assert.Contains(paper.Lines, l => (l.LabelZh, l.Zh) == ("批准", "本行政机关负责人"));
        Assert.Contains(paper.Lines, l => l.Zh.Contains("2026年12月14日", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_promise_counts_as_broken_when_its_date_passes_in_spite_of_it()
    {
        var (id, head) = await ReviewAsync("P08");
        await City.ActAsync(head, id, CaseAction.Extend, "需要核实境外学历");
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        Assert.Contains("promise-broken", await City.OwedAboutAsync(id));
        Assert.Contains(CaseLight.Red, await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).Select(c => c.Light).ToListAsync()));
        City.MoveTo("2026-12-01", 0);
        await City.SweepAsync();
        Assert.DoesNotContain(CaseLight.DeepRed, await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).Select(c => c.Light).ToListAsync()));
    }

    [Fact]
    public async Task It_happens_once()
    {
        var (id, head) = await ReviewAsync("P08");
        await City.ActAsync(head, id, CaseAction.Extend, "需要核实境外学历");
        await City.ActAsync(head, id, CaseAction.Extend, "还需要时间").IsRefusedAsync("extended-once");
    }

    [Theory]
    [InlineData("P07")]
    [InlineData("P10")]
    public async Task Where_the_rules_of_the_item_know_none_there_is_none(string item)
    {
        var (id, head) = await ReviewAsync(item);
        await City.ActAsync(head, id, CaseAction.Extend, "需要时间").IsRefusedAsync("no-extension");
    }

    [Fact]
    public async Task A_case_without_an_outer_limit_has_nothing_to_extend()
    {
        var (id, head) = await ReviewAsync("P14");
        await City.ActAsync(head, id, CaseAction.Extend, "需要时间").IsRefusedAsync("no-extension");
    }

    [Fact]
    public async Task What_has_run_out_cannot_be_extended_any_more()
    {
        var (id, head) = await ReviewAsync("P08");
        City.MoveTo("2026-12-01", 0);
        await City.ActAsync(head, id, CaseAction.Extend, "需要时间").IsRefusedAsync("limit-over");
        Assert.Null((await City.WholeAsync(id)).ExtendedAt);
    }

    [Fact]
    public async Task The_head_of_the_department_extends_and_neither_an_approver_nor_a_head_of_another_nor_the_city_does()
    {
        var (id, head) = await ReviewAsync("P08");
        var refused = new[]
        {
            await City.OfficeAsync(id, StaffRole.Officer), await City.OfficeAsync(id), await City.People.StaffAsync(StaffRole.Head, "education"), await City.People.StaffAsync(StaffRole.CityLead),
        };
        foreach (var other in refused) await City.ActAsync(other, id, CaseAction.Extend, "需要时间").IsRefusedAsync("step-not-yours");
        await City.ActAsync(head, id, CaseAction.Extend, "需要时间");
        await City.ActAsync(head, id, CaseAction.Grant).IsRefusedAsync("step-not-yours");
    }

    [Fact]
    public async Task What_the_rule_leaves_to_the_government_only_its_head_extends_whatever_the_department()
    {
        await City.ChangeItemAsync("P08", item => item with { Extension = ExtensionRequestTests.ByGovernment, Limits = ExtensionRequestTests.Joint });
        var (id, head) = await ReviewAsync("P08");
        Assert.Equal(City.EndOf("2027-01-05"), (await City.WholeAsync(id)).OuterDueAt);
        await City.ActAsync(head, id, CaseAction.Extend, "需要时间").IsRefusedAsync("step-not-yours");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.CityLead), id, CaseAction.Extend, "多个部门还在核实");
        var row = await City.WholeAsync(id);
        Assert.Equal(City.EndOf("2027-01-26"), row.OuterDueAt);
        Assert.Equal("本级人民政府负责人", row.Notices.Single(n => n.Kind == NoticeKind.Extension).Lines.Single(l => l.LabelZh == "批准").Zh);
        Assert.Equal("本级人民政府负责人", (await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "case-extended" && m.Channel == "in-app").SingleAsync())).Values["extendedBy"].Zh);
    }

    [Theory]
    [InlineData("本单位负责人", ExtendedBy.Unit)]
    [InlineData("本行政机关负责人", ExtendedBy.Organ)]
    [InlineData("本级人民政府负责人", ExtendedBy.Government)]
    public void A_version_of_before_says_by_its_words_who_extends(string by, ExtendedBy level)
    {
        var stored = JsonSerializer.Deserialize<ExtensionRule>($$"""{"WorkingDays":10,"ByZh":"{{by}}","ByEn":"","BasisZh":"","BasisEn":""}""")!;
        Assert.Equal((null, level), (stored.By, stored.Level));
    }

    [Fact]
    public async Task Every_item_that_knows_an_extension_says_as_data_who_approves_it_and_its_words_agree()
    {
        var rules = await City.ReadAsync(async db => (await db.ItemVersions.Where(v => v.Until == null).ToListAsync()).Where(v => v.Content.Extension is not null).Select(v => (v.Content.Regime, Rule: v.Content.Extension!)).ToList());
        Assert.Equal(20, rules.Count);
        Assert.All(rules, r => Assert.Equal(r.Regime == Regime.Licence ? ExtendedBy.Organ : ExtendedBy.Unit, r.Rule.By));
        Assert.All(rules, r => Assert.Equal(r.Rule.By, (r.Rule with { By = null }).Level));
    }

    [Fact]
    public void A_promise_that_was_cut_to_the_limit_does_not_move_with_an_extension()
    {
        var item = ItemContents.With(outer: new() { N = 8, Unit = "workday", From = "accepted" }, promised: new() { N = 8, Unit = "workday", From = "accepted" }) with { Extension = Ten };
        var at = City.At("2026-11-02");
        var pause = new CasePause { Kind = "review", StopsPromised = true, StartAt = at, ApprovedDays = 3, CapAt = City.EndOf("2026-11-05") };
        var before = CaseDeadlines.For(item, at, at, [pause], false, City.Calendar, City.Clock);
        var after = CaseDeadlines.For(item, at, at, [pause], true, City.Calendar, City.Clock);
        Assert.Equal(before.Promised!.AtUtc, after.Promised!.AtUtc);
        Assert.Equal((City.EndOf("2026-11-12"), City.EndOf("2026-11-26")), (before.Outer!.AtUtc, after.Outer!.AtUtc));
    }

    [Fact]
    public async Task The_head_of_the_city_government_sees_every_case_and_supervises_nothing()
    {
        var id = await City.ReceiveAsync("P08");
        await City.ReviewAsync(id);
        var lead = await City.People.StaffAsync(StaffRole.CityLead);
        Assert.Equal(id, (await City.Get<CaseQueries>().ViewAsync(lead, id)).Row.Id);
        Assert.NotEmpty((await City.Get<CaseQueries>().AllAsync(lead, new())).Lines);
        City.MoveTo("2026-12-31");
        await City.SweepAsync();
        var card = await City.ReadAsync(db => db.Cards.FirstAsync(c => c.CaseId == id));
        await City.Get<CardService>().CancelAsync(lead, card.Id, "不应发牌").IsRefusedAsync("not-allowed");
        await City.Get<CardService>().ListAsync(lead, new()).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task A_limit_in_calendar_days_is_extended_by_working_days_counted_from_its_end()
    {
        var (id, head) = await ReviewAsync("Z14");
        Assert.Equal(City.EndOf("2026-12-02"), (await City.WholeAsync(id)).OuterDueAt);
        await City.ActAsync(head, id, CaseAction.Extend, "需要核实");
        Assert.Equal(City.EndOf("2026-12-16"), (await City.WholeAsync(id)).OuterDueAt);
    }

    private static ExtensionRule Ten { get; } = new(10, "本单位负责人", "the head of the unit", "平台规则", "Platform rule");

    private async Task<(Guid, Actor)> ReviewAsync(string item)
    {
        var id = await City.ReceiveAsync(item);
        await City.ReviewAsync(id);
        return (id, await City.OfficeAsync(id, StaffRole.Head));
    }
}
