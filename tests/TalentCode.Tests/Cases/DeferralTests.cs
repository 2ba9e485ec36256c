using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>容缺受理: secondary papers may follow, core ones never, and the result waits for them. Received on Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class DeferralTests() : InOwnCity("2026-11-02")
{
    private const string Paper = "work-experience-proof";

    [Fact]
    public async Task The_applicants_promise_accepts_the_case_and_issues_the_paper_that_says_so()
    {
        var (id, office) = await OfferedAsync();
        Assert.Equal(CaseState.Received, (await City.WholeAsync(id)).State);
        City.MoveTo("2026-11-03");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.Accepted, City.At("2026-11-03"), City.EndOf("2026-11-10"), (Guid?)office.Id, true), (row.State, row.AcceptedAt, row.PromisedDueAt, row.HandlerId, row.HasGaps));
        Assert.Equal([NoticeKind.Acceptance, NoticeKind.DeferralPromise], row.Notices.Where(n => n.Kind != NoticeKind.Receipt).Select(n => n.Kind).Order());
        var paper = Assert.Single(row.Notices, n => n.Kind == NoticeKind.DeferralPromise);
        Assert.Contains(row.Notices.Single(n => n.Kind == NoticeKind.Acceptance).Lines, l => l.LabelZh == "承诺补齐");
        Assert.Contains(paper.Lines, l => l.LabelZh == "承诺补齐" && l.Zh.Contains("2026", StringComparison.Ordinal) == false && l.Zh.Contains("11月20日", StringComparison.Ordinal));
        Assert.Equal(["case-received", "case-deferral-offered", "case-accepted-with-gaps"], await City.OwedAboutAsync(id));
    }

    [Fact]
    public async Task What_takes_effect_with_the_grant_waits_for_the_papers_that_follow()
    {
        var id = await City.ReceiveAsync("P05");
        var (officer, approver) = (await City.OfficeAsync(id, StaffRole.Officer), await City.OfficeAsync(id));
        await OfferAsync(officer, id, "2026-11-20", "achievement-proof");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        await City.ActAsync(officer, id, CaseAction.StartReview);
        var grade = new GradeDecision(GradeLevel.E, City.Clock.Today, City.Clock.Today.AddYears(1));
        await City.ActAsync(approver, id, CaseAction.Grant, "已核对", detail: grade).IsRefusedAsync("gaps-open");
        Assert.Equal(0, await City.ReadAsync(db => db.Grades.CountAsync(g => g.CaseId == id)));
        await City.ActAsync(officer, id, CaseAction.CloseGaps);
        await City.ActAsync(approver, id, CaseAction.Grant, "已核对", detail: grade);
        Assert.Equal(1, await City.ReadAsync(db => db.Grades.CountAsync(g => g.CaseId == id)));
    }

    [Theory]
    [InlineData("passport", "2026-11-20", "deferral-core")]
    [InlineData("id-photo", "2026-11-20", "deferral-core")]
    [InlineData("no-such-paper", "2026-11-20", "deferral-none")]
    [InlineData(Paper, "2026-11-02", "deferral-date")]
    [InlineData(Paper, "2026-12-01", "deferral-long")]
    public async Task Only_deferrable_papers_and_only_within_the_outer_limit(string code, string until, string refused)
    {
        var id = await City.ReceiveAsync("P08");
        await OfferAsync(await City.OfficeAsync(id), id, until, code).IsRefusedAsync(refused);
        Assert.Empty((await City.WholeAsync(id)).Deferrals);
    }

    [Fact]
    public async Task A_core_paper_beside_a_deferrable_one_is_refused_as_well_and_the_last_day_of_the_limit_is_not_too_late()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await OfferAsync(office, id, "2026-11-30", Paper, "passport").IsRefusedAsync("deferral-core");
        await OfferAsync(office, id, "2026-11-30", Paper);
    }

    [Fact]
    public async Task An_item_without_deferrable_papers_knows_no_offer()
    {
        var id = await City.ReceiveAsync("P24");
        await OfferAsync(await City.OfficeAsync(id), id, "2026-11-10", Paper).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task Nobody_but_the_applicant_promises_and_only_what_was_offered()
    {
        var (id, office) = await OfferedAsync();
        await City.ActAsync(office, id, CaseAction.PromiseDeferred).IsRefusedAsync("step-not-yours");
        var other = await City.ReceiveAsync("P08");
        await City.ActAsync(await City.ApplicantAsync(other), other, CaseAction.PromiseDeferred).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task A_second_offer_replaces_the_first_and_one_whose_day_has_passed_can_no_longer_be_promised()
    {
        var (id, office) = await OfferedAsync();
        await OfferAsync(office, id, "2026-11-04", Paper);
        Assert.Equal(City.EndOf("2026-11-04"), Assert.Single((await City.WholeAsync(id)).Deferrals).DueAt);
        City.MoveTo("2026-11-05", 0);
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred).IsRefusedAsync("deferral-over");
        Assert.Equal(CaseState.Received, (await City.WholeAsync(id)).State);
    }

    [Fact]
    public async Task The_result_is_withheld_until_the_papers_are_in()
    {
        var (id, office) = await PromisedAsync();
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.Grant);
        await City.ActAsync(office, id, CaseAction.Deliver).IsRefusedAsync("gaps-open");
        await City.ActAsync(office, id, CaseAction.CloseGaps);
        await City.ActAsync(office, id, CaseAction.CloseGaps).IsRefusedAsync("step-not-possible");
        await City.ActAsync(office, id, CaseAction.Deliver);
        Assert.Equal(CaseState.Delivered, (await City.WholeAsync(id)).State);
    }

    [Theory]
    [InlineData(false, "11-13 11-18 11-19")]
    [InlineData(true, "11-13")]
    public async Task The_applicant_is_reminded_five_two_and_one_working_days_before_until_they_are_in(bool suppliedEarly, string expected)
    {
        var (id, office) = await PromisedAsync();
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.Grant);
        var days = new List<string>();
        for (var day = City.Day("2026-11-04"); day <= City.Day("2026-11-24"); day = day.AddDays(1))
        {
            City.Time.SetUtcNow(new(City.Clock.At(day, new(9, 0))));
            var before = await City.OwedAsync("deferral-due");
            await City.SweepAsync();
            await City.SweepAsync();
            if (await City.OwedAsync("deferral-due") > before) days.Add(day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            if (suppliedEarly && day == City.Day("2026-11-16")) await City.ActAsync(office, id, CaseAction.CloseGaps);
        }
        Assert.Equal(expected, string.Join(' ', days));
        Assert.Equal(days.Count, await City.OwedAsync("deferral-due"));
    }

    [Fact]
    public async Task Once_the_day_has_passed_everybody_who_can_do_something_is_told_once_and_the_steward_keeps_it_on_the_list()
    {
        var (steward, supervisor) = (await City.People.StaffAsync(StaffRole.Steward), await City.People.StaffAsync(StaffRole.Supervisor));
        var who = await City.People.TalentAsync(t => (t.StewardId, t.Grades) = (steward.Id, [TestPeople.GradeOf(GradeLevel.D)]));
        var (id, office) = await PromisedAsync(who);
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.Grant);
        City.MoveTo("2026-11-20", 23);
        await City.SweepAsync();
        Assert.Equal((0, 0), (await City.OwedAsync("deferral-late"), await City.OwedAsync("deferral-overdue")));
        Assert.DoesNotContain(WorkReason.Deferral, await ReasonsAsync(steward));
        foreach (var day in new[] { "2026-11-21", "2026-11-24", "2026-12-24" })
        {
            City.MoveTo(day, 0);
            await City.SweepAsync();
            await City.SweepAsync();
            Assert.Equal([who.Id], await ToldAsync("deferral-late"));
            Assert.Equal(new[] { office.Id, steward.Id, supervisor.Id }.Order(), await ToldAsync("deferral-overdue"));
            Assert.Contains(WorkReason.Deferral, await ReasonsAsync(steward));
            // Not the office's fault: no light, no card, no place among what is red.
            Assert.Equal((CaseLight.None, (DateTime?)null), (CaseLights.Of(await City.WholeAsync(id), City.Clock.UtcNow, City.Calendar, City.Clock), (await City.CaseAsync(id)).NextDueAt));
            Assert.Equal(0, await City.ReadAsync(db => db.Cards.CountAsync(c => c.Kind == WarningKind.DeliveryLate || c.Kind == WarningKind.DeferralLate)));
        }
        await City.ActAsync(office, id, CaseAction.CloseGaps);
        Assert.DoesNotContain(WorkReason.Deferral, await ReasonsAsync(steward));
        Assert.NotNull((await City.CaseAsync(id)).NextDueAt);
    }

    [Fact]
    public async Task A_result_that_waited_unseen_before_is_found_by_the_next_sweep()
    {
        var (id, office) = await PromisedAsync();
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.Grant);
        City.MoveTo("2026-12-01");
        await City.WriteAsync(db => db.Cases.ExecuteUpdateAsync(set => set.SetProperty(c => c.WarnAt, (DateTime?)null).SetProperty(c => c.NextDueAt, c => c.DeliveryDueAt)));
        await City.SweepAsync();
        Assert.Equal((1, (DateTime?)null), (await City.OwedAsync("deferral-late"), (await City.CaseAsync(id)).NextDueAt));
        Assert.Equal(0, await City.Get<TurnsFiller>().FillAsync(default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_has_not_kept_a_promise_gets_no_second_one_until_it_is_put_right(bool overduePapers)
    {
        var who = await City.People.TalentAsync();
        Guid broken;
        if (overduePapers)
        {
            (broken, _) = await PromisedAsync(who);
            City.MoveTo("2026-11-21", 0);
        }
        else
        {
            broken = (await City.CaseInAsync(who, "P12", CaseState.Delivered, c => c.Pledges.Add(new CasePledge { Id = Guid.NewGuid(), TalentId = who.Id, Code = "address-proof", MadeAt = City.Clock.UtcNow, Held = false }))).Id;
        }
        var id = await City.ReceiveAsync("P08", who);
        var office = await City.OfficeAsync(id);
        Refusals.IsSentence((await OfferAsync(office, id, "2026-11-30", Paper).IsRefusedAsync("promise-broken-before")).Sentence);
        Assert.Empty((await City.WholeAsync(id)).Deferrals);
        // Somebody else's promise is nobody's business here.
        var other = await City.ReceiveAsync("P08");
        await OfferAsync(office, other, "2026-11-27", Paper);
        if (overduePapers) await City.ActAsync(office, broken, CaseAction.CloseGaps);
        else await City.WriteAsync(db => db.Pledges.ExecuteUpdateAsync(set => set.SetProperty(p => p.Held, true)));
        await OfferAsync(office, id, "2026-11-27", Paper);
    }

    [Fact]
    public async Task Where_a_service_has_no_outer_limit_the_promise_bounds_the_day()
    {
        var id = await City.ReceiveAsync("P11");
        var office = await City.OfficeAsync(id);
        var refused = (await OfferAsync(office, id, "2026-11-17", "no-criminal-record").IsRefusedAsync("deferral-long")).Sentence;
        Assert.Contains("承诺期限", refused.Zh, StringComparison.Ordinal);
        await OfferAsync(office, id, "2026-11-16", "no-criminal-record");
    }

    [Fact]
    public void Where_it_has_neither_limit_nor_promise_fifteen_working_days_do()
    {
        var item = ItemContents.With(null, null);
        var (day, of) = CaseDeadlines.DeferralLimit(new ServiceCase { ReceivedAt = City.Clock.UtcNow, ItemVersion = new() { Content = item } }, City.Clock.UtcNow, City.Calendar, City.Clock);
        Assert.Equal(City.Day("2026-11-23"), day);
        Assert.Contains("15个工作日", of.Zh, StringComparison.Ordinal);
    }

    private async Task<List<WorkReason>> ReasonsAsync(Actor steward) => [.. (await City.Get<WorkbenchService>().TodayAsync(steward)).Today.Select(l => l.Reason)];

    private async Task<List<Guid>> ToldAsync(string template) =>
        [.. (await City.ReadAsync(db => db.Outbox.Where(m => m.Template == template && m.Channel == "in-app").Select(m => m.RecipientId).ToListAsync())).Order()];

    private Task OfferAsync(Actor office, Guid id, string until, params string[] codes) =>
        City.ActAsync(office, id, CaseAction.OfferDeferral, detail: new DeferralOffer(codes, City.Day(until)));

    private async Task<(Guid, Actor)> OfferedAsync(Talent? who = null)
    {
        var id = await City.ReceiveAsync("P08", who);
        var office = await City.OfficeAsync(id);
        await OfferAsync(office, id, "2026-11-20", Paper);
        return (id, office);
    }

    private async Task<(Guid, Actor)> PromisedAsync(Talent? who = null)
    {
        var (id, office) = await OfferedAsync(who);
        City.MoveTo("2026-11-03");
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        return (id, office);
    }
}
