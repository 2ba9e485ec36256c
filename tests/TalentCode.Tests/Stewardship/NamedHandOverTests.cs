using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>A contact leaves: all of the people go to another in one step.</summary>
[Trait("Category", "Core")]
public sealed class NamedHandOverTests() : InOwnCity("2026-09-18")
{
    private NamedHandOver HandOver => City.Get<NamedHandOver>();

    [Fact]
    public async Task All_people_go_to_another_account_with_the_reason_the_history_stays_and_everybody_is_told()
    {
        var (coordinator, old, next) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Liaison));
        var steward = await City.StewardAsync();
        var people = new[] { await NamedAsync(coordinator, old, steward), await NamedAsync(coordinator, old, steward), await NamedAsync(coordinator, old, steward) };
        await City.LogAsync(old, people[0], callBack: "2026-09-20");
        City.MoveTo("2026-09-20");
        Assert.Equal(3, await HandOver.HandOverAsync(coordinator, await EntryAsync(people[1]), new(null, "科技服务中心", null, next.Id), null, "原专员调离"));
        Assert.Equal(people.Select(p => p.Id).Order(), (await City.Get<AccompanyQueries>().PeopleAsync(next, null)).Select(p => p.Id).Order());
        Assert.Empty(await City.Get<AccompanyQueries>().PeopleAsync(old, null));
        var rows = await City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == people[0].Id).OrderBy(a => a.From).ToListAsync());
        Assert.Equal([(old.Id, City.Clock.UtcNow, "登记"), (next.Id, null, "原专员调离")], rows.Select(r => (r.StaffId!.Value, r.Until, r.Reason)));
        Assert.Equal("care-new-contact", (await City.MessagesAsync(people[0].Id))[^1]);
        Assert.Equal("contact-handed-over", (await City.MessagesAsync(old.Id))[^1]);
        Assert.Equal(["care-named"], await City.MessagesAsync(next.Id));
        // What was promised is not lost: it is the steward's now.
        Assert.Contains((await City.Get<WorkbenchService>().TodayAsync(steward)).Today, l => l.Reason == WorkReason.CallBack && l.TalentId == people[0].Id);
    }

    [Fact]
    public async Task Some_of_a_leaders_people_go_to_another_leader_by_name_and_the_others_stay()
    {
        var (supervisor, steward) = (await City.People.StaffAsync(StaffRole.Supervisor), await City.StewardAsync());
        var (moves, stays, others) = (await City.OfAsync(steward), await City.OfAsync(steward), await City.OfAsync(steward));
        foreach (var who in new[] { moves, stays }) await City.Get<CareService>().NameAsync(supervisor, who.Id, CareKind.PairedLeader, new("何远山", "市科技局", null), "结对");
        // The same name in another post is another leader.
        await City.Get<CareService>().NameAsync(supervisor, others.Id, CareKind.PairedLeader, new("何远山", "市教委", null), "结对");
        Assert.Equal(new[] { moves.Id, stays.Id }.Order(), (await HandOver.PeopleAsync(supervisor, await EntryAsync(moves))).People.Select(p => p.Id).Order());
        Assert.Equal(1, await HandOver.HandOverAsync(supervisor, await EntryAsync(moves), new("罗知秋", "市科技局", "023-0000-0211"), [moves.Id], "分工调整"));
        Assert.Equal([("罗知秋", 1), ("何远山", 1), ("何远山", 1)], (await City.Get<NamedQueries>().OverviewAsync(supervisor)).Lines.OrderByDescending(l => l.Name.Zh, StringComparer.Ordinal).Select(l => (l.Name.Zh, l.People)));
        Assert.Equal("罗知秋", Assert.Single((await City.Get<CareQueries>().MineAsync(Actor.For(moves))).Contacts).Who.Zh);
    }

    [Fact]
    public async Task Two_coordinators_at_once_hand_over_once_and_what_makes_no_sense_is_refused()
    {
        var (coordinator, old, next) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await NamedAsync(coordinator, old, await City.StewardAsync());
        var entry = await EntryAsync(who);
        await HandOver.HandOverAsync(coordinator, entry, new(null, null, null, next.Id), null, " ").IsRefusedAsync("note-missing");
        await HandOver.HandOverAsync(coordinator, entry, new(null, null, null), null, "没有接手人").IsRefusedAsync("no-successor");
        await HandOver.HandOverAsync(coordinator, entry, new(null, null, null, old.Id), null, "同一个人").IsRefusedAsync("same-contact");
        await HandOver.HandOverAsync(coordinator, entry, new(null, null, null, coordinator.Id), null, "不是联络员").IsRefusedAsync("no-such-liaison");
        await HandOver.HandOverAsync(coordinator, Guid.NewGuid(), new(null, null, null, next.Id), null, "没有这个人").IsRefusedAsync("no-such-contact");
        foreach (var other in new[] { old, await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Administrator) })
            await HandOver.HandOverAsync(other, entry, new(null, null, null, next.Id), null, "自己交").IsRefusedAsync("not-allowed");
        var (done, refused) = await Refusals.AtOnceAsync(2, _ => HandOver.HandOverAsync(coordinator, entry, new(null, null, null, next.Id), null, "同时"));
        Assert.Equal([1], done);
        Assert.Equal(["nobody-to-hand-over"], refused);
        Assert.Single(await City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == who.Id && a.Until == null).ToListAsync()));
        Assert.Equal(["care-new-contact"], await City.MessagesAsync(who.Id));
    }

    private async Task<Talent> NamedAsync(Actor coordinator, Actor officer, Actor steward)
    {
        var who = await City.OfAsync(steward);
        await City.Get<CareService>().NameAsync(coordinator, who.Id, CareKind.ScienceOfficer, new(null, null, null, officer.Id), "登记");
        return who;
    }

    private Task<Guid> EntryAsync(Talent who) => City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == who.Id && a.Until == null).Select(a => a.Id).SingleAsync());
}
