using TalentCode.Core.Cases;
using TalentCode.Core.Concerns;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Concerns;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>On the days agreed a stand-in sees and may do what the steward may; on no other day.</summary>
[Trait("Category", "Core")]
public sealed class StandInTests() : InOwnCity("2026-09-18")
{
    [Fact]
    public async Task The_stand_in_opens_people_cases_contacts_and_requests_from_the_first_to_the_last_day()
    {
        var (away, by) = (await City.StewardAsync(), await City.StewardAsync());
        var who = await City.OfAsync(away);
        var open = (await City.CaseInAsync(who, "P12", CaseState.Received)).Id;
        var request = await City.FileAsync(who);
        await City.StandInAsync(away, by, "2026-09-20", "2026-09-22");
        await NothingAsync(by, who.Id, open, request);
        foreach (var day in new[] { "2026-09-20", "2026-09-22" })
        {
            City.MoveTo(day);
            Assert.Equal(who.Id, (await City.Get<StewardQueries>().PersonAsync(by, who.Id)).Talent.Id);
            Assert.Equal([who.Id], (await City.Get<StewardQueries>().PeopleAsync(by, null)).Select(p => p.Id));
            Assert.True(await City.MayOpenAsync(by, open));
            Assert.True((await City.Get<ConcernQueries>().ForDeskAsync(by, request)).MayWork);
            // The steward's own view is not taken away.
            Assert.True(await City.MayOpenAsync(away, open));
        }
        await City.LogAsync(by, who, "替班时来电");
        Assert.Contains((await City.Get<WorkbenchService>().TodayAsync(by)).Today, l => l.TalentId == who.Id && l.StewardId == away.Id);
        City.MoveTo("2026-09-23", 0, 1);
        await NothingAsync(by, who.Id, open, request);
    }

    private async Task NothingAsync(Actor actor, Guid who, Guid open, Guid request)
    {
        await City.Get<StewardQueries>().PersonAsync(actor, who).IsRefusedAsync("not-in-care");
        await City.Get<ContactService>().OfAsync(actor, who).IsRefusedAsync("not-in-care");
        await City.Get<ContactService>().LogAsync(actor, [who], new(ContactWay.Call, null, "不该能记")).IsRefusedAsync("not-in-care");
        await City.Get<ConcernQueries>().ForDeskAsync(actor, request).IsRefusedAsync("no-such-concern");
        await City.Get<ConcernWork>().AnswerAsync(actor, request, "不该能答").IsRefusedAsync("no-such-concern");
        Assert.False(await City.MayOpenAsync(actor, open));
        Assert.Empty((await City.Get<WorkbenchService>().TodayAsync(actor)).Today);
    }

    [Fact]
    public async Task Cancelled_it_ends_at_once()
    {
        var (away, by) = (await City.StewardAsync(), await City.StewardAsync());
        var who = await City.OfAsync(away);
        await City.StandInAsync(away, by, "2026-09-18", "2026-09-30");
        var line = Assert.Single(await City.Get<StandInService>().ListAsync(by));
        Assert.True(line.Running);
        await City.Get<StandInService>().CancelAsync(by, line.Row.Id).IsRefusedAsync("not-yours");
        await City.Get<StandInService>().CancelAsync(away, line.Row.Id);
        await City.Get<StewardQueries>().PersonAsync(by, who.Id).IsRefusedAsync("not-in-care");
        Assert.Equal(["stand-in-asked", "stand-in-cancelled"], await City.MessagesAsync(by.Id));
        await City.Get<StandInService>().CancelAsync(away, line.Row.Id).IsRefusedAsync("no-such-stand-in");
    }

    [Fact]
    public async Task Days_that_overlap_or_cannot_be_and_a_stand_in_who_is_away_are_refused()
    {
        var (away, by, third) = (await City.StewardAsync(), await City.StewardAsync(), await City.StewardAsync());
        await City.StandInAsync(away, by, "2026-09-20", "2026-09-22");
        await City.StandInAsync(away, third, "2026-09-22", "2026-09-25").IsRefusedAsync("stand-in-overlaps");
        await City.StandInAsync(third, away, "2026-09-21", "2026-09-21").IsRefusedAsync("stand-in-away");
        await City.StandInAsync(third, third, "2026-09-21", "2026-09-21").IsRefusedAsync("same-steward");
        await City.StandInAsync(third, by, "2026-09-24", "2026-09-23").IsRefusedAsync("stand-in-dates");
        await City.StandInAsync(third, by, "2026-09-10", "2026-09-17").IsRefusedAsync("stand-in-dates");
        await City.StandInAsync(third, await City.People.StaffAsync(StaffRole.Hall), "2026-09-21", "2026-09-21").IsRefusedAsync("no-such-steward");
        await City.Get<StandInService>().SetAsync(by, third.Id, by.Id, City.Day("2026-09-21"), City.Day("2026-09-21"), "替别人定").IsRefusedAsync("not-yours");
        await City.Get<StandInService>().SetAsync(await City.People.StaffAsync(StaffRole.Coordinator), third.Id, by.Id, City.Day("2026-09-21"), City.Day("2026-09-21"), "统筹安排");
        await City.StandInAsync(away, third, "2026-09-23", "2026-09-25");
    }

    [Fact]
    public async Task Warnings_about_promises_reach_the_steward_and_whoever_stands_in_today()
    {
        var (away, by) = (await City.StewardAsync(), await City.StewardAsync());
        var id = await City.ReceiveAsync("P08", await City.OfAsync(away));
        await City.ReviewAsync(id);
        var due = (await City.CaseAsync(id)).PromisedDueAt!.Value;
        var last = City.Clock.DateOf(due.AddTicks(-1));
        await City.Get<StandInService>().SetAsync(away, away.Id, by.Id, last, last, "休假");
        City.Time.SetUtcNow(new DateTimeOffset(due.AddHours(-1)));
        await City.SweepAsync();
        foreach (var reader in new[] { away, by }) Assert.Contains("promise-near", await City.MessagesAsync(reader.Id));
    }
}
