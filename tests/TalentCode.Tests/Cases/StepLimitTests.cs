using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Figures;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>受理、审查、审批、办结: each step has working days of its own, and a case that is sent up is the approver's. Z10: fourteen working days promised, steps 1, 10, 2 and 1, four eyes. From Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class StepLimitTests() : InOwnCity("2026-11-02")
{
    private const string Grant = "Z10", Open = "Z14";

    private static readonly ApprovalProposal Yes = new(CaseDecision.Granted);

    [Fact]
    public async Task The_steps_of_every_item_fit_into_its_promise_and_every_promise_that_can_be_divided_is()
    {
        var items = (await City.ReadAsync(db => db.ItemVersions.Where(v => v.Until == null).ToListAsync())).ConvertAll(v => v.Content);
        var limits = items.SelectMany(i => i.Limits.Select(l => (Item: i, Limit: l))).ToList();
        var divided = limits.Where(x => x.Limit.Steps is not null).ToList();
        // Working days against working days: of seven days five are, holidays apart.
        Assert.All(divided, x => Assert.InRange(Sum(x.Limit.Steps!), 3, x.Limit.Promised!.Unit == "workday" ? x.Limit.Promised.N!.Value : x.Limit.Promised.N!.Value * 5 / 7));
        Assert.All(divided, x => Assert.True(x.Limit.Steps is { Accept: 1, Review: >= 1, Approve: >= 1, Finish: >= 0 }));
        Assert.DoesNotContain(divided, x => x.Item.Regime == Regime.Market || x.Item.Kind is ItemKind.Booking or ItemKind.Instant);
        // What is promised for less than three working days is one step; first contact is the acceptance itself.
        Assert.All(limits.Where(x => x.Item.Regime != Regime.Market && x.Item.Kind is ItemKind.Committed or ItemKind.Batch && x.Limit.Promised is { N: >= 3, Unit: "workday" }), x => Assert.NotNull(x.Limit.Steps));
    }

    [Fact]
    public async Task A_step_that_takes_longer_than_its_days_is_yellow_though_the_promise_is_days_away()
    {
        var (id, officer, approver) = await InReviewAsync(Grant);
        Assert.Equal(CaseLight.Green, await LightAsync(id, "2026-11-16", 23));
        Assert.Equal(CaseLight.Yellow, await LightAsync(id, "2026-11-17", 0));
        Assert.Equal(City.EndOf("2026-11-20"), (await City.WholeAsync(id)).PromisedDueAt);
        await City.ActAsync(officer, id, CaseAction.SubmitForApproval, "材料齐全", detail: Yes);
        Assert.Equal(CaseLight.Green, await LightAsync(id, "2026-11-17", 9));
        await City.ActAsync(approver, id, CaseAction.Grant);
        Assert.Equal(CaseLight.None, await LightAsync(id, "2026-11-18", 23));
        Assert.Equal(CaseLight.Yellow, await LightAsync(id, "2026-11-19", 0));
        Assert.Equal(
            [(WarningKind.Step, City.EndOf("2026-11-16")), (WarningKind.Step, City.EndOf("2026-11-18"))],
            (await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).OrderBy(c => c.About).ToListAsync())).Select(c => (c.Kind, c.About)));
        await City.ActAsync(officer, id, CaseAction.Deliver);
        Assert.Equal(CaseLight.None, await LightAsync(id, "2026-11-19", 9));
    }

    [Fact]
    public async Task What_stops_the_promise_stops_the_review_as_well_and_the_days_go_on_after_it()
    {
        var (id, _, approver) = await InReviewAsync(Grant);
        City.MoveTo("2026-11-04");
        await City.ActAsync(approver, id, CaseAction.StartSpecial, detail: new ProcedureTerms("public-notice", 7));
        Assert.Null(await StepAsync(id));
        City.MoveTo("2026-11-06");
        await City.ActAsync(approver, id, CaseAction.EndSpecial, "公示无异议");
        Assert.Equal(City.EndOf("2026-11-18"), await StepAsync(id));
    }

    [Fact]
    public async Task What_comes_back_from_approval_has_one_working_day_and_the_promise_never_moves()
    {
        var (id, officer, approver) = await InReviewAsync(Grant);
        var promised = (await City.WholeAsync(id)).PromisedDueAt;
        City.MoveTo("2026-11-06");
        await City.ActAsync(officer, id, CaseAction.SubmitForApproval, "材料齐全", detail: Yes);
        Assert.Equal(City.EndOf("2026-11-10"), await StepAsync(id));
        await City.ActAsync(approver, id, CaseAction.ReturnToReview, "合同期限没有核对");
        Assert.Equal((City.EndOf("2026-11-09"), promised, CaseState.InReview), (await StepAsync(id), (await City.WholeAsync(id)).PromisedDueAt, (await City.WholeAsync(id)).State));
        City.MoveTo("2026-11-09");
        await City.ActAsync(officer, id, CaseAction.SubmitForApproval, "已核对合同", detail: Yes);
        Assert.Equal(City.EndOf("2026-11-11"), await StepAsync(id));
    }

    [Fact]
    public async Task Sent_up_those_who_may_decide_are_told_and_what_the_office_says_stays_inside()
    {
        var (id, officer, approver) = await InReviewAsync(Grant);
        var other = await City.People.StaffAsync(StaffRole.Approver, approver.DepartmentId!);
        // An approver who had a hand in it may not decide and is not asked to.
        await City.ActAsync(other, id, CaseAction.HandOver, detail: new HandOverTo(other.Id));
        var applicant = (await City.CaseAsync(id)).TalentId;
        var before = await OwedToAsync(applicant);
        await City.ActAsync(other, id, CaseAction.SubmitForApproval, "内部意见甲", detail: Yes);
        Assert.Equal([approver.Id], await ToldAsync("approval-waiting"));
        await City.ActAsync(other, id, CaseAction.Grant).IsRefusedAsync("four-eyes");
        await City.ActAsync(approver, id, CaseAction.ReturnToReview, "内部意见乙");
        Assert.Equal([other.Id], await ToldAsync("approval-returned"));
        var row = await City.WholeAsync(id);
        Assert.DoesNotContain(row.Events, e => e.Note?.Contains("内部意见", StringComparison.Ordinal) == true);
        Assert.Equal(2, await City.ReadAsync(db => db.Notes.CountAsync(n => n.CaseId == id && n.Text.Contains("内部意见"))));
        Assert.Equal(before, await OwedToAsync(applicant));
    }

    [Fact]
    public async Task An_officer_asks_for_a_special_procedure_the_clocks_run_on_and_an_approver_starts_it()
    {
        var (id, officer, approver) = await InReviewAsync(Grant);
        var promised = (await City.WholeAsync(id)).PromisedDueAt;
        await City.ActAsync(officer, id, CaseAction.StartSpecial, detail: new ProcedureTerms("public-notice", 7)).IsRefusedAsync("step-not-yours");
        await City.ActAsync(officer, id, CaseAction.AskSpecial, "需要公示");
        await City.ActAsync(officer, id, CaseAction.AskSpecial, "再申请").IsRefusedAsync("special-asked");
        Assert.Equal([approver.Id], await ToldAsync("special-asked"));
        Assert.Equal(promised, (await City.WholeAsync(id)).PromisedDueAt);
        Assert.DoesNotContain((await City.Get<CaseQueries>().ViewAsync(await City.ApplicantAsync(id), id)).Row.Events, e => e.Action == CaseAction.AskSpecial);
        await City.ActAsync(approver, id, CaseAction.StartSpecial, detail: new ProcedureTerms("public-notice", 7));
        Assert.True((await City.WholeAsync(id)).PromisedDueAt > promised);
    }

    [Fact]
    public async Task Nobody_sends_up_what_another_department_still_has_to_answer()
    {
        var (id, officer, _) = await InReviewAsync(Open);
        await City.ActAsync(officer, id, CaseAction.AskOpinion, detail: new OpinionRequest(["education"], "请核实", ["applicant"], 2));
        await City.ActAsync(officer, id, CaseAction.SubmitForApproval, "材料齐全", detail: Yes).IsRefusedAsync("opinions-open");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "属实"));
        await City.ActAsync(officer, id, CaseAction.SubmitForApproval, "材料齐全", detail: Yes);
        Assert.Equal(CaseState.InApproval, (await City.WholeAsync(id)).State);
    }

    [Fact]
    public async Task A_familys_review_is_that_of_its_latest_member_and_nothing_is_measured_while_one_is_behind()
    {
        var who = await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2018-05-01")));
        var family = await City.FileHouseholdAsync(who);
        var child = (await City.WholeAsync(family)).Children.Single(c => c.FamilyMemberId != null).Id;
        var office = await City.OfficeAsync(family, StaffRole.Officer);
        await City.ActAsync(office, child, CaseAction.AskCompletion, detail: Walks.List);
        await City.ReviewAsync(family, office);
        Assert.Null(await StepAsync(family));
        await City.ActAsync(office, family, CaseAction.SubmitForApproval, "材料齐全", detail: Yes).IsRefusedAsync("part-behind");
        City.MoveTo("2026-11-06");
        await City.ActAsync(await City.ApplicantAsync(family), child, CaseAction.Complete, "补了出生证明");
        foreach (var action in new[] { CaseAction.Accept, CaseAction.StartReview }) await City.ActAsync(office, child, action);
        Assert.Equal((City.EndOf("2026-11-10"), CaseLight.Green), (await StepAsync(family), await LightAsync(family, "2026-11-10", 9)));
    }

    [Fact]
    public async Task The_applicant_reads_of_the_promise_and_not_of_the_steps_inside()
    {
        var (id, _, approver) = await InReviewAsync(Grant);
        var who = await City.ApplicantAsync(id);
        async Task<CaseLight> OutsideAsync() => Assert.Single(await City.Get<CaseQueries>().MineAsync(who)).Light;
        Assert.Equal((CaseLight.Yellow, CaseLight.Green), (await LightAsync(id, "2026-11-17", 9), await OutsideAsync()));
        Assert.Equal((CaseLight.Yellow, CaseLight.Yellow), (await LightAsync(id, "2026-11-18", 9), await OutsideAsync()));
        await City.ActAsync(approver, id, CaseAction.Grant);
        Assert.Equal((CaseLight.Yellow, CaseLight.None), (await LightAsync(id, "2026-11-20", 9), await OutsideAsync()));
    }

    [Fact]
    public async Task An_approver_who_reviewed_it_alone_decides_without_sending_it_to_anybody()
    {
        var id = await City.ReceiveAsync(Open);
        var approver = await City.ReviewAsync(id);
        Assert.Superset(new HashSet<CaseAction> { CaseAction.Grant, CaseAction.SubmitForApproval }, CaseWorkflow.ActionsFor(await City.WholeAsync(id), approver).Select(s => s.Action).ToHashSet());
        await City.ActAsync(approver, id, CaseAction.Grant);
        Assert.Equal(CaseState.Decided, (await City.WholeAsync(id)).State);
    }

    [Fact]
    public async Task The_board_tells_review_and_approval_apart()
    {
        var (sent, officer, _) = await InReviewAsync(Grant);
        await InReviewAsync(Grant);
        await City.ActAsync(officer, sent, CaseAction.SubmitForApproval, "材料齐全", detail: Yes);
        var steps = (await City.Get<WeekBoard>().ReadAsync(await City.People.StaffAsync(StaffRole.Supervisor))).Steps.ToDictionary(s => s.State, s => s.Tally);
        Assert.Equal((1, 1, 0, 1), (steps[CaseState.InReview].Open, steps[CaseState.InApproval].Open, steps[CaseState.InReview].Turning, steps[CaseState.InApproval].Turning));
    }

    private static int Sum(StepLimits steps) => steps.Accept + steps.Review + steps.Approve + steps.Finish;

    private async Task<(Guid Id, Actor Officer, Actor Approver)> InReviewAsync(string item)
    {
        var id = await City.ReceiveAsync(item);
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        await City.ReviewAsync(id, officer);
        return (id, officer, await City.OfficeAsync(id));
    }

    /// <summary>The light on that day after a sweep; the list and the page agree.</summary>
    private async Task<CaseLight> LightAsync(Guid id, string day, int hour)
    {
        City.MoveTo(day, hour);
        await City.SweepAsync();
        var row = await City.WholeAsync(id);
        var light = CaseLights.Of(row, City.Clock.UtcNow, City.Calendar, City.Clock);
        var listed = await City.Get<CaseQueries>().AllAsync(await City.People.StaffAsync(StaffRole.Supervisor), new() { Light = CaseLight.Yellow });
        Assert.Equal(light == CaseLight.Yellow, listed.Lines.Any(l => l.Id == id));
        return light;
    }

    private async Task<DateTime?> StepAsync(Guid id) => CaseStepLimits.EndOf(await City.WholeAsync(id), City.Calendar, City.Clock);

    private Task<int> OwedToAsync(Guid person) => City.ReadAsync(db => db.Outbox.CountAsync(m => m.RecipientId == person));

    private Task<List<Guid>> ToldAsync(string template) => City.ReadAsync(db => db.Outbox.Where(m => m.Template == template && m.Channel == "in-app").Select(m => m.RecipientId).ToListAsync());
}
