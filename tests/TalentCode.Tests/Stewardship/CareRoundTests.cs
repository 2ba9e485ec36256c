using Microsoft.EntityFrameworkCore;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>Everybody who waits is assigned in one go, as it was shown, and once.</summary>
[Trait("Category", "Core")]
public sealed class CareRoundTests() : InOwnCity("2026-09-18")
{
    private CareRound Round => City.Get<CareRound>();

    [Fact]
    public async Task What_was_shown_is_what_happens_each_with_the_own_reasons_and_message()
    {
        var (coordinator, small, large) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.StewardAsync());
        await City.Get<CareService>().SetProfileAsync(coordinator, small.Id, false, null, 1);
        var waiting = new[] { await City.People.TalentAsync(), await City.People.TalentAsync(), await City.People.TalentAsync() };
        var (plan, before, total) = await City.Get<CareQueries>().PlanAsync(coordinator);
        Assert.Equal((3, 0, 3), (plan.People.Count, plan.Left.Count, total));
        Assert.Equal([0, 0], before.Select(s => s.People));
        Assert.All(await City.ReadAsync(db => db.Talents.ToListAsync()), t => Assert.Null(t.StewardId));
        Assert.Equal(3, await Round.AssignAllAsync(coordinator, Pairs(plan)));
        foreach (var p in plan.People)
        {
            Assert.Equal(p.To.Steward.Id, await City.StewardOfAsync(waiting.Single(w => w.Id == p.Person.Id)));
            Assert.Equal(["care-new-steward"], await City.MessagesAsync(p.Person.Id));
            var row = await City.ReadAsync(db => db.CareAssignments.SingleAsync(a => a.TalentId == p.Person.Id));
            Assert.StartsWith("按规则:", row.Reason, StringComparison.Ordinal);
        }
        // Nobody gets more than agreed, and each steward is told once.
        Assert.Equal((1, 2), (plan.People.Count(p => p.To.Steward.Id == small.Id), plan.People.Count(p => p.To.Steward.Id == large.Id)));
        Assert.Equal(["care-taken-over"], await City.MessagesAsync(large.Id));
    }

    [Fact]
    public async Task Two_coordinators_at_once_and_a_second_click_assign_once()
    {
        var (one, other, steward) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        var people = new[] { await City.People.TalentAsync(), await City.People.TalentAsync() };
        var pairs = Pairs((await City.Get<CareQueries>().PlanAsync(one)).Plan);
        var (done, refused) = await Refusals.AtOnceAsync(2, i => Round.AssignAllAsync(i == 0 ? one : other, pairs));
        Assert.Equal([2], done);
        Assert.Equal(["nobody-waiting"], refused);
        await Round.AssignAllAsync(one, pairs).IsRefusedAsync("nobody-waiting");
        Assert.Equal(2, await City.ReadAsync(db => db.CareAssignments.CountAsync()));
        foreach (var who in people) Assert.Equal(["care-new-steward"], await City.MessagesAsync(who.Id));
        Assert.Equal(["care-taken-over"], await City.MessagesAsync(steward.Id));
    }

    [Fact]
    public async Task What_changed_since_it_was_shown_is_shown_again_and_others_may_not()
    {
        var (coordinator, steward) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        await City.People.TalentAsync();
        var pairs = Pairs((await City.Get<CareQueries>().PlanAsync(coordinator)).Plan);
        await City.People.TalentAsync();
        await Round.AssignAllAsync(coordinator, pairs).IsRefusedAsync("plan-changed");
        await Round.AssignAllAsync(steward, pairs).IsRefusedAsync("not-allowed");
        await Task.Run(() => City.Get<CareQueries>().PlanAsync(steward)).IsRefusedAsync("not-allowed");
        Assert.Equal(0, await City.ReadAsync(db => db.CareAssignments.CountAsync()));
    }

    [Fact]
    public async Task A_thousand_people_are_assigned_in_one_go_within_what_was_agreed()
    {
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        for (var i = 0; i < 16; i++) await City.StewardAsync();
        var employers = Enumerable.Range(0, 40).Select(i => new Employer { Id = Guid.NewGuid(), NameZh = $"单位{i}", NameEn = $"Employer {i}" }).ToList();
        await City.WriteAsync(async db =>
        {
            db.AddRange(employers);
            await db.AddRangeAsync(Enumerable.Range(0, 1000).Select(i => new Talent { Id = Guid.CreateVersion7(City.Clock.UtcNow), LegalName = "林知远", Phone = $"86138{i:D8}", EmployerId = employers[i % 40].Id, BirthDate = new(1988, 4, 12), SessionStamp = Guid.NewGuid() }));
        });
        var (plan, _, _) = await City.Get<CareQueries>().PlanAsync(coordinator);
        // Sixteen stewards of sixty each.
        Assert.Equal((960, 40), (plan.People.Count, plan.Left.Count));
        Assert.Equal(960, await Round.AssignAllAsync(coordinator, Pairs(plan)));
        Assert.All((await City.Get<CareQueries>().LoadsAsync(coordinator)), s => Assert.Equal(60, s.People));
        Assert.Equal(960, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "care-new-steward")));
    }

    private static (Guid, Guid)[] Pairs(CarePlan plan) => [.. plan.People.Select(p => (p.Person.Id, p.To.Steward.Id))];
}
