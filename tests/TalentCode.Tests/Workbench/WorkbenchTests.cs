using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Concerns;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Concerns;
using TalentCode.Tests.Reminders;
using TalentCode.Tests.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Workbench;

/// <summary>Each reason puts a line on the list, in words, and its end takes it off.</summary>
[Trait("Category", "Core")]
public sealed class WorkbenchTests() : InOwnCity("2026-09-18")
{
    private WorkbenchService Work => City.Get<WorkbenchService>();

    [Fact]
    public async Task A_promise_is_on_the_list_from_the_day_it_turns_yellow_and_first_of_all_once_broken()
    {
        var steward = await City.StewardAsync();
        var id = await City.ReceiveAsync("P08", await City.OfAsync(steward, Quiet));
        await City.ReviewAsync(id);
        var row = await City.CaseAsync(id);
        Assert.Empty(await ReasonsAsync(steward));
        // The step inside the office is over before: that is yellow there, and not for the steward.
        City.Time.SetUtcNow(new DateTimeOffset(row.YellowAt!.Value.AddHours(1)));
        Assert.Empty(await ReasonsAsync(steward));
        City.Time.SetUtcNow(new DateTimeOffset(NearOf(row).AddHours(1)));
        var near = Assert.Single((await Work.TodayAsync(steward)).Today);
        Assert.Equal((WorkReason.PromiseNear, City.Clock.DateOf(row.PromisedDueAt!.Value.AddTicks(-1)), $"/steward/cases/{id}"), (near.Reason, near.Due, near.Link));
        City.Time.SetUtcNow(new DateTimeOffset(row.PromisedDueAt.Value.AddHours(9)));
        var broken = Assert.Single((await Work.TodayAsync(steward)).Today);
        Assert.Equal((WorkReason.PromiseBroken, WorkUrgency.Late), (broken.Reason, broken.Urgency));
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Grant);
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task A_completion_nobody_answers_is_there_from_the_next_day_until_it_is_answered()
    {
        var steward = await City.StewardAsync();
        var id = await City.ReceiveAsync("P08", await City.OfAsync(steward, Quiet));
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.AskCompletion, detail: Walks.List);
        Assert.Empty(await ReasonsAsync(steward));
        City.MoveTo("2026-09-20");
        Assert.Equal([WorkReason.Completion], await ReasonsAsync(steward));
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Complete, "已补");
        Assert.DoesNotContain(WorkReason.Completion, await ReasonsAsync(steward));
    }

    [Fact]
    public async Task A_bad_rating_asks_for_a_call_and_is_never_shown_to_somebody_who_was_rated()
    {
        var (steward, rated) = (await City.StewardAsync(), await City.StewardAsync());
        var who = await City.OfAsync(steward, Quiet);
        var handler = await City.People.StaffAsync(StaffRole.Officer, "human-resources");
        var row = await City.CaseInAsync(who, "P05", CaseState.Decided, c => (c.HandlerId, c.PreparedById, c.Decision, c.DecidedAt) = (handler.Id, rated.Id, CaseDecision.Granted, City.Clock.UtcNow));
        await City.ActAsync(handler, row.Id, CaseAction.Deliver);
        await City.Get<RatingSweep>().RunAsync(default);
        var rating = await City.ReadAsync(db => db.Ratings.SingleAsync());
        await City.Get<RatingService>().RateAsync(Actor.For(who), rating.Id, new(RatingLevel.VeryDissatisfied, [], null));
        Assert.Equal([WorkReason.BadRating], await ReasonsAsync(steward));
        // Stands in, but prepared the application: learns nothing.
        await City.StandInAsync(steward, rated, "2026-09-18", "2026-09-18");
        Assert.Empty(await ReasonsAsync(rated));
        City.Pass(TimeSpan.FromMinutes(5));
        await City.LogAsync(steward, who, "已电话道歉");
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task A_residence_permit_counts_back_to_the_day_by_which_the_law_wants_the_application()
    {
        var steward = await City.StewardAsync();
        var who = await FromAbroadAsync(steward, t =>
        {
            t.Family.Add(TestPeople.Spouse("FRA"));
            t.Papers.Add(Paper(PaperKind.ResidencePermit, "2026-10-28"));
            t.Papers.Add(Paper(PaperKind.Passport, "2026-11-10"));
            t.Papers.Add(Paper(PaperKind.WorkPermit, "2028-01-01"));
        });
        await City.AddAsync(new IdentityPaper { Id = Guid.NewGuid(), FamilyMemberId = who.Family[0].Id, Kind = PaperKind.ResidencePermit, Number = "R2", Until = City.Day("2026-12-10") });
        var lines = (await Work.TodayAsync(steward)).Today;
        // 28 October less thirty days; the spouse's falls later, the passport is a paper like others.
        Assert.Equal([(WorkReason.StatutoryDate, City.Day("2026-09-28")), (WorkReason.StatutoryDate, City.Day("2026-11-10")), (WorkReason.Paper, City.Day("2026-11-10"))], lines.Select(l => (l.Reason, l.Due!.Value)));
        Assert.StartsWith("配偶的", lines[1].Why.Zh, StringComparison.Ordinal);
        City.MoveTo("2026-09-29");
        Assert.Equal(WorkUrgency.Late, (await Work.TodayAsync(steward)).Today[0].Urgency);
        // Once the extension is applied for nobody is called about it; the spouse's own is still to come.
        await City.CaseInAsync(who, "P10", CaseState.InReview, c => c.Answers = new() { ["kind"] = "extension" });
        Assert.Equal([City.Day("2026-11-10")], (await Work.TodayAsync(steward)).Today.Where(l => l.Reason == WorkReason.StatutoryDate).Select(l => l.Due!.Value));
        await City.WriteAsync(db => db.IdentityPapers.Where(p => p.TalentId == who.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Current, false)));
        Assert.Equal([WorkReason.StatutoryDate], await ReasonsAsync(steward));
    }

    [Fact]
    public async Task What_the_law_asks_after_an_entry_or_a_move_is_on_the_list_until_it_is_applied_for_or_said_to_be_done()
    {
        var steward = await City.StewardAsync();
        var who = await FromAbroadAsync(steward);
        await City.DateAsync(who, PersonalDateKind.Entry, "2026-09-08");
        var moved = await City.DateAsync(who, PersonalDateKind.MovedIn, "2026-09-17");
        var lines = (await Work.TodayAsync(steward)).Today;
        // Twenty-four hours after moving in, thirty days after the entry.
        Assert.Equal([City.Day("2026-09-18"), City.Day("2026-10-08")], lines.Select(l => l.Due!.Value));
        Assert.All(lines, l => Assert.Equal(WorkReason.StatutoryDate, l.Reason));
        Assert.Contains("依法最迟", lines[1].Why.Zh, StringComparison.Ordinal);
        await City.Get<PersonalDateService>().DoneAsync(Actor.For(who), ReminderRules.Accommodation.Id, moved.Id, moved.Date);
        Assert.Equal([City.Day("2026-10-08")], (await Work.TodayAsync(steward)).Today.Select(l => l.Due!.Value));
        await City.CaseInAsync(who, "P10", CaseState.InReview, c => (c.Answers, c.SubmittedAt) = (new() { ["kind"] = "first" }, City.Clock.UtcNow));
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task A_code_and_the_grade_that_counts_come_up_before_they_end_a_lower_grade_does_not()
    {
        var steward = await City.StewardAsync();
        await City.People.TalentAsync(t =>
        {
            t.StewardId = steward.Id;
            t.Grades = [TestPeople.GradeOf(GradeLevel.D, "2026-10-30"), TestPeople.GradeOf(GradeLevel.E, "2026-10-01")];
        }, code => code.Until = City.Day("2026-10-10"));
        await City.OfAsync(steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.D), TestPeople.GradeOf(GradeLevel.E, "2026-10-01")]);
        Assert.Equal([WorkReason.Code, WorkReason.Grade], await ReasonsAsync(steward));
    }

    [Fact]
    public async Task Talents_of_grade_a_to_c_come_up_after_thirty_days_without_contact_others_do_not()
    {
        var steward = await City.StewardAsync();
        var (c, d) = (await City.OfAsync(steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.C)]), await City.OfAsync(steward, Quiet));
        foreach (var who in new[] { c, d }) await City.LogAsync(steward, who);
        City.MoveTo("2026-10-17");
        Assert.Empty(await ReasonsAsync(steward));
        City.MoveTo("2026-10-18");
        var line = Assert.Single((await Work.TodayAsync(steward)).Today);
        Assert.Equal((WorkReason.NoContact, c.Id, WorkUrgency.Later), (line.Reason, line.TalentId, line.Urgency));
        Assert.Contains("30 天没有联系", line.Why.Zh, StringComparison.Ordinal);
        await City.LogAsync(steward, c, "没人接", reached: false);
        Assert.Equal([WorkReason.NoContact], await ReasonsAsync(steward));
        await City.LogAsync(steward, c);
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task A_new_arrival_is_contacted_first_and_a_request_shows_the_clock_that_runs()
    {
        var (coordinator, steward) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.StewardAsync());
        var who = await City.People.TalentAsync();
        await City.Get<CareService>().AssignAsync(coordinator, who.Id, steward.Id, "新来");
        var request = await City.FileAsync(who);
        Assert.Equal([WorkReason.Request, WorkReason.NewArrival], await ReasonsAsync(steward));
        await City.Get<ConcernWork>().ContactAsync(steward, request, ContactWay.Call, "已通话");
        var line = Assert.Single((await Work.TodayAsync(steward)).Today);
        Assert.Equal((WorkReason.Request, City.Day("2026-09-24")), (line.Reason, line.Due));
        await City.Get<ConcernWork>().AnswerAsync(steward, request, "已办好");
        Assert.Empty(await ReasonsAsync(steward));
    }

    [Fact]
    public async Task What_was_put_off_comes_back_on_its_day_and_a_graver_reason_does_not_wait_for_it()
    {
        var steward = await City.StewardAsync();
        var id = await City.ReceiveAsync("P08", await City.OfAsync(steward, Quiet));
        await City.ReviewAsync(id);
        var row = await City.CaseAsync(id);
        City.Time.SetUtcNow(new DateTimeOffset(NearOf(row).AddHours(1)));
        var key = (await Work.TodayAsync(steward)).Today.Single().Key;
        await Work.SnoozeAsync(steward, [key], City.Clock.Today.AddDays(20), "").IsRefusedAsync("note-missing");
        await Work.SnoozeAsync(steward, [key], City.Clock.Today, "今天").IsRefusedAsync("snooze-until");
        await Work.SnoozeAsync(steward, [key, "near:nothing"], City.Clock.Today.AddDays(2), "不在清单上").IsRefusedAsync("line-gone");
        await Work.SnoozeAsync(await City.StewardAsync(), [key], City.Clock.Today.AddDays(2), "别人的").IsRefusedAsync("line-gone");
        await Work.SnoozeAsync(steward, [key], City.Clock.Today.AddDays(20), "部门说下周就好");
        var day = await Work.TodayAsync(steward);
        Assert.Empty(day.Today);
        Assert.Equal("部门说下周就好", Assert.Single(day.Snoozed).Snoozed!.Reason);
        City.Time.SetUtcNow(new DateTimeOffset(row.PromisedDueAt!.Value.AddHours(9)));
        Assert.Equal([WorkReason.PromiseBroken], await ReasonsAsync(steward));
    }

    [Fact]
    public async Task Put_off_belongs_to_the_stewards_desk_comes_back_by_itself_and_can_be_taken_back()
    {
        var (steward, by) = (await City.StewardAsync(), await City.StewardAsync());
        await City.FileAsync(await City.OfAsync(steward, Quiet));
        await City.StandInAsync(steward, by, "2026-09-18", "2026-09-22");
        var key = (await Work.TodayAsync(by)).Today.Single().Key;
        await Work.SnoozeAsync(by, [key], City.Day("2026-09-20"), "对方在开会");
        Assert.Single((await Work.TodayAsync(steward)).Snoozed);
        await Work.WakeAsync(steward, key);
        Assert.Single((await Work.TodayAsync(by)).Today);
        await Work.SnoozeAsync(by, [key], City.Day("2026-09-20"), "改到周日");
        City.MoveTo("2026-09-20");
        Assert.Equal([key], (await Work.TodayAsync(steward)).Today.Select(l => l.Key));
    }

    [Fact]
    public async Task A_week_shows_things_on_their_days_and_what_is_late_today()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward, Quiet);
        await City.LogAsync(steward, who, callBack: "2026-09-23");
        await City.FileAsync(who);
        var week = await Work.BetweenAsync(steward, City.Day("2026-09-14"), City.Day("2026-09-27"));
        Assert.Equal([WorkReason.Request], week[City.Day("2026-09-20")].Select(l => l.Reason));
        Assert.Equal([WorkReason.CallBack], week[City.Day("2026-09-23")].Select(l => l.Reason));
        City.MoveTo("2026-09-24");
        week = await Work.BetweenAsync(steward, City.Day("2026-09-21"), City.Day("2026-09-27"));
        Assert.Equal([WorkReason.Request, WorkReason.CallBack], week[City.Day("2026-09-24")].Select(l => l.Reason));
        await Task.Run(async () => await Work.TodayAsync(await City.People.StaffAsync(StaffRole.Officer, "justice"))).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task The_list_asks_as_often_for_forty_people_as_for_one()
    {
        var steward = await City.StewardAsync();
        var counts = new List<int>();
        foreach (var people in new[] { 1, 40 })
        {
            while (await City.ReadAsync(db => db.Talents.CountAsync(t => t.StewardId == steward.Id)) < people)
            {
                var who = await City.OfAsync(steward);
                await City.FileAsync(who);
                await City.AddAsync(new IdentityPaper { Id = Guid.NewGuid(), TalentId = who.Id, Kind = PaperKind.ResidencePermit, Number = $"R{who.Id}", Until = City.Day("2026-10-28") });
                await City.DateAsync(who, PersonalDateKind.MovedIn, "2026-09-17");
                await City.CaseInAsync(who, "P12", CaseState.Received, c => (c.PromisedDueAt, c.YellowAt) = (City.Clock.UtcNow, City.Clock.UtcNow));
            }
            await Work.TodayAsync(steward);
            counts.Add(await QueryCount.OfAsync(() => Work.TodayAsync(steward)));
        }
        Assert.Equal(counts[0], counts[1]);
        Assert.InRange(counts[0], 1, 18);
    }

    // Below C, so that keeping in touch is no line of its own.
    private DateTime NearOf(ServiceCase row) => CaseWarnings.NearFrom(row.AcceptedAt!.Value, row.PromisedDueAt!.Value, City.Calendar, City.Clock);

    private static void Quiet(Talent talent) => talent.Grades = [TestPeople.GradeOf(GradeLevel.D)];

    private Task<Talent> FromAbroadAsync(Actor steward, Action<Talent>? change = null) => City.OfAsync(steward, t =>
    {
        TestPeople.FromAbroad(t);
        Quiet(t);
        change?.Invoke(t);
    });

    private static IdentityPaper Paper(PaperKind kind, string until) => new() { Id = Guid.NewGuid(), Kind = kind, Number = $"X{kind}", Until = City.Day(until) };

    private async Task<List<WorkReason>> ReasonsAsync(Actor actor) => [.. (await Work.TodayAsync(actor)).Today.Select(l => l.Reason)];
}
