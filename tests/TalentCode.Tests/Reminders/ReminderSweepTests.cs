using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>Each reminder once, whatever happens to the clock and the servers, and none once the matter is done. Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class ReminderSweepTests() : InOwnCity("2026-11-02")
{
    private const string Soon = "2026-12-12";

    [Fact]
    public async Task After_missed_weeks_only_the_latest_is_said_and_the_earlier_ones_never()
    {
        await City.WithPaperAsync(PaperKind.ResidencePermit, "2027-01-20");
        Assert.Equal(1, await City.RemindAsync());
        City.MoveTo("2026-12-20");
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal([90, 35], await LeadsAsync());
    }

    [Fact]
    public async Task A_clock_that_goes_back_says_nothing_again_and_nothing_older()
    {
        await City.WithPaperAsync(PaperKind.ResidencePermit, "2026-12-20");
        Assert.Equal(1, await City.RemindAsync());
        foreach (var day in new[] { "2026-11-02", "2026-10-25", "2026-09-28" })
            Assert.Equal(0, await new ReminderSweep(City.Get<Store>(), City.Get<Calendars>(), ClockAt(day)).RunAsync(default));
        City.MoveTo("2026-11-15");
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal([60, 35], await LeadsAsync());
    }

    [Fact]
    public async Task Over_midnight_a_day_begins_once()
    {
        await City.WithPaperAsync(PaperKind.ResidencePermit, "2026-12-12");
        City.MoveTo("2026-11-06", 23, 59);
        Assert.Equal(1, await City.RemindAsync());
        City.MoveTo("2026-11-07", 0);
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(0, await City.RemindAsync());
        Assert.Equal([45, 35], await LeadsAsync());
    }

    [Fact]
    public async Task Two_servers_sweeping_at_once_say_each_once()
    {
        for (var i = 0; i < 40; i++) await City.WithPaperAsync(PaperKind.ResidencePermit, Soon);
        var other = City.AnotherServer().GetRequiredService<ReminderSweep>();
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<ReminderSweep>() : other).RunAsync(default));
        await City.RemindAsync();
        Assert.Equal(40, await City.OwedAsync("residence-permit"));
        Assert.Equal(40, await City.ReadAsync(db => db.ReminderMarks.CountAsync()));
        Assert.Equal(40, await City.ReadAsync(db => db.Outbox.Where(m => m.Channel == Notices.InApp).Select(m => m.RecipientId).Distinct().CountAsync()));
    }

    [Fact]
    public async Task What_was_sent_before_there_were_marks_is_not_sent_again()
    {
        var who = await City.People.TalentAsync(code: c => c.Until = City.Day("2026-12-01"));
        await City.WriteAsync(db =>
        {
            db.Owe("code-validity", $"{who.Id:N}:20261201:30", Recipient.Talent(who.Id), City.Clock.UtcNow, []);
            return Task.CompletedTask;
        });
        Assert.Equal(0, await City.RemindAsync());
        Assert.Equal(0, await City.RemindAsync());
        City.MoveTo("2026-11-24");
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(2, await City.OwedAsync("code-validity"));
    }

    [Theory]
    [InlineData("P10", "extension", CaseState.Received, true)]
    [InlineData("P10", "extension", CaseState.InReview, true)]
    [InlineData("P10", "change", CaseState.InReview, false)]
    [InlineData("P08", "extension", CaseState.InReview, false)]
    [InlineData("P10", "extension", CaseState.Draft, false)]
    [InlineData("P10", "extension", CaseState.Withdrawn, false)]
    [InlineData("P10", "extension", CaseState.NotAccepted, false)]
    public async Task An_application_on_its_way_ends_the_reminders_it_settles_and_no_others(string item, string kind, CaseState state, bool settled)
    {
        var who = await City.WithPaperAsync(PaperKind.ResidencePermit, Soon);
        await City.CaseInAsync(who, item, state, c => c.Answers = new() { ["kind"] = kind });
        Assert.Equal(settled ? 0 : 1, await City.RemindAsync());
    }

    [Fact]
    public async Task A_granted_extension_is_quiet_while_the_new_permit_is_on_its_way_and_a_refused_one_is_not()
    {
        var (granted, refused) = (await City.WithPaperAsync(PaperKind.ResidencePermit, Soon), await City.WithPaperAsync(PaperKind.ResidencePermit, Soon));
        foreach (var (who, decision) in new[] { (granted, CaseDecision.Granted), (refused, CaseDecision.Refused) })
            await City.CaseInAsync(who, "P10", CaseState.Delivered, c => (c.Answers, c.Decision, c.DecidedAt) = (new() { ["kind"] = "extension" }, decision, City.At("2026-10-20")));
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(refused.Id, await City.ReadAsync(db => db.ReminderMarks.Select(m => m.TalentId).SingleAsync()));
        // Long after the grant the date is still the old one: better said than missed.
        City.MoveTo("2026-12-08");
        Assert.Equal(2, await City.RemindAsync());
    }

    [Fact]
    public async Task A_term_is_not_met_by_what_was_filed_before_it_began()
    {
        var (before, after) = (await MovedInAsync(), await MovedInAsync());
        await City.CaseInAsync(before, "P12", CaseState.InReview, c => c.SubmittedAt = City.At("2026-11-01"));
        await City.CaseInAsync(after, "P12", CaseState.InReview);
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(before.Id, await City.ReadAsync(db => db.ReminderMarks.Select(m => m.TalentId).SingleAsync()));
    }

    [Fact]
    public async Task A_paper_that_was_replaced_and_people_who_left_are_silent()
    {
        await City.ForeignerAsync(t => t.Papers.AddRange([Old(), ReminderCity.Paper(PaperKind.ResidencePermit, "2028-12-12")]));
        await City.ForeignerAsync(t => { t.Papers.Add(ReminderCity.Paper(PaperKind.ResidencePermit, Soon)); t.Status = TalentStatus.Moved; });
        Assert.Equal(0, await City.RemindAsync());

        static IdentityPaper Old()
        {
            var paper = ReminderCity.Paper(PaperKind.ResidencePermit, Soon);
            paper.Current = false;
            return paper;
        }
    }

    [Fact]
    public async Task The_new_end_that_somebody_states_takes_the_place_of_the_record_until_the_record_is_later()
    {
        var who = await City.WithPaperAsync(PaperKind.ResidencePermit, Soon);
        await City.Get<PersonalDateService>().AddAsync(Actor.For(who), PersonalDateKind.ResidencePermitUntil, City.Day("2027-01-30"));
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(City.Day("2027-01-30"), await City.ReadAsync(db => db.ReminderMarks.Select(m => m.Date).SingleAsync()));
        await City.WriteAsync(db => db.IdentityPapers.ExecuteUpdateAsync(s => s.SetProperty(p => p.Until, City.Day("2029-01-30"))));
        City.MoveTo("2026-12-30");
        Assert.Equal(0, await City.RemindAsync());
    }

    [Fact]
    public async Task A_refusal_that_is_objected_to_or_set_aside_runs_no_further()
    {
        var (objected, reopened) = (await City.RefusedAsync("2026-09-20"), await City.RefusedAsync("2026-09-20"));
        var one = await City.ReadAsync(db => db.Cases.Where(c => c.TalentId == objected.Id).Select(c => c.Id).SingleAsync());
        await City.AddAsync(new CaseObjection { Id = Guid.NewGuid(), CaseId = one, Kind = ObjectionKind.Objection, FiledAt = City.Clock.UtcNow, Text = "x" });
        await City.WriteAsync(db => db.Cases.Where(c => c.TalentId == reopened.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Decision, (CaseDecision?)null).SetProperty(c => c.State, CaseState.InReview)));
        Assert.Equal(0, await City.RemindAsync());
    }

    [Fact]
    public async Task It_asks_as_often_for_two_hundred_due_as_for_one_and_less_for_none()
    {
        await City.RemindAsync();
        var none = await QueryCount.OfAsync(() => City.RemindAsync());
        await City.WithPaperAsync(PaperKind.ResidencePermit, Soon);
        var one = await QueryCount.OfAsync(() => City.RemindAsync());
        for (var i = 0; i < 200; i++) await City.WithPaperAsync(PaperKind.ResidencePermit, Soon);
        var many = await QueryCount.OfAsync(() => City.RemindAsync());
        Assert.Equal(one, many);
        Assert.InRange(none, 1, 30);
        Assert.True(one <= none + 12, $"{one} questions for one reminder, {none} for none.");
        Assert.Equal(none, await QueryCount.OfAsync(() => City.RemindAsync()));
    }

    private Task<Talent> MovedInAsync() => City.SinceAsync(City.ForeignerAsync(), PersonalDateKind.MovedIn, "2026-11-02");

    private Task<List<int>> LeadsAsync() => City.ReadAsync(db => db.ReminderMarks.OrderByDescending(m => m.Lead).Select(m => m.Lead).ToListAsync());

    private CityClock ClockAt(string day) => new(new FakeTimeProvider(new DateTimeOffset(City.At(day))), CityClock.China);
}
