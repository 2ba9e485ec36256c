using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>Leaders, science officers and liaison officers: who has nobody, when contact was last, and who is reminded.</summary>
[Trait("Category", "Core")]
public sealed class NamedContactTests() : InOwnCity("2026-09-18")
{
    private CareService Care => City.Get<CareService>();
    private WorkbenchService Work => City.Get<WorkbenchService>();

    [Fact]
    public async Task The_overview_counts_people_last_contact_and_those_not_heard_of_for_thirty_days_and_puts_who_has_nobody_on_top()
    {
        var (coordinator, steward, officer, idle) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Liaison));
        var (a, b) = (await City.OfAsync(steward), await City.OfAsync(steward));
        foreach (var who in new[] { a, b })
        {
            await Care.NameAsync(coordinator, who.Id, CareKind.ScienceOfficer, new(null, null, null, officer.Id), "登记");
            await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new("何远山", "市科技局", null), "结对");
        }
        await Care.NameAsync(coordinator, b.Id, CareKind.EmployerLiaison, new("唐可", "人力资源部", null), "登记");
        await Care.NameAsync(coordinator, b.Id, CareKind.EmployerLiaison, new(null, null, null), "结束");
        // A month has passed since they were named; each was in touch with one of the two since, the steward with both.
        City.MoveTo("2026-10-10");
        await City.LogAsync(officer, a);
        foreach (var who in new[] { a, b }) await City.LogAsync(steward, who);
        await City.LogAsync(steward, b, "到实验室看望", way: ContactWay.PairedLeader);
        City.MoveTo("2026-10-20");
        var lines = (await Overview(coordinator)).Lines;
        // Both have nobody: one was never named, one is named no more.
        Assert.Equal([(null, idle.Name.Zh, 0), (CareKind.EmployerLiaison, "唐可", 0)], lines.Take(2).Select(l => (l.Kind, l.Name.Zh, l.People)).OrderBy(l => l.Kind is not null));
        Assert.Equal([(CareKind.ScienceOfficer, officer.Name.Zh, 2, 1), (CareKind.PairedLeader, "何远山", 2, 1)], lines.Skip(2).Select(l => (l.Kind!.Value, l.Name.Zh, l.People, l.Overdue)).OrderBy(l => l.Item1));
        Assert.All(lines.Skip(2), l => Assert.Equal(City.At("2026-10-10"), l.LastContact));
        City.MoveTo("2026-11-09");
        Assert.Equal([2, 2], (await Overview(coordinator)).Lines.Skip(2).Select(l => l.Overdue));
    }

    [Fact]
    public async Task Whoever_was_named_lately_is_not_late_and_a_successor_begins_anew()
    {
        var (coordinator, steward) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        var who = await City.OfAsync(steward);
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new("何远山", null, null), "结对");
        await City.LogAsync(steward, who, "座谈", way: ContactWay.PairedLeader);
        City.MoveTo("2026-09-19");
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new("罗知秋", null, null), "换人");
        var overview = await Overview(coordinator);
        Assert.Equal((2, 1), overview.Leaders);
        Assert.Equal([("何远山", 0, null, 0), ("罗知秋", 1, null, 0)], overview.Lines.Select(l => (l.Name.Zh, l.People, l.LastContact, l.Overdue)));
        City.MoveTo("2026-10-18");
        Assert.Equal(0, (await Overview(coordinator)).Lines[1].Overdue);
        City.MoveTo("2026-10-19");
        Assert.Equal(1, (await Overview(coordinator)).Lines[1].Overdue);
    }

    [Fact]
    public async Task A_department_has_a_leader_by_the_account_or_by_the_post_on_record()
    {
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        var departments = await City.ReadAsync(db => db.Departments.OrderBy(d => d.Id).ToListAsync());
        var leader = await City.People.StaffAsync(StaffRole.Liaison, departments[0].Id);
        Assert.Equal(departments.Count, (await Overview(coordinator)).DepartmentsWithout.Count);
        await Care.NameAsync(coordinator, (await City.People.TalentAsync()).Id, CareKind.PairedLeader, new(null, null, null, leader.Id), "结对");
        await Care.NameAsync(coordinator, (await City.People.TalentAsync()).Id, CareKind.PairedLeader, new("何远山", departments[1].NameZh + "副局长", null), "结对");
        Assert.Equal(departments.Skip(2).Where(d => !departments[1].NameZh.Contains(d.NameZh, StringComparison.Ordinal)).Select(d => d.NameZh), (await Overview(coordinator)).DepartmentsWithout.Select(d => d.Zh));
    }

    [Fact]
    public async Task The_steward_is_reminded_of_a_leader_without_account_and_writes_down_what_the_leader_tells()
    {
        var (coordinator, steward) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        var who = await City.OfAsync(steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.D)]);
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new("何远山", "市科技局", null), "结对");
        City.MoveTo("2026-10-17");
        Assert.Empty((await Work.TodayAsync(steward)).Today);
        City.MoveTo("2026-10-18");
        var line = Assert.Single((await Work.TodayAsync(steward)).Today);
        Assert.Equal((WorkReason.LeaderContact, WorkUrgency.Later, who.Id), (line.Reason, line.Urgency, line.TalentId));
        Assert.Contains("何远山", line.Why.Zh, StringComparison.Ordinal);
        // The steward's own call is not the leader's, and the leader's does not keep the steward's promise.
        await City.LogAsync(steward, who, "问了近况", callBack: "2026-10-18");
        Assert.Equal([WorkReason.CallBack, WorkReason.LeaderContact], (await Work.TodayAsync(steward)).Today.Select(l => l.Reason));
        City.Pass(TimeSpan.FromMinutes(5));
        await City.LogAsync(steward, who, "何局长到实验室看望", way: ContactWay.PairedLeader);
        Assert.Equal([WorkReason.CallBack], (await Work.TodayAsync(steward)).Today.Select(l => l.Reason));
        Assert.Equal(ContactWay.PairedLeader, (await City.Get<CareQueries>().MineAsync(Actor.For(who))).LastContact!.Value.Way);
    }

    [Fact]
    public async Task A_leader_with_an_account_is_reminded_by_the_own_list_whoever_else_was_in_touch()
    {
        var (coordinator, steward, leader) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.D)]);
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new(null, null, null, leader.Id), "结对");
        await City.LogAsync(leader, who);
        City.MoveTo("2026-10-18");
        await City.LogAsync(steward, who);
        Assert.Equal([WorkReason.NoContact], (await Work.TodayAsync(leader)).Today.Select(l => l.Reason));
        Assert.Empty((await Work.TodayAsync(steward)).Today);
        await City.LogAsync(leader, who);
        Assert.Empty((await Work.TodayAsync(leader)).Today);
    }

    [Fact]
    public async Task Only_the_stewards_side_writes_for_a_contact_and_only_for_one_the_person_has()
    {
        var (coordinator, steward, liaison) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward);
        await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new(null, null, null, liaison.Id), "登记");
        await City.LogAsync(steward, who, "座谈", way: ContactWay.PairedLeader).IsRefusedAsync("no-such-contact");
        await City.LogAsync(liaison, who, "座谈", way: ContactWay.EmployerLiaison).IsRefusedAsync("not-yours-to-log");
        Assert.Equal([CareKind.EmployerLiaison], await City.Get<ContactService>().NamedOfAsync(steward, who.Id));
        Assert.Empty(await City.Get<ContactService>().NamedOfAsync(liaison, who.Id));
        await Task.Run(() => Overview(steward)).IsRefusedAsync("not-allowed");
        await Task.Run(() => Overview(liaison)).IsRefusedAsync("not-allowed");
        Assert.Single((await Overview(await City.People.StaffAsync(StaffRole.Supervisor))).Lines);
    }

    private Task<NamedOverview> Overview(Actor actor) => City.Get<NamedQueries>().OverviewAsync(actor);
}
