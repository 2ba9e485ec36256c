using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Parts of a family application that go a stretch alone. Received on Monday 2 November 2026; five working days from acceptance.</summary>
[Trait("Category", "Core")]
public sealed class FamilyPartsTests() : InOwnCity("2026-11-02")
{
    private Guid _family, _child;
    private Actor _office = null!, _applicant = null!;

    [Fact]
    public async Task One_member_in_completion_does_not_stop_the_others_and_has_a_paper_of_its_own()
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        var family = await City.WholeAsync(_family);
        var child = family.Children.Single(c => c.Id == _child);
        // Nothing can be decided before the 17th without that member: five working days from there.
        Assert.Equal((CaseState.InReview, City.EndOf("2026-12-01")), (family.State, family.PromisedDueAt));
        Assert.Equal((CaseState.AwaitingCompletion, (DateTime?)null, City.EndOf("2026-11-17")), (child.State, child.PromisedDueAt, child.CompletionDueAt));
        Assert.All(family.Children.Where(c => c.Id != _child), c => Assert.Equal((CaseState.InReview, City.EndOf("2026-11-10")), (c.State, c.PromisedDueAt)));
        Assert.Equal($"{child.Number}-补1", Assert.Single(child.Notices).Number);
        Assert.Equal(["case-completion-asked"], await City.OwedAboutAsync(_child));
    }

    [Fact]
    public async Task The_decision_waits_for_whoever_is_behind()
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        await City.ActAsync(_office, _family, CaseAction.Grant).IsRefusedAsync("part-behind");
        await City.ActAsync(_office, _family, CaseAction.Refuse, "地址不符").IsRefusedAsync("part-behind");
        await City.ActAsync(_office, _child, CaseAction.Grant).IsRefusedAsync("part-of-family");
    }

    [Fact]
    public async Task The_whole_is_promised_for_the_day_of_its_latest_member_and_whoever_caught_up_goes_along_again()
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        City.MoveTo("2026-11-06");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        City.MoveTo("2026-11-09");
        await City.ActAsync(_office, _child, CaseAction.Accept);
        var family = await City.WholeAsync(_family);
        Assert.Equal((City.EndOf("2026-11-16"), City.EndOf("2026-12-07")), (family.PromisedDueAt, family.OuterDueAt));
        Assert.Equal("家庭申请以最晚一位成员的日期为准", family.DueDates[^1].WhyZh);
        Assert.Equal(family.PromisedDueAt, (await City.Get<CaseQueries>().ViewAsync(_office, _family)).Dates.Promised!.AtUtc);

        await City.ActAsync(_office, _child, CaseAction.StartReview);
        await City.ActAsync(_office, _child, CaseAction.HandOver, detail: new HandOverTo(_office.Id)).IsRefusedAsync("part-of-family");
        City.MoveTo("2026-11-10");
        await City.ActAsync(_office, _family, CaseAction.StartSpecial, detail: new ProcedureTerms("site-visit", 3));
        family = await City.WholeAsync(_family);
        Assert.Equal((City.EndOf("2026-11-19"), City.EndOf("2026-12-07")), (family.PromisedDueAt, family.OuterDueAt));
        Assert.Equal(["2026-11-10", "2026-11-10", "2026-11-19"], family.Children.Select(c => City.Clock.DateOf(c.PromisedDueAt!.Value.AddTicks(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Order());
        await City.ActAsync(_office, _family, CaseAction.EndSpecial, "已核查");
        await City.ActAsync(_office, _family, CaseAction.Grant);
        family = await City.WholeAsync(_family);
        Assert.All(family.Children.Append(family), c => Assert.Equal((CaseState.Decided, CaseDecision.Granted), (c.State, c.Decision)));
    }

    [Fact]
    public async Task Each_step_of_the_whole_changes_each_date_once()
    {
        await FileAsync();
        await City.ReviewAsync(_family, _office);
        await City.ActAsync(_office, _family, CaseAction.StartSpecial, detail: new ProcedureTerms("site-visit", 3));
        var family = await City.WholeAsync(_family);
        Assert.Equal([ClockName.Acceptance, ClockName.Promised, ClockName.Outer, ClockName.Promised], family.DueDates.Select(d => d.Clock));
        Assert.Equal(["收件", "受理", "受理", "进入特别程序"], family.DueDates.Select(d => d.WhyZh));
    }

    [Fact]
    public async Task Who_withdraws_alone_is_left_out_of_the_decision_and_stays_registered_where_they_are()
    {
        await FileAsync();
        var own = (await City.WholeAsync(_family)).Children.Single(c => c.FamilyMemberId is null);
        await City.ActAsync(_applicant, own.Id, CaseAction.Withdraw);
        await City.ReviewAsync(_family, _office);
        await City.ActAsync(_office, _family, CaseAction.Grant);
        var family = await City.WholeAsync(_family);
        Assert.Equal((CaseState.Withdrawn, (CaseDecision?)null), (family.Children.Single(c => c.Id == own.Id).State, family.Children.Single(c => c.Id == own.Id).Decision));
        var talent = await City.ReadAsync(db => db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == family.TalentId));
        Assert.Null(talent.HouseholdAddress);
        Assert.All(talent.Family, f => Assert.NotNull(f.HouseholdAddress));
    }

    [Fact]
    public async Task The_last_member_cannot_withdraw_alone_not_even_when_two_try_at_once()
    {
        await FileAsync();
        var members = (await City.WholeAsync(_family)).Children;
        await City.ActAsync(_applicant, members[0].Id, CaseAction.Withdraw);
        var other = (CaseService)City.AnotherServer().GetService(typeof(CaseService))!;
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await (i == 0 ? City.Get<CaseService>() : other).ActAsync(_applicant, members[i + 1].Id, CaseAction.Withdraw, null);
            return i;
        });
        Assert.Single(done);
        Assert.Equal(["last-member"], refused);
        await City.ActAsync(_applicant, _family, CaseAction.Withdraw);
        Assert.All((await City.WholeAsync(_family)).Children, c => Assert.Equal(CaseState.Withdrawn, c.State));
    }

    [Theory]
    [InlineData(CaseAction.Withdraw, CaseState.Withdrawn)]
    [InlineData(CaseAction.Terminate, CaseState.Terminated)]
    public async Task When_the_whole_ends_whoever_is_behind_ends_with_it(CaseAction action, CaseState ended)
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        await City.ActAsync(action == CaseAction.Withdraw ? _applicant : _office, _family, action, "不再需要");
        Assert.All((await City.WholeAsync(_family)).Children, c => Assert.Equal((ended, (DateTime?)City.Clock.UtcNow), (c.State, c.EndedAt)));
    }

    [Fact]
    public async Task A_member_who_never_completes_counts_as_withdrawn_and_the_others_can_be_decided()
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        City.MoveTo("2026-11-18", 0);
        Assert.Equal(1, (await City.SweepAsync()).DeemedWithdrawn);
        Assert.Equal(CaseState.DeemedWithdrawn, (await City.CaseAsync(_child)).State);
        await City.ActAsync(_office, _family, CaseAction.Grant);
        Assert.Equal(2, (await City.WholeAsync(_family)).Children.Count(c => c.Decision == CaseDecision.Granted));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_the_last_member_deemed_withdrawn_the_whole_ends_and_is_nobodys_open_case(bool inReview)
    {
        await AskedChildAsync();
        if (inReview) await City.ReviewAsync(_family, _office);
        foreach (var member in (await City.WholeAsync(_family)).Children.Where(c => c.Id != _child))
            await City.ActAsync(_applicant, member.Id, CaseAction.Withdraw);
        City.MoveTo("2026-11-18", 0);
        await City.SweepAsync();
        var family = await City.WholeAsync(_family);
        Assert.Equal((CaseState.DeemedWithdrawn, (DateTime?)null), (family.State, family.WarnAt));
        Assert.NotNull(family.EndedAt);
    }

    [Fact]
    public async Task A_member_completing_alone_is_reminded_as_well()
    {
        await AskedChildAsync();
        await City.ReviewAsync(_family, _office);
        City.MoveTo("2026-11-10");
        await City.SweepAsync();
        Assert.Contains("completion-due", await City.OwedAboutAsync(_child));
    }

    [Fact]
    public async Task What_was_told_to_one_member_already_is_not_told_again_with_the_whole_but_supervision_can_allow_it()
    {
        await AskedChildAsync();
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "已补");
        await City.ActAsync(_office, _family, CaseAction.AskCompletion, detail: Walks.List).IsRefusedAsync("completion-once");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Supervisor), _child, CaseAction.AllowAnotherCompletion, "补交的证明与户口簿不一致");
        await City.ActAsync(_office, _family, CaseAction.AskCompletion, detail: Walks.List);
        Assert.All((await City.WholeAsync(_family)).Children, c => Assert.Equal(c.Id == _child ? 2 : 1, c.CompletionRequests.Count));
    }

    [Fact]
    public async Task When_the_whole_is_in_completion_it_is_answered_as_a_whole()
    {
        await FileAsync();
        await City.ActAsync(_office, _family, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "已补").IsRefusedAsync("part-of-family");
        await City.ActAsync(_applicant, _family, CaseAction.Complete, "都补了");
        var family = await City.WholeAsync(_family);
        Assert.All(family.Children.Append(family), c => Assert.Equal((CaseState.Received, City.EndOf("2026-11-10")), (c.State, c.AcceptanceDueAt)));
    }

    private async Task AskedChildAsync()
    {
        await FileAsync();
        await City.ActAsync(_office, _child, CaseAction.AskCompletion, detail: Walks.List);
    }

    /// <summary>Filed on the 2nd, looked at on the 3rd.</summary>
    private async Task FileAsync()
    {
        var talent = await City.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]));
        var draft = await City.FileHouseholdAsync(talent);
        (_family, _applicant, _office) = (draft, Actor.For(talent), await City.OfficeAsync(draft));
        var born = talent.Family.Single(f => f.Relation == FamilyRelation.Child).Id;
        _child = (await City.WholeAsync(draft)).Children.Single(c => c.FamilyMemberId == born).Id;
        City.MoveTo("2026-11-03");
    }
}
