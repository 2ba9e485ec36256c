using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>On the days agreed another contact is in touch for one who is away; promises stay with whose person it is.</summary>
[Trait("Category", "Core")]
public sealed class NamedStandInTests() : InOwnCity("2026-09-18")
{
    private WorkbenchService Work => City.Get<WorkbenchService>();

    [Fact]
    public async Task The_stand_in_sees_the_people_on_these_days_and_the_persons_page_says_who_it_is()
    {
        var (away, by, who) = await PairAsync();
        await City.StandInAsync(away, by, "2026-09-20", "2026-09-22");
        Assert.Equal(["contact-stand-in-asked"], await City.MessagesAsync(by.Id));
        await NothingAsync(by, who);
        foreach (var day in new[] { "2026-09-20", "2026-09-22" })
        {
            City.MoveTo(day);
            var line = Assert.Single(await City.Get<AccompanyQueries>().PeopleAsync(by, null));
            Assert.Equal((who.Id, CareKind.ScienceOfficer, away.Name), (line.Id, line.As, line.StandInFor));
            Assert.Equal(who.Id, (await City.Get<AccompanyQueries>().PersonAsync(by, who.Id)).Id);
            Assert.Equal(by.Name, Assert.Single((await City.Get<CareQueries>().MineAsync(Actor.For(who))).Contacts).StandIn!.Value.Name);
            Assert.Null(Assert.Single(await City.Get<AccompanyQueries>().PeopleAsync(away, null)).StandInFor);
        }
        City.MoveTo("2026-09-23", 0, 1);
        await NothingAsync(by, who);
        Assert.Null(Assert.Single((await City.Get<CareQueries>().MineAsync(Actor.For(who))).Contacts).StandIn);
    }

    [Fact]
    public async Task Promises_are_kept_by_the_stand_in_and_those_given_meanwhile_are_on_the_list_of_who_comes_back()
    {
        var (away, by, who) = await PairAsync();
        await City.LogAsync(away, who, "下周再联系", callBack: "2026-09-21");
        await City.StandInAsync(away, by, "2026-09-20", "2026-09-22");
        City.MoveTo("2026-09-21");
        // It is the line of whoever is away, so putting it off counts for both.
        Assert.Equal((WorkReason.CallBack, away.Id), Assert.Single((await Work.TodayAsync(by)).Today.Select(l => (l.Reason, l.StewardId))));
        await City.LogAsync(by, who, "替班时联系了", callBack: "2026-09-24");
        Assert.Empty((await Work.TodayAsync(by)).Today);
        Assert.Empty((await Work.TodayAsync(away)).Today);
        City.MoveTo("2026-09-24");
        Assert.Equal([WorkReason.CallBack], (await Work.TodayAsync(away)).Today.Select(l => l.Reason));
        Assert.Empty((await Work.TodayAsync(by)).Today);
        // The steward was promised nothing; what the stand-in wrote counts for the contact in the overview.
        var steward = await City.ReadAsync(db => Task.FromResult(db.Users.Single(s => s.Id == who.StewardId)));
        Assert.DoesNotContain(WorkReason.CallBack, (await Work.TodayAsync(new(ActorKind.Staff, steward.Id, new(steward.NameZh, steward.NameEn), RolePermissions.Of([StaffRole.Steward]), null))).Today.Select(l => l.Reason));
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        Assert.Equal(City.At("2026-09-21"), (await City.Get<NamedQueries>().OverviewAsync(coordinator)).Lines.Single(l => l.AccountId == away.Id).LastContact);
        await City.LogAsync(away, who, "已联系");
        Assert.Empty((await Work.TodayAsync(away)).Today);
    }

    [Fact]
    public async Task A_contact_arranges_the_own_days_with_another_contact_and_nobody_elses()
    {
        var (away, by, _) = await PairAsync();
        await City.StandInAsync(away, await City.StewardAsync(), "2026-09-20", "2026-09-22").IsRefusedAsync("no-such-liaison");
        await City.StandInAsync(await City.StewardAsync(), by, "2026-09-20", "2026-09-22").IsRefusedAsync("no-such-steward");
        await City.Get<StandInService>().SetAsync(by, away.Id, by.Id, City.Day("2026-09-20"), City.Day("2026-09-22"), "替别人定").IsRefusedAsync("not-yours");
        await City.Get<StandInService>().SetAsync(await City.People.StaffAsync(StaffRole.Hall), away.Id, by.Id, City.Day("2026-09-20"), City.Day("2026-09-22"), "窗口").IsRefusedAsync("not-allowed");
        await City.Get<StandInService>().SetAsync(await City.People.StaffAsync(StaffRole.Coordinator), away.Id, by.Id, City.Day("2026-09-18"), City.Day("2026-09-22"), "统筹安排");
        var row = Assert.Single(await City.Get<StandInService>().ListAsync(away)).Row;
        Assert.Single(await City.Get<AccompanyQueries>().PeopleAsync(by, null));
        await City.Get<StandInService>().CancelAsync(away, row.Id);
        Assert.Empty(await City.Get<AccompanyQueries>().PeopleAsync(by, null));
    }

    [Fact]
    public async Task A_contact_of_another_sort_stands_in_only_where_the_coordinator_says_so()
    {
        var (away, by, _) = await PairAsync();
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        var other = await City.OfAsync(await City.StewardAsync(), t => t.Grades = [TestPeople.GradeOf(GradeLevel.D)]);
        await City.Get<CareService>().NameAsync(coordinator, other.Id, CareKind.EmployerLiaison, new(null, null, null, by.Id), "登记");
        await City.StandInAsync(away, by, "2026-09-20", "2026-09-22").IsRefusedAsync("stand-in-kind");
        await City.Get<StandInService>().SetAsync(coordinator, away.Id, by.Id, City.Day("2026-09-20"), City.Day("2026-09-22"), "统筹安排");
        Assert.Single(await City.Get<StandInService>().ListAsync(away));
    }

    private async Task NothingAsync(Actor by, Talent who)
    {
        Assert.Empty(await City.Get<AccompanyQueries>().PeopleAsync(by, null));
        await City.Get<AccompanyQueries>().PersonAsync(by, who.Id).IsRefusedAsync("not-in-care");
        await City.LogAsync(by, who, "不该能记").IsRefusedAsync("not-in-care");
        Assert.Empty((await Work.TodayAsync(by)).Today);
    }

    private async Task<(Actor Away, Actor By, Talent Who)> PairAsync()
    {
        var (coordinator, steward, away, by) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.D)]);
        await City.Get<CareService>().NameAsync(coordinator, who.Id, CareKind.ScienceOfficer, new(null, null, null, away.Id), "登记");
        await City.LogAsync(away, who);
        return (away, by, who);
    }
}
