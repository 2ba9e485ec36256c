using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Concerns;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Concerns;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>Who looks after whom: assigned with a reason, handed over with everything that is open, history kept.</summary>
[Trait("Category", "Core")]
public sealed class CareTests() : InOwnCity("2026-09-18")
{
    private CareService Care => City.Get<CareService>();

    [Fact]
    public async Task A_person_gets_a_steward_with_a_reason_and_everybody_is_told()
    {
        var (coordinator, steward, who) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.TalentAsync());
        await Care.AssignAsync(coordinator, who.Id, steward.Id, "按规则:现有 0 人");
        Assert.Equal(steward.Id, await City.StewardOfAsync(who));
        var row = Assert.Single(await City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == who.Id).ToListAsync()));
        Assert.Equal((CareKind.Steward, steward.Id, "按规则:现有 0 人", coordinator.Id, null), (row.Kind, row.StaffId, row.Reason, row.ById, row.Until));
        Assert.Equal(["care-new-steward"], await City.MessagesAsync(who.Id));
        Assert.Equal(["care-taken-over"], await City.MessagesAsync(steward.Id));
        await Care.AssignAsync(coordinator, who.Id, steward.Id, "再来一次").IsRefusedAsync("already-theirs");
    }

    [Fact]
    public async Task Only_the_coordinator_assigns_with_a_reason_and_only_to_somebody_who_works_as_a_steward()
    {
        var (coordinator, steward, who) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.TalentAsync());
        await Care.AssignAsync(steward, who.Id, steward.Id, "自己要").IsRefusedAsync("not-allowed");
        await Care.AssignAsync(coordinator, who.Id, steward.Id, "  ").IsRefusedAsync("note-missing");
        await Care.AssignAsync(coordinator, who.Id, coordinator.Id, "统筹自己").IsRefusedAsync("no-such-steward");
        await City.WriteAsync(db => db.Users.Where(s => s.Id == steward.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Disabled, true)));
        await Care.AssignAsync(coordinator, who.Id, steward.Id, "已离岗的").IsRefusedAsync("no-such-steward");
        Assert.Null(await City.StewardOfAsync(who));
    }

    [Fact]
    public async Task All_people_move_with_their_open_matters_and_the_record_says_from_when_to_when()
    {
        var (coordinator, old, next) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.StewardAsync());
        var people = new[] { await City.OfAsync(old), await City.OfAsync(old), await City.OfAsync(old) };
        await City.LogAsync(old, people[0], callBack: "2026-09-25");
        var request = await City.FileAsync(people[1]);
        City.MoveTo("2026-09-20");
        Assert.Equal(3, await Care.HandOverAsync(coordinator, old.Id, next.Id, null, "原管家调岗"));
        Assert.All(await City.ReadAsync(db => db.Talents.ToListAsync()), t => Assert.Equal(next.Id, t.StewardId));
        var history = await City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == people[0].Id).ToListAsync());
        // The old care began before the record: its end stands there all the same.
        var ended = Assert.Single(history, a => a.Until is not null);
        Assert.Equal((old.Id, null, City.Clock.UtcNow), (ended.StaffId, ended.From, ended.Until));
        var lasting = Assert.Single(history, a => a.Until is null);
        Assert.Equal((next.Id, "原管家调岗"), (lasting.StaffId, lasting.Reason));
        // The request is the new steward's to answer, the old one sees nothing any more.
        Assert.True((await City.Get<ConcernQueries>().ForDeskAsync(next, request)).MayWork);
        await City.Get<ConcernQueries>().ForDeskAsync(old, request).IsRefusedAsync("no-such-concern");
        await City.Get<ContactService>().OfAsync(old, people[0].Id).IsRefusedAsync("not-in-care");
        Assert.Single(await City.Get<ContactService>().OfAsync(next, people[0].Id));
        Assert.Contains("care-handed-over", await City.MessagesAsync(old.Id));
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.RecipientId == next.Id && m.Template == "care-taken-over" && m.Channel == "in-app"));
        Assert.Equal(("3", "1", "1"), (told.Values["count"].Zh, told.Values["concerns"].Zh, told.Values["callbacks"].Zh));
    }

    [Fact]
    public async Task Some_are_handed_over_and_the_others_stay()
    {
        var (coordinator, old, next) = (await City.People.StaffAsync(StaffRole.Supervisor), await City.StewardAsync(), await City.StewardAsync());
        var (moves, stays) = (await City.OfAsync(old), await City.OfAsync(old));
        Assert.Equal(1, await Care.HandOverAsync(coordinator, old.Id, next.Id, [moves.Id], "就近"));
        Assert.Equal((next.Id, old.Id), (await City.StewardOfAsync(moves), await City.StewardOfAsync(stays)));
        await Care.HandOverAsync(coordinator, old.Id, next.Id, [moves.Id], "再点一次").IsRefusedAsync("nobody-to-hand-over");
        await Care.HandOverAsync(coordinator, old.Id, old.Id, null, "同一个人").IsRefusedAsync("same-steward");
        await Care.HandOverAsync(old, old.Id, next.Id, null, "管家自己").IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task Two_coordinators_at_once_hand_one_person_over_once()
    {
        var (coordinator, old) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        var next = new[] { await City.StewardAsync(), await City.StewardAsync() };
        var who = await City.OfAsync(old);
        var (done, refused) = await Refusals.AtOnceAsync(2, i => Care.HandOverAsync(coordinator, old.Id, next[i].Id, [who.Id], "同时"));
        Assert.Equal([1], done);
        Assert.Equal(["nobody-to-hand-over"], refused);
        Assert.Single(await City.ReadAsync(db => db.CareAssignments.Where(a => a.TalentId == who.Id && a.Until == null).ToListAsync()));
    }

    [Fact]
    public async Task Contacts_without_a_sign_in_are_named_changed_and_ended_and_the_holder_sees_those_that_last()
    {
        var (coordinator, who) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.TalentAsync());
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new("何远山", "市科学技术局", null), "结对");
        await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new("唐可", "人力资源部", "023-0000-0212"), "登记");
        await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new("罗知秋", null, null), "换人");
        await Care.NameAsync(coordinator, who.Id, CareKind.Steward, new("谁", null, null), "管家").IsRefusedAsync("steward-by-account");
        var mine = await City.Get<CareQueries>().MineAsync(Actor.For(who));
        Assert.Equal(["罗知秋", "何远山"], mine.Contacts.Select(c => c.Who.Zh));
        await Care.NameAsync(coordinator, who.Id, CareKind.PairedLeader, new(null, null, null), "结束");
        Assert.Equal(["罗知秋"], (await City.Get<CareQueries>().MineAsync(Actor.For(who))).Contacts.Select(c => c.Who.Zh));
        Assert.Equal(3, (await City.Get<CareQueries>().SheetAsync(coordinator, who.Id)).History.Count);
    }

    [Fact]
    public async Task The_coordinator_sees_loads_before_assigning_and_finds_people_by_a_part_of_the_name()
    {
        var (coordinator, busy, free) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.StewardAsync());
        for (var i = 0; i < 3; i++) await City.OfAsync(busy);
        await City.FileAsync(await City.OfAsync(busy));
        var waiting = await City.People.TalentAsync(t => t.LegalName = "欧阳远山");
        var loads = await City.Get<CareQueries>().LoadsAsync(coordinator);
        Assert.Equal([(4, 1), (0, 0)], loads.Select(l => (l.People, l.OpenConcerns)));
        var (people, total) = await City.Get<CareQueries>().UnassignedAsync(coordinator);
        Assert.Equal((waiting.Id, 1), (Assert.Single(people).Person.Id, total));
        Assert.Equal(free.Id, people[0].Proposals[0].Steward.Id);
        Assert.Equal([waiting.Id], (await City.Get<CareQueries>().FindAsync(coordinator, "远山")).Select(l => l.Id));
        await Assert.ThrowsAsync<TalentCode.Core.RefusedException>(() => City.Get<CareQueries>().LoadsAsync(busy));
    }
}

/// <summary>The rule asks in a readable order and says why.</summary>
public sealed class CareRuleTests
{
    private static readonly Guid Employer = Guid.NewGuid();

    [Fact]
    public void Somebody_there_comes_before_somebody_away_then_room_language_employer_district_and_load()
    {
        var away = Load(1, people: 1, english: true, away: true);
        var full = Load(2, people: 10, most: 10, english: true);
        var wordless = Load(3, people: 1);
        var knows = Load(4, people: 9, most: 10, english: true);
        var district = Load(5, people: 8, most: 10, english: true, district: "沙坪坝区");
        var light = Load(6, people: 2, english: true);
        var ranked = CareRule.Rank(Person(Language.English), [away, full, wordless, knows, district, light], new Dictionary<Guid, int> { [knows.Id] = 3 });
        Assert.Equal([knows, district, light, wordless, full, away], ranked.Select(p => p.Steward));
        Assert.Contains("已服务该单位 3 人", ranked[0].Reasons.Select(r => r.Zh));
        Assert.Contains("不会英语", ranked[3].Reasons.Select(r => r.Zh));
        Assert.Contains("人数已满", ranked[4].Reasons.Select(r => r.Zh));
    }

    [Fact]
    public void Language_is_no_matter_for_somebody_who_speaks_chinese_and_load_counts_in_proportion()
    {
        var (half, third) = (Load(1, people: 20, most: 40), Load(2, people: 30, most: 90));
        var ranked = CareRule.Rank(Person(Language.Chinese), [half, third], new Dictionary<Guid, int>());
        Assert.Equal([third, half], ranked.Select(p => p.Steward));
        Assert.All(ranked, p => Assert.DoesNotContain(p.Reasons, r => r.En.Contains("English", StringComparison.Ordinal)));
    }

    private static CarePerson Person(Language language) => new(Guid.NewGuid(), new("林知远", "LIN ZHIYUAN"), language, Employer, new("云岭实验室", "Yunling Laboratory"), "沙坪坝区");

    private static StewardLoad Load(int n, int people, int most = 60, bool english = false, string? district = null, bool away = false) =>
        new(new Guid(n, 0, 0, new byte[8]), new($"管家{n}", $"Steward {n}"), null, people, most, 0, 0, english, district, away ? new DateOnly(2026, 9, 30) : null);
}
