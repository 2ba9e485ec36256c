using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>What a scientist says, and what the own page answers. Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class PersonalDateTests() : InOwnCity("2026-11-02")
{
    private PersonalDateService Dates => City.Get<PersonalDateService>();

    [Fact]
    public async Task A_date_that_fits_neither_person_nor_calendar_is_refused_with_a_way_out()
    {
        var (here, abroad) = (await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2019-03-02"))), await City.WithPaperAsync(PaperKind.ResidencePermit, "2027-06-30"));
        await AddAsync(here, PersonalDateKind.Entry, "2026-11-01").IsRefusedAsync("date-unfit");
        await AddAsync(abroad, PersonalDateKind.HouseholdMoved, "2026-11-01").IsRefusedAsync("date-unfit");
        await AddAsync(abroad, PersonalDateKind.Refused, "2026-11-01").IsRefusedAsync("date-unfit");
        await Dates.AddAsync(Actor.For(abroad), PersonalDateKind.Entry, City.Day("2026-11-01"), here.Family[0].Id).IsRefusedAsync("date-unfit");
        await AddAsync(abroad, PersonalDateKind.Entry, "2026-11-03").IsRefusedAsync("date-future");
        await AddAsync(abroad, PersonalDateKind.Entry, "2025-11-01").IsRefusedAsync("date-future");
        await AddAsync(here, PersonalDateKind.DrivingLicenceUntil, "2026-11-01").IsRefusedAsync("date-past");
        await AddAsync(abroad, PersonalDateKind.ResidencePermitUntil, "2027-06-29").IsRefusedAsync("date-earlier");
        await Dates.AddAsync(await City.People.StaffAsync(StaffRole.Steward), PersonalDateKind.Entry, City.Day("2026-11-01")).IsRefusedAsync("not-yours");
        Assert.Equal(0, await City.ReadAsync(db => db.PersonalDates.CountAsync()));
    }

    [Fact]
    public async Task A_new_end_replaces_the_one_said_before_and_twice_the_same_is_one()
    {
        var who = await City.People.TalentAsync();
        foreach (var day in new[] { "2027-01-30", "2027-01-30", "2033-01-30" }) await AddAsync(who, PersonalDateKind.DrivingLicenceUntil, day);
        foreach (var day in new[] { "2026-11-01", "2026-10-01" }) await AddAsync(who, PersonalDateKind.EmployerChanged, day);
        Assert.Equal(["2033-01-30", "2026-11-01", "2026-10-01"], (await SheetAsync(who)).Entered.Select(d => $"{d.Date:yyyy-MM-dd}"));
        var last = (await SheetAsync(who)).Entered[2];
        await Dates.RemoveAsync(Actor.For(await City.People.TalentAsync()), last.Id);
        Assert.Equal(3, (await SheetAsync(who)).Entered.Count);
        await Dates.RemoveAsync(Actor.For(who), last.Id);
        Assert.Equal(2, (await SheetAsync(who)).Entered.Count);
    }

    [Fact]
    public async Task Done_stops_it_for_this_date_and_can_be_taken_back()
    {
        var who = await City.SinceAsync(City.ForeignerAsync(), PersonalDateKind.Entry, "2026-11-01");
        var line = (await SheetAsync(who)).Dates.Single(d => d.Rule == ReminderRules.FirstResidencePermit);
        await Dates.DoneAsync(Actor.For(await City.People.TalentAsync()), line.Rule.Id, line.SubjectId, line.Date).IsRefusedAsync("no-such-reminder");
        for (var i = 0; i < 2; i++) await Dates.DoneAsync(Actor.For(who), line.Rule.Id, line.SubjectId, line.Date);
        Assert.Equal((ReminderStanding.Done, 0), (await StandingAsync(who, line.Rule), await City.RemindAsync()));
        await Dates.NotDoneAsync(Actor.For(who), line.Rule.Id, line.SubjectId, line.Date);
        Assert.Equal((ReminderStanding.Coming, 1), (await StandingAsync(who, line.Rule), await City.RemindAsync()));
    }

    [Fact]
    public async Task A_permit_is_not_done_by_saying_so_but_by_its_new_end()
    {
        var who = await City.WithPaperAsync(PaperKind.ResidencePermit, "2026-12-12");
        var line = (await SheetAsync(who)).Dates.Single(d => d.Rule == ReminderRules.ResidencePermit);
        await Dates.DoneAsync(Actor.For(who), line.Rule.Id, line.SubjectId, line.Date).IsRefusedAsync("date-renewed");
    }

    [Fact]
    public async Task Who_switches_a_rule_off_hears_no_more_of_it_and_terms_of_the_law_stay_on()
    {
        var who = await City.People.TalentAsync(code: c => c.Until = City.Day("2026-12-01"));
        await Dates.MuteAsync(Actor.For(who), "residence-permit", true).IsRefusedAsync("reminder-statutory");
        await Dates.MuteAsync(Actor.For(who), "completion-due", true).IsRefusedAsync("reminder-statutory");
        for (var i = 0; i < 2; i++) await Dates.MuteAsync(Actor.For(who), "code-validity", true);
        Assert.Equal((ReminderStanding.Muted, 0), (await StandingAsync(who, ReminderRules.CodeValidity), await City.RemindAsync()));
        await Dates.MuteAsync(Actor.For(who), "code-validity", false);
        Assert.Equal((ReminderStanding.Coming, 1), (await StandingAsync(who, ReminderRules.CodeValidity), await City.RemindAsync()));
    }

    [Fact]
    public async Task The_page_says_what_comes_next_and_what_was_sent()
    {
        var who = await City.WithPaperAsync(PaperKind.ResidencePermit, "2027-01-20");
        var line = (await SheetAsync(who)).Dates.Single(d => d.Rule == ReminderRules.ResidencePermit);
        // Ninety days before was in October: said as soon as it is known.
        Assert.Equal((90, City.Day("2026-11-02")), line.Next);
        Assert.Equal((City.Day("2027-01-20"), City.Day("2026-12-21"), "/services/P10"), (line.End, line.ApplyBy, line.Link));
        await City.RemindAsync();
        await City.Get<OutboxSender>().SweepAsync(default);
        var sheet = await SheetAsync(who);
        Assert.Equal((60, City.Day("2026-11-21")), sheet.Dates.Single(d => d.Rule == ReminderRules.ResidencePermit).Next);
        Assert.Equal("residence-permit", Assert.Single(sheet.Sent).Template);
        await City.CaseInAsync(who, "P10", CaseState.InReview, c => c.Answers = new() { ["kind"] = "extension" });
        line = (await SheetAsync(who)).Dates.Single(d => d.Rule == ReminderRules.ResidencePermit);
        Assert.Equal((ReminderStanding.Settled, null), (line.Standing, line.Next));
        Assert.NotNull(line.SettledBy);
        await City.Get<MyReminders>().OfAsync(await City.People.StaffAsync(StaffRole.Steward)).IsRefusedAsync("not-yours");
    }

    [Fact]
    public async Task The_dates_of_many_people_are_asked_for_as_often_as_those_of_one()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 30; i++) people.Add((await City.WithPaperAsync(PaperKind.ResidencePermit, i < 20 ? "2027-01-20" : "2028-01-20")).Id);
        var upcoming = City.Get<UpcomingDates>();
        await upcoming.OfAsync(people);
        Assert.Equal(await QueryCount.OfAsync(() => upcoming.OfAsync([people[0]])), await QueryCount.OfAsync(() => upcoming.OfAsync(people)));
        var soon = await upcoming.OfAsync(people, City.Day("2027-06-30"));
        Assert.Equal((20, 1), (soon.Count, soon.Select(d => d.Rule.Id).Distinct().Count()));
        Assert.Equal(people.Take(20).Order(), soon.Select(d => d.TalentId).Order());
        Assert.Empty(await upcoming.OfAsync([]));
    }

    private Task AddAsync(Talent who, PersonalDateKind kind, string day) => Dates.AddAsync(Actor.For(who), kind, City.Day(day));

    private Task<ReminderSheet> SheetAsync(Talent who) => City.Get<MyReminders>().OfAsync(Actor.For(who));

    private async Task<ReminderStanding> StandingAsync(Talent who, ReminderRule rule) => (await SheetAsync(who)).Dates.Single(d => d.Rule == rule).Standing;
}
