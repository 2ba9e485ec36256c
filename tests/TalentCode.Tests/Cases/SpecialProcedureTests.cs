using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>特别程序: clocks stand still for what is approved and never longer. In review since Monday 10 August 2026.</summary>
[Trait("Category", "Core")]
public sealed class SpecialProcedureTests() : InOwnCity("2026-08-10")
{
    [Fact]
    public async Task Fourteen_working_days_with_five_approved_for_a_public_notice_end_on_4_September()
    {
        var (id, office) = await ReviewAsync("P26");
        Assert.Equal(City.EndOf("2026-08-28"), (await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-08-14");
        await StartAsync(office, id, "public-notice", 5);
        Assert.Equal(City.EndOf("2026-09-04"), (await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-08-21", 16);
        await City.ActAsync(office, id, CaseAction.EndSpecial, "公示期满无异议");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, City.EndOf("2026-09-04"), "公示期满无异议"), (row.State, row.PromisedDueAt, row.Pauses[0].Result));
    }

    [Fact]
    public async Task Ended_early_it_takes_off_only_the_days_it_took()
    {
        var (id, office) = await ReviewAsync("P08");
        City.MoveTo("2026-08-12");
        await StartAsync(office, id, "hearing", 10);
        var running = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-08-31"), City.EndOf("2026-09-20")), (running.PromisedDueAt, running.OuterDueAt));
        City.MoveTo("2026-08-17");
        await City.ActAsync(office, id, CaseAction.EndSpecial, "听证结束");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-08-20"), City.EndOf("2026-09-10")), (row.PromisedDueAt, row.OuterDueAt));
    }

    [Theory]
    [InlineData("2026-08-20", 0)]
    [InlineData("2026-08-27", 9)]
    public async Task Ended_late_the_clocks_run_again_by_themselves_when_the_approved_time_is_used_up(string swept, int hour)
    {
        var (id, office) = await ReviewAsync("P08");
        City.MoveTo("2026-08-12");
        await StartAsync(office, id, "appraisal", 5);
        var due = City.EndOf("2026-08-24");
        Assert.Equal(due, (await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-08-19", 23, 59);
        Assert.Equal(0, (await City.SweepAsync()).Resumed);
        City.MoveTo(swept, hour);
        Assert.Equal(1, (await City.SweepAsync()).Resumed);
        Assert.Equal(0, (await City.SweepAsync()).Resumed);
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, due), (row.State, row.PromisedDueAt));
        Assert.Equal((CaseAction.EndSpecialAtCap, ActorKind.System), (row.Events[^1].Action, row.Events[^1].ActorKind));
        Assert.Contains("case-special-capped", await City.OwedAboutAsync(id));
    }

    [Fact]
    public async Task An_officer_who_ends_it_after_the_approved_time_gains_nothing()
    {
        var (id, office) = await ReviewAsync("P08");
        City.MoveTo("2026-08-12");
        await StartAsync(office, id, "appraisal", 5);
        var due = (await City.WholeAsync(id)).PromisedDueAt;
        City.MoveTo("2026-08-28");
        await City.ActAsync(office, id, CaseAction.EndSpecial, "鉴定报告已收到");
        Assert.Equal(due, (await City.WholeAsync(id)).PromisedDueAt);
        Assert.Equal(CaseLight.Red, CaseLights.Of(await City.WholeAsync(id), City.Clock.UtcNow, City.Calendar, City.Clock));
    }

    [Theory]
    [InlineData("P05", "expert-review", "2026-08-31", "2026-09-07")]
    [InlineData("Z17", "expert-review", "2026-08-31", "2026-09-14")]
    public async Task It_stops_only_the_clocks_its_rule_names(string item, string kind, string promised, string outer)
    {
        var (id, office) = await ReviewAsync(item);
        City.MoveTo("2026-08-12");
        await StartAsync(office, id, kind, 5);
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf(promised), City.EndOf(outer)), (row.PromisedDueAt, row.OuterDueAt));
    }

    [Fact]
    public async Task Several_follow_each_other_and_add_up_but_never_run_side_by_side()
    {
        var (id, office) = await ReviewAsync("P08");
        City.MoveTo("2026-08-11");
        await StartAsync(office, id, "expert-review", 3);
        await StartAsync(office, id, "hearing", 3).IsRefusedAsync("step-not-possible");
        City.MoveTo("2026-08-13");
        await City.ActAsync(office, id, CaseAction.EndSpecial, "评审完毕");
        await StartAsync(office, id, "hearing", 2);
        City.MoveTo("2026-08-18", 0);
        Assert.Equal(1, (await City.SweepAsync()).Resumed);
        var row = await City.WholeAsync(id);
        Assert.Equal((2, City.EndOf("2026-08-21")), (row.Pauses.Count, row.PromisedDueAt));
        Assert.Equal(2, row.Notices.Count(n => n.Kind == NoticeKind.SpecialProcedure));
    }

    [Theory]
    [InlineData("P08", "site-visit", 3, "procedure-unknown")]
    [InlineData("P08", "hearing", 0, "procedure-length")]
    [InlineData("P08", "hearing", -1, "procedure-length")]
    [InlineData("P08", "hearing", 31, "procedure-length")]
    [InlineData("P26", "hearing", 3, "procedure-unknown")]
    [InlineData("P26", "public-notice", 8, "procedure-length")]
    [InlineData("P07", "hearing", 3, "step-not-possible")]
    public async Task Only_what_the_item_lists_and_only_as_long_as_it_allows(string item, string kind, int days, string code)
    {
        var (id, office) = await ReviewAsync(item);
        var before = (await City.WholeAsync(id)).Version;
        await StartAsync(office, id, kind, days).IsRefusedAsync(code);
        Assert.Equal((before, 0), ((await City.WholeAsync(id)).Version, (await City.WholeAsync(id)).Pauses.Count));
    }

    [Fact]
    public async Task Only_an_approver_starts_one()
    {
        var (id, _) = await ReviewAsync("P08");
        await StartAsync(await City.OfficeAsync(id, StaffRole.Officer), id, "hearing", 3).IsRefusedAsync("step-not-yours");
    }

    [Theory]
    [InlineData(CaseAction.Withdraw, CaseState.Withdrawn)]
    [InlineData(CaseAction.Terminate, CaseState.Terminated)]
    public async Task A_case_that_ends_while_it_runs_ends_it_too(CaseAction action, CaseState ended)
    {
        var (id, office) = await ReviewAsync("P08");
        await StartAsync(office, id, "hearing", 5);
        City.MoveTo("2026-08-12");
        await City.ActAsync(action == CaseAction.Withdraw ? await City.ApplicantAsync(id) : office, id, action, "对象已不存在");
        var row = await City.WholeAsync(id);
        Assert.Equal((ended, City.At("2026-08-12")), (row.State, row.Pauses[0].EndAt));
        City.MoveTo("2026-09-12");
        var swept = await City.SweepAsync();
        Assert.Equal((0, 0, 0), (swept.Resumed, swept.Warned, swept.Cards));
    }

    private Task StartAsync(Actor office, Guid id, string kind, int days) => City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms(kind, days));

    private async Task<(Guid Id, Actor Office)> ReviewAsync(string item)
    {
        var id = await City.ReceiveAsync(item);
        return (id, await City.ReviewAsync(id));
    }
}
