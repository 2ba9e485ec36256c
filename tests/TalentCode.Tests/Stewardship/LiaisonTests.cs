using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Concerns;
using TalentCode.Tests.Reminders;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>A liaison officer is told whom to be in touch with and why, and learns nothing else.</summary>
[Trait("Category", "Core")]
public sealed class LiaisonTests() : InOwnCity("2026-09-18")
{
    private CareService Care => City.Get<CareService>();
    private WorkbenchService Work => City.Get<WorkbenchService>();

    [Fact]
    public async Task Days_of_permits_and_grade_are_on_the_list_and_cases_family_requests_and_strangers_are_not()
    {
        var (steward, liaison) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward, t =>
        {
            TestPeople.FromAbroad(t);
            t.Grades = [TestPeople.GradeOf(GradeLevel.D, "2026-11-20")];
            t.Family.Add(TestPeople.Spouse("FRA"));
            t.Papers.Add(Ending(PaperKind.ResidencePermit, "2026-10-28"));
            t.Papers.Add(Ending(PaperKind.Passport, "2026-11-10"));
        });
        await City.AddAsync(new IdentityPaper { Id = Guid.NewGuid(), FamilyMemberId = who.Family[0].Id, Kind = PaperKind.ResidencePermit, Number = "R2", Until = City.Day("2026-10-28") });
        var id = await City.ReceiveAsync("P08", who);
        await City.ReviewAsync(id);
        await City.WriteAsync(db => db.Cases.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.YellowAt, City.Clock.UtcNow).SetProperty(c => c.PromisedDueAt, City.Clock.EndOf(City.Calendar.AddWorkingDays(City.Clock.Today, 1)))));
        await City.FileAsync(who);
        // Somebody else's person with the same dates.
        await City.OfAsync(steward, t => t.Papers.Add(Ending(PaperKind.Passport, "2026-10-01")));
        Assert.Empty((await Work.TodayAsync(liaison)).Today);
        await NameAsync(who, liaison);
        await City.LogAsync(steward, who);
        Assert.Equal([WorkReason.StatutoryDate, WorkReason.Paper, WorkReason.Grade], (await Work.TodayAsync(liaison)).Today.Select(l => l.Reason));
        Assert.All((await Work.TodayAsync(liaison)).Today, l => Assert.Equal((who.Id, true, null, $"/liaison/{who.Id}"), (l.TalentId, l.AsContact, l.Link, l.Person)));
        // The steward is told of the case, the request and the family's permit as well.
        Assert.Equal([WorkReason.Request, WorkReason.PromiseNear, WorkReason.StatutoryDate, WorkReason.StatutoryDate, WorkReason.Paper, WorkReason.Grade], (await Work.TodayAsync(steward)).Today.Where(l => l.TalentId == who.Id).Select(l => l.Reason));
    }

    [Fact]
    public async Task Nothing_that_belongs_to_the_steward_opens()
    {
        var (steward, liaison) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var (who, stranger) = (await City.OfAsync(steward), await City.OfAsync(steward));
        await NameAsync(who, liaison);
        var id = await City.ReceiveAsync("P08", who);
        Assert.False(await City.MayOpenAsync(liaison, id));
        await City.Get<StewardQueries>().PersonAsync(liaison, who.Id).IsRefusedAsync("not-allowed");
        await City.Get<StewardQueries>().PeopleAsync(liaison, null).IsRefusedAsync("not-allowed");
        await City.Get<AccompanyQueries>().PersonAsync(liaison, stranger.Id).IsRefusedAsync("not-in-care");
        await City.Get<ContactService>().LogAsync(liaison, [who.Id, stranger.Id], new(ContactWay.Call, null, "顺便问候")).IsRefusedAsync("not-in-care");
        await City.Get<AccompanyQueries>().PeopleAsync(steward, null).IsRefusedAsync("not-allowed");
        var sheet = await City.Get<AccompanyQueries>().PersonAsync(liaison, who.Id);
        Assert.Equal((who.LegalName, who.Phone, steward.Name), (sheet.Name.Zh, sheet.Phone, sheet.Steward));
    }

    [Fact]
    public async Task Each_keeps_the_own_promises_and_reads_the_own_notes()
    {
        var (steward, liaison) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward);
        await NameAsync(who, liaison);
        await City.LogAsync(steward, who, "家里的事", callBack: "2026-09-21");
        await City.LogAsync(liaison, who, "单位的事", callBack: "2026-09-21");
        City.MoveTo("2026-09-21");
        Assert.Equal((1, 1), (await CallBacksAsync(steward), await CallBacksAsync(liaison)));
        await City.LogAsync(liaison, who, "又联系了");
        Assert.Equal((1, 0), (await CallBacksAsync(steward), await CallBacksAsync(liaison)));
        await City.LogAsync(steward, who, "已答复");
        Assert.Equal(0, await CallBacksAsync(steward));
        Assert.Equal(["又联系了", "单位的事"], (await City.Get<ContactService>().OfAsync(liaison, who.Id)).Select(c => c.Note));
        Assert.Equal(4, (await City.Get<ContactService>().OfAsync(steward, who.Id)).Count);
    }

    [Fact]
    public async Task An_officers_call_does_not_say_what_the_steward_has_still_to_say()
    {
        var (coordinator, steward, liaison) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.People.TalentAsync(t => t.Grades = [TestPeople.GradeOf(GradeLevel.D)]);
        await Care.AssignAsync(coordinator, who.Id, steward.Id, "新来");
        await NameAsync(who, liaison);
        var handler = await City.People.StaffAsync(StaffRole.Officer, "human-resources");
        var row = await City.CaseInAsync(who, "P05", CaseState.Decided, c => (c.HandlerId, c.Decision, c.DecidedAt) = (handler.Id, CaseDecision.Granted, City.Clock.UtcNow));
        await City.ActAsync(handler, row.Id, CaseAction.Deliver);
        await City.Get<RatingSweep>().RunAsync(default);
        await City.Get<RatingService>().RateAsync(Actor.For(who), (await City.ReadAsync(db => db.Ratings.SingleAsync())).Id, new(RatingLevel.VeryDissatisfied, [], null));
        City.Pass(TimeSpan.FromMinutes(5));
        await City.LogAsync(liaison, who, "护照的事");
        Assert.Equal([WorkReason.BadRating, WorkReason.NewArrival], await ReasonsAsync(steward));
        await City.LogAsync(steward, who, "听了意见");
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task Somebody_who_is_steward_and_contact_of_one_person_keeps_the_promise_with_the_next_call()
    {
        var (both, by) = (await City.People.StaffAsync(StaffRole.Steward, null, null, StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Steward, null, null, StaffRole.Liaison));
        var who = await City.OfAsync(both);
        await NameAsync(who, both);
        await City.LogAsync(both, who, callBack: "2026-09-21");
        City.MoveTo("2026-09-21");
        Assert.Equal(1, await CallBacksAsync(both));
        await City.LogAsync(both, who);
        Assert.Equal(0, await CallBacksAsync(both));
        // So does a stand-in who happens to be the contact.
        await NameAsync(who, by);
        await City.StandInAsync(both, by, "2026-09-21", "2026-09-30");
        await City.LogAsync(by, who, callBack: "2026-09-22");
        City.MoveTo("2026-09-22");
        Assert.Equal(1, await CallBacksAsync(by));
        await City.LogAsync(by, who);
        Assert.Equal(0, await CallBacksAsync(by));
    }

    [Fact]
    public async Task A_successor_takes_over_the_stewards_promise_and_that_of_an_officer_who_has_left()
    {
        var (coordinator, old, next, liaison) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync(), await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(old);
        await NameAsync(who, liaison);
        await City.LogAsync(old, who, callBack: "2026-09-21");
        await City.LogAsync(liaison, who, callBack: "2026-09-21");
        await Care.HandOverAsync(coordinator, old.Id, next.Id, null, "调岗");
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.RecipientId == next.Id && m.Template == "care-taken-over"));
        Assert.Equal("1", told.Values["callbacks"].Zh);
        City.MoveTo("2026-09-21");
        Assert.Equal((1, 1), (await CallBacksAsync(next), await CallBacksAsync(liaison)));
        await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new(null, null, null), "离职");
        Assert.Equal((2, 0), (await CallBacksAsync(next), await CallBacksAsync(liaison)));
        await City.LogAsync(next, who);
        Assert.Equal(0, await CallBacksAsync(next));
    }

    [Fact]
    public async Task That_somebody_moved_or_changed_employer_reaches_the_steward_and_not_the_employers_officer()
    {
        var (steward, liaison) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward, t =>
        {
            TestPeople.FromAbroad(t);
            t.Grades = [TestPeople.GradeOf(GradeLevel.D)];
            t.Papers.Add(Ending(PaperKind.ResidencePermit, "2026-10-28"));
        });
        await NameAsync(who, liaison);
        await City.LogAsync(liaison, who);
        await City.DateAsync(who, PersonalDateKind.EmployerChanged, "2026-09-12");
        await City.DateAsync(who, PersonalDateKind.AddressChanged, "2026-09-13");
        Assert.Equal(3, (await ReasonsAsync(steward)).Count(r => r == WorkReason.StatutoryDate));
        var line = Assert.Single(await Work.OfPersonAsync(liaison, who.Id, City.Day("2026-12-10")), l => l.Reason == WorkReason.StatutoryDate);
        Assert.StartsWith("居留许可延期", line.Why.Zh, StringComparison.Ordinal);
        // In words once and for all: a page that holds the line holds nothing of the list it came from.
        Assert.Same(line.Why.Zh, line.Why.Zh);
    }

    [Fact]
    public async Task One_officer_is_named_for_all_colleagues_who_have_none_and_told_once()
    {
        var (coordinator, liaison, other) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Liaison), await City.People.StaffAsync(StaffRole.Liaison));
        var (first, second, taken) = (await City.People.TalentAsync(), await City.People.TalentAsync(), await City.People.TalentAsync());
        // Somebody at another employer.
        await City.People.TalentAsync();
        await City.WriteAsync(db => db.Talents.Where(t => t.Id == second.Id || t.Id == taken.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.EmployerId, first.EmployerId)));
        await Care.NameAsync(coordinator, taken.Id, CareKind.EmployerLiaison, new(null, null, null, other.Id), "登记");
        Assert.Equal(2, await Care.NameAsync(coordinator, first.Id, CareKind.EmployerLiaison, new(null, "人力资源部", null, liaison.Id, Colleagues: true), "登记"));
        Assert.Equal(new[] { first.Id, second.Id }.Order(), (await City.Get<AccompanyQueries>().PeopleAsync(liaison, null)).Select(p => p.Id).Order());
        Assert.Equal(["care-named"], await City.MessagesAsync(liaison.Id));
        Assert.Equal([liaison.Name], (await City.Get<CareQueries>().MineAsync(Actor.For(second))).Contacts.Select(c => c.Who));
        await Care.NameAsync(coordinator, first.Id, CareKind.EmployerLiaison, new(null, null, null), "结束");
        Assert.Equal([second.Id], (await City.Get<AccompanyQueries>().PeopleAsync(liaison, null)).Select(p => p.Id));
    }

    [Fact]
    public async Task Whoever_the_change_is_made_at_is_among_the_colleagues_also_when_no_longer_active()
    {
        var (coordinator, liaison) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.People.TalentAsync(t => t.Status = TalentStatus.Moved);
        Assert.Equal(1, await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new(null, null, null, liaison.Id, Colleagues: true), "登记"));
        Assert.Equal([liaison.Name], (await City.Get<CareQueries>().SheetAsync(coordinator, who.Id)).Contacts.Select(c => c.Who));
    }

    [Fact]
    public async Task Only_a_liaison_officers_account_can_be_named_and_a_refused_change_leaves_the_one_so_far()
    {
        var (coordinator, officer, liaison) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Officer, "education"), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.People.TalentAsync();
        await NameAsync(who, liaison);
        await Care.NameAsync(coordinator, who.Id, CareKind.EmployerLiaison, new(null, null, null, officer.Id), "换人").IsRefusedAsync("no-such-liaison");
        await Care.NameAsync(liaison, who.Id, CareKind.EmployerLiaison, new("自己人", null, null), "换人").IsRefusedAsync("not-allowed");
        Assert.Single(await City.Get<AccompanyQueries>().PeopleAsync(liaison, null));
    }

    [Fact]
    public async Task A_line_is_put_off_by_the_officer_alone()
    {
        var (steward, liaison) = (await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Liaison));
        var who = await City.OfAsync(steward, t =>
        {
            t.Grades = [TestPeople.GradeOf(GradeLevel.D)];
            t.Papers.Add(Ending(PaperKind.Passport, "2026-11-10"));
        });
        await NameAsync(who, liaison);
        await City.LogAsync(liaison, who);
        var line = Assert.Single((await Work.TodayAsync(liaison)).Today);
        await Work.SnoozeAsync(liaison, [line.Key], City.Day("2026-09-25"), "下周见面再说");
        Assert.Empty((await Work.TodayAsync(liaison)).Today);
        Assert.Equal([WorkReason.Paper], (await Work.TodayAsync(steward)).Today.Select(l => l.Reason));
    }

    private async Task NameAsync(Talent who, Actor liaison) =>
        await Care.NameAsync(await City.People.StaffAsync(StaffRole.Coordinator), who.Id, CareKind.EmployerLiaison, new(null, "人力资源部", null, liaison.Id), "登记");

    private async Task<List<WorkReason>> ReasonsAsync(Actor actor) => [.. (await Work.TodayAsync(actor)).Today.Select(l => l.Reason)];

    private async Task<int> CallBacksAsync(Actor actor) => (await Work.TodayAsync(actor)).Today.Count(l => l.Reason == WorkReason.CallBack);

    private static IdentityPaper Ending(PaperKind kind, string until) => new() { Id = Guid.NewGuid(), Kind = kind, Number = $"X{kind}", Until = City.Day(until) };
}
