using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>What was said is written down; what was promised shows up on its day.</summary>
[Trait("Category", "Core")]
public sealed class ContactTests() : InOwnCity("2026-09-18")
{
    [Fact]
    public async Task A_promised_call_back_is_on_the_list_on_its_day_and_gone_when_the_person_was_reached()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await City.LogAsync(steward, who, "下周给答复", callBack: "2026-09-24");
        Assert.Empty(await CallBacksAsync(steward));
        City.MoveTo("2026-09-24");
        Assert.Equal(WorkUrgency.Today, Assert.Single(await CallBacksAsync(steward)).Urgency);
        // Nobody answered: it stays.
        await City.LogAsync(steward, who, "没有接", reached: false);
        City.MoveTo("2026-09-25");
        Assert.Equal(WorkUrgency.Late, Assert.Single(await CallBacksAsync(steward)).Urgency);
        await City.LogAsync(steward, who, "已答复");
        Assert.Empty(await CallBacksAsync(steward));
    }

    [Fact]
    public async Task A_new_day_replaces_the_one_before()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await City.LogAsync(steward, who, callBack: "2026-09-21");
        await City.LogAsync(steward, who, "改到下周", callBack: "2026-09-28");
        City.MoveTo("2026-09-22");
        Assert.Empty(await CallBacksAsync(steward));
        Assert.Equal(City.Day("2026-09-28"), (await City.Get<CareQueries>().MineAsync(Actor.For(who))).CallBackOn);
    }

    [Fact]
    public async Task One_contact_is_written_down_for_several_people_or_for_none_when_one_is_not_in_care()
    {
        var (steward, other) = (await City.StewardAsync(), await City.StewardAsync());
        var (a, b, foreign) = (await City.OfAsync(steward), await City.OfAsync(steward), await City.OfAsync(other));
        var input = new ContactInput(ContactWay.WeChat, null, "节日问候");
        await City.Get<ContactService>().LogAsync(steward, [a.Id, b.Id, foreign.Id], input).IsRefusedAsync("not-in-care");
        Assert.Empty(await City.Get<ContactService>().OfAsync(steward, a.Id));
        await City.Get<ContactService>().LogAsync(steward, [a.Id, b.Id, a.Id], input);
        Assert.Single(await City.Get<ContactService>().OfAsync(steward, a.Id));
        Assert.Single(await City.Get<ContactService>().OfAsync(steward, b.Id));
        await City.Get<ContactService>().LogAsync(steward, [], input).IsRefusedAsync("nobody-chosen");
    }

    [Fact]
    public async Task Times_that_cannot_be_and_an_empty_note_are_refused()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        Task Log(DateTime? at, string? note, DateOnly? callBack = null) => City.Get<ContactService>().LogAsync(steward, [who.Id], new(ContactWay.Visit, at, note, true, callBack));
        await Log(null, " ").IsRefusedAsync("note-missing");
        await Log(null, new string('长', CareRules.LongestNote + 1)).IsRefusedAsync("note-too-long");
        await Log(City.At("2026-09-18", 10), "还没有发生").IsRefusedAsync("contact-when-wrong");
        await Log(City.At("2026-07-01"), "太久以前").IsRefusedAsync("contact-when-wrong");
        await Log(null, "约在昨天", City.Day("2026-09-17")).IsRefusedAsync("call-back-day");
        await Log(City.At("2026-09-17", 16), "昨天走访", City.Day("2026-09-18"));
    }

    [Fact]
    public async Task The_holder_reads_when_the_last_contact_was_but_not_the_notes_and_a_hall_reads_nothing()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await City.LogAsync(steward, who, way: ContactWay.Visit);
        var mine = await City.Get<CareQueries>().MineAsync(Actor.For(who));
        Assert.Equal((City.Clock.UtcNow, ContactWay.Visit), mine.LastContact);
        await City.Get<ContactService>().OfAsync(await City.People.StaffAsync(StaffRole.Hall), who.Id).IsRefusedAsync("not-in-care");
        await City.Get<ContactService>().OfAsync(Actor.For(who), who.Id).IsRefusedAsync("not-in-care");
    }

    private async Task<List<WorkLine>> CallBacksAsync(Actor steward) => [.. (await City.Get<WorkbenchService>().TodayAsync(steward)).Today.Where(l => l.Reason == WorkReason.CallBack)];
}
