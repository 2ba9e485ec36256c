using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>更正, 撤销, 异议: what can happen to a result, by whom, and that nothing of before is lost.</summary>
[Trait("Category", "Core")]
public sealed class AfterDecisionTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task A_slip_is_corrected_by_a_new_paper_and_the_old_one_stays_as_it_was()
    {
        var (id, approver) = await RefusedAsync("合同编号写成了 2025 年");
        var old = (await City.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Decision);
        await City.ActAsync(approver, id, CaseAction.Correct, "录入笔误", detail: new Correction(old.Id, "2025", "2026"));
        var row = await City.WholeAsync(id);
        Assert.Equal(old.Lines, row.Notices.Single(n => n.Id == old.Id).Lines);
        var paper = row.Notices.Single(n => n.Kind == NoticeKind.Correction);
        Assert.Contains(paper.Lines, l => l is { LabelZh: "理由", Zh: "合同编号写成了 2026 年" });
        Assert.Contains(paper.Lines, l => l.LabelZh == "更正的文书" && l.Zh.Contains(old.Number, StringComparison.Ordinal));
        Assert.Equal(("合同编号写成了 2026 年", CaseDecision.Refused, CaseState.Decided), (row.DecisionReason, row.Decision, row.State));
        Assert.Contains("case-corrected", await City.OwedAboutAsync(id));
        // The one in force is corrected next, not the one of before.
        await City.ActAsync(approver, id, CaseAction.Correct, "又一处", detail: new Correction(old.Id, "合同", "协议")).IsRefusedAsync("no-such-paper");
        await City.ActAsync(approver, id, CaseAction.Correct, "又一处", detail: new Correction(paper.Id, "合同", "协议"));
    }

    [Theory]
    [InlineData("不予", "准予", "correction-not-found")]
    [InlineData("没有的字", "别的字", "correction-not-found")]
    [InlineData("合同", "合同", "correction-missing")]
    [InlineData("", "合同", "correction-missing")]
    public async Task An_outcome_cannot_be_turned_round_by_a_correction(string wrong, string right, string code)
    {
        var (id, approver) = await RefusedAsync("合同已过期");
        var paper = (await City.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Decision);
        await City.ActAsync(approver, id, CaseAction.Correct, "笔误", detail: new Correction(paper.Id, wrong, right)).IsRefusedAsync(code);
        Assert.Single((await City.WholeAsync(id)).Notices, n => n.Kind is NoticeKind.Decision or NoticeKind.Correction);
    }

    [Fact]
    public async Task A_revoked_grant_opens_the_review_with_a_new_promise_and_what_it_changed_must_be_confirmed_as_undone()
    {
        var who = await City.People.TalentAsync();
        var id = await City.ReceiveAsync("P01", who);
        var approver = await City.ReviewAsync(id);
        await City.ActAsync(approver, id, CaseAction.Grant);
        var granted = await City.WholeAsync(id);
        Assert.Equal("金凤路 9 号", (await City.People.ReloadAsync(who)).HouseholdAddress);
        City.MoveTo("2026-11-05");
        await City.ActAsync(approver, id, CaseAction.Revoke, "地址证明是伪造的");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, (CaseDecision?)null, (DateTime?)null), (row.State, row.Decision, row.DeliveryDueAt));
        Assert.True(row.PromisedDueAt > granted.PromisedDueAt);
        Assert.Contains(row.Events, e => e.Action == CaseAction.Grant);
        Assert.Contains(row.Undoings, u => u.WhatZh.Contains("金凤路 9 号", StringComparison.Ordinal));
        Assert.Equal("金凤路 9 号", (await City.People.ReloadAsync(who)).HouseholdAddress);
        Assert.Equal("准予决定书", CasePapers.Title(row.Notices.Single(n => n.Kind == NoticeKind.Decision), row.Decision).Zh);
        await City.ActAsync(approver, id, CaseAction.Refuse, "证明不实").IsRefusedAsync("undo-open");
        await City.ActAsync(approver, id, CaseAction.ConfirmUndone, "已由户籍系统改回");
        await City.ActAsync(approver, id, CaseAction.Refuse, "证明不实");
        Assert.All((await City.WholeAsync(id)).Undoings, u => Assert.Equal("已由户籍系统改回", u.How));
    }

    [Fact]
    public async Task A_wrong_non_acceptance_goes_back_to_the_beginning_of_the_answer()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.RefuseAcceptance, "不属于本机关职权");
        City.MoveTo("2026-11-04");
        await City.ActAsync(office, id, CaseAction.Revoke, "属于本机关职权");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.Received, City.EndOf("2026-11-11"), (DateTime?)null), (row.State, row.AcceptanceDueAt!.Value, row.EndedAt));
        Assert.Contains(row.Notices, n => n.Kind == NoticeKind.NonAcceptance);
        Assert.Contains(row.Notices, n => n.Kind == NoticeKind.Revocation);
        await City.ActAsync(office, id, CaseAction.Accept);
    }

    [Fact]
    public async Task A_family_application_is_revoked_with_its_members()
    {
        var who = await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2020-01-01")));
        var id = await City.FileHouseholdAsync(who);
        var approver = await City.ReviewAsync(id);
        await City.ActAsync(approver, id, CaseAction.Grant);
        await City.ActAsync(approver, id, CaseAction.Revoke, "录错了人");
        var row = await City.WholeAsync(id);
        Assert.All(row.Children.Append(row), c => Assert.Equal((CaseState.InReview, (CaseDecision?)null), (c.State, c.Decision)));
        await City.ActAsync(approver, id, CaseAction.ConfirmUndone, "已改回");
        await City.ActAsync(approver, id, CaseAction.Grant);
        Assert.All((await City.WholeAsync(id)).Children, c => Assert.Equal(CaseDecision.Granted, c.Decision));
    }

    [Fact]
    public async Task An_objection_is_answered_within_the_promise_by_somebody_who_had_no_hand_in_the_case()
    {
        var (id, decider) = await RefusedAsync("学历不符");
        var applicant = await City.ApplicantAsync(id);
        var second = await City.OfficeAsync(id);
        await City.ActAsync(applicant, id, CaseAction.Object, "学历认证已经更新");
        var objection = Assert.Single((await City.WholeAsync(id)).Objections);
        Assert.Equal(City.EndOf("2026-11-09"), objection.DueAt);
        Assert.Equal([second.Id], await ToldAsync("objection-to-answer"));
        await City.ActAsync(applicant, id, CaseAction.Object, "再说一次").IsRefusedAsync("objection-once");
        await City.ActAsync(decider, id, CaseAction.UpholdDecision, "维持").IsRefusedAsync("objection-own-case");
        await City.ActAsync(decider, id, CaseAction.Revoke, "改").IsRefusedAsync("objection-open");
        await City.ActAsync(second, id, CaseAction.UpholdDecision, "认证编号仍然查不到");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.Decided, ObjectionResult.Upheld, "认证编号仍然查不到"), (row.State, row.Objections[0].Result!.Value, row.Objections[0].Answer));
        await City.ActAsync(applicant, id, CaseAction.Object, "还是不服").IsRefusedAsync("objection-once");
    }

    [Fact]
    public async Task An_objection_that_is_right_opens_the_case_again_and_the_next_result_can_be_objected_to()
    {
        var (id, decider) = await RefusedAsync("学历不符");
        var applicant = await City.ApplicantAsync(id);
        await City.ActAsync(applicant, id, CaseAction.Object, "学历认证已经更新");
        City.MoveTo("2026-11-04");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.SetAside, "确实已更新");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, City.EndOf("2026-11-11")), (row.State, row.PromisedDueAt!.Value));
        Assert.Contains("case-objection-changed", await City.OwedAboutAsync(id));
        City.Pass(TimeSpan.FromMinutes(1));
        await City.ActAsync(decider, id, CaseAction.Refuse, "仍不符合");
        await City.ActAsync(applicant, id, CaseAction.Object, "请再看");
    }

    [Fact]
    public async Task After_sixty_days_the_applicant_is_told_where_else_to_turn()
    {
        var (id, _) = await RefusedAsync("学历不符");
        City.MoveTo("2027-01-04");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Object, "学历认证已经更新").IsRefusedAsync("objection-late");
    }

    [Fact]
    public async Task The_outcome_of_a_review_is_recorded_by_supervision_and_a_changed_decision_is_told_to_the_department()
    {
        var (id, decider) = await RefusedAsync("学历不符");
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        City.MoveTo("2026-11-20");
        foreach (var outcome in new[] { null, new RemedyOutcome(ObjectionKind.Objection, ObjectionResult.Changed, City.Day("2026-11-19"), "1号"), new(ObjectionKind.Review, ObjectionResult.Changed, City.Day("2026-11-19"), " ") })
            await City.ActAsync(supervisor, id, CaseAction.RecordRemedy, detail: outcome).IsRefusedAsync("outcome-missing");
        foreach (var day in new[] { "2026-11-01", "2026-11-21" })
            await City.ActAsync(supervisor, id, CaseAction.RecordRemedy, detail: new RemedyOutcome(ObjectionKind.Review, ObjectionResult.Changed, City.Day(day), "1号")).IsRefusedAsync("outcome-date");
        await City.ActAsync(supervisor, id, CaseAction.RecordRemedy, detail: new RemedyOutcome(ObjectionKind.Review, ObjectionResult.Changed, City.Day("2026-11-19"), "渝府复〔2026〕1号"));
        Assert.Contains(decider.Id, await ToldAsync("remedy-to-act-on"));
        Assert.Equal(CaseState.Decided, (await City.WholeAsync(id)).State);
        var service = await City.CaseInAsync(await City.People.TalentAsync(), "P15", CaseState.Decided, c => c.DecidedAt = City.Clock.UtcNow);
        await City.ActAsync(supervisor, service.Id, CaseAction.RecordRemedy, detail: new RemedyOutcome(ObjectionKind.Suit, ObjectionResult.Upheld, City.Clock.Today, "2号")).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_counts()
    {
        var (id, _) = await RefusedAsync("学历不符");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Object, "请重新核查");
        var (one, two) = (await City.OfficeAsync(id), await City.OfficeAsync(id));
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await City.ActAsync(i == 0 ? one : two, id, i == 0 ? CaseAction.UpholdDecision : CaseAction.SetAside, "核查完毕");
            return i;
        });
        Assert.Single(done);
        Assert.Equal("step-not-possible", Assert.Single(refused));
        Assert.Single((await City.WholeAsync(id)).Objections);
    }

    private async Task<List<Guid>> ToldAsync(string template) =>
        await City.ReadAsync(db => db.Outbox.Where(m => m.Template == template && m.Channel == "in-app").Select(m => m.RecipientId).ToListAsync());

    private async Task<(Guid Id, Actor Decider)> RefusedAsync(string reason)
    {
        var id = await City.ReceiveAsync("P08");
        var approver = await City.ReviewAsync(id);
        await City.ActAsync(approver, id, CaseAction.Refuse, reason);
        return (id, approver);
    }
}
