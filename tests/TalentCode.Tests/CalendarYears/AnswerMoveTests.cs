using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>What people wait for besides the decision moves with the notice too: the result in hand, opinions, answers to objections. Monday 1 February 2027.</summary>
[Trait("Category", "Core")]
public sealed class AnswerMoveTests : IAsyncLifetime
{
    private ImportCity _there = null!;

    private City City => _there.City;

    public async Task InitializeAsync() => _there = await ImportCity.OpenAsync();

    public async Task DisposeAsync() => await _there.DisposeAsync();

    [Fact]
    public async Task The_day_of_the_delivery_moves_and_the_applicant_is_told()
    {
        var id = await _there.ReceivedAsync();
        var approver = await City.ReviewAsync(id);
        await City.ActAsync(approver, id, CaseAction.Grant);
        var before = await _there.CaseAsync(id);
        Assert.Equal((City.EndOf("2027-02-17"), true), (before.DeliveryDueAt, before.DueProvisional));
        await _there.ImportAsync();
        var after = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2027-02-20"), false), (after.DeliveryDueAt, after.DueProvisional));
        Assert.Equal($"放假安排公布({ImportCity.Number})", after.DueDates.Last(d => d.Clock == ClockName.Delivery).WhyZh);
        Assert.Equal(2, (await _there.ToldAsync("delivery-date-moved")).Count);
        Assert.Empty(await _there.ToldAsync());
    }

    [Fact]
    public async Task A_delivery_that_began_when_the_last_papers_came_is_counted_from_there()
    {
        var id = await _there.ReceivedAsync();
        var approver = await City.OfficeAsync(id);
        await City.ActAsync(approver, id, CaseAction.OfferDeferral, detail: new DeferralOffer(["work-experience-proof"], City.Day("2027-02-12")));
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        await City.ActAsync(approver, id, CaseAction.StartReview);
        await City.ActAsync(approver, id, CaseAction.Grant);
        City.MoveTo("2027-02-02");
        await City.ActAsync(approver, id, CaseAction.CloseGaps, "已收到");
        Assert.Equal(City.EndOf("2027-02-18"), (await _there.CaseAsync(id)).DeliveryDueAt);
        await _there.ImportAsync();
        Assert.Equal(City.EndOf("2027-02-22"), (await City.WholeAsync(id)).DeliveryDueAt);
    }

    [Fact]
    public async Task Papers_asked_for_over_an_unpublished_year_are_marked_until_the_notice_is_there()
    {
        var id = await _there.ReceivedAsync();
        await City.ActAsync(_there.Officer, id, CaseAction.AskCompletion, detail: Walks.List);
        Assert.True((await _there.CaseAsync(id)).DueProvisional);
        Assert.True(CaseTerms.Completion(await City.WholeAsync(id), City.Calendar, City.Clock)!.Provisional);
        await _there.ImportAsync();
        Assert.False((await _there.CaseAsync(id)).DueProvisional);
    }

    [Fact]
    public async Task An_opinion_that_is_awaited_keeps_its_working_days_and_stays_within_the_promise()
    {
        var (id, asked) = await AskedAsync(days: 5);
        var row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2027-02-10"), City.EndOf("2027-02-10")), (row.Opinions[0].DueAt, row.PromisedDueAt));
        Assert.Equal(1, (await City.Get<CalendarPreview>().SumUpAsync(_there.Admin, 2027, NoticeTexts.Of2027)).Answers);
        await _there.ImportAsync();
        row = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2027-02-15"), City.EndOf("2027-02-15")), (row.Opinions[0].DueAt, row.PromisedDueAt));
        var move = Assert.Single(row.DueDates, d => d.Clock == ClockName.Opinion);
        Assert.Equal((City.EndOf("2027-02-10"), City.EndOf("2027-02-15"), $"放假安排公布({ImportCity.Number})", _there.Admin.Name.Zh), (move.Old, move.New, move.WhyZh, move.ByZh));
        Assert.Contains($"Staff|{asked.Id:N}", Assert.Single(await _there.ToldAsync("opinion-date-moved")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_an_objection_moves_with_a_message_to_the_applicant_and_to_whoever_answers()
    {
        var (id, second) = await ObjectedAsync();
        Assert.Equal(City.EndOf("2027-02-10"), (await City.WholeAsync(id)).Objections[0].DueAt);
        await _there.ImportAsync();
        var row = await City.WholeAsync(id);
        Assert.Equal(City.EndOf("2027-02-15"), row.Objections[0].DueAt);
        Assert.Equal((City.EndOf("2027-02-10"), City.EndOf("2027-02-15")), row.DueDates.Where(d => d.Clock == ClockName.Objection).Select(d => (d.Old!.Value, d.New!.Value)).Single());
        var told = await _there.ToldAsync("case-objection-date-moved");
        Assert.Equal(2, told.Count);
        Assert.Contains(told, k => k.Contains($"Talent|{row.TalentId:N}", StringComparison.Ordinal));
        Assert.Contains(told, k => k.Contains($"Staff|{second.Id:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_notice_again_moves_no_answer_and_a_corrected_one_counts_from_the_last()
    {
        var (opinion, _) = await AskedAsync(days: 5);
        var (objection, _) = await ObjectedAsync();
        await _there.ImportAsync();
        var told = (await _there.ToldAsync("opinion-date-moved")).Count;
        Assert.Equal(ImportStart.Unchanged, await _there.Importer.StartAsync(_there.Admin, await _there.DraftAsync()));
        City.Pass(TimeSpan.FromMinutes(10));
        await _there.Importer.RunAsync(default);
        Assert.Equal(told, (await _there.ToldAsync("opinion-date-moved")).Count);
        await _there.ImportAsync(NoticeTexts.Corrected2027);
        Assert.Equal(City.EndOf("2027-02-16"), (await City.WholeAsync(opinion)).Opinions[0].DueAt);
        Assert.Equal(City.EndOf("2027-02-16"), (await City.WholeAsync(objection)).Objections[0].DueAt);
        await _there.ImportAsync();
        Assert.Equal(City.EndOf("2027-02-15"), (await City.WholeAsync(opinion)).Opinions[0].DueAt);
        Assert.Equal(3, (await City.WholeAsync(objection)).DueDates.Count(d => d.Clock == ClockName.Objection));
    }

    [Fact]
    public async Task The_reminder_of_a_moved_answer_comes_the_day_before_and_never_twice()
    {
        var (id, _) = await AskedAsync(days: 2);
        await ObjectedAsync();
        City.MoveTo("2027-02-02");
        await City.Get<HandlingReminders>().RunAsync(default);
        var reminded = await City.OwedAsync("opinion-due");
        Assert.Equal(1, reminded);
        await _there.ImportAsync(NoticeTexts.Write([.. NoticeTexts.Days2027, new("2027-02-03", "春节", true), new("2027-02-04", "春节", true), new("2027-02-27", "春节", false), new("2027-02-28", "春节", false)]));
        Assert.Equal(City.EndOf("2027-02-12"), (await City.WholeAsync(id)).Opinions[0].DueAt);
        for (var day = 3; day < 20; day++)
        {
            City.MoveTo($"2027-02-{day:00}");
            await City.Get<HandlingReminders>().RunAsync(default);
        }
        // Two approvers had no hand in the case that is objected to.
        Assert.Equal((1, 1, 2), (await City.OwedAsync("opinion-due"), await City.OwedAsync("opinion-overdue"), await City.OwedAsync("objection-due")));
    }

    private async Task<(Guid Id, Actor Asked)> AskedAsync(int days)
    {
        var id = await _there.ReceivedAsync();
        var office = await City.ReviewAsync(id);
        var theirs = await City.People.StaffAsync(StaffRole.Officer, "education");
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: new OpinionRequest(["education"], "请核实学历", ["applicant"], days));
        return (id, theirs);
    }

    private async Task<(Guid Id, Actor Second)> ObjectedAsync()
    {
        var id = await _there.ReceivedAsync();
        var decider = await City.ReviewAsync(id);
        await City.ActAsync(decider, id, CaseAction.Refuse, "学历不符");
        var second = await City.OfficeAsync(id);
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Object, "学历认证已经更新");
        return (id, second);
    }
}
