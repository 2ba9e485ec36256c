using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>落户“一件事”: one application for the family, one part per person.</summary>
[Trait("Category", "Core")]
public sealed class HouseholdTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_family_files_once_and_every_person_has_a_part_of_the_same_application()
    {
        var talent = await FamilyAsync();
        var parent = await city.CaseAsync(await city.FileHouseholdAsync(talent));
        Assert.Equal(CaseState.Received, parent.State);
        Assert.Equal([$"{parent.Number}/1", $"{parent.Number}/2", $"{parent.Number}/3"], parent.Children.Select(c => c.Number));
        Assert.Equal(talent.Family.Select(f => (Guid?)f.Id).Append(null).Order(), parent.Children.Select(c => c.FamilyMemberId).Order());
        Assert.All(parent.Children, c => Assert.Equal((CaseState.Received, parent.DepartmentId, parent.ReceivedAt), (c.State, c.DepartmentId, c.ReceivedAt)));
    }

    [Fact]
    public async Task A_decision_for_the_family_is_a_decision_for_each_and_moves_everybody_to_the_new_address()
    {
        var talent = await FamilyAsync();
        var id = await city.FileHouseholdAsync(talent);
        await GrantAsync(id);
        var parent = await city.CaseAsync(id);
        Assert.All(parent.Children.Append(parent), c => Assert.Equal((CaseState.Decided, CaseDecision.Granted), (c.State, c.Decision)));
        var moved = await city.People.ReloadAsync(talent);
        Assert.All(moved.Family.Select(f => f.HouseholdAddress).Append(moved.HouseholdAddress), a => Assert.Equal("金凤路 8 号 3 栋", a));
    }

    [Fact]
    public async Task A_refusal_moves_nobody()
    {
        var talent = await FamilyAsync();
        var id = await city.FileHouseholdAsync(talent);
        var approver = await ToReviewAsync(id);
        await city.ActAsync(approver, id, CaseAction.Refuse, "地址证明与登记不符");
        var moved = await city.People.ReloadAsync(talent);
        Assert.All(moved.Family.Select(f => f.HouseholdAddress).Append(moved.HouseholdAddress), Assert.Null);
    }

    [Fact]
    public async Task Somebody_who_was_not_ticked_stays_where_they_are_registered()
    {
        var talent = await FamilyAsync();
        var spouse = talent.Family.Single(f => f.Relation == FamilyRelation.Spouse);
        await city.DraftAsync(talent, "P01", ("members", spouse.Id.ToString()));
        var draft = await city.ReadAsync(db => db.Cases.SingleAsync(c => c.TalentId == talent.Id));
        await city.People.PaperAsync(talent, "employment-contract");
        await city.People.PaperAsync(talent, "address-proof");
        await city.Get<Core.Filing.SubmitService>().SubmitAsync(Actor.For(talent), draft.Id);
        await GrantAsync(draft.Id);
        var moved = await city.People.ReloadAsync(talent);
        Assert.NotNull(moved.Family.Single(f => f.Id == spouse.Id).HouseholdAddress);
        Assert.Null(moved.Family.Single(f => f.Relation == FamilyRelation.Child).HouseholdAddress);
    }

    [Fact]
    public async Task A_part_of_a_family_application_cannot_be_decided_alone()
    {
        var parent = await city.CaseAsync(await city.FileHouseholdAsync(await FamilyAsync()));
        var officer = await city.People.StaffAsync(StaffRole.Officer, parent.DepartmentId);
        await city.ActAsync(officer, parent.Children[0].Id, CaseAction.Accept).IsRefusedAsync("part-of-family");
    }

    [Fact]
    public async Task The_timeline_counts_every_step_from_one_and_names_who_took_it()
    {
        var id = await city.FileHouseholdAsync(await FamilyAsync());
        await GrantAsync(id);
        var parent = await city.CaseAsync(id);
        Assert.Equal([CaseAction.Submit, CaseAction.Receive, CaseAction.Accept, CaseAction.StartReview, CaseAction.Grant], parent.Events.Select(e => e.Action));
        Assert.Equal([1, 2, 3, 4, 5], parent.Events.Select(e => e.Sequence));
        Assert.Equal([ActorKind.Talent, ActorKind.System, ActorKind.Staff, ActorKind.Staff, ActorKind.Staff], parent.Events.Select(e => e.ActorKind));
        Assert.All(parent.Events.Zip(parent.Events.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(parent.Children, c => Assert.Equal(Enumerable.Range(1, c.Events.Count), c.Events.Select(e => e.Sequence)));
        Assert.Equal(["case-received", "case-accepted", "case-in-review", "case-granted"], await city.OwedAboutAsync(id));
    }

    [Fact]
    public async Task Of_two_approvers_deciding_at_once_one_wins_and_the_other_reads_why_not()
    {
        var id = await city.FileHouseholdAsync(await FamilyAsync());
        var first = await ToReviewAsync(id);
        var second = await city.People.StaffAsync(StaffRole.Approver, first.DepartmentId);
        var seen = (await city.CaseAsync(id)).Version;
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await city.ActAsync(i == 0 ? first : second, id, i == 0 ? CaseAction.Grant : CaseAction.Refuse, "已核对", seen);
            return i;
        });
        Assert.Single(done);
        Assert.Contains(Assert.Single(refused), new[] { "changed-meanwhile", "step-not-possible" });
        var parent = await city.CaseAsync(id);
        Assert.Equal(done[0] == 0 ? CaseDecision.Granted : CaseDecision.Refused, parent.Decision);
        Assert.Single(parent.Events, e => e.To == CaseState.Decided);
    }

    [Fact]
    public async Task Who_decides_on_what_is_no_longer_so_is_shown_the_new_state_first()
    {
        var id = await city.FileHouseholdAsync(await FamilyAsync());
        var approver = await ToReviewAsync(id);
        var seen = (await city.CaseAsync(id)).Version;
        await city.Get<CaseService>().TakeOverAsync(await city.People.StaffAsync(StaffRole.Officer, approver.DepartmentId), id);
        await city.ActAsync(approver, id, CaseAction.Grant, null, seen).IsRefusedAsync("changed-meanwhile");
        Assert.Equal(CaseState.InReview, (await city.CaseAsync(id)).State);
    }

    private Task<Talent> FamilyAsync() => city.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]));

    private async Task<Actor> ToReviewAsync(Guid id)
    {
        var approver = await city.People.StaffAsync(StaffRole.Approver, "public-security");
        await city.ActAsync(approver, id, CaseAction.Accept);
        await city.ActAsync(approver, id, CaseAction.StartReview);
        return approver;
    }

    private async Task GrantAsync(Guid id) => await city.ActAsync(await ToReviewAsync(id), id, CaseAction.Grant);
}
