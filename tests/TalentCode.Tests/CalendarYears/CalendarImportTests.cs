using Microsoft.EntityFrameworkCore;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>A published notice moves the dates of open cases, says why, and tells the people once.</summary>
[Trait("Category", "Core")]
public sealed class CalendarImportTests : IAsyncLifetime
{
    private ImportCity _there = null!;

    private City City => _there.City;

    public async Task InitializeAsync() => _there = await ImportCity.OpenAsync();

    public async Task DisposeAsync() => await _there.DisposeAsync();

    [Fact]
    public async Task A_date_over_the_holiday_moves_with_its_reason_and_loses_its_mark()
    {
        var id = await _there.AcceptedAsync();
        var before = await _there.CaseAsync(id);
        Assert.Equal((City.EndOf("2027-02-10"), true), (before.PromisedDueAt, before.DueProvisional));

        var import = await _there.ImportAsync();

        var after = await _there.CaseAsync(id);
        Assert.Equal((City.EndOf("2027-02-15"), false), (after.PromisedDueAt, after.DueProvisional));
        var calendar = new WorkingCalendar(await City.ReadAsync(db => db.Holidays.ToListAsync()));
        Assert.Equal((1, 0, 1, 1), (import.Moved, import.Confirmed, import.Looked, import.Expected));
        var change = after.DueDates.Last(d => d.Clock == ClockName.Promised);
        Assert.Equal((before.PromisedDueAt, after.PromisedDueAt, $"放假安排公布({ImportCity.Number})", _there.Admin.Name.Zh), (change.Old, change.New, change.WhyZh, change.ByZh));
        ImportCity.Replays(after);
        var whole = await City.ReadAsync(db => db.Cases.Include(c => c.ItemVersion).Include(c => c.Pauses).Include(c => c.Deferrals).Include(c => c.CompletionRequests).AsSplitQuery().SingleAsync(c => c.Id == id));
        Assert.Equal(CaseWarnings.NextAfter(whole, City.Clock.UtcNow, calendar, City.Clock), after.WarnAt);
        Assert.Equal(2, (await _there.ToldAsync()).Count);
        Assert.Contains(await _there.ToldAsync(), k => k.Contains($"Talent|{after.TalentId:N}", StringComparison.Ordinal));
        Assert.Contains(await _there.ToldAsync(), k => k.Contains($"Staff|{_there.Officer.Id:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_received_without_a_day_for_the_answer_gets_none_from_a_calendar()
    {
        var before = await City.CaseInAsync(await City.People.TalentAsync(), "P10", CaseState.Received, c =>
            (c.ReceivedAt, c.PromisedDueAt, c.OuterDueAt) = (City.Clock.UtcNow, City.EndOf("2027-02-10"), City.EndOf("2027-02-16")));
        var now = await City.ReceiveAsync("P10");
        await _there.ImportAsync();
        var (old, fresh) = (await _there.CaseAsync(before.Id), await _there.CaseAsync(now));
        Assert.Equal((null, City.EndOf("2027-02-16")), (old.AcceptanceDueAt, old.PromisedDueAt));
        Assert.DoesNotContain(old.DueDates, d => d.Clock == ClockName.Acceptance);
        Assert.Null((await City.Get<CaseQueries>().ViewAsync(await City.OfficeAsync(old.Id), old.Id)).Dates.Acceptance);
        Assert.Equal((City.EndOf("2027-02-15"), City.EndOf("2027-02-16")), (fresh.AcceptanceDueAt, fresh.PromisedDueAt));
        Assert.Equal((City.EndOf("2027-02-10"), $"放假安排公布({ImportCity.Number})"), fresh.DueDates.Where(d => d.Clock == ClockName.Acceptance).Select(d => (d.Old, d.WhyZh)).Last());
        ImportCity.Replays(fresh);

        // Completed papers are a new receipt, and that one has a day for its answer.
        var office = await City.OfficeAsync(old.Id);
        await City.ActAsync(office, old.Id, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(await City.ApplicantAsync(old.Id), old.Id, CaseAction.Complete, "已补");
        Assert.Equal(City.EndOf("2027-02-15"), (await _there.CaseAsync(old.Id)).AcceptanceDueAt);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "2027-02-03")]
    public async Task The_outcome_of_a_test_outlives_a_new_calendar(bool passed, string? promised)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P14", CaseState.Submitted, c => c.Answers["licenceFrom"] = "foreign");
        await City.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        var office = await City.OfficeAsync(row.Id);
        foreach (var (step, detail) in new (CaseAction, StepDetail?)[] { (CaseAction.Accept, null), (CaseAction.StartReview, null), (CaseAction.StartSpecial, new ProcedureTerms(CaseDeadlines.Test, 5)) })
            await City.ActAsync(office, row.Id, step, detail: detail);
        City.MoveTo("2027-02-03", 15);
        await City.ActAsync(office, row.Id, CaseAction.EndSpecial, "科目一", detail: new TestOutcome(passed));
        await _there.ImportAsync();
        var after = await _there.CaseAsync(row.Id);
        Assert.Equal((passed, promised is null ? null : City.EndOf(promised)), (after.Pauses[0].Passed, after.PromisedDueAt));
        ImportCity.Replays(after);
        Assert.Empty(await _there.ToldAsync());
    }

    [Fact]
    public async Task A_date_that_stays_only_loses_its_mark_and_nobody_is_told()
    {
        await using var there = await ImportCity.OpenAsync();
        there.City.MoveTo("2027-02-22");
        var id = await there.AcceptedAsync();
        var before = await there.CaseAsync(id);
        var import = await there.ImportAsync();
        var after = await there.CaseAsync(id);
        Assert.Equal((0, 1), (import.Moved, import.Confirmed));
        Assert.Equal((before.PromisedDueAt, before.DueDates.Count, true, false), (after.PromisedDueAt, after.DueDates.Count, before.DueProvisional, after.DueProvisional));
        Assert.Empty(await there.ToldAsync());
    }

    [Fact]
    public async Task The_same_notice_again_changes_nothing_and_says_so()
    {
        await _there.AcceptedAsync();
        await _there.ImportAsync();
        var before = await _there.StateAsync();
        var again = await _there.DraftAsync();
        Assert.Equal(0, (await City.Get<CalendarPreview>().SumUpAsync(_there.Admin, 2027, NoticeTexts.Of2027)).DaysChanged);
        Assert.Equal(ImportStart.Unchanged, await _there.Importer.StartAsync(_there.Admin, again));
        await _there.Importer.RunAsync(default);
        Assert.Equal(before, await _there.StateAsync());
    }

    [Fact]
    public async Task A_corrected_notice_moves_the_dates_again_and_each_move_is_told()
    {
        var id = await _there.AcceptedAsync();
        await _there.ImportAsync();
        var import = await _there.ImportAsync(NoticeTexts.Corrected2027);
        var after = await _there.CaseAsync(id);
        Assert.Equal((City.EndOf("2027-02-16"), 2, 1, 2), (after.PromisedDueAt, import.Sequence, import.Moved, import.DaysChanged));
        ImportCity.Replays(after);
        Assert.Equal(4, (await _there.ToldAsync()).Count);
        await _there.ImportAsync();
        Assert.Equal(City.EndOf("2027-02-15"), (await _there.CaseAsync(id)).PromisedDueAt);
        Assert.Equal(6, (await _there.ToldAsync()).Count);
    }

    [Fact]
    public async Task A_family_that_waits_for_a_members_papers_moves_with_their_day_and_is_told()
    {
        var talent = await City.People.TalentAsync(t => { t.HouseholdAddress = null; t.Family.Add(TestPeople.Spouse()); });
        var id = await City.FileHouseholdAsync(talent);
        var office = await City.OfficeAsync(id);
        var part = (await City.WholeAsync(id)).Children.Single(c => c.FamilyMemberId != null).Id;
        await City.ActAsync(office, part, CaseAction.AskCompletion, detail: Walks.List);
        await City.ReviewAsync(id, office);
        var before = await _there.CaseAsync(id);
        var completion = (await _there.CaseAsync(part)).CompletionDueAt;

        await _there.ImportAsync();

        var (after, child) = (await _there.CaseAsync(id), await _there.CaseAsync(part));
        Assert.True(child.CompletionDueAt > completion && after.PromisedDueAt > before.PromisedDueAt);
        var calendar = new WorkingCalendar(await City.ReadAsync(db => db.Holidays.ToListAsync()));
        Assert.Equal(after.PromisedDueAt, CaseDeadlines.For(await City.WholeAsync(id), calendar, City.Clock).Promised!.AtUtc);
        Assert.Contains(await _there.ToldAsync(), k => k.Contains($"Talent|{talent.Id:N}", StringComparison.Ordinal) && k.Contains($"{id:N}", StringComparison.Ordinal));
        foreach (var row in new[] { after, child }) ImportCity.Replays(row);
    }

    [Fact]
    public async Task A_family_moves_to_the_day_of_its_latest_member_and_is_told_once()
    {
        var talent = await City.People.TalentAsync(t => { t.HouseholdAddress = null; t.Family.Add(TestPeople.Spouse()); t.Family.Add(TestPeople.Child("2019-05-01")); });
        var id = await City.FileHouseholdAsync(talent);
        var officer = await City.People.StaffAsync(StaffRole.Officer, "public-security");
        await City.ActAsync(officer, id, CaseAction.Accept);
        var preview = await City.Get<CalendarPreview>().SumUpAsync(_there.Admin, 2027, NoticeTexts.Of2027);
        var import = await _there.ImportAsync();
        var after = await _there.CaseAsync(id);
        Assert.Equal((1, preview.Moved), (import.Moved, import.Moved));
        Assert.All(after.Children, c => Assert.Equal((after.PromisedDueAt, false), (c.PromisedDueAt, c.DueProvisional)));
        foreach (var row in after.Children.Append(after)) ImportCity.Replays(row);
        Assert.False(after.DueProvisional);
        Assert.Equal(2, (await _there.ToldAsync()).Count);
    }

    [Fact]
    public async Task The_term_to_complete_papers_moves_too_and_no_handling_clock_begins_by_it()
    {
        var id = await _there.ReceivedAsync();
        await City.ActAsync(_there.Officer, id, CaseAction.AskCompletion, detail: new CompletionList([new("合同", "缺签章", "补盖公章")]));
        var before = await _there.CaseAsync(id);
        await _there.ImportAsync();
        var after = await _there.CaseAsync(id);
        Assert.Equal((City.EndOf("2027-02-17"), City.EndOf("2027-02-20")), (before.CompletionDueAt, after.CompletionDueAt));
        Assert.Equal(after.CompletionDueAt, Assert.Single(after.CompletionRequests).DueAt);
        Assert.Null(after.AcceptanceDueAt);
        ImportCity.Replays(after);
        Assert.Equal(2, (await _there.ToldAsync("completion-date-moved")).Count);
    }

    [Fact]
    public async Task A_case_that_waits_for_its_answer_is_told_the_new_day_of_the_answer()
    {
        var id = await _there.ReceivedAsync();
        await _there.ImportAsync();
        Assert.Equal(City.EndOf("2027-02-15"), (await _there.CaseAsync(id)).AcceptanceDueAt);
        Assert.Single(await _there.ToldAsync("answer-date-moved"));
        Assert.Empty(await _there.ToldAsync());
    }

    [Fact]
    public async Task Cases_of_another_year_and_closed_cases_are_not_looked_at()
    {
        await using var there = await ImportCity.OpenAsync();
        var closed = await there.AcceptedAsync();
        var talent = (await there.CaseAsync(closed)).TalentId;
        await there.City.ActAsync(new Actor(ActorKind.Talent, talent, new("本人", "the applicant"), new HashSet<Permission>(), null), closed, CaseAction.Withdraw);
        there.City.MoveTo("2028-06-01");
        await there.AcceptedAsync();
        var before = await there.CaseAsync(closed);
        var import = await there.ImportAsync();
        Assert.Equal((0, 0, 0), (import.Looked, import.Moved, import.Confirmed));
        Assert.Equal(before.Version, (await there.CaseAsync(closed)).Version);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"days\":[", "not-json")]
    [InlineData("hole", "hole")]
    [InlineData("total", "total")]
    [InlineData("2026", "wrong-year")]
    public async Task A_bad_file_is_refused_and_nothing_is_changed(string text, string code)
    {
        await _there.AcceptedAsync();
        text = text switch
        {
            "hole" => NoticeTexts.Write(NoticeTexts.Without("2027-10-05")),
            "total" => NoticeTexts.Write(NoticeTexts.Days2027.Where(d => d.Off)),
            "2026" => NoticeTexts.Write(NoticeTexts.Shipped(2026)),
            _ => text,
        };
        var before = await _there.StateAsync();
        var draft = await _there.DraftAsync(text);
        await _there.Importer.StartAsync(_there.Admin, draft).IsRefusedAsync(code);
        await City.Get<CalendarPreview>().SumUpAsync(_there.Admin, 2027, text).IsRefusedAsync(code);
        await _there.Importer.RunAsync(default);
        Assert.Equal(before, await _there.StateAsync());
    }

    [Fact]
    public async Task Without_a_notice_number_or_the_permission_nothing_is_published()
    {
        var before = await _there.StateAsync();
        await _there.Importer.StartAsync(_there.Admin, await _there.DraftAsync(number: "通知")).IsRefusedAsync("notice-number");
        await _there.DraftAsync(by: _there.Officer).IsRefusedAsync("not-allowed");
        var draft = await _there.DraftAsync();
        await _there.Importer.StartAsync(_there.Officer, draft).IsRefusedAsync("not-allowed");
        await _there.Importer.StartAsync(await City.People.StaffAsync(StaffRole.Administrator), draft).IsRefusedAsync("no-draft");
        await City.Get<CalendarQueries>().YearsAsync(_there.Officer).IsRefusedAsync("not-allowed");
        await City.Get<CalendarPreview>().SumUpAsync(_there.Officer, 2027, NoticeTexts.Of2027).IsRefusedAsync("not-allowed");
        Assert.Equal(before, await _there.StateAsync());
    }

    [Fact]
    public async Task A_notice_keeps_its_days_in_the_December_before_and_never_contradicts_the_notice_of_that_year()
    {
        await _there.ImportAsync(NoticeTexts.Write([new("2026-12-27", "元旦", false), .. NoticeTexts.Days2027]));
        Assert.Equal(2027, (await City.ReadAsync(db => db.Holidays.SingleAsync(h => h.Date == new DateOnly(2026, 12, 27)))).NoticeYear);
        // A day that both notices name is the earlier one's; the other way round it would be taken from it.
        var contradiction = NoticeTexts.Write([.. NoticeTexts.Shipped(2026), .. NoticeTexts.Off("元旦", "2026-12-26", 2)]);
        await _there.Importer.StartAsync(_there.Admin, await _there.DraftAsync(contradiction, year: 2026)).IsRefusedAsync("other-notice");
        await _there.ImportAsync();
        Assert.False(await City.ReadAsync(db => db.Holidays.AnyAsync(h => h.Date == new DateOnly(2026, 12, 27))));
        Assert.Equal(NoticeTexts.Days2027.Count, await City.ReadAsync(db => db.Holidays.CountAsync(h => h.NoticeYear == 2027 && h.Status == HolidayStatus.Published)));
    }

    [Fact]
    public async Task The_years_and_the_record_say_who_published_what()
    {
        var queries = City.Get<CalendarQueries>();
        Assert.Equal((false, 248 + 6), ((await queries.YearsAsync(_there.Admin)).Where(y => y.Year == 2027).Select(y => (y.Published, y.WorkingDays)).Single()));
        await _there.AcceptedAsync();
        await _there.ImportAsync();
        Assert.Equal((true, 248), ((await queries.YearsAsync(_there.Admin)).Where(y => y.Year == 2027).Select(y => (y.Published, y.WorkingDays)).Single()));
        var import = Assert.Single(await queries.ImportsAsync(_there.Admin));
        Assert.Equal((ImportCity.Number, _there.Admin.Name, City.Clock.UtcNow, NoticeTexts.Days2027.Count, 1), (import.NoticeNumber, import.By, import.StartedAt, import.Days, import.Moved));
    }
}
