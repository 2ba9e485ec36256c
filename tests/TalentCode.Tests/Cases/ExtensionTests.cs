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
        var (id, office) = await ReviewAsync("P08");
        await City.ActAsync(office, id, CaseAction.Extend, "需要核实境外学历");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-09"), City.EndOf("2026-12-14")), (row.PromisedDueAt, row.OuterDueAt));
        Assert.Equal((ClockName.Outer, City.EndOf("2026-11-30")), (row.DueDates[^1].Clock, row.DueDates[^1].Old));
        var paper = Assert.Single(row.Notices, n => n.Kind == NoticeKind.Extension);
        Assert.Contains(paper.Lines, l => l.Zh == "需要核实境外学历");
        Assert.Contains(paper.Lines, l => l.Zh.Contains("2026年12月14日", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_promise_counts_as_broken_when_its_date_passes_in_spite_of_it()
    {
        var (id, office) = await ReviewAsync("P08");
        await City.ActAsync(office, id, CaseAction.Extend, "需要核实境外学历");
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
        var (id, office) = await ReviewAsync("P08");
        await City.ActAsync(office, id, CaseAction.Extend, "需要核实境外学历");
        await City.ActAsync(office, id, CaseAction.Extend, "还需要时间").IsRefusedAsync("extended-once");
    }

    [Theory]
    [InlineData("P07")]
    [InlineData("P10")]
    public async Task Where_the_rules_of_the_item_know_none_there_is_none(string item)
    {
        var (id, office) = await ReviewAsync(item);
        await City.ActAsync(office, id, CaseAction.Extend, "需要时间").IsRefusedAsync("no-extension");
    }

    [Fact]
    public async Task A_case_without_an_outer_limit_has_nothing_to_extend()
    {
        var (id, office) = await ReviewAsync("P14");
        await City.ActAsync(office, id, CaseAction.Extend, "需要时间").IsRefusedAsync("no-extension");
    }

    [Fact]
    public async Task What_has_run_out_cannot_be_extended_any_more()
    {
        var (id, office) = await ReviewAsync("P08");
        City.MoveTo("2026-12-01", 0);
        await City.ActAsync(office, id, CaseAction.Extend, "需要时间").IsRefusedAsync("limit-over");
        Assert.Null((await City.WholeAsync(id)).ExtendedAt);
    }

    [Fact]
    public async Task Only_an_approver_extends() => await ExtendAsOfficerAsync().IsRefusedAsync("step-not-yours");

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
    public async Task A_limit_in_calendar_days_is_extended_by_working_days_counted_from_its_end()
    {
        var (id, office) = await ReviewAsync("Z14");
        Assert.Equal(City.EndOf("2026-12-02"), (await City.WholeAsync(id)).OuterDueAt);
        await City.ActAsync(office, id, CaseAction.Extend, "需要核实");
        Assert.Equal(City.EndOf("2026-12-16"), (await City.WholeAsync(id)).OuterDueAt);
    }

    private static ExtensionRule Ten { get; } = new(10, "本单位负责人", "the head of the unit", "平台规则", "Platform rule");

    private async Task ExtendAsOfficerAsync()
    {
        var (id, _) = await ReviewAsync("P08");
        await City.ActAsync(await City.OfficeAsync(id, StaffRole.Officer), id, CaseAction.Extend, "需要时间");
    }

    private async Task<(Guid, Actor)> ReviewAsync(string item)
    {
        var id = await City.ReceiveAsync(item);
        return (id, await City.ReviewAsync(id));
    }
}
