using TalentCode.Core.Cases;
using TalentCode.Core.Families;
using TalentCode.Core.Time;
using TalentCode.Tests.Families;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Every date can be explained, and the explanation is of the date that is stored. Received on Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class CaseTermsTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task The_day_for_the_papers_is_counted_from_the_list_and_once_more_when_it_is_extended()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        await IsAsync(id, CaseTerms.Completion, "11月2日(周一)起算,首日不计,第10个工作日是11月16日(周一)");
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        await IsAsync(id, CaseTerms.Completion, "11月2日(周一)起算,首日不计,第10个工作日是11月16日(周一);延长一次:11月16日(周一)起算,首日不计,第10个工作日是11月30日(周一)");
    }

    [Fact]
    public async Task The_day_of_the_delivery_is_counted_from_the_decision_and_anew_from_the_last_papers()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.OfferDeferral, detail: new DeferralOffer(["work-experience-proof"], City.Day("2026-11-20")));
        var offered = await City.WholeAsync(id);
        Assert.Equal(("11月2日(周一)提出后补材料时,由窗口定下的日期,不能晚于办理期限11月30日(周一)", City.Day("2026-11-20")),
            CaseTerms.Deferral(offered, offered.Deferrals[0], City.Calendar, City.Clock) is var d ? (d.Arithmetic.Zh, d.Day) : default);
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.PromiseDeferred);
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.Grant);
        await IsAsync(id, CaseTerms.Delivery, "11月2日(周一)起算,首日不计,第10个工作日是11月16日(周一)");
        City.MoveTo("2026-11-04");
        await City.ActAsync(office, id, CaseAction.CloseGaps, "已收到");
        await IsAsync(id, CaseTerms.Delivery, "11月4日(周三)起算,首日不计,第10个工作日是11月18日(周三)");
    }

    [Fact]
    public async Task A_date_the_rule_does_not_give_is_explained_by_the_reason_it_was_moved_for()
    {
        var id = await City.ReceiveAsync("P08");
        await City.ReviewAsync(id);
        var row = await City.WholeAsync(id);
        row.PromisedDueAt = City.EndOf("2026-11-12");
        Assert.Equal((City.EndOf("2026-11-12"), "以办件记录里登记的日期为准"), Next(row));
        row.DueDates.Add(new DueDateChange { Sequence = 99, Clock = ClockName.Promised, Old = City.EndOf("2026-11-09"), New = row.PromisedDueAt, WhyZh = "放假安排公布(1号)", WhyEn = "Holidays" });
        Assert.Equal((City.EndOf("2026-11-12"), "放假安排公布(1号)"), Next(row));
        row.PromisedDueAt = City.EndOf("2028-03-01");
        Assert.True(CaseTerms.Next(row, City.Calendar, City.Clock)!.Provisional);
    }

    [Fact]
    public async Task The_counters_list_says_why_and_the_phones_list_asks_for_nothing_it_does_not_show()
    {
        var who = await City.People.TalentAsync();
        var id = await City.ReceiveAsync("P08", who);
        await City.ReviewAsync(id);
        var explained = Assert.Single(await City.Get<CaseQueries>().OpenOfAsync(who.Id, explained: true));
        var row = await City.WholeAsync(id);
        Assert.Equal((row.PromisedDueAt, row.PromisedDueAt!.Value, "11月2日(周一)起算,首日不计,第5个工作日是11月9日(周一)"), (explained.NextDue, explained.Due!.AtUtc, explained.Due.Arithmetic.Zh));
        Assert.Null(Assert.Single(await City.Get<CaseQueries>().OpenOfAsync(who.Id)).Due);
    }

    [Fact]
    public async Task Lists_show_the_date_that_runs_now()
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        Assert.Equal(City.EndOf("2026-11-16"), await ListedAsync(id));
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Complete, "已补");
        await City.ReviewAsync(id, office);
        Assert.Equal(City.EndOf("2026-11-09"), await ListedAsync(id));
        City.MoveTo("2026-11-03");
        await City.ActAsync(office, id, CaseAction.Grant);
        Assert.Equal(City.EndOf("2026-11-17"), await ListedAsync(id));
    }

    [Fact]
    public async Task A_member_reads_why_the_own_part_has_its_date()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var family = await City.CaseAsync(await City.FileHouseholdAsync(who));
        var part = family.Children.Single(c => c.FamilyMemberId == who.Teen().Id);
        var view = await City.Get<MemberArea>().PartAsync(teen, part.Id);
        Assert.Equal(view.Part.Due, view.Due!.AtUtc);
        Assert.Contains("起算", view.Due.Arithmetic.Zh, StringComparison.Ordinal);
    }

    private async Task<DateTime?> ListedAsync(Guid id) => Assert.Single(await City.Get<CaseQueries>().OpenOfAsync((await City.CaseAsync(id)).TalentId)).NextDue;

    private (DateTime, string) Next(ServiceCase row) => CaseTerms.Next(row, City.Calendar, City.Clock) is { } due ? (due.AtUtc, due.Arithmetic.Zh) : default;

    private async Task IsAsync(Guid id, Func<ServiceCase, WorkingCalendar, CityClock, DueDate?> term, string words)
    {
        var row = await City.WholeAsync(id);
        var due = term(row, City.Calendar, City.Clock)!;
        Assert.Equal((CaseTerms.NextAt(row), words), (due.AtUtc, due.Arithmetic.Zh));
    }
}
