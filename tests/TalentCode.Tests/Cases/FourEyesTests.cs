using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Who handled it does not decide on grades, money or places; and a case is handed over inside its department only.</summary>
[Trait("Category", "Core")]
public sealed class FourEyesTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData(CaseAction.Grant)]
    [InlineData(CaseAction.Refuse)]
    public async Task Where_four_eyes_are_asked_for_the_handler_does_not_decide_and_a_colleague_does(CaseAction decision)
    {
        var id = await city.ReceiveAsync("P05");
        var handler = await city.ReviewAsync(id);
        await city.ActAsync(handler, id, decision, "已核对").IsRefusedAsync("four-eyes");
        Assert.DoesNotContain(decision, CaseWorkflow.ActionsFor(await city.WholeAsync(id), handler).Select(s => s.Action));
        var second = await city.OfficeAsync(id);
        Assert.Contains(decision, CaseWorkflow.ActionsFor(await city.WholeAsync(id), second).Select(s => s.Action));
        await city.ActAsync(second, id, decision, "已核对");
        Assert.Equal(CaseState.Decided, (await city.WholeAsync(id)).State);
    }

    [Fact]
    public async Task Whoever_takes_a_case_over_becomes_its_handler_and_no_longer_decides_it()
    {
        var id = await city.ReceiveAsync("P05");
        await city.ReviewAsync(id);
        var second = await city.OfficeAsync(id);
        await city.Get<CaseService>().TakeOverAsync(second, id);
        Assert.Equal(second.Id, (await city.WholeAsync(id)).HandlerId);
        await city.ActAsync(second, id, CaseAction.Grant).IsRefusedAsync("four-eyes");
    }

    [Theory]
    [InlineData(CaseAction.Grant)]
    [InlineData(CaseAction.Refuse)]
    public async Task Handing_the_case_over_makes_nobody_a_second_pair_of_eyes(CaseAction decision)
    {
        var id = await city.ReceiveAsync("P05");
        var handler = await city.ReviewAsync(id);
        Assert.Equal([FourEyesSentence], CaseWorkflow.Shut(await city.WholeAsync(id), handler).Select(s => s.Zh));
        await city.ActAsync(handler, id, CaseAction.HandOver, detail: new HandOverTo((await city.OfficeAsync(id, StaffRole.Officer)).Id));
        await city.ActAsync(handler, id, decision, "已核对").IsRefusedAsync("four-eyes");
        var row = await city.WholeAsync(id);
        Assert.DoesNotContain(decision, CaseWorkflow.ActionsFor(row, handler).Select(s => s.Action));
        // The screen that leaves the button out says why; to whoever may decide it says nothing.
        Assert.Equal([FourEyesSentence], CaseWorkflow.Shut(row, handler).Select(s => s.Zh));
        var second = await city.OfficeAsync(id);
        Assert.Empty(CaseWorkflow.Shut(row, second));
        await city.ActAsync(second, id, decision, "已核对");
    }

    [Fact]
    public async Task Whoever_ended_the_special_procedure_has_handled_it_whoever_only_approved_it_or_shared_it_out_has_not()
    {
        var id = await city.ReceiveAsync("P05");
        var (lead, second, third, officer) = (await city.OfficeAsync(id), await city.OfficeAsync(id), await city.OfficeAsync(id), await city.OfficeAsync(id, StaffRole.Officer));
        await city.ActAsync(lead, id, CaseAction.HandOver, detail: new HandOverTo(officer.Id));
        await city.ReviewAsync(id, officer);
        await city.ActAsync(second, id, CaseAction.StartSpecial, detail: new ProcedureTerms("expert-review", 2));
        await city.ActAsync(third, id, CaseAction.EndSpecial, "评审完毕");
        await city.ActAsync(third, id, CaseAction.Grant).IsRefusedAsync("four-eyes");
        Assert.Empty(CaseWorkflow.Shut(await city.WholeAsync(id), second));
        await city.ActAsync(lead, id, CaseAction.Grant);
        Assert.Equal(CaseDecision.Granted, (await city.WholeAsync(id)).Decision);
    }

    [Fact]
    public async Task Whoever_asked_one_member_of_a_family_for_papers_does_not_decide_for_the_family()
    {
        var row = await city.CaseInAsync(await city.People.TalentAsync(), "P05", CaseState.InReview);
        var approver = await city.OfficeAsync(row.Id);
        row.Children.Add(new ServiceCase { HandlerId = approver.Id });
        row.ItemVersion = (await city.WholeOrRawAsync(row.Id)).ItemVersion;
        Assert.True(FourEyes.Bars(row, approver));
        Assert.False(FourEyes.Bars(row, await city.OfficeAsync(row.Id)));
    }

    [Fact]
    public async Task Money_of_the_housing_fund_is_paid_out_by_two()
    {
        var id = await city.ReceiveAsync("P25");
        var handler = await city.ReviewAsync(id);
        await city.ActAsync(handler, id, CaseAction.Grant).IsRefusedAsync("four-eyes");
        await city.ActAsync(await city.OfficeAsync(id), id, CaseAction.Grant);
    }

    [Fact]
    public async Task Whoever_filed_it_for_the_person_under_a_mandate_does_not_decide_it_from_another_desk()
    {
        var both = await city.People.StaffAsync(StaffRole.Approver, (await city.CaseAsync(await city.ReceiveAsync("P25"))).DepartmentId);
        var row = await city.CaseInAsync(await city.People.TalentAsync(), "P25", CaseState.InReview, c => c.Events.Add(new()
        {
            Id = Guid.CreateVersion7(),
            Sequence = 1,
            At = city.Clock.UtcNow,
            ActorKind = ActorKind.Staff,
            ActorId = both.Id,
            ActorZh = both.Name.Zh,
            ActorEn = both.Name.En,
            Action = CaseAction.Submit,
            From = CaseState.Draft,
            To = CaseState.Submitted,
        }));
        await city.ActAsync(both, row.Id, CaseAction.Grant).IsRefusedAsync("four-eyes");
        await city.ActAsync(await city.OfficeAsync(row.Id), row.Id, CaseAction.Grant);
    }

    private const string FourEyesSentence = "涉及资格、资金或名额的决定,须由没有经办过这件事的审批人作出;你经办过,或它现在由你经办。请本部门另一位审批人打开这件事来决定,不用转办。";

    [Fact]
    public async Task Elsewhere_one_approver_may_handle_and_decide()
    {
        var id = await city.ReceiveAsync("P08");
        await city.ActAsync(await city.ReviewAsync(id), id, CaseAction.Grant);
        Assert.Equal(CaseDecision.Granted, (await city.WholeAsync(id)).Decision);
    }

    [Fact]
    public async Task A_case_is_handed_over_to_a_colleague_of_the_same_department_who_is_on_duty()
    {
        var id = await city.ReceiveAsync("P05");
        var office = await city.ReviewAsync(id);
        var colleague = await city.OfficeAsync(id, StaffRole.Officer);
        var elsewhere = await city.People.StaffAsync(StaffRole.Officer, "education");
        var supervisor = await city.OfficeAsync(id, StaffRole.Supervisor);
        var away = await city.OfficeAsync(id, StaffRole.Officer);
        await city.WriteAsync(async db => (await db.Users.FindAsync(away.Id))!.Disabled = true);
        foreach (var nobody in new[] { elsewhere.Id, supervisor.Id, away.Id, Guid.NewGuid() })
            await city.ActAsync(office, id, CaseAction.HandOver, detail: new HandOverTo(nobody)).IsRefusedAsync("no-such-colleague");
        await city.ActAsync(elsewhere, id, CaseAction.HandOver, detail: new HandOverTo(colleague.Id)).IsRefusedAsync("step-not-yours");
        var due = (await city.WholeAsync(id)).PromisedDueAt;
        await city.ActAsync(office, id, CaseAction.HandOver, detail: new HandOverTo(colleague.Id));
        var row = await city.WholeAsync(id);
        Assert.Equal((colleague.Id, CaseState.InReview, due), (row.HandlerId, row.State, row.PromisedDueAt));
        Assert.Equal((CaseAction.HandOver, office.Id), (row.Events[^1].Action, row.Events[^1].ActorId));
        Assert.DoesNotContain(row.Events[^1].Action.ToString(), await city.OwedAboutAsync(id));
    }
}
