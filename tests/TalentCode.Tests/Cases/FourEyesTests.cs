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
