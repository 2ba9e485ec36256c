using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>文书: which step issues which paper, with a number of its own and contents that stay.</summary>
[Trait("Category", "Core")]
public sealed class CasePapersTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public void Each_step_issues_the_paper_the_law_or_the_platform_asks_for_and_no_other() => Assert.Equal(
        [
            (CaseAction.Receive, NoticeKind.Receipt), (CaseAction.AskCompletion, NoticeKind.Completion), (CaseAction.Complete, NoticeKind.Receipt),
            (CaseAction.Accept, NoticeKind.Acceptance), (CaseAction.AcceptBySilence, NoticeKind.Acceptance), (CaseAction.PromiseDeferred, NoticeKind.DeferralPromise),
            (CaseAction.RefuseAcceptance, NoticeKind.NonAcceptance), (CaseAction.StartSpecial, NoticeKind.SpecialProcedure), (CaseAction.Extend, NoticeKind.Extension),
            (CaseAction.Grant, NoticeKind.Decision), (CaseAction.Refuse, NoticeKind.Decision), (CaseAction.Deliver, NoticeKind.Delivery),
            (CaseAction.Terminate, NoticeKind.Termination), (CaseAction.Correct, NoticeKind.Correction), (CaseAction.Revoke, NoticeKind.Revocation), (CaseAction.SetAside, NoticeKind.Revocation),
        ],
        CaseWorkflow.Steps.Where(s => s.Paper is not null).Select(s => (s.Action, s.Paper!.Value)).Distinct().OrderBy(s => s.Action));

    [Fact]
    public async Task A_case_on_its_way_collects_its_papers_each_with_its_own_number()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Complete, "已补");
        await City.ReviewAsync(id, office);
        foreach (var kind in new[] { "hearing", "appraisal" })
        {
            await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms(kind, 2));
            await City.ActAsync(office, id, CaseAction.EndSpecial, "结束");
        }
        await City.ActAsync(await City.OfficeAsync(id, StaffRole.Head), id, CaseAction.Extend, "需要核实");
        await City.ActAsync(office, id, CaseAction.Refuse, "学历认证不符");
        await City.ActAsync(office, id, CaseAction.Deliver, "邮寄送达");
        var row = await City.WholeAsync(id);
        var expected = new[] { "收1", "收2", "补1", "受1", "特1", "特2", "延1", "决1", "达1" }.Select(n => $"{row.Number}-{n}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), row.Notices.Select(n => n.Number).Order(StringComparer.Ordinal));
        Assert.All(row.Notices, n => Assert.DoesNotContain(n.Lines, l => new[] { l.LabelZh, l.LabelEn, l.Zh, l.En }.Any(string.IsNullOrWhiteSpace)));
        var decision = row.Notices.Single(n => n.Kind == NoticeKind.Decision);
        Assert.Contains(decision.Lines, l => l.LabelZh == "救济途径" && l.Zh.Contains("行政复议", StringComparison.Ordinal));
        Assert.Contains(decision.Lines, l => l.Zh == "学历认证不符");
        Assert.Contains(row.Notices.Single(n => n.Kind == NoticeKind.Delivery).Lines, l => l.Zh == "邮寄送达");
    }

    [Theory]
    [InlineData(DeliveryWay.Electronic, null, "电子送达 Electronically", "电子送达", "Electronically")]
    [InlineData(DeliveryWay.Window, " 本人签收 ", "窗口领取 At the window · 本人签收", "窗口领取", "At the window")]
    [InlineData(DeliveryWay.Post, "EMS 1234567890123", "邮寄 By post · EMS 1234567890123", "邮寄", "By post")]
    public async Task How_a_result_was_handed_over_and_the_proof_stand_in_the_history_and_on_the_certificate(DeliveryWay way, string? proof, string note, string zh, string en)
    {
        var (id, office) = await GrantedAsync();
        await City.ActAsync(office, id, CaseAction.Deliver, detail: new HandedOver(way, proof));
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseAction.Deliver, note, City.Clock.UtcNow), (row.Events[^1].Action, row.Events[^1].Note, row.EndedAt));
        var lines = row.Notices.Single(n => n.Kind == NoticeKind.Delivery).Lines;
        Assert.Equal((zh, en), lines.Where(l => l.LabelZh == "送达方式").Select(l => (l.Zh, l.En)).Single());
        Assert.Equal(proof?.Trim(), lines.SingleOrDefault(l => l.LabelZh == "送达凭证")?.Zh);
        Assert.Contains(lines, l => l.LabelZh == "送达时间" && l.Zh.Contains("11月2日", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_proof_nothing_goes_over_the_counter_or_by_post_and_what_is_automatic_goes_electronically()
    {
        var (id, office) = await GrantedAsync();
        foreach (var way in new[] { DeliveryWay.Window, DeliveryWay.Post })
            foreach (var nothing in new[] { null, "", " \u3000" })
                Refusals.IsSentence((await City.ActAsync(office, id, CaseAction.Deliver, detail: new HandedOver(way, nothing)).IsRefusedAsync("proof-missing")).Sentence);
        await City.ActAsync(office, id, CaseAction.Deliver, detail: new HandedOver(DeliveryWay.Post, new string('9', 201))).IsRefusedAsync("proof-long");
        Assert.Equal(CaseState.Decided, (await City.WholeAsync(id)).State);
        await City.ActAsync(office, id, CaseAction.Deliver);
        var row = await City.WholeAsync(id);
        Assert.Null(row.Events[^1].Note);
        Assert.Contains(row.Notices.Single(n => n.Kind == NoticeKind.Delivery).Lines, l => l.Zh == "电子送达");
    }

    [Fact]
    public async Task The_notice_of_acceptance_names_the_officer_masked_and_nobody_where_nobody_has_it()
    {
        var (accepted, silent, handed) = (await City.ReceiveAsync("P08"), await City.ReceiveAsync("P08"), await City.ReceiveAsync("P08"));
        var office = await City.OfficeAsync(accepted);
        await City.ActAsync(office, accepted, CaseAction.Accept);
        // Who asked for papers hands it to a colleague, and silence accepts.
        await City.ActAsync(office, handed, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(await City.ApplicantAsync(handed), handed, CaseAction.Complete, "已补");
        var colleague = await City.OfficeAsync(handed, StaffRole.Officer);
        await City.ActAsync(office, handed, CaseAction.HandOver, "另有任务", detail: new HandOverTo(colleague.Id));
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        Assert.Equal([(Masking.Name(office.Name.Zh), Masking.Name(office.Name.En))], await OfficersAsync(accepted));
        Assert.Equal([(Masking.Name(colleague.Name.Zh), Masking.Name(colleague.Name.En))], await OfficersAsync(handed));
        Assert.Empty(await OfficersAsync(silent));
    }

    private async Task<List<(string Zh, string En)>> OfficersAsync(Guid id) =>
        [.. (await City.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Acceptance).Lines.Where(l => l.LabelZh == "经办人").Select(l => (l.Zh, l.En))];

    private async Task<(Guid Id, Core.Staff.Actor Office)> GrantedAsync()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.ReviewAsync(id);
        await City.ActAsync(office, id, CaseAction.Grant);
        return (id, office);
    }

    [Fact]
    public async Task What_a_paper_states_stays_as_it_was_when_the_dates_move_on()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.ReviewAsync(id);
        var accepted = (await City.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Acceptance);
        Assert.Contains(accepted.Lines, l => l.LabelZh == "承诺办结" && l.Zh.Contains("2026年11月9日", StringComparison.Ordinal));
        Assert.Contains(accepted.Lines, l => l.LabelZh == "法定期限" && l.Zh.Contains("2026年11月30日", StringComparison.Ordinal));
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("hearing", 10));
        Assert.Equal(accepted.Lines, (await City.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Acceptance).Lines);
    }

    [Fact]
    public async Task A_limit_of_the_platform_is_never_called_statutory_on_a_paper()
    {
        var id = await City.ReceiveAsync("P05");
        await City.ReviewAsync(id);
        var lines = (await City.WholeAsync(id)).Notices.SelectMany(n => n.Lines).ToList();
        Assert.Contains(lines, l => l.LabelZh == "平台期限");
        Assert.DoesNotContain(lines, l => (l.LabelZh + l.Zh).Contains("法定", StringComparison.Ordinal) || (l.LabelEn + l.En).Contains("tatutory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acceptance_by_silence_and_non_acceptance_have_their_papers_too()
    {
        var silent = await City.ReceiveAsync("P08");
        var refused = await City.ReceiveAsync("P08");
        await City.ActAsync(await City.OfficeAsync(refused), refused, CaseAction.RefuseAcceptance, "不属于本机关职权");
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        var accepted = (await City.WholeAsync(silent)).Notices.Single(n => n.Kind == NoticeKind.Acceptance);
        Assert.Contains(accepted.Lines, l => l.LabelZh == "受理时间" && l.Zh.Contains("11月2日", StringComparison.Ordinal));
        Assert.Contains((await City.WholeAsync(refused)).Notices.Single(n => n.Kind == NoticeKind.NonAcceptance).Lines, l => l.Zh == "不属于本机关职权");
    }

    [Fact]
    public async Task A_market_service_issues_no_papers_at_all()
    {
        var id = await City.ReceiveAsync("M01");
        var office = await City.ReviewAsync(id);
        await City.ActAsync(office, id, CaseAction.Grant);
        await City.ActAsync(office, id, CaseAction.Deliver);
        Assert.Empty((await City.WholeAsync(id)).Notices);
    }

    [Fact]
    public void Every_kind_of_paper_has_a_title_and_a_grant_is_not_called_a_refusal()
    {
        var titles = Enum.GetValues<NoticeKind>().Select(k => CasePapers.Title(k, CaseDecision.Granted)).Append(CasePapers.Title(NoticeKind.Decision, CaseDecision.Refused)).ToList();
        Assert.Equal(titles.Count, titles.Select(t => t.Zh).Distinct().Count());
        Assert.Equal(titles.Count, titles.Select(t => t.En).Distinct().Count());
    }
}
