using TalentCode.Core.Concerns;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Concerns;

/// <summary>What is late goes up by itself, each step once, and ends at a person.</summary>
[Trait("Category", "Core")]
public sealed class ConcernEscalationTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Day_by_day_a_request_nobody_touches_reaches_supervision_then_the_coordinator_and_the_holder_hears_of_it()
    {
        var cast = await CastAsync();
        var reached = new List<(string, ConcernLevel)>();
        for (var day = City.Day("2026-11-02"); day <= City.Day("2026-11-16"); day = day.AddDays(1))
        {
            City.Time.SetUtcNow(new DateTimeOffset(City.Clock.At(day, new TimeOnly(9, 30))));
            // Twice, and by another server: once is once.
            await City.SweepConcernsAsync();
            await City.SweepConcernsAsync();
            reached.Add((day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture), (await City.ConcernAsync(cast.Id)).Level));
        }
        // Filed on Monday 2nd: contact by the 3rd, answer by the 9th.
        Assert.Equal(("11-03", ConcernLevel.Steward), reached.Last(r => r.Item2 == ConcernLevel.Steward));
        Assert.Equal(("11-04", ConcernLevel.Supervision), reached.Last(r => r.Item2 == ConcernLevel.Supervision));
        Assert.Equal(["concern-escalated"], await City.MessagesAsync(cast.Supervisor.Id));
        Assert.Equal(["concern-escalated"], await City.MessagesAsync(cast.Coordinator.Id));
        Assert.Equal(["concern-received", "concern-late"], await City.MessagesAsync(cast.Holder.Id));
        Assert.Equal([ConcernAction.Filed, ConcernAction.Escalated, ConcernAction.Escalated], (await City.ConcernAsync(cast.Id)).Events.Select(e => e.Action));
        // The steward keeps it, and whoever it reached may take it.
        Assert.True((await City.Get<ConcernQueries>().ForDeskAsync(cast.Steward, cast.Id)).MayWork);
        Assert.Single(await City.Get<ConcernQueries>().ForBoardAsync(cast.Coordinator, ConcernScope.Late));
        await City.Get<ConcernWork>().AnswerAsync(cast.Coordinator, cast.Id, "统筹已协调三个部门");
    }

    [Fact]
    public async Task Contacted_in_time_it_goes_up_only_when_the_answer_is_late()
    {
        var cast = await CastAsync();
        await City.Get<ConcernWork>().ContactAsync(cast.Steward, cast.Id, ContactWay.Call, "已通话");
        City.MoveTo("2026-11-09", 23, 59);
        await City.SweepConcernsAsync();
        Assert.Equal(ConcernLevel.Steward, (await City.ConcernAsync(cast.Id)).Level);
        City.MoveTo("2026-11-10", 0, 1);
        await City.SweepConcernsAsync();
        Assert.Equal(ConcernLevel.Supervision, (await City.ConcernAsync(cast.Id)).Level);
        City.MoveTo("2026-11-11", 0, 1);
        await City.SweepConcernsAsync();
        Assert.Equal(ConcernLevel.Coordination, (await City.ConcernAsync(cast.Id)).Level);
    }

    [Fact]
    public async Task After_a_pause_of_the_sweep_only_the_highest_level_is_told_and_answered_it_stays_where_it_is()
    {
        var cast = await CastAsync();
        City.MoveTo("2026-11-20");
        await City.SweepConcernsAsync();
        Assert.Empty(await City.MessagesAsync(cast.Supervisor.Id));
        Assert.Equal(["concern-escalated"], await City.MessagesAsync(cast.Coordinator.Id));
        await City.Get<ConcernWork>().AnswerAsync(cast.Supervisor, cast.Id, "已解决");
        City.MoveTo("2026-12-20");
        Assert.Equal(0, await City.SweepConcernsAsync());
    }

    [Fact]
    public async Task An_empty_desk_is_passed_over()
    {
        var (steward, coordinator) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Coordinator));
        var id = await City.FileAsync(await City.OfAsync(steward));
        City.MoveTo("2026-11-04", 0, 1);
        await City.SweepConcernsAsync();
        Assert.Equal(ConcernLevel.Coordination, (await City.ConcernAsync(id)).Level);
        Assert.Equal(["concern-escalated"], await City.MessagesAsync(coordinator.Id));
    }

    [Fact]
    public async Task A_complaint_that_is_late_goes_to_the_coordinator_at_once()
    {
        var cast = await CastAsync();
        var id = await City.ComplainAsync(cast.Who, ConcernAbout.Platform);
        City.MoveTo("2026-11-04", 0, 1);
        await City.SweepConcernsAsync();
        Assert.Equal(ConcernLevel.Coordination, (await City.ConcernAsync(id)).Level);
    }

    [Fact]
    public async Task Not_solved_can_be_said_once_and_supervision_looks_at_it_with_new_dates()
    {
        var cast = await CastAsync();
        await City.Get<ConcernWork>().AnswerAsync(cast.Steward, cast.Id, "请自己联系海关");
        City.MoveTo("2026-11-11");
        var service = City.Get<ConcernService>();
        await service.ReopenAsync(cast.Holder, cast.Id, " ").IsRefusedAsync("note-missing");
        await service.ReopenAsync(cast.Holder, cast.Id, "海关不接电话");
        var row = await City.ConcernAsync(cast.Id);
        Assert.Equal((ConcernState.Received, ConcernDesk.Supervision, ConcernLevel.Supervision, City.EndOf("2026-11-12")), (row.State, row.Desk, row.Level, row.ContactDueAt));
        Assert.Equal(["concern-reopened"], await City.MessagesAsync(cast.Supervisor.Id));
        await City.Get<ConcernWork>().AnswerAsync(cast.Supervisor, cast.Id, "已代为联系");
        await service.ReopenAsync(cast.Holder, cast.Id, "还是没有").IsRefusedAsync("reopen-once");
        var other = await City.FileAsync(cast.Who);
        await City.Get<ConcernWork>().AnswerAsync(cast.Steward, other, "好的");
        City.MoveTo("2026-11-30");
        await service.ReopenAsync(cast.Holder, other, "太晚了").IsRefusedAsync("reopen-once");
    }

    private sealed record Parts(Guid Id, TalentCode.Core.People.Talent Who, Actor Steward, Actor Supervisor, Actor Coordinator)
    {
        public Actor Holder => Actor.For(Who);
    }

    private async Task<Parts> CastAsync()
    {
        var (steward, supervisor, coordinator) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Supervisor), await City.People.StaffAsync(StaffRole.Coordinator));
        var who = await City.OfAsync(steward);
        return new(await City.FileAsync(who), who, steward, supervisor, coordinator);
    }
}
