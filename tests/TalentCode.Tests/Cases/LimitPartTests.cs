using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Items with several limits: what was applied for says which one runs. Received and accepted on Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class LimitPartTests() : InOwnCity("2026-11-02")
{
    [Theory]
    [InlineData("P03", "kind", "id-renew", "2026-11-22", "2027-01-04")]
    [InlineData("P03", "kind", "residence-card", "2026-11-12", "2026-11-17")]
    [InlineData("P03", "kind", "hmt-card", "2026-11-12", "2026-11-30")]
    [InlineData("P04", "kind", "notary", "2026-11-11", "2026-11-23")]
    [InlineData("P04", "kind", "legal-aid", "2026-11-05", "2026-11-09")]
    [InlineData("P04", "kind", "mediation", "2026-11-11", null)]
    [InlineData("P08", "category", "a", "2026-11-09", "2026-11-30")]
    [InlineData("P08", "category", "c", "2026-11-16", "2026-11-30")]
    [InlineData("P23", "kind", "transfer-out", "2026-11-16", "2026-11-23")]
    [InlineData("P25", "kind", "rent", "2026-11-03", "2026-11-05")]
    [InlineData("P25", "kind", "transfer-in", "2026-11-03", null)]
    [InlineData("P14", "licenceFrom", "hk-macao", "2026-11-03", null)]
    public async Task Each_part_runs_by_its_own_limits(string item, string question, string answer, string promised, string? outer)
    {
        var id = await AcceptAsync(item, question, answer);
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf(promised), outer is null ? null : City.EndOf(outer)), (row.PromisedDueAt!.Value, row.OuterDueAt));
    }

    [Fact]
    public async Task Every_part_of_an_item_can_be_applied_for_and_no_application_falls_between_the_parts()
    {
        foreach (var item in (await City.Get<CatalogueQueries>().AllAsync()).Select(i => i.Content))
            foreach (var (part, when) in item.Limits.Where(l => l.When is not null).Select(l => (l, l.When!)))
            {
                var asked = item.Form!.Fields.Single(f => f.Key == when.Key);
                Assert.All(asked.Choices, choice => Assert.Single(item.For(new Dictionary<string, string> { [when.Key] = choice.Value }).Limits));
                Assert.Contains(part, asked.Choices.Select(c => item.For(new Dictionary<string, string> { [when.Key] = c.Value }).Limits[0]));
            }
    }

    [Fact]
    public async Task Whoever_files_reads_the_dates_of_the_part_that_is_chosen()
    {
        var who = await City.People.TalentAsync();
        var filing = City.Get<FilingService>();
        var draft = await City.DraftAsync(who, "P04", ("kind", "notary"));
        Assert.Equal(City.EndOf("2026-11-18"), (await filing.ViewAsync(Actor.For(who), draft)).Check.Expected.Promised!.AtUtc);
        await filing.SaveAsync(Actor.For(who), draft, new Dictionary<string, string> { ["kind"] = "legal-aid" });
        var check = (await filing.ViewAsync(Actor.For(who), draft)).Check;
        Assert.Equal(City.EndOf("2026-11-05"), check.Expected.Promised!.AtUtc);
        Assert.Equal("法律援助", Assert.Single(check.Timed.Limits).PartZh);
    }

    [Fact]
    public async Task A_filing_for_treatment_elsewhere_is_done_at_once_and_a_transfer_waits_for_an_officer()
    {
        var who = await City.People.TalentAsync();
        var filed = await City.CaseAsync(await City.SubmitAsync(who, await City.DraftAsync(who, "P23", ("kind", "filing"), ("place", "成都市"))));
        Assert.Equal((CaseState.Delivered, CaseDecision.Granted), (filed.State, filed.Decision));
        // In one moment, as promised: whoever counts kept promises counts it.
        Assert.True(filed.DecidedAt <= filed.PromisedDueAt, $"{filed.DecidedAt:O} after {filed.PromisedDueAt:O}");
        var moved = await City.CaseAsync(await City.SubmitAsync(who, await City.DraftAsync(who, "P23", ("kind", "transfer-in"), ("place", "成都市"))));
        Assert.Equal(CaseState.Received, moved.State);
    }

    [Fact]
    public async Task A_driving_licence_is_due_a_day_after_the_test_was_passed()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        var office = await TestAsync(id, 10);
        Assert.Null((await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-11-05", 15);
        await City.ActAsync(office, id, CaseAction.EndSpecial, "科目一合格", detail: new TestOutcome(true));
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-05"), City.EndOf("2026-11-06")), (row.PromisedDueAt, row.OuterDueAt));
        City.MoveTo("2026-11-06", 0);
        await City.SweepAsync();
        Assert.Contains("promise-broken", await City.OwedAboutAsync(id));
        City.MoveTo("2026-11-07", 0);
        Assert.Equal(CaseLight.DeepRed, await LightAsync(id));
    }

    [Fact]
    public async Task A_licence_whose_refusal_was_set_aside_counts_from_then_and_not_from_the_old_test()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        var office = await TestAsync(id, 10);
        City.MoveTo("2026-11-05", 15);
        await City.ActAsync(office, id, CaseAction.EndSpecial, "科目一合格", detail: new TestOutcome(true));
        await City.ActAsync(office, id, CaseAction.Refuse, "体检证明过期");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Object, "体检证明已更新");
        City.MoveTo("2026-11-12");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.SetAside, "同意,重新办理");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-12"), City.EndOf("2026-11-13")), (row.PromisedDueAt, row.OuterDueAt));
    }

    [Fact]
    public async Task A_second_try_at_the_test_stops_the_clock_until_it_is_passed()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "taiwan");
        var office = await TestAsync(id, 5);
        await City.ActAsync(office, id, CaseAction.EndSpecial, "80分", detail: new TestOutcome(false));
        var failed = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, null, null, false), (failed.State, failed.PromisedDueAt, failed.OuterDueAt, failed.Pauses[0].Passed));
        Assert.DoesNotContain(failed.DueDates, d => d.Clock is ClockName.Promised or ClockName.Outer);
        Assert.Equal("科目一考试没有通过,可以再考", TestOutcomes.ForApplicant(failed, failed.Events[^1])?.Zh);
        Assert.Contains("case-test-failed", await City.OwedAboutAsync(id));
        City.MoveTo("2026-11-05");
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("test", 5));
        Assert.Null((await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-11-06", 15);
        await City.ActAsync(office, id, CaseAction.EndSpecial, "96分", detail: new TestOutcome(true));
        var passed = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-06"), City.EndOf("2026-11-07")), (passed.PromisedDueAt, passed.OuterDueAt));
        Assert.Equal([false, true], passed.Pauses.Select(p => p.Passed));
        Assert.Equal(("科目一考试通过", "Theory test passed"), (passed.DueDates[^1].WhyZh, passed.DueDates[^1].WhyEn));
        Assert.Contains("case-test-passed", await City.OwedAboutAsync(id));
    }

    [Fact]
    public async Task A_test_does_not_end_by_hand_without_its_outcome()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        var office = await TestAsync(id, 5);
        await City.ChangesNothingAsync(() => City.ActAsync(office, id, CaseAction.EndSpecial, "考完了"), "test-outcome");
        await City.ChangesNothingAsync(() => City.ActAsync(office, id, CaseAction.EndSpecial, "", detail: new TestOutcome(true)), "reason-missing");
        Assert.Equal((null, null), ((await City.WholeAsync(id)).Pauses[0].EndAt, (await City.WholeAsync(id)).Pauses[0].Passed));
    }

    [Fact]
    public async Task Other_procedures_have_no_outcome_of_this_kind()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("hearing", 5));
        await City.ActAsync(office, id, CaseAction.EndSpecial, "听证结束", detail: new TestOutcome(true));
        var row = await City.WholeAsync(id);
        Assert.Equal((null, null), (row.Pauses[0].Passed, row.PromisedDueAt));
        Assert.Contains("case-special-ended", await City.OwedAboutAsync(id));
    }

    [Fact]
    public async Task A_test_ended_before_its_outcome_was_asked_counts_as_passed()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        await TestAsync(id, 5);
        await City.WriteAsync(async db => await db.Pauses.Where(p => p.CaseId == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.EndAt, City.At("2026-11-04")).SetProperty(p => p.Result, "科目一合格")));
        Assert.Equal(City.EndOf("2026-11-04"), CaseDeadlines.For(await City.WholeAsync(id), City.Calendar, City.Clock).Promised?.AtUtc);
    }

    [Fact]
    public async Task A_test_nobody_recorded_gives_no_date_and_the_review_turns_yellow_after_five_working_days()
    {
        var id = await AcceptAsync("P14", "licenceFrom", "foreign");
        var office = await TestAsync(id, 5);
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, null, null), (row.State, row.PromisedDueAt, row.Pauses[0].Passed));
        Assert.Contains("case-test-capped", await City.OwedAboutAsync(id));
        City.MoveTo("2026-11-17", 23);
        Assert.Equal(CaseLight.Green, await LightAsync(id));
        City.MoveTo("2026-11-18", 0);
        Assert.Equal(CaseLight.Yellow, await LightAsync(id));
        Assert.Equal(1, (await City.Get<CaseQueries>().InboxAsync(office, new CaseFilter { Light = CaseLight.Yellow })).Total);
    }

    // In review, with the test under way for at most so many working days.
    private async Task<Actor> TestAsync(Guid id, int days)
    {
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("test", days));
        return office;
    }

    private async Task<CaseLight> LightAsync(Guid id) => CaseLights.Of(await City.WholeAsync(id), City.Clock.UtcNow, City.Calendar, City.Clock);

    private async Task<Guid> AcceptAsync(string item, string question, string answer)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), item, CaseState.Submitted, c => c.Answers[question] = answer);
        await City.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        await City.ActAsync(await City.OfficeAsync(row.Id), row.Id, CaseAction.Accept);
        return row.Id;
    }
}
