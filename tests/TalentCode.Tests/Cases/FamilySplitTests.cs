using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Families;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>
/// A member who is behind and the others: what that does to the dates of the whole, and how the part goes on as a case of its
/// own. Received on Monday 2 November 2026; the child's papers were asked for on the 3rd, by the 17th; five working days from acceptance.
/// </summary>
[Trait("Category", "Core")]
public sealed class FamilySplitTests() : InOwnCity("2026-11-02")
{
    private Guid _family, _child;
    private Actor _office = null!, _applicant = null!;
    private Talent _talent = null!;

    [Fact]
    public async Task A_family_is_not_late_while_one_of_them_completes_papers_nor_on_the_day_on_which_that_ends()
    {
        await BehindAsync();
        City.MoveTo("2026-11-12");
        await City.SweepAsync();
        var view = await City.Get<CaseQueries>().ViewAsync(_office, _family);
        Assert.Equal(City.EndOf("2026-12-01"), view.Row.PromisedDueAt);
        Assert.NotEqual(CaseLight.Red, view.Light);
        Assert.StartsWith("有成员还没有受理(例如在补正),整件按最晚 11月24日(周二)全部受理计算", view.Dates.Promised!.Arithmetic.Zh, StringComparison.Ordinal);
        Assert.Equal(City.EndOf("2026-12-22"), view.Row.OuterDueAt);

        City.MoveTo("2026-11-18", 0);
        await City.SweepAsync();
        var family = await City.WholeAsync(_family);
        Assert.Equal((CaseState.InReview, City.EndOf("2026-11-25")), (family.State, family.PromisedDueAt));
        await City.ActAsync(_office, _family, CaseAction.StartSpecial, detail: new ProcedureTerms("site-visit", 3));
        Assert.Equal(City.EndOf("2026-11-30"), (await City.WholeAsync(_family)).PromisedDueAt);
        Assert.DoesNotContain("promise-broken", await City.OwedAboutAsync(_family));
    }

    [Fact]
    public async Task The_answer_on_what_one_member_completed_alone_is_watched()
    {
        await BehindAsync();
        City.MoveTo("2026-11-06");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        // Not accepted before the 13th, then five working days.
        Assert.Equal(City.EndOf("2026-11-20"), (await City.WholeAsync(_family)).PromisedDueAt);
        City.MoveTo("2026-11-13");
        await City.SweepAsync();
        Assert.Contains("answer-near", await City.OwedAboutAsync(_child));
        City.MoveTo("2026-11-14", 0);
        await City.SweepAsync();
        Assert.Contains("promise-answer-late", await City.OwedAboutAsync(_child));
        Assert.Equal([(WarningKind.AnswerLate, CaseLight.Red)], (await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == _child && c.Kind == WarningKind.AnswerLate).ToListAsync())).Select(c => (c.Kind, c.Light)));
    }

    [Fact]
    public async Task Where_silence_is_a_yes_it_accepts_a_member_as_well_and_leaves_the_family_time_to_decide()
    {
        await City.ChangeItemAsync("P01", c => c with { AcceptanceBySilence = true });
        await City.WriteAsync(db => db.ItemVersions.Where(v => v.ItemId == "P01").ExecuteUpdateAsync(set => set.SetProperty(v => v.AcceptanceBySilence, true)));
        await BehindAsync();
        City.MoveTo("2026-11-06");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        City.MoveTo("2026-11-14", 0);
        Assert.Equal(1, (await City.SweepAsync()).AcceptedBySilence);
        var child = await City.WholeAsync(_child);
        Assert.Equal((CaseState.Accepted, City.EndOf("2026-11-13")), (child.State, child.PromisedDueAt));
        Assert.Equal(City.EndOf("2026-11-20"), (await City.WholeAsync(_family)).PromisedDueAt);
    }

    [Fact]
    public async Task A_part_that_is_split_off_has_its_own_number_and_the_family_is_decided_at_once()
    {
        await BehindAsync();
        var (whole, was) = ((await City.WholeAsync(_family)).Number, (await City.WholeAsync(_child)).Number);
        City.MoveTo("2026-11-05");
        await City.ActAsync(_office, _family, CaseAction.Grant).IsRefusedAsync("part-behind");
        await City.ActAsync(_office, _child, CaseAction.SplitOff, "材料要从原籍补开");

        var (family, child) = (await City.WholeAsync(_family), await City.WholeAsync(_child));
        Assert.DoesNotContain(family.Children, c => c.Id == _child);
        Assert.True(CaseNumbers.IsWellFormed(child.Number!));
        Assert.Equal((null, CaseState.AwaitingCompletion, (DateTime?)City.EndOf("2026-11-17"), _office.Id), (child.ParentId, child.State, child.CompletionDueAt, child.HandlerId!.Value));
        Assert.Equal((City.EndOf("2026-11-12"), "一位成员的一份分开办理,其余成员不再等候"), (family.PromisedDueAt, family.DueDates[^1].WhyZh));
        foreach (var number in new[] { child.Number, was }) Assert.Contains(number!, family.Events[^1].Note, StringComparison.Ordinal);
        foreach (var number in new[] { whole, was, "材料要从原籍补开" }) Assert.Contains(number!, child.Events[^1].Note, StringComparison.Ordinal);
        Assert.DoesNotContain("原籍", family.Events[^1].Note!, StringComparison.Ordinal);

        var message = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "case-split-off" && m.Channel == "in-app"));
        Assert.Equal((whole, child.Number, $"/cases/{_child}", "说明:材料要从原籍补开。"), (message.Values["family"].Zh, message.Values["number"].Zh, message.Link, message.Values["remark"].Zh));

        // The review of the others begins anew with it, as their promise does: no card for the days they waited.
        City.MoveTo("2026-11-06");
        await City.SweepAsync();
        Assert.DoesNotContain(await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == _family).ToListAsync()), c => c.IssuedAt > City.Clock.UtcNow.AddHours(-1));
        Assert.Equal(City.EndOf("2026-11-09"), CaseStepLimits.EndOf(await City.WholeAsync(_family), City.Calendar, City.Clock));

        await City.ActAsync(_office, _family, CaseAction.Grant);
        var after = await City.People.ReloadAsync(_talent);
        Assert.NotNull(after.HouseholdAddress);
        Assert.Equal([FamilyRelation.Spouse], after.Family.Where(f => f.HouseholdAddress is not null).Select(f => f.Relation));
    }

    [Theory]
    [InlineData(CaseState.Accepted, CaseState.AwaitingCompletion)]
    [InlineData(CaseState.Accepted, CaseState.Received)]
    [InlineData(CaseState.InReview, CaseState.AwaitingCompletion)]
    [InlineData(CaseState.InReview, CaseState.Received)]
    [InlineData(CaseState.SpecialProcedure, CaseState.AwaitingCompletion)]
    [InlineData(CaseState.SpecialProcedure, CaseState.Received)]
    public async Task Wherever_somebody_is_behind_both_can_be_decided_after_the_split(CaseState whole, CaseState part)
    {
        await BehindAsync(review: false);
        await ToAsync(_family, CaseState.Received, whole);
        await ToAsync(_child, CaseState.AwaitingCompletion, part);
        await City.ActAsync(_office, _child, CaseAction.SplitOff);
        await ToAsync(_family, whole, CaseState.Decided);
        await ToAsync(_child, part, CaseState.Decided);
        foreach (var id in new[] { _family, _child }) Assert.Equal((CaseState.Decided, CaseDecision.Granted), ((await City.WholeAsync(id)).State, (await City.WholeAsync(id)).Decision));

        async Task ToAsync(Guid id, CaseState at, CaseState to)
        {
            while (at != to)
            {
                var action = at switch
                {
                    CaseState.AwaitingCompletion => CaseAction.Complete,
                    CaseState.Received => CaseAction.Accept,
                    CaseState.Accepted => CaseAction.StartReview,
                    CaseState.SpecialProcedure => CaseAction.EndSpecial,
                    _ => to == CaseState.SpecialProcedure ? CaseAction.StartSpecial : CaseAction.Grant,
                };
                await City.ActAsync(action == CaseAction.Complete ? _applicant : _office, id, action, "已核对", detail: action == CaseAction.StartSpecial ? new ProcedureTerms("site-visit", 3) : null);
                at = CaseWorkflow.Find(at, action)!.To;
            }
        }
    }

    [Fact]
    public async Task What_was_split_off_goes_its_own_way_to_the_end_and_moves_only_its_own_person()
    {
        await BehindAsync();
        await City.ActAsync(_office, _child, CaseAction.SplitOff);
        Assert.Contains(await City.Get<CaseQueries>().MineAsync(_applicant), l => l.Id == _child);
        City.MoveTo("2026-11-06");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        await City.ReviewAsync(_child, _office);
        Assert.Equal(City.EndOf("2026-11-13"), (await City.WholeAsync(_child)).PromisedDueAt);
        await City.ActAsync(_office, _child, CaseAction.Grant);
        await City.ActAsync(_office, _child, CaseAction.Deliver);
        Assert.Equal(CaseState.Delivered, (await City.WholeAsync(_child)).State);
        var after = await City.People.ReloadAsync(_talent);
        Assert.Null(after.HouseholdAddress);
        Assert.Equal([FamilyRelation.Child], after.Family.Where(f => f.HouseholdAddress is not null).Select(f => f.Relation));
        Assert.Equal(CaseState.InReview, (await City.WholeAsync(_family)).State);
    }

    [Fact]
    public async Task Answers_and_papers_of_the_person_go_along_and_those_of_the_others_stay()
    {
        await BehindAsync();
        await City.ActAsync(_office, _child, CaseAction.SplitOff);
        var (family, child) = (await City.WholeAsync(_family), await City.WholeAsync(_child));
        Assert.Equal(child.FamilyMemberId, Assert.Single(FormPeople.Chosen(child.Answers)));
        Assert.Equal(_talent.Family.Single(f => f.Relation == FamilyRelation.Spouse).Id, Assert.Single(FormPeople.Chosen(family.Answers)));
        Assert.Equal(family.Answers["address"], child.Answers["address"]);
        Assert.Equal(["address-proof", "birth-certificate", "employment-contract"], await City.ReadAsync(db => db.DocumentUses.Where(u => u.CaseId == _child)
            .Join(db.Documents, u => u.DocumentId, d => d.Id, (u, d) => d.Code).OrderBy(c => c).ToListAsync()));
    }

    [Fact]
    public async Task A_step_is_offered_where_it_can_be_taken_and_nowhere_else()
    {
        await BehindAsync(review: false);
        Assert.False(await IsOfferedAsync());
        await City.ActAsync(_office, _child, CaseAction.SplitOff).IsRefusedAsync("split-not-now");
        await City.ReviewAsync(_family, _office);
        Assert.True(await IsOfferedAsync());
        var other = (await City.WholeAsync(_family)).Children.First(c => c.Id != _child).Id;
        await City.ActAsync(_office, other, CaseAction.SplitOff).IsRefusedAsync("part-of-family");
        await City.ActAsync(_office, _family, CaseAction.SplitOff).IsRefusedAsync("step-not-possible");
        foreach (var member in (await City.WholeAsync(_family)).Children.Where(c => c.Id != _child)) await City.ActAsync(_applicant, member.Id, CaseAction.Withdraw);
        Assert.False(await IsOfferedAsync());
        await City.ActAsync(_office, _child, CaseAction.SplitOff).IsRefusedAsync("split-alone");

        async Task<bool> IsOfferedAsync() => (await City.Get<CaseQueries>().ViewAsync(_office, _family)).Parts.Single(p => p.Row.Id == _child).Actions.Any(s => s.Action == CaseAction.SplitOff);
    }

    [Fact]
    public async Task An_answer_that_is_late_is_given_before_anything_is_split()
    {
        await BehindAsync();
        City.MoveTo("2026-11-06");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        City.MoveTo("2026-11-14", 0);
        await City.ActAsync(_office, _child, CaseAction.SplitOff).IsRefusedAsync("split-late");
        await City.ActAsync(_office, _child, CaseAction.Accept);
        await City.ActAsync(_office, _child, CaseAction.SplitOff).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task Whoever_caught_up_and_withdraws_takes_no_time_from_the_others()
    {
        await BehindAsync();
        City.MoveTo("2026-11-12");
        await City.ActAsync(_applicant, _child, CaseAction.Complete, "补了出生证明");
        City.MoveTo("2026-11-16");
        await City.ActAsync(_office, _child, CaseAction.Accept);
        City.MoveTo("2026-11-18");
        await City.ActAsync(_applicant, _child, CaseAction.Withdraw);
        Assert.Equal(City.EndOf("2026-11-23"), (await City.WholeAsync(_family)).PromisedDueAt);
    }

    [Fact]
    public async Task Of_two_who_split_at_once_one_wins_and_there_is_one_number()
    {
        await BehindAsync();
        var other = (CaseService)City.AnotherServer().GetService(typeof(CaseService))!;
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await (i == 0 ? City.Get<CaseService>() : other).ActAsync(_office, _child, CaseAction.SplitOff, null);
            return i;
        });
        Assert.Single(done);
        Assert.Equal(["step-not-possible"], refused);
        Assert.Single((await City.WholeAsync(_family)).Events, e => e.Action == CaseAction.SplitOff);
    }

    [Fact]
    public async Task A_grown_up_keeps_the_own_part_to_themselves_and_finds_its_papers_on_the_own_page()
    {
        await FileAsync();
        var spouse = _talent.Family.Single(f => f.Relation == FamilyRelation.Spouse);
        var signedIn = await City.OwnPhoneAsync(_talent, spouse);
        var part = (await City.WholeAsync(_family)).Children.Single(c => c.FamilyMemberId == spouse.Id).Id;
        await City.ActAsync(_office, part, CaseAction.AskCompletion, detail: Walks.List);
        await City.ReviewAsync(_family, _office);
        await City.ActAsync(_office, part, CaseAction.SplitOff, "需要本人到场");
        Assert.Contains("member-part-split", await City.ToldAsync(signedIn));
        var page = await City.Get<MemberArea>().PartAsync(signedIn, part);
        Assert.Contains(page.Steps, s => s.Action == CaseAction.SplitOff && s.Note!.Contains("需要本人到场", StringComparison.Ordinal));
        Assert.Single(page.Issued);
        var seen = await City.Get<CaseQueries>().ViewAsync(_applicant, part);
        Assert.All(seen.Row.Events, e => Assert.Null(e.Note));
        Assert.Empty(seen.Row.Answers);
        Assert.DoesNotContain("到场", (await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "case-split-off" && m.Channel == "in-app"))).Values["remark"].Zh, StringComparison.Ordinal);
    }

    private async Task BehindAsync(bool review = true)
    {
        await FileAsync();
        await City.ActAsync(_office, _child, CaseAction.AskCompletion, detail: Walks.List);
        if (review) await City.ReviewAsync(_family, _office);
    }

    private async Task FileAsync()
    {
        _talent = await City.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]));
        _family = await City.FileHouseholdAsync(_talent);
        (_applicant, _office) = (Actor.For(_talent), await City.OfficeAsync(_family));
        var born = _talent.Family.Single(f => f.Relation == FamilyRelation.Child).Id;
        _child = (await City.WholeAsync(_family)).Children.Single(c => c.FamilyMemberId == born).Id;
        City.MoveTo("2026-11-03");
    }
}
