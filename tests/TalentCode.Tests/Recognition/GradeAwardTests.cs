using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Recognition;

/// <summary>A granted recognition: the grade beside the others, the code renewed, paper and message in words; and what is refused.</summary>
[Trait("Category", "Core")]
public sealed class GradeAwardTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Whose_grade_has_ended_can_apply_for_a_new_one_and_for_nothing_else()
    {
        var who = await city.People.TalentAsync(t => t.Grades[0].Until = City.Day("2026-09-01"));
        var recognition = await ViewAsync(who, "P05");
        Assert.Null(recognition.Check.Obstacle);
        Assert.NotNull((await ViewAsync(who, "P26")).Check.Obstacle);
        var id = await FileAsync(who, "C");
        Assert.Equal(CaseState.Received, (await city.WholeAsync(id)).State);
    }

    [Fact]
    public async Task A_grant_gives_the_grade_for_three_years_renews_the_code_and_says_so_on_paper_and_in_the_message()
    {
        var who = await city.People.TalentAsync(t => t.Grades[0].Until = City.Day("2026-09-01"), c => c.Until = City.Day("2026-10-01"));
        var id = await FileAsync(who, "C");
        await GrantAsync(id, city.Grade(GradeLevel.C));
        var after = await city.People.ReloadAsync(who);
        var grade = Assert.Single(after.Grades, g => g.CaseId == id);
        Assert.Equal((GradeLevel.C, City.Day("2026-09-18"), City.Day("2029-09-17")), (grade.Level, grade.From, grade.Until));
        Assert.Equal(GradeLevel.C, after.GradeOn(city.Clock.Today)!.Level);
        Assert.Equal((CodeStatus.Active, City.Day("2029-09-17")), await CodeAsync(who));
        var row = await city.WholeAsync(id);
        var paper = Assert.Single(row.Notices, n => n.Kind == NoticeKind.Decision).Lines.Single(l => l.LabelZh == "结果");
        foreach (var said in new[] { paper.Zh, await MessageAsync(id), row.ResultZh! })
        {
            Assert.Contains("认定为C类人才", said, StringComparison.Ordinal);
            Assert.Contains("2029年9月17日", said, StringComparison.Ordinal);
        }
        Assert.Contains("grade C", paper.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_grades_in_force_the_highest_counts_and_the_decision_says_so()
    {
        var who = await city.People.TalentAsync();
        var id = await FileAsync(who, "D");
        await GrantAsync(id, city.Grade(GradeLevel.D));
        var after = await city.People.ReloadAsync(who);
        Assert.Equal(2, after.Grades.Count);
        Assert.Equal(GradeLevel.B, after.GradeOn(city.Clock.Today)!.Level);
        Assert.Equal(GradeLevel.D, after.GradeOn(City.Day("2029-07-01"))!.Level);
        Assert.Contains("就高按B类", (await city.WholeAsync(id)).ResultZh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CodeStatus.Frozen, "2026-12-31", CodeStatus.Frozen, "2029-09-17")]
    [InlineData(CodeStatus.Revoked, "2026-12-31", CodeStatus.Active, "2029-09-17")]
    [InlineData(CodeStatus.Active, "2026-01-31", CodeStatus.Active, "2029-09-17")]
    [InlineData(CodeStatus.Active, "2030-01-31", CodeStatus.Active, "2030-01-31")]
    public async Task The_code_is_renewed_but_a_frozen_one_stays_frozen_and_none_is_shortened(CodeStatus before, string until, CodeStatus then, string thenUntil)
    {
        var who = await city.People.TalentAsync(null, c => (c.Status, c.Until) = (before, City.Day(until)));
        var id = await FileAsync(who, "C");
        await GrantAsync(id, city.Grade(GradeLevel.C));
        Assert.Equal((then, City.Day(thenUntil)), await CodeAsync(who));
        Assert.Equal(then == CodeStatus.Frozen, (await city.WholeAsync(id)).ResultZh!.Contains("仍冻结", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lower_grade_than_applied_for_is_a_grant_with_a_reason()
    {
        var who = await city.People.TalentAsync();
        var id = await FileAsync(who, "B");
        var second = await ReviewedAsync(id);
        await city.ActAsync(second, id, CaseAction.Grant, detail: city.Grade(GradeLevel.D)).IsRefusedAsync("reason-missing");
        await city.ActAsync(second, id, CaseAction.Grant, "代表作不足两项", detail: city.Grade(GradeLevel.D));
        var row = await city.WholeAsync(id);
        Assert.Equal((CaseDecision.Granted, "代表作不足两项"), (row.Decision, row.DecisionReason));
    }

    [Fact]
    public async Task A_crafted_decision_is_refused_and_changes_nothing()
    {
        var who = await city.People.TalentAsync();
        var id = await FileAsync(who, "C");
        var second = await ReviewedAsync(id);
        var (today, version) = (city.Clock.Today, (await city.WholeAsync(id)).Version);
        foreach (var (detail, code) in new (StepDetail?, string)[]
        {
            (null, "grade-missing"), (new FlatChoice(1), "grade-missing"), (city.Grade((GradeLevel)9), "grade-missing"), (city.Grade(GradeLevel.A), "grade-above"),
            (new GradeDecision(GradeLevel.C, today.AddDays(-1), today.AddYears(1)), "grade-from"), (new GradeDecision(GradeLevel.C, today.AddDays(91), today.AddYears(1)), "grade-from"),
            (new GradeDecision(GradeLevel.C, today, today), "grade-until"), (new GradeDecision(GradeLevel.C, today, today.AddYears(3)), "grade-until"),
        })
            await city.Get<CaseService>().ActAsync(second, id, CaseAction.Grant, null, detail: detail).IsRefusedAsync(code);
        var row = await city.WholeAsync(id);
        Assert.Equal((CaseState.InReview, version, null), (row.State, row.Version, row.ResultZh));
        Assert.Single((await city.People.ReloadAsync(who)).Grades);
    }

    [Fact]
    public async Task A_decision_that_gives_nothing_takes_no_detail()
    {
        var id = await city.ReceiveAsync("P08");
        var office = await city.ReviewAsync(id);
        await city.ActAsync(office, id, CaseAction.Grant, detail: city.Grade(GradeLevel.A)).IsRefusedAsync("detail-unknown");
        Assert.Equal(CaseState.InReview, (await city.WholeAsync(id)).State);
    }

    [Fact]
    public async Task Points_below_the_lowest_grade_are_told_before_filing_and_the_sum_bounds_the_decision()
    {
        var who = await city.People.TalentAsync();
        await city.People.PaperAsync(who, "employment-contract");
        var draft = await city.DraftAsync(who, "P05", ("way", "points"), ("education", "other"), ("title", "none"), ("experience", "under-3"), ("achievements", "none"), ("position", "under-20"));
        await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft).IsRefusedAsync("answer-missing");
        // 38 years: 8, and 15 + 15 + 10 + 14 + 12.
        await city.Get<FilingService>().SaveAsync(Actor.For(who), draft, new Dictionary<string, string>
        { ["education"] = "master", ["title"] = "associate", ["experience"] = "5-10", ["achievements"] = "city", ["position"] = "40-80" });
        var view = await city.Get<FilingService>().ViewAsync(Actor.For(who), draft);
        Assert.Equal((74, GradeLevel.D), (view.Points!.Total, view.Points.Level));
        var id = await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
        await city.ActAsync(await ReviewedAsync(id), id, CaseAction.Grant, detail: city.Grade(GradeLevel.C)).IsRefusedAsync("grade-above");
    }

    private async Task<DraftView> ViewAsync(Talent who, string item) => await city.Get<FilingService>().ViewAsync(Actor.For(who), await city.DraftAsync(who, item));

    private async Task<Guid> FileAsync(Talent who, string level)
    {
        await city.People.PaperAsync(who, "employment-contract");
        var draft = await city.DraftAsync(who, "P05", ("way", "catalogue"), ("level", level), ("entry", "国家级项目负责人"));
        return await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
    }

    /// <summary>In review; the approver who did not handle it.</summary>
    private async Task<Actor> ReviewedAsync(Guid id)
    {
        await city.ReviewAsync(id);
        return await city.OfficeAsync(id);
    }

    private async Task GrantAsync(Guid id, StepDetail detail) => await city.ActAsync(await ReviewedAsync(id), id, CaseAction.Grant, detail: detail);

    private async Task<(CodeStatus, DateOnly)> CodeAsync(Talent who)
    {
        var state = await city.ReadAsync(db => db.CodeStates.SingleAsync(s => s.TalentId == who.Id));
        return (state.Status, state.Until);
    }

    private async Task<string> MessageAsync(Guid id)
    {
        var about = $"case-granted|{id:N}:";
        var owed = await city.ReadAsync(db => db.Outbox.SingleAsync(m => m.Channel == "in-app" && m.DedupKey.StartsWith(about)));
        return MessageTemplates.Render(owed.Template, owed.Values).Body.Zh;
    }
}
