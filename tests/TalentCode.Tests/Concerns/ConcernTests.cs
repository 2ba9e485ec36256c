using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Concerns;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Concerns;

/// <summary>Requests go to the steward, complaints to supervision and never to whom they are about; both have two dates.</summary>
[Trait("Category", "Core")]
public sealed class ConcernTests() : InOwnCity("2026-09-18")
{
    [Theory]
    // The make-up Sunday counts; Mid-Autumn and National Day do not.
    [InlineData("2026-09-18", "2026-09-20", "2026-09-24", false)]
    [InlineData("2026-09-30", "2026-10-08", "2026-10-13", false)]
    [InlineData("2026-12-31", "2027-01-04", "2027-01-08", true)]
    public async Task First_contact_is_due_in_one_working_day_and_the_answer_in_five(string filed, string contact, string answer, bool provisional)
    {
        await using var city = await City.FreshAsync(DateTime.SpecifyKind(City.Day(filed).ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));
        var who = await city.OfAsync(await city.StewardAsync());
        var row = await city.ConcernAsync(await city.FileAsync(who));
        Assert.Equal((city.EndOf(contact), city.EndOf(answer), provisional), (row.ContactDueAt, row.AnswerDueAt, row.DueProvisional));
        var view = await city.Get<ConcernQueries>().MyViewAsync(Actor.For(who), row.Id);
        Assert.Equal((City.Day(contact), City.Day(answer)), (view.Contact!.Day, view.Answer.Day));
        Assert.Contains("工作日", view.Answer.Arithmetic.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steward_contacts_answers_and_the_holder_is_told_of_every_step()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        var id = await City.FileAsync(who);
        await City.Get<ConcernWork>().ContactAsync(steward, id, ContactWay.Call, "已通话,材料今天发");
        Assert.Equal((ConcernState.Contacted, (await City.ConcernAsync(id)).AnswerDueAt), await City.ReadAsync(db => db.Concerns.Where(c => c.Id == id).Select(c => new ValueTuple<ConcernState, DateTime>(c.State, c.NextDueAt!.Value)).SingleAsync()));
        // The first contact is one of the person's contacts.
        Assert.Equal(id, Assert.Single(await City.Get<ContactService>().OfAsync(steward, who.Id)).ConcernId);
        await City.Get<ConcernWork>().ContactAsync(steward, id, ContactWay.Call, "第二次").IsRefusedAsync("step-not-possible");
        await City.Get<ConcernWork>().AnswerAsync(steward, id, "").IsRefusedAsync("note-missing");
        await City.Get<ConcernWork>().AnswerAsync(steward, id, "已协调海关");
        await City.Get<ConcernWork>().AnswerAsync(steward, id, "再答一次").IsRefusedAsync("step-not-possible");
        Assert.Equal(["concern-received", "concern-contacted", "concern-answered"], await City.MessagesAsync(who.Id));
        Assert.Equal(["concern-new"], await City.MessagesAsync(steward.Id));
        Assert.Equal("已协调海关", (await City.Get<ConcernQueries>().MyViewAsync(Actor.For(who), id)).Row.Answer);
        Assert.Equal([ConcernAction.Filed, ConcernAction.Contacted, ConcernAction.Answered], (await City.ConcernAsync(id)).Events.Select(e => e.Action));
    }

    [Fact]
    public async Task What_is_missing_is_said_and_a_second_tap_files_nothing()
    {
        var who = await City.OfAsync(await City.StewardAsync());
        await City.FileAsync(who, text: " ").IsRefusedAsync("note-missing");
        await City.FileAsync(who, category: "nonsense").IsRefusedAsync("category-missing");
        await City.ComplainAsync(who, ConcernAbout.Nothing).IsRefusedAsync("about-missing");
        await City.ComplainAsync(who, ConcernAbout.Office, department: "nowhere").IsRefusedAsync("office-missing");
        var other = await City.CaseInAsync(await City.People.TalentAsync(), "P12", CaseState.Received);
        await City.ComplainAsync(who, ConcernAbout.Case, other.Id).IsRefusedAsync("case-missing");
        var key = Guid.NewGuid().ToString("N");
        Assert.Equal(await City.FileAsync(who, key: key), await City.FileAsync(who, key: key));
        Assert.Single(await City.Get<ConcernQueries>().MineAsync(Actor.For(who)));
        for (var i = 1; i < ConcernRules.MostADay; i++) await City.FileAsync(who);
        await City.FileAsync(who).IsRefusedAsync("too-many-today");
        City.MoveTo("2026-09-19", 0, 1);
        await City.FileAsync(who);
    }

    [Fact]
    public async Task Only_the_holder_the_steward_and_those_it_has_reached_read_a_request()
    {
        var (steward, supervisor) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Supervisor));
        var who = await City.OfAsync(steward);
        var id = await City.FileAsync(who);
        foreach (var actor in new[] { await City.StewardAsync(), supervisor, await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Officer, "justice") })
            await City.Get<ConcernQueries>().ForDeskAsync(actor, id).IsRefusedAsync("no-such-concern");
        await City.Get<ConcernQueries>().MyViewAsync(Actor.For(await City.People.TalentAsync()), id).IsRefusedAsync("no-such-concern");
        Assert.Empty(await City.Get<ConcernQueries>().ForBoardAsync(supervisor, ConcernScope.Open));
        Assert.Equal(who.Phone, (await City.Get<ConcernQueries>().ForDeskAsync(steward, id)).Who!.Value.Phone);
    }

    [Fact]
    public async Task Without_a_steward_a_request_goes_to_supervision_at_once()
    {
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var id = await City.FileAsync(await City.People.TalentAsync());
        Assert.Equal((ConcernDesk.Supervision, ConcernLevel.Supervision), await City.ReadAsync(db => db.Concerns.Where(c => c.Id == id).Select(c => new ValueTuple<ConcernDesk, ConcernLevel>(c.Desk, c.Level)).SingleAsync()));
        Assert.Equal(["concern-new"], await City.MessagesAsync(supervisor.Id));
    }

    [Fact]
    public async Task A_complaint_about_a_case_is_hidden_from_everybody_who_had_a_hand_in_it_whatever_their_roles()
    {
        var handler = await City.People.StaffAsync(StaffRole.Officer, "human-resources", null, StaffRole.Supervisor);
        var (supervisor, steward) = (await City.People.StaffAsync(StaffRole.Supervisor), await City.StewardAsync());
        var who = await City.OfAsync(steward);
        var about = await City.CaseInAsync(who, "P12", CaseState.Received, c => c.HandlerId = handler.Id);
        var id = await City.ComplainAsync(who, ConcernAbout.Case, about.Id);
        foreach (var actor in new[] { handler, steward })
        {
            await City.Get<ConcernQueries>().ForDeskAsync(actor, id).IsRefusedAsync("no-such-concern");
            await City.Get<ConcernWork>().AnswerAsync(actor, id, "没有这回事").IsRefusedAsync("no-such-concern");
            Assert.Empty(await City.MessagesAsync(actor.Id));
        }
        Assert.Empty(await City.Get<ConcernQueries>().ForBoardAsync(handler, ConcernScope.Open));
        Assert.Empty(await City.Get<ConcernQueries>().OfPersonAsync(steward, who.Id));
        Assert.Single(await City.Get<ConcernQueries>().ForBoardAsync(supervisor, ConcernScope.Open));
        await City.Get<ConcernWork>().ContactAsync(supervisor, id, ContactWay.Call, "已核对经过");
        await City.Get<ConcernWork>().AnswerAsync(supervisor, id, "情况属实,已退回");
        // What supervision speaks about stays there.
        Assert.Empty(await City.Get<ContactService>().OfAsync(steward, who.Id));
    }

    [Fact]
    public async Task A_complaint_about_the_only_supervisor_or_the_steward_goes_past_them()
    {
        var both = await City.People.StaffAsync(StaffRole.Supervisor, null, null, StaffRole.Steward);
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        var id = await City.ComplainAsync(await City.OfAsync(both), ConcernAbout.Steward);
        Assert.Equal(ConcernLevel.Coordination, (await City.ConcernAsync(id)).Level);
        await City.Get<ConcernQueries>().ForDeskAsync(both, id).IsRefusedAsync("no-such-concern");
        await City.Get<ConcernWork>().AnswerAsync(coordinator, id, "已换管家");
        Assert.Equal(["concern-new"], await City.MessagesAsync(coordinator.Id));
    }

    [Fact]
    public async Task An_anonymous_one_keeps_nothing_of_the_person_and_its_answer_is_read_with_the_code()
    {
        var (supervisor, who) = (await City.People.StaffAsync(StaffRole.Supervisor), await City.People.TalentAsync());
        var code = ConcernService.NewCode();
        var id = await City.ComplainAsync(who, ConcernAbout.Office, department: "justice", code: code);
        Assert.Equal(id, await City.ComplainAsync(who, ConcernAbout.Office, department: "justice", code: code));
        var row = await City.ConcernAsync(id);
        Assert.Equal((null, null), (row.TalentId, row.ContactDueAt));
        Assert.DoesNotContain(row.Events, e => e.ActorId == who.Id);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), row.Key, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await City.MessagesAsync(who.Id));
        Assert.Empty(await City.Get<ConcernQueries>().MineAsync(Actor.For(who)));
        Assert.Null((await City.Get<ConcernQueries>().ForDeskAsync(supervisor, id)).Who);
        await City.Get<ConcernWork>().ContactAsync(supervisor, id, ContactWay.Call, "联系谁").IsRefusedAsync("step-not-possible");
        await City.Get<ConcernWork>().AnswerAsync(supervisor, id, "已约谈该部门");
        var typed = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.Equal("已约谈该部门", (await City.Get<ConcernQueries>().ByCodeAsync(typed)).Row.Answer);
        await City.Get<ConcernQueries>().ByCodeAsync(ConcernService.NewCode()).IsRefusedAsync("no-such-code");
    }

    [Fact]
    public async Task What_would_say_who_it_is_cannot_be_sent_anonymously()
    {
        var who = await City.OfAsync(await City.StewardAsync());
        var about = await City.CaseInAsync(who, "P12", CaseState.Received);
        await City.ComplainAsync(who, ConcernAbout.Case, about.Id, code: ConcernService.NewCode()).IsRefusedAsync("anonymous-case");
        await City.ComplainAsync(who, ConcernAbout.Steward, code: ConcernService.NewCode()).IsRefusedAsync("anonymous-steward");
        await City.ComplainAsync(who, ConcernAbout.Platform, code: "SHORT", kind: ConcernKind.Suggestion).IsRefusedAsync("no-anonymous-request");
        await Task.Run(() => City.Get<ConcernService>().FileAsync(Actor.For(who), new(ConcernKind.Request, "life", "匿名诉求", false, ConcernAbout.Nothing, null, null, true, ConcernService.NewCode()))).IsRefusedAsync("no-anonymous-request");
    }

    [Fact]
    public async Task Withdrawn_it_asks_for_nothing_any_more()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        var id = await City.FileAsync(who);
        await City.Get<ConcernService>().WithdrawAsync(Actor.For(await City.People.TalentAsync()), id).IsRefusedAsync("no-such-concern");
        await City.Get<ConcernService>().WithdrawAsync(Actor.For(who), id);
        await City.Get<ConcernService>().WithdrawAsync(Actor.For(who), id);
        Assert.Equal((ConcernState.Withdrawn, null, null), await City.ReadAsync(db => db.Concerns.Where(c => c.Id == id).Select(c => new ValueTuple<ConcernState, DateTime?, DateTime?>(c.State, c.NextDueAt, c.WarnAt)).SingleAsync()));
        await City.Get<ConcernWork>().AnswerAsync(steward, id, "晚了一步").IsRefusedAsync("step-not-possible");
    }
}
