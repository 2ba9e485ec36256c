using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using TalentCode.Web.Pages.Department.Parts;

namespace TalentCode.Tests.Cases;

/// <summary>Narrowing an inbox and handing over from it.</summary>
[Trait("Category", "Core")]
public sealed class InboxFilterTests() : InOwnCity("2026-11-02")
{
    private static readonly CaseFilter Everything = new(PageSize: 100);

    [Fact]
    public async Task The_inbox_is_narrowed_to_mine_nobodys_a_colleagues_and_to_a_service()
    {
        var (mine, hers, nobodys) = (await City.ReceiveAsync("P08"), await City.ReceiveAsync("P08"), await City.ReceiveAsync("P05"));
        var (me, she) = (await City.OfficeAsync(mine, StaffRole.Officer), await City.OfficeAsync(mine, StaffRole.Officer));
        await City.ActAsync(me, mine, CaseAction.Accept);
        await City.ActAsync(she, hers, CaseAction.Accept);
        await ShowsAsync(me, Everything, mine, hers, nobodys);
        await ShowsAsync(me, Everything with { MineOnly = true }, mine);
        await ShowsAsync(me, Everything with { Handlers = HandlerScope.Nobody }, nobodys);
        await ShowsAsync(me, Everything with { Handlers = HandlerScope.Person, HandlerId = she.Id }, hers);
        await ShowsAsync(me, Everything with { ItemId = "P05" }, nobodys);
        await ShowsAsync(me, Everything with { State = CaseState.Accepted, Light = CaseLight.Green }, mine, hers);
        await ShowsAsync(me, Everything with { Week = WeekScope.Ending, State = CaseState.Received });
        await ShowsAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), Everything with { DepartmentId = "human-resources" });
    }

    [Fact]
    public async Task Handing_over_from_the_list_moves_no_date_and_what_cannot_go_stays_with_its_reason()
    {
        var (one, two, ended) = (await City.ReceiveAsync("P08"), await City.ReceiveAsync("P08"), await City.ReceiveAsync("P08"));
        var (me, she) = (await City.OfficeAsync(one, StaffRole.Officer), await City.OfficeAsync(one, StaffRole.Officer));
        await City.ActAsync(await City.ApplicantAsync(ended), ended, CaseAction.Withdraw);
        var due = (await City.WholeAsync(one)).AcceptanceDueAt;
        var (done, refused) = await Assign.HandOverAsync(me, [one, two, two, ended], she.Id);
        Assert.Equal((2, "step-not-possible"), (done, refused?.Code));
        Assert.Equal((she.Id, due), ((await City.WholeAsync(one)).HandlerId, (await City.WholeAsync(one)).AcceptanceDueAt));
        Assert.Equal(she.Id, (await City.WholeAsync(two)).HandlerId);
    }

    [Fact]
    public async Task Nobody_hands_over_elsewhere_to_elsewhere_or_everything_at_once()
    {
        var id = await City.ReceiveAsync("P08");
        var me = await City.OfficeAsync(id, StaffRole.Officer);
        var elsewhere = await City.People.StaffAsync(StaffRole.Officer, "education");
        Assert.Equal((0, "no-such-colleague"), await CodeAsync(me, [id], elsewhere.Id));
        Assert.Equal((0, "step-not-yours"), await CodeAsync(elsewhere, [id], elsewhere.Id));
        await Assign.HandOverAsync(me, [], me.Id).IsRefusedAsync("assign-count");
        await Assign.HandOverAsync(me, [.. Enumerable.Range(0, 51).Select(_ => Guid.NewGuid())], me.Id).IsRefusedAsync("assign-count");
        await Assign.HandOverAsync(await City.ApplicantAsync(id), [id], me.Id).IsRefusedAsync("not-allowed");
        Assert.DoesNotContain(elsewhere.Id, (await Assign.ColleaguesAsync(me)).Select(c => c.Id));
        Assert.Null((await City.WholeAsync(id)).HandlerId);
    }

    [Fact]
    public void A_filter_survives_its_address_and_a_crafted_address_narrows_nothing()
    {
        var address = "https://talent.example" + CaseListQuery.Address("/board/cases", "health", CaseState.InReview, CaseLight.Red, WeekScope.Ending, City.Day("2026-11-06"), City.Day("2026-11-09"));
        var filter = CaseListQuery.Read(address);
        Assert.Equal(("health", CaseState.InReview, CaseLight.Red, WeekScope.Ending, (City.Day("2026-11-06"), City.Day("2026-11-09"))), (filter.DepartmentId, filter.State!.Value, filter.Light!.Value, filter.Week, filter.Between!.Value));
        Assert.Equal(new(), CaseListQuery.Read("https://talent.example/board/cases?state=99&light=Pink&week=-1&after=x&until=9999-12-31&dept=" + new string('a', 60)));
    }

    private AssignService Assign => City.Get<AssignService>();

    private async Task<(int, string?)> CodeAsync(Actor actor, IReadOnlyList<Guid> ids, Guid to)
    {
        var (done, refused) = await Assign.HandOverAsync(actor, ids, to);
        return (done, refused?.Code);
    }

    private async Task ShowsAsync(Actor actor, CaseFilter filter, params Guid[] expected) =>
        Assert.Equal(expected.Order(), (await City.Get<CaseQueries>().InboxAsync(actor, filter)).Lines.Select(l => l.Id).Order());
}
