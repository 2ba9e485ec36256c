using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>A steward acts for somebody in one item, as far and as long as that person said, and not otherwise.</summary>
[Trait("Category", "Core")]
public sealed class MandateTests() : InOwnCity("2026-09-18")
{
    private Mandates Mandates => City.Get<Mandates>();

    [Fact]
    public async Task It_covers_one_item_of_one_person_up_to_its_last_day()
    {
        var steward = await City.StewardAsync();
        var (who, other) = (await City.OfAsync(steward), await City.OfAsync(steward));
        await Mandates.RequireMandate(steward, who.Id, "P08").IsRefusedAsync("no-mandate");
        var id = await GiveAsync(who, "P08", until: "2026-09-30");
        Assert.Equal(id, (await Mandates.RequireMandate(steward, who.Id, "P08")).Id);
        await Mandates.RequireMandate(steward, who.Id, "P12").IsRefusedAsync("no-mandate");
        await Mandates.RequireMandate(steward, other.Id, "P08").IsRefusedAsync("no-mandate");
        await Mandates.RequireMandate(await City.StewardAsync(), who.Id, "P08").IsRefusedAsync("not-in-care");
        await Mandates.RequireMandate(await City.People.StaffAsync(StaffRole.Hall), who.Id, "P08").IsRefusedAsync("not-in-care");
        City.MoveTo("2026-09-30", 23, 59);
        await Mandates.RequireMandate(steward, who.Id, "P08");
        City.MoveTo("2026-10-01", 0, 1);
        await Mandates.RequireMandate(steward, who.Id, "P08").IsRefusedAsync("no-mandate");
        Assert.False(Assert.Single(await Mandates.MineAsync(Actor.For(who))).InForce);
        // What expired does not stand in the way of a new one.
        await GiveAsync(who, "P08");
        await Mandates.RequireMandate(steward, who.Id, "P08");
    }

    [Fact]
    public async Task To_follow_is_not_to_file_and_a_later_one_replaces_it()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await GiveAsync(who, "P08", MandateScope.Follow);
        await Mandates.RequireMandate(steward, who.Id, "P08", MandateScope.Follow);
        await Mandates.RequireMandate(steward, who.Id, "P08").IsRefusedAsync("no-mandate");
        await GiveAsync(who, "P08");
        await Mandates.RequireMandate(steward, who.Id, "P08");
        Assert.Equal([(null, true), (MandateEnd.Replaced, false)], (await Mandates.MineAsync(Actor.For(who))).Select(m => (m.Row.End, m.InForce)));
    }

    [Fact]
    public async Task Taken_back_it_ends_at_once_and_only_by_who_gave_it()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        var id = await GiveAsync(who, "P08");
        await Mandates.WithdrawAsync(Actor.For(await City.OfAsync(steward)), id).IsRefusedAsync("no-such-mandate");
        await Mandates.WithdrawAsync(steward, id).IsRefusedAsync("no-such-mandate");
        await Mandates.WithdrawAsync(Actor.For(who), id);
        await Mandates.WithdrawAsync(Actor.For(who), id);
        await Mandates.RequireMandate(steward, who.Id, "P08").IsRefusedAsync("no-mandate");
        Assert.Equal(["mandate-given", "mandate-withdrawn"], await City.MessagesAsync(steward.Id));
    }

    [Fact]
    public async Task A_stand_in_uses_it_only_where_the_person_said_so()
    {
        var (away, by) = (await City.StewardAsync(), await City.StewardAsync());
        var who = await City.OfAsync(away);
        await GiveAsync(who, "P08", standIn: true);
        await GiveAsync(who, "P12", standIn: false);
        await City.StandInAsync(away, by, "2026-09-18", "2026-09-18");
        await Mandates.RequireMandate(by, who.Id, "P08");
        await Mandates.RequireMandate(by, who.Id, "P12").IsRefusedAsync("no-mandate");
        City.MoveTo("2026-09-19");
        await Mandates.RequireMandate(by, who.Id, "P08").IsRefusedAsync("not-in-care");
    }

    [Fact]
    public async Task It_was_given_to_a_person_so_it_ends_when_the_steward_changes()
    {
        var (old, next) = (await City.StewardAsync(), await City.StewardAsync());
        var who = await City.OfAsync(old);
        await GiveAsync(who, "P08");
        await City.Get<CareService>().HandOverAsync(await City.People.StaffAsync(StaffRole.Coordinator), old.Id, next.Id, null, "调岗");
        await Mandates.RequireMandate(next, who.Id, "P08").IsRefusedAsync("no-mandate");
        Assert.Equal(MandateEnd.StewardChanged, Assert.Single(await Mandates.MineAsync(Actor.For(who))).Row.End);
    }

    [Fact]
    public async Task Without_a_steward_an_item_or_a_possible_day_there_is_none()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await GiveAsync(await City.People.TalentAsync(), "P08").IsRefusedAsync("no-steward");
        await GiveAsync(who, "X99").IsRefusedAsync("mandate-item");
        await GiveAsync(who, "P08", until: "2026-09-17").IsRefusedAsync("mandate-until");
        await GiveAsync(who, "P08", until: "2027-12-31").IsRefusedAsync("mandate-until");
    }

    private Task<Guid> GiveAsync(TalentCode.Core.People.Talent who, string item, MandateScope scope = MandateScope.FileAndFollow, string? until = null, bool standIn = true) =>
        Task.Run(() => Mandates.GiveAsync(Actor.For(who), new(item, scope, until is null ? null : City.Day(until), standIn)));
}
