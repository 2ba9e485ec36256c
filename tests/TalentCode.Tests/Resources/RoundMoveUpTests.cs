using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A place that comes free once the results are ordered goes to the next one; a case that cannot be decided is shown and keeps its place.</summary>
[Trait("Category", "Core")]
public sealed class RoundMoveUpTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Who_declines_makes_room_and_the_next_one_gets_the_place_once_with_history_reason_and_message()
    {
        var (round, ids) = await RankedAsync(3, ("S01", 1));
        await PublishAsync(round);
        await City.ActAsync(await City.ApplicantAsync(ids[0]), ids[0], CaseAction.DeclinePlace);
        Assert.Equal(1, (await City.SweepRoundsAsync()).MovedUp);
        Assert.Equal(0, (await City.SweepRoundsAsync()).MovedUp);

        var gone = await City.WholeAsync(ids[0]);
        Assert.Equal((CaseState.Withdrawn, null), (gone.State, gone.Decision));
        Assert.Equal("place-declined", (await City.OwedAboutAsync(ids[0]))[^1]);
        var next = await City.WholeAsync(ids[1]);
        Assert.Equal((CaseState.Decided, CaseDecision.Granted), (next.State, next.Decision!.Value));
        Assert.Equal([CaseAction.Refuse, CaseAction.MoveUp, CaseAction.Grant], next.Events.Select(e => e.Action).TakeLast(3));
        Assert.Equal(["case-refused", "case-granted"], (await City.OwedAboutAsync(ids[1])).TakeLast(2));
        Assert.Contains("排第2位", next.DecisionReason, StringComparison.Ordinal);
        Assert.Equal(CaseDecision.Refused, (await City.CaseAsync(ids[2])).Decision);
        var own = (await City.Get<RoundQueries>().OfCaseAsync(await City.ApplicantAsync(ids[1]), ids[1]))!;
        Assert.Equal(("云杉小学", 1), (own.Place!.NameZh, own.Given!.Wish));
        Refusals.IsSentence(new(own.Given.Reason!.Value.Zh + "。", own.Given.Reason!.Value.En + "."));
        Assert.Equal(1, (await City.RoundAsync(round.Id)).Options.Single().Taken);
        var line = (await City.Get<RoundQueries>().SheetAsync(await City.ApproverAsync(), round.Id, 0, 10)).Ranked.Single(r => r.Entry.CaseId == ids[1]);
        Assert.Equal(("云杉小学", true), (line.Place!.Value.Zh, line.MovedUp is not null));
    }

    [Fact]
    public async Task Only_the_family_itself_can_decline_and_only_within_its_five_working_days()
    {
        var (round, ids) = await RankedAsync(2, ("S01", 1));
        await PublishAsync(round);
        await City.ActAsync(await City.ApplicantAsync(ids[1]), ids[0], CaseAction.DeclinePlace).IsRefusedAsync("step-not-yours");
        await City.ActAsync(await City.ApplicantAsync(ids[1]), ids[1], CaseAction.DeclinePlace).IsRefusedAsync("step-not-possible");
        // Published on Saturday 7 November: Friday the 13th is the fifth working day.
        var by = (await City.Get<RoundQueries>().OfCaseAsync(await City.ApplicantAsync(ids[0]), ids[0]))!.Given!.AnswerBy!.Value;
        Assert.Equal(City.EndOf("2026-11-13"), by);
        City.Time.SetUtcNow(new DateTimeOffset(by));
        await City.ActAsync(await City.ApplicantAsync(ids[0]), ids[0], CaseAction.DeclinePlace).IsRefusedAsync("decline-closed");
        Assert.Equal(CaseState.Decided, (await City.CaseAsync(ids[0])).State);
        Assert.Equal(0, (await City.SweepRoundsAsync()).MovedUp);
    }

    [Fact]
    public async Task Who_withdraws_while_the_results_are_being_published_makes_room_as_well()
    {
        var (round, ids) = await RankedAsync(3, ("S01", 2));
        await City.Get<RoundService>().StartPublishingAsync(await City.ApproverAsync(), round.Id);
        Assert.Equal(1, await City.Get<RoundPublisher>().RunAsync(round.Id, default, most: 1));
        await City.ActAsync(await City.ApplicantAsync(ids[1]), ids[1], CaseAction.Withdraw);
        var report = await City.SweepRoundsAsync();
        Assert.Equal((1, 1), (report.Decided, report.MovedUp));
        Assert.Equal(CaseDecision.Granted, (await City.CaseAsync(ids[2])).Decision);
        Assert.Equal(RoundState.Published, (await City.RoundAsync(round.Id)).State);
    }

    [Fact]
    public async Task A_case_that_cannot_be_decided_is_shown_with_its_reason_keeps_its_place_and_is_published_later()
    {
        var (round, ids) = await RankedAsync(3, ("S01", 1));
        var approver = await City.ApproverAsync();
        await AskAsync(ids[0]);
        await City.Get<RoundService>().StartPublishingAsync(approver, round.Id);
        await City.SweepRoundsAsync();
        var report = await City.SweepRoundsAsync();
        Assert.Equal((0, 0), (report.Decided, report.MovedUp));
        var sheet = await City.Get<RoundQueries>().SheetAsync(approver, round.Id, 0, 10);
        var stalled = Assert.Single(sheet.Stalled);
        Assert.Equal(ids[0], stalled.CaseId);
        Assert.Contains("会办", stalled.Reason.Zh, StringComparison.Ordinal);
        Refusals.IsSentence(stalled.Reason);
        Assert.Equal((RoundState.Ranked, 2), ((await City.RoundAsync(round.Id)).State, sheet.Decided));

        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "housing"), ids[0], CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "无异议"));
        Assert.Equal(1, (await City.SweepRoundsAsync()).Decided);
        Assert.Equal(CaseDecision.Granted, (await City.CaseAsync(ids[0])).Decision);
        Assert.Empty((await City.Get<RoundQueries>().SheetAsync(approver, round.Id, 0, 10)).Stalled);
        Assert.Equal(0, await City.ReadAsync(db => db.RoundStalls.CountAsync()));
        Assert.Equal(RoundState.Published, (await City.RoundAsync(round.Id)).State);
    }

    [Fact]
    public async Task Nobody_is_passed_over_because_the_own_case_is_stuck_and_who_was_refused_for_another_reason_does_not_move_up()
    {
        var (round, ids) = await RankedAsync(4, ("S01", 1));
        await AskAsync(ids[1]);
        await City.Get<RoundService>().StartPublishingAsync(await City.ApproverAsync(), round.Id);
        await City.SweepRoundsAsync();
        await City.ActAsync(await City.ApplicantAsync(ids[0]), ids[0], CaseAction.DeclinePlace);
        Assert.Equal(0, (await City.SweepRoundsAsync()).MovedUp);
        // The second is answered at last, and refused for what the other department found: the third is next.
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "housing"), ids[1], CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Disagree, "地址不实"));
        await City.ActAsync(await City.ApproverAsync(), ids[1], CaseAction.StartReview);
        await City.ActAsync(await City.ApproverAsync(), ids[1], CaseAction.Refuse, "地址核查不实");
        Assert.Equal(1, (await City.SweepRoundsAsync()).MovedUp);
        Assert.Equal([CaseDecision.Refused, CaseDecision.Granted, CaseDecision.Refused], [(await City.CaseAsync(ids[1])).Decision!.Value, (await City.CaseAsync(ids[2])).Decision!.Value, (await City.CaseAsync(ids[3])).Decision!.Value]);
    }

    [Fact]
    public async Task Two_servers_that_sweep_at_once_move_one_family_up()
    {
        var (round, ids) = await RankedAsync(4, ("S01", 1));
        await PublishAsync(round);
        await City.ActAsync(await City.ApplicantAsync(ids[0]), ids[0], CaseAction.DeclinePlace);
        var other = City.AnotherServer();
        var (done, _) = await Refusals.AtOnceAsync(8, i => (i % 2 == 0 ? City.Get<RoundMoveUp>() : other.GetRequiredService<RoundMoveUp>()).RunAsync(round.Id, default));
        Assert.Equal(1, done.Sum());
        Assert.Equal(CaseDecision.Granted, (await City.CaseAsync(ids[1])).Decision);
        Assert.Equal(1, (await City.WholeAsync(ids[1])).Events.Count(e => e.Action == CaseAction.MoveUp));
        Assert.Equal(1, await City.ReadAsync(db => db.RoundPlaces.CountAsync(p => p.RoundId == round.Id && p.ReleasedAt == null)));
    }

    [Fact]
    public async Task From_the_day_of_registration_on_nobody_moves_up()
    {
        var (round, ids) = await RankedAsync(2, ("S01", 1));
        await PublishAsync(round);
        await City.WriteAsync(db => db.Rounds.Where(r => r.Id == round.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.RegisterOn, City.Clock.Today)));
        await City.ActAsync(await City.ApplicantAsync(ids[0]), ids[0], CaseAction.DeclinePlace);
        Assert.Equal(0, (await City.SweepRoundsAsync()).MovedUp);
        Assert.Equal(CaseDecision.Refused, (await City.CaseAsync(ids[1])).Decision);
    }

    [Fact]
    public async Task A_place_is_kept_through_a_revocation_and_freed_when_the_case_is_then_refused()
    {
        var (round, ids) = await RankedAsync(2, ("S01", 1));
        await PublishAsync(round);
        var approver = await City.ApproverAsync();
        await City.ActAsync(approver, ids[0], CaseAction.Revoke, "住址材料需要重新核实");
        Assert.Equal(0, (await City.SweepRoundsAsync()).MovedUp);
        await City.ActAsync(approver, ids[0], CaseAction.ConfirmUndone, "入学通知已收回");
        await City.ActAsync(approver, ids[0], CaseAction.Refuse, "住址材料不实");
        Assert.Equal(1, (await City.SweepRoundsAsync()).MovedUp);
        Assert.Equal(CaseDecision.Granted, (await City.CaseAsync(ids[1])).Decision);
    }

    [Fact]
    public void Places_and_flats_have_their_lines_in_the_table()
    {
        Assert.Equal(
        [
            (CaseState.Decided, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant), (CaseState.Delivered, CaseAction.DeclinePlace, CaseState.Withdrawn, StepActor.Applicant),
            (CaseState.Decided, CaseAction.MoveUp, CaseState.InReview, StepActor.System), (CaseState.Delivered, CaseAction.MoveUp, CaseState.InReview, StepActor.System),
            (CaseState.Closed, CaseAction.MoveUp, CaseState.InReview, StepActor.System),
            (CaseState.InReview, CaseAction.ProposeFlat, CaseState.InReview, StepActor.Officer),
            .. new[] { CaseState.InReview, CaseState.SpecialProcedure, CaseState.InApproval }.SelectMany(s => new[]
            {
                (s, CaseAction.AcceptFlat, s, StepActor.Applicant), (s, CaseAction.DeclineFlat, s, StepActor.Applicant), (s, CaseAction.ExpireFlat, s, StepActor.System),
            }),
        ],
        CaseWorkflow.Steps.Where(s => AllocationSteps.Has(s.Action)).Select(s => (s.From, s.Action, s.To, s.By)));
    }

    /// <summary>So many families for these places, ranked; in the order of the list.</summary>
    private async Task<(Round Round, List<Guid> Ids)> RankedAsync(int families, params (string, int)[] places)
    {
        var round = await City.OpenAsync(places);
        await City.AcceptedAsync(families, GradeLevel.B, "S01");
        await City.CloseAsync(round);
        await City.Get<RoundService>().RankAsync(await City.ApproverAsync(), round.Id);
        return (round, (await City.EntriesAsync(round.Id)).OrderBy(e => e.Wishes[0].Rank).Select(e => e.CaseId).ToList());
    }

    private async Task PublishAsync(Round round)
    {
        await City.Get<RoundService>().StartPublishingAsync(await City.ApproverAsync(), round.Id);
        await City.SweepRoundsAsync();
    }

    private async Task AskAsync(Guid id) => await City.ActAsync(await City.ApproverAsync(), id, CaseAction.AskOpinion, detail: new OpinionRequest(["housing"], "请核实住址", ["applicant"], 5));
}
