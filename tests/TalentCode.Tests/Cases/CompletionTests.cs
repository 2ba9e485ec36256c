using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>补正: told once and completely, ten working days, a new receipt for the answer. Received on Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class CompletionTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Asking_answers_the_office_clock_and_gives_the_applicant_ten_working_days()
    {
        var (id, _) = await AskedAsync();
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.AwaitingCompletion, (DateTime?)null, City.EndOf("2026-11-17")), (row.State, row.AcceptanceDueAt, row.CompletionDueAt));
        var request = Assert.Single(row.CompletionRequests);
        Assert.Equal((1, row.CompletionDueAt, Walks.List.Points[0]), (request.Round, request.DueAt, request.Points[0]));
        Assert.Equal(["case-received", "case-completion-asked"], await City.OwedAboutAsync(id));
    }

    [Fact]
    public async Task While_the_applicant_completes_silence_accepts_nothing_and_no_card_is_issued()
    {
        var (id, _) = await AskedAsync();
        City.MoveTo("2026-11-13", 23);
        var swept = await City.SweepAsync();
        Assert.Equal((0, 0), (swept.AcceptedBySilence, swept.Cards));
        Assert.Equal(CaseState.AwaitingCompletion, (await City.CaseAsync(id)).State);
    }

    [Fact]
    public async Task The_answer_is_a_new_receipt_and_gives_the_office_five_fresh_working_days()
    {
        var (id, _) = await AskedAsync();
        City.MoveTo("2026-11-12");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Complete, "换了清晰的扫描件");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.Received, City.At("2026-11-12"), City.EndOf("2026-11-19"), (DateTime?)null), (row.State, row.ReceivedAt, row.AcceptanceDueAt, row.CompletionDueAt));
        Assert.Equal((City.At("2026-11-12"), "换了清晰的扫描件"), (row.CompletionRequests[0].AnsweredAt, row.CompletionRequests[0].Answer));
        Assert.Equal(2, row.Notices.Count(n => n.Kind == NoticeKind.Receipt));

        City.MoveTo("2026-11-20", 0);
        Assert.Equal(1, (await City.SweepAsync()).AcceptedBySilence);
        Assert.Equal(City.At("2026-11-12"), (await City.WholeAsync(id)).AcceptedAt);
    }

    [Fact]
    public async Task A_limit_that_runs_from_the_receipt_starts_again_with_the_new_receipt()
    {
        var id = await City.ReceiveAsync("P10");
        Assert.Equal(City.EndOf("2026-11-11"), (await City.WholeAsync(id)).PromisedDueAt);
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.AskCompletion, detail: Walks.List);
        var waiting = await City.WholeAsync(id);
        Assert.Equal(((DateTime?)null, (DateTime?)null), (waiting.PromisedDueAt, waiting.OuterDueAt));
        City.MoveTo("2026-11-10");
        await City.ActAsync(waiting.Applicant(), id, CaseAction.Complete, "已补");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-19"), City.EndOf("2026-11-25")), (row.PromisedDueAt, row.OuterDueAt));
    }

    [Fact]
    public async Task What_is_missing_is_told_only_once_unless_supervision_allows_another_list_with_a_reason()
    {
        var (id, office) = await AskedAsync();
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        await AnswerAsync(id);
        await AskAsync(office, id).IsRefusedAsync("completion-once");
        await City.ActAsync(supervisor, id, CaseAction.AllowAnotherCompletion, " ").IsRefusedAsync("reason-missing");
        await City.ActAsync(office, id, CaseAction.AllowAnotherCompletion, "新材料有问题").IsRefusedAsync("step-not-yours");
        await City.ActAsync(supervisor, id, CaseAction.AllowAnotherCompletion, "补交的认证书与护照姓名不一致");
        await City.ActAsync(supervisor, id, CaseAction.AllowAnotherCompletion, "再一次").IsRefusedAsync("step-not-possible");
        await AskAsync(office, id);
        Assert.Equal([1, 2], (await City.WholeAsync(id)).CompletionRequests.Select(r => r.Round));
        await AnswerAsync(id);
        await AskAsync(office, id).IsRefusedAsync("completion-once");
        Assert.Equal(2, (await City.WholeAsync(id)).Notices.Count(n => n.Kind == NoticeKind.Completion));
    }

    [Fact]
    public async Task The_applicant_asks_once_for_more_time_the_handler_is_told_and_grants_it()
    {
        var (id, office) = await AskedAsync();
        var applicant = await City.ApplicantAsync(id);
        await City.ActAsync(applicant, id, CaseAction.AskMoreTime, "境外认证要三周");
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.AwaitingCompletion, City.EndOf("2026-11-17"), "境外认证要三周"), (row.State, row.CompletionDueAt, row.Events[^1].Note));
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "more-time-asked" && m.Channel == "in-app"));
        Assert.Equal((office.Id, $"/dept/cases/{id}", "境外认证要三周"), (told.RecipientId, told.Link, told.Values["note"].Zh));
        await City.ActAsync(applicant, id, CaseAction.AskMoreTime, "再问一次").IsRefusedAsync("more-time-asked");
        await City.ActAsync(office, id, CaseAction.AskMoreTime, "代问").IsRefusedAsync("step-not-yours");
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        Assert.Equal(City.EndOf("2026-12-01"), (await City.WholeAsync(id)).CompletionDueAt);
        Assert.DoesNotContain(CaseAction.AskMoreTime, CaseWorkflow.ActionsFor(await City.WholeAsync(id), applicant).Select(s => s.Action));
    }

    [Fact]
    public async Task Supervision_has_nothing_to_allow_before_the_first_list()
    {
        var id = await City.ReceiveAsync("P08");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Supervisor), id, CaseAction.AllowAnotherCompletion, "先同意").IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task A_list_says_of_every_point_what_why_and_how()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        CompletionPoint good = new("护照", "缺签证页", "上传全部页面");
        foreach (var bad in new[] { good with { What = " " }, good with { Why = "" }, good with { How = "\u3000" } })
            await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([good, bad])).IsRefusedAsync("completion-list");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([])).IsRefusedAsync("completion-list");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([good with { How = new string('长', 201) }])).IsRefusedAsync("completion-long");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([.. Enumerable.Repeat(good, 21)])).IsRefusedAsync("completion-long");
        Assert.Equal((CaseState.Received, 0), ((await City.WholeAsync(id)).State, (await City.WholeAsync(id)).Completions));
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([.. Enumerable.Repeat(good, 20)]));
    }

    [Fact]
    public async Task The_term_is_extended_once_by_ten_working_days()
    {
        var (id, office) = await AskedAsync();
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-12-01"), City.EndOf("2026-12-01")), (row.CompletionDueAt, row.CompletionRequests[0].DueAt));
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "还要").IsRefusedAsync("completion-extended-once");
    }

    [Fact]
    public async Task Papers_never_supplied_count_as_withdrawn_from_the_first_instant_after_the_last_day()
    {
        var (id, _) = await AskedAsync();
        City.MoveTo("2026-11-17", 23, 59);
        Assert.Equal(0, (await City.SweepAsync()).DeemedWithdrawn);
        City.MoveTo("2026-11-18", 0);
        var other = (DeadlineSweep)City.AnotherServer().GetService(typeof(DeadlineSweep))!;
        var (done, _) = await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<DeadlineSweep>() : other).RunAsync(default));
        Assert.Equal(1, done.Sum(d => d.DeemedWithdrawn));
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.DeemedWithdrawn, City.At("2026-11-18", 0)), (row.State, row.EndedAt));
        Assert.Equal(ActorKind.System, row.Events[^1].ActorKind);
        Assert.Single(await City.OwedAboutAsync(id), t => t == "case-deemed-withdrawn");
        await City.ActAsync(row.Applicant(), id, CaseAction.Complete, "太晚").IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task The_applicant_is_reminded_five_two_and_one_working_days_before_each_once_on_two_servers()
    {
        var steward = await City.People.StaffAsync(StaffRole.Steward);
        var (id, _) = await AskedAsync(steward.Id);
        var other = (DeadlineSweep)City.AnotherServer().GetService(typeof(DeadlineSweep))!;
        var reminded = new List<string>();
        for (var day = City.Day("2026-11-03"); day <= City.Day("2026-11-17"); day = day.AddDays(1))
        {
            var before = await City.OwedAsync("completion-due");
            City.Time.SetUtcNow(new(City.Clock.At(day, new(9, 30))));
            await Refusals.AtOnceAsync(2, i => (i == 0 ? City.Get<DeadlineSweep>() : other).RunAsync(default));
            var owed = await City.OwedAsync("completion-due") - before;
            if (owed == 0) continue;
            Assert.Equal(2, owed);
            reminded.Add(day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(["11-10", "11-13", "11-16"], reminded);
        var readers = await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "completion-due").Select(m => m.RecipientId).Distinct().ToListAsync());
        Assert.Equal(new[] { (await City.CaseAsync(id)).TalentId, steward.Id }.Order(), readers.Order());
    }

    [Fact]
    public async Task After_a_pause_of_the_sweep_only_the_latest_reminder_is_sent_and_an_extended_term_reminds_anew()
    {
        var (id, office) = await AskedAsync();
        City.MoveTo("2026-11-16");
        await City.SweepAsync();
        Assert.Equal(1, await City.OwedAsync("completion-due"));
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        await City.SweepAsync();
        Assert.Equal(1, await City.OwedAsync("completion-due"));
        City.MoveTo("2026-11-24");
        await City.SweepAsync();
        Assert.Equal(2, await City.OwedAsync("completion-due"));
    }

    [Fact]
    public async Task Once_silence_has_accepted_by_law_a_late_answer_cannot_undo_it()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        City.MoveTo("2026-11-10", 0);
        await AskAsync(office, id).IsRefusedAsync("accepted-by-law");
        await City.ActAsync(office, id, CaseAction.Accept).IsRefusedAsync("accepted-by-law");
        await City.ActAsync(office, id, CaseAction.RefuseAcceptance, "材料不齐").IsRefusedAsync("accepted-by-law");
        Assert.Equal(1, (await City.SweepAsync()).AcceptedBySilence);
        Assert.Equal(City.At("2026-11-02"), (await City.WholeAsync(id)).AcceptedAt);
    }

    [Fact]
    public async Task A_second_list_may_be_asked_more_time_for_as_well()
    {
        var id = await City.ReceiveAsync("P08");
        var (office, applicant) = (await City.OfficeAsync(id), await City.ApplicantAsync(id));
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(applicant, id, CaseAction.AskMoreTime, "境外认证要三周");
        City.Pass(TimeSpan.FromHours(1));
        await City.ActAsync(applicant, id, CaseAction.Complete, "已补认证");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Supervisor), id, CaseAction.AllowAnotherCompletion, "补交的认证书与护照姓名不一致");
        City.Pass(TimeSpan.FromHours(1));
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        Assert.Null((await City.WholeAsync(id)).MoreTimeAsked);
        await City.ActAsync(applicant, id, CaseAction.AskMoreTime, "改名公证要两周");
        await City.ActAsync(applicant, id, CaseAction.AskMoreTime, "再问一次").IsRefusedAsync("more-time-asked");
        Assert.Equal(2, await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "more-time-asked").Select(m => m.DedupKey).Distinct().CountAsync()));
    }

    [Fact]
    public async Task A_point_may_show_a_sample_and_the_paper_and_the_list_carry_it()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        CompletionPoint point = new("学历认证", "编号模糊不清", "上传清晰的扫描件", " 首页编号清楚可读 ");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([point with { Sample = new string('长', 201) }])).IsRefusedAsync("completion-long");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: new CompletionList([point, point with { Sample = " \u3000" }]));
        var row = await City.WholeAsync(id);
        Assert.Equal(["首页编号清楚可读", null], row.CompletionRequests[0].Points.Select(p => p.Sample));
        var lines = row.Notices.Single(n => n.Kind == NoticeKind.Completion).Lines;
        Assert.Equal(("学历认证:编号模糊不清。补正方式:上传清晰的扫描件。样例:首页编号清楚可读", "学历认证: 编号模糊不清. How: 上传清晰的扫描件. Sample: 首页编号清楚可读"), lines.Where(l => l.LabelZh == "第1项").Select(l => (l.Zh, l.En)).Single());
        Assert.Equal("学历认证:编号模糊不清。补正方式:上传清晰的扫描件", lines.Single(l => l.LabelZh == "第2项").Zh);
    }

    [Fact]
    public async Task What_counts_as_withdrawn_says_the_last_day_and_how_often_it_was_reminded_of()
    {
        var (id, _) = await AskedAsync();
        foreach (var day in new[] { "2026-11-10", "2026-11-13", "2026-11-16", "2026-11-18" })
        {
            City.MoveTo(day, 0, 1);
            await City.SweepAsync();
        }
        Assert.Equal("补正期限到2026年11月17日(周二)为止,期间提醒过 3 次,没有收到补正材料。", (await City.WholeAsync(id)).Events[^1].Note);
    }

    [Fact]
    public async Task Reminders_of_a_date_that_was_extended_count_as_well_and_each_reads_it_in_their_language()
    {
        var (id, office) = await AskedAsync();
        var english = await City.ReceiveAsync("P08", await City.People.TalentAsync(t => t.Language = Language.English));
        await AskAsync(office, english);
        City.MoveTo("2026-11-16");
        await City.SweepAsync();
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        City.MoveTo("2026-11-30");
        await City.SweepAsync();
        Assert.Equal("The papers were due by Tue 17 November 2026; one reminder was sent, and nothing was supplied.", (await City.WholeAsync(english)).Events[^1].Note);
        City.MoveTo("2026-12-02");
        await City.SweepAsync();
        Assert.Equal("补正期限到2026年12月1日(周二)为止,期间提醒过 2 次,没有收到补正材料。", (await City.WholeAsync(id)).Events[^1].Note);
    }

    private Task AskAsync(Actor office, Guid id) => City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);

    private async Task AnswerAsync(Guid id) => await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Complete, "已补");

    private async Task<(Guid Id, Actor Office)> AskedAsync(Guid? steward = null)
    {
        var id = await City.ReceiveAsync("P08", await City.People.TalentAsync(t => t.StewardId = steward));
        var office = await City.OfficeAsync(id);
        City.MoveTo("2026-11-03");
        await AskAsync(office, id);
        return (id, office);
    }
}
