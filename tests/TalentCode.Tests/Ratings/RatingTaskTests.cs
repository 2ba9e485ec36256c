using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Ratings;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>A bad rating is worked off by somebody else, in working days, step by step; who was rated gets in nowhere.</summary>
[Trait("Category", "Core")]
public sealed class RatingTaskTests() : InOwnCity("2026-11-02")
{
    [Theory]
    // Make-up Sunday, Mid-Autumn and National Day; the longer term goes over all of them and the make-up Saturday.
    [InlineData("2026-09-18", "2026-09-20", "2026-09-22", "2026-09-24", "2026-10-15", false)]
    [InlineData("2026-09-30", "2026-10-08", "2026-10-10", "2026-10-13", "2026-10-27", false)]
    // Make-up Saturdays on both sides of the nine days of Spring Festival.
    [InlineData("2026-02-13", "2026-02-14", "2026-02-25", "2026-02-27", "2026-03-12", false)]
    [InlineData("2026-12-31", "2027-01-04", "2027-01-06", "2027-01-08", "2027-01-22", true)]
    public async Task The_terms_of_one_three_five_and_fifteen_working_days_run_from_the_rating(string rated, string contact, string verify, string rectify, string complex, bool provisional)
    {
        await using var city = await City.FreshAsync(DateTime.SpecifyKind(City.Day(rated).ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));
        var cast = await city.BadAsync();
        var task = await cast.TaskAsync();
        Assert.Equal((city.EndOf(contact), city.EndOf(verify), city.EndOf(rectify), provisional), (task.ContactDueAt, task.VerifyDueAt, task.RectifyDueAt, task.DueProvisional));
        Assert.Equal(task.ContactDueAt, task.NextDueAt);
        var view = await city.Get<RatingDeskQueries>().TaskAsync(cast.Approver, task.Id);
        Assert.All(view.Dates, d => Assert.Contains("工作日", d.Due.Arithmetic.Zh, StringComparison.Ordinal));
        await city.Get<RatingTaskService>().AskComplexAsync(cast.Approver, task.Id, "涉及三个部门");
        await city.Get<RatingReviewService>().DecideComplexAsync(cast.Supervisor, task.Id, true, "确需三个部门会商");
        Assert.Equal(city.EndOf(complex), (await cast.TaskAsync()).RectifyDueAt);
        Assert.Contains("rating-complex", await city.ToldAsync(cast.Who.Id));
    }

    [Fact]
    public async Task The_task_goes_to_the_other_approver_and_without_one_or_for_a_hall_to_supervision()
    {
        var cast = await City.BadAsync();
        Assert.Equal(RatingDesk.Department, (await cast.TaskAsync()).Desk);
        Assert.Equal(["rating-task"], await City.ToldAsync(cast.Approver.Id));
        Assert.DoesNotContain("rating-task", await City.ToldAsync(cast.Handler.Id));

        var only = await City.People.StaffAsync(StaffRole.Approver, "education");
        var who = await City.People.TalentAsync();
        await City.DeliverAsync(who, only, "P15");
        var desk = await Desk.OpenAsync(City);
        await desk.GrantAsync(await City.People.TalentAsync());
        City.Pass(TimeSpan.FromHours(1));
        await City.RatingSweepAsync();
        foreach (var rating in await City.ReadAsync(db => db.Ratings.Where(r => r.Level == null).Include(r => r.Talent).ToListAsync()))
        {
            await City.Get<RatingService>().RateAsync(Actor.For(rating.Talent!), rating.Id, new(RatingLevel.VeryDissatisfied, [], null));
            Assert.Equal(RatingDesk.Supervision, await City.ReadAsync(db => db.RatingTasks.Where(t => t.RatingId == rating.Id).Select(t => t.Desk).SingleAsync()));
        }
        Assert.Equal(2, (await City.ToldAsync(cast.Supervisor.Id)).Count(t => t == "rating-task"));
    }

    [Fact]
    public async Task Whoever_was_rated_sees_no_task_no_rater_and_closes_nothing_whatever_their_roles()
    {
        var cast = await City.BadAsync();
        var officer = await City.People.StaffAsync(StaffRole.Officer, Rated.Department);
        var elsewhere = await City.People.StaffAsync(StaffRole.Approver, "education");
        var id = (await cast.TaskAsync()).Id;
        foreach (var actor in new[] { cast.Handler, officer, elsewhere, cast.Rater })
            await NothingOpensAsync(actor, id);
        Assert.Empty((await City.Get<RatingDeskQueries>().OwnTasksAsync(cast.Handler, TaskScope.Open, 0, 20)).Lines);
        Assert.Empty((await City.Get<RatingDeskQueries>().AllTasksAsync(cast.Handler, TaskScope.Open, 0, 20)).Lines);
        Assert.Single((await City.Get<RatingDeskQueries>().OwnTasksAsync(cast.Approver, TaskScope.Open, 0, 20)).Lines);
        // Supervision looks on, but the department's task is not supervision's to work on, nor its rater's number to see.
        Assert.False((await City.Get<RatingDeskQueries>().TaskAsync(cast.Supervisor, id)).MayWork);
        await City.Get<RatingTaskService>().ContactAsync(cast.Supervisor, id).IsRefusedAsync("no-such-task");
        Assert.Equal([RatingAction.Invited, RatingAction.Rated, RatingAction.TaskOpened], await cast.HistoryAsync());
    }

    private async Task NothingOpensAsync(Actor actor, Guid id)
    {
        var (tasks, reviews) = (City.Get<RatingTaskService>(), City.Get<RatingReviewService>());
        await City.Get<RatingDeskQueries>().TaskAsync(actor, id).IsRefusedAsync("no-such-task");
        await tasks.ContactAsync(actor, id).IsRefusedAsync("no-such-task");
        foreach (var state in Enum.GetValues<RatingTaskState>()) await tasks.TakeAsync(actor, id, state, new("办好了", City.Clock.UtcNow, ContactHow.Phone)).IsRefusedAsync("no-such-task");
        await tasks.AskComplexAsync(actor, id, "来不及").IsRefusedAsync("no-such-task");
        await reviews.AskAsync(actor, id, ReviewGround.Malicious, "恶意").IsRefusedAsync("no-such-task");
        await reviews.DecideAsync(actor, id, true, "恶意").IsRefusedAsync("no-such-task");
        await reviews.DecideObjectionAsync(actor, id, false, "维持").IsRefusedAsync("no-such-task");
        await reviews.DecideComplexAsync(actor, id, true, "同意").IsRefusedAsync("no-such-task");
        await reviews.TakeOverAsync(actor, id, "接手").IsRefusedAsync("no-such-task");
    }

    [Fact]
    public async Task Each_step_needs_its_words_comes_in_its_order_and_is_told_to_the_rater()
    {
        var cast = await City.BadAsync();
        var (tasks, id) = (City.Get<RatingTaskService>(), (await cast.TaskAsync()).Id);
        await cast.StepAsync(RatingTaskState.Contact, note: "  ").IsRefusedAsync("note-missing");
        await cast.StepAsync(RatingTaskState.Contact, note: new string('长', 1001)).IsRefusedAsync("note-too-long");
        await tasks.TakeAsync(cast.Approver, id, RatingTaskState.Contact, new("说明", null, ContactHow.Phone)).IsRefusedAsync("contact-when");
        await tasks.TakeAsync(cast.Approver, id, RatingTaskState.Contact, new("说明", City.Clock.UtcNow.AddHours(1), ContactHow.Phone)).IsRefusedAsync("contact-when-wrong");
        await tasks.TakeAsync(cast.Approver, id, RatingTaskState.Contact, new("说明", City.Clock.UtcNow.AddDays(-3), ContactHow.Phone)).IsRefusedAsync("contact-when-wrong");
        await tasks.TakeAsync(cast.Approver, id, RatingTaskState.Contact, new("说明", City.Clock.UtcNow)).IsRefusedAsync("contact-how");
        foreach (var later in new[] { RatingTaskState.Verify, RatingTaskState.Rectify, RatingTaskState.CallBack, RatingTaskState.SecondRating, RatingTaskState.Done })
            await cast.StepAsync(later).IsRefusedAsync("step-not-possible");
        await cast.WorkOffAsync();
        await cast.StepAsync(RatingTaskState.CallBack).IsRefusedAsync("step-not-possible");
        Assert.Equal(["rating-invited", "rating-contacted", "rating-verified", "rating-rectified", "rating-called-back"], await City.ToldAsync(cast.Who.Id));
        var view = await City.Get<RatingQueries>().ViewAsync(cast.Rater, cast.Rating);
        Assert.True(view.MaySecond);
        Assert.False(view.MayRate);
    }

    [Fact]
    public async Task Two_handlers_taking_the_same_step_at_once_take_it_once()
    {
        var cast = await City.BadAsync();
        var third = await City.People.StaffAsync(StaffRole.Approver, Rated.Department);
        var (done, refused) = await Refusals.AtOnceAsync(6, async i => { await cast.StepAsync(RatingTaskState.Contact, i % 2 == 0 ? cast.Approver : third); return i; });
        Assert.Equal((1, 5), (done.Count, refused.Count));
        Assert.All(refused, code => Assert.Equal("step-not-possible", code));
    }

    [Fact]
    public async Task Opening_the_contact_data_is_written_where_the_rater_reads_it()
    {
        var cast = await City.BadAsync();
        var id = (await cast.TaskAsync()).Id;
        Assert.NotEqual(cast.Who.LegalName, (await City.Get<RatingDeskQueries>().TaskAsync(cast.Approver, id)).Rater.Zh);
        for (var i = 0; i < 2; i++) Assert.Equal(cast.Who.Phone, (await City.Get<RatingTaskService>().ContactAsync(cast.Approver, id)).Phone);
        Assert.Equal(cast.Approver.Id, (await City.ReadAsync(db => db.AccessEntries.SingleAsync(a => a.TalentId == cast.Who.Id))).StaffId);
        await City.Get<RatingService>().WithdrawAsync(cast.Rater, cast.Rating);
        await City.Get<RatingTaskService>().ContactAsync(cast.Approver, id).IsRefusedAsync("task-over");
    }

    [Fact]
    public async Task Each_date_is_reminded_of_on_its_morning_and_passed_up_when_missed_though_two_servers_sweep()
    {
        var cast = await City.BadAsync();
        var coordinator = await City.People.StaffAsync(StaffRole.Coordinator);
        await cast.StepAsync(RatingTaskState.Contact);
        await cast.StepAsync(RatingTaskState.Verify);
        var other = (RatingSweep)City.AnotherServer().GetService(typeof(RatingSweep))!;
        var said = new List<string>();
        for (var day = City.Day("2026-11-03"); day <= City.Day("2026-11-14"); day = day.AddDays(1))
        {
            City.Time.SetUtcNow(new(City.Clock.StartOf(day)));
            var before = await City.ReadAsync(db => db.Outbox.Select(m => m.Id).ToListAsync());
            await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<RatingSweep>() : other).RunAsync(default));
            var fresh = await City.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app" && !before.Contains(m.Id)).Select(m => new { m.Template, m.RecipientId }).ToListAsync());
            said.AddRange(fresh.Select(m => $"{day:MM-dd} {m.Template} {Name(m.RecipientId)}").Order(StringComparer.Ordinal));
        }
        Assert.Equal(
            [
                "11-09 rating-task-near approver",
                "11-10 rating-late rater", "11-10 rating-task-late approver", "11-10 rating-task-late coordinator", "11-10 rating-task-late second", "11-10 rating-task-late supervisor",
            ], said);
        Assert.Equal(CaseLight.Red, (await City.Get<RatingDeskQueries>().TaskAsync(cast.Supervisor, (await cast.TaskAsync()).Id)).Light);
        Assert.Single((await City.Get<RatingDeskQueries>().AllTasksAsync(cast.Supervisor, TaskScope.Late, 0, 20)).Lines);

        string Name(Guid id) => id == cast.Approver.Id ? "approver" : id == cast.Supervisor.Id ? "supervisor" : id == cast.Second.Id ? "second" : id == coordinator.Id ? "coordinator" : id == cast.Who.Id ? "rater" : "somebody-else";
    }

    [Fact]
    public async Task The_late_come_first_and_pages_are_cut_on_the_server()
    {
        var late = await City.BadAsync();
        City.MoveTo("2026-11-06");
        for (var i = 0; i < 4; i++) await City.BadAsync();
        var queries = City.Get<RatingDeskQueries>();
        var (first, total) = await queries.AllTasksAsync(late.Supervisor, TaskScope.Open, 0, 3);
        Assert.Equal((3, 5), (first.Count, total));
        Assert.Equal((await late.TaskAsync()).Id, first[0].Id);
        Assert.Equal(2, (await queries.AllTasksAsync(late.Supervisor, TaskScope.Open, 1, 3)).Lines.Count);
    }

    [Fact]
    public async Task Supervision_may_take_over_and_then_works_it_off()
    {
        var cast = await City.BadAsync();
        var id = (await cast.TaskAsync()).Id;
        await City.Get<RatingReviewService>().TakeOverAsync(cast.Supervisor, id, "部门没有按时联系");
        await cast.StepAsync(RatingTaskState.Contact).IsRefusedAsync("no-such-task");
        await cast.StepAsync(RatingTaskState.Contact, cast.Supervisor);
        Assert.Equal(RatingTaskState.Verify, (await cast.TaskAsync()).State);
    }

    [Fact]
    public async Task The_longer_term_is_asked_once_and_decided_by_another_person()
    {
        var cast = await City.BadAsync();
        var id = (await cast.TaskAsync()).Id;
        var (tasks, reviews) = (City.Get<RatingTaskService>(), City.Get<RatingReviewService>());
        await reviews.DecideComplexAsync(cast.Supervisor, id, true, "同意").IsRefusedAsync("nothing-asked");
        await reviews.TakeOverAsync(cast.Supervisor, id, "接手");
        await tasks.AskComplexAsync(cast.Supervisor, id, "涉及三个部门");
        await tasks.AskComplexAsync(cast.Supervisor, id, "再申请一次").IsRefusedAsync("complex-once");
        await reviews.DecideComplexAsync(cast.Supervisor, id, true, "同意").IsRefusedAsync("another-person");
        var before = (await cast.TaskAsync()).RectifyDueAt;
        await reviews.DecideComplexAsync(cast.Second, id, false, "五个工作日足够");
        Assert.Equal(before, (await cast.TaskAsync()).RectifyDueAt);
        Assert.DoesNotContain("rating-complex", await City.ToldAsync(cast.Who.Id));
    }

    [Fact]
    public async Task A_holiday_notice_moves_provisional_dates_and_the_rater_is_told()
    {
        await using var city = await City.FreshAsync(DateTime.SpecifyKind(City.Day("2026-12-31").ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));
        var cast = await city.BadAsync();
        await city.WriteAsync(db => db.Holidays.Where(h => h.NoticeYear == 2027).ExecuteUpdateAsync(set => set.SetProperty(h => h.Status, HolidayStatus.Published)));
        await city.AddAsync(new Holiday { Date = City.Day("2027-01-08"), Name = "元旦", Off = true, NoticeYear = 2027, Status = HolidayStatus.Published });
        city.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await city.RatingSweepAsync()).Moved);
        Assert.Equal(0, (await city.RatingSweepAsync()).Moved);
        var task = await cast.TaskAsync();
        Assert.Equal((false, city.EndOf("2027-01-11")), (task.DueProvisional, task.RectifyDueAt));
        Assert.Contains("rating-date-moved", await city.ToldAsync(cast.Who.Id));
    }
}
