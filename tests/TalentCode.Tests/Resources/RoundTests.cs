using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A round from the announcement to the results.</summary>
[Trait("Category", "Core")]
public sealed class RoundTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task The_window_opens_and_closes_on_the_second()
    {
        var round = await City.AnnounceAsync(("S01", 2));
        Assert.Equal((City.At("2026-11-03", 0), City.EndOf("2026-11-07")), (round.OpensAt, round.ClosesAt));
        City.Time.SetUtcNow(new DateTimeOffset(round.OpensAt.AddSeconds(-1)));
        Assert.False((await City.Get<RoundQueries>().OfItemAsync("P15")).IsOpen);
        City.Time.SetUtcNow(new DateTimeOffset(round.OpensAt));
        Assert.True((await City.Get<RoundQueries>().OfItemAsync("P15")).IsOpen);
        var (one, two) = (await City.FamilyAsync(), await City.FamilyAsync());
        var (first, second) = (await City.SchoolDraftAsync(one, "S01"), await City.SchoolDraftAsync(two, "S01"));
        City.Time.SetUtcNow(new DateTimeOffset(round.ClosesAt.AddSeconds(-1)));
        await City.Get<SubmitService>().SubmitAsync(Actor.For(one), first);
        City.Time.SetUtcNow(new DateTimeOffset(round.ClosesAt));
        var refusal = await City.Get<SubmitService>().SubmitAsync(Actor.For(two), second).IsRefusedAsync("not-eligible");
        Assert.Contains("草稿已保留", refusal.Sentence.Zh, StringComparison.Ordinal);
        Assert.Equal(CaseState.Draft, (await City.CaseAsync(second)).State);
        Assert.Equal(round.Id, (await City.CaseAsync(first)).RoundId);
    }

    [Fact]
    public async Task Between_two_rounds_the_direct_request_is_the_way()
    {
        await City.AnnounceAsync(("S01", 2));
        var who = await City.FamilyAsync();
        var draft = await City.CaseAsync(await City.Get<FilingService>().StartAsync(Actor.For(who), "P15"));
        Assert.Equal(("P06", "P15"), (draft.ItemId, draft.Subject));
        var gate = await City.Get<RoundQueries>().OfItemAsync("P15");
        Refusals.IsSentence(gate.Obstacle!.Value);
        Assert.Contains("11月3日", gate.Obstacle!.Value.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_item_is_taken_all_year_and_says_so_until_its_first_round_is_announced()
    {
        var (who, today) = (await City.FamilyAsync(), City.Clock.Today);
        var gate = await City.Get<RoundQueries>().OfItemAsync("P18");
        Assert.Equal((false, true, null), (gate.Bound, gate.IsOpen, gate.Shown));
        Refusals.IsSentence(RoundWords.AllYear);
        Assert.Equal("P18", (await City.CaseAsync(await City.Get<FilingService>().StartAsync(Actor.For(await City.FamilyAsync()), "P18"))).ItemId);

        await City.Get<RoundService>().AnnounceAsync(await City.ApproverAsync(), new("P18", new("首批", "First"), today.AddDays(3), today.AddDays(9), today.AddDays(30), new Dictionary<string, int> { [""] = 3 }, null));
        gate = await City.Get<RoundQueries>().OfItemAsync("P18");
        Assert.Equal((true, false), (gate.Bound, gate.IsOpen));
        Assert.Contains("11月5日", gate.Obstacle!.Value.Zh, StringComparison.Ordinal);
        Assert.Equal("P06", (await City.CaseAsync(await City.Get<FilingService>().StartAsync(Actor.For(who), "P18"))).ItemId);
        // School places never go without a round.
        Assert.Equal((true, false), ((await City.Get<RoundQueries>().OfItemAsync("P15")).Bound, (await City.Get<RoundQueries>().OfItemAsync("P15")).IsOpen));
    }

    [Fact]
    public async Task The_promise_runs_from_the_close_of_the_window_and_says_so()
    {
        var round = await City.OpenAsync(("S01", 2));
        var id = (await City.AcceptedAsync(1, GradeLevel.B, "S01"))[0];
        var row = await City.CaseAsync(id);
        // Closed on Saturday 7 November; ten working days after it are over on Friday 20 November.
        Assert.Equal(City.EndOf("2026-11-20"), row.PromisedDueAt);
        var dates = CaseDeadlines.For(row, City.Calendar, City.Clock);
        Assert.Contains("报名窗口关闭后10个工作日", dates.Promised!.Arithmetic.Zh.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("after the window closes", dates.Promised.Arithmetic.En, StringComparison.Ordinal);
        Assert.Equal(round.ClosesAt, row.RoundClosesAt);
    }

    [Fact]
    public async Task A_make_up_Saturday_counts_as_a_working_day_after_the_window()
    {
        var item = await City.ReadAsync(db => db.ItemVersions.Where(v => v.ItemId == "P15" && v.Until == null).Select(v => v.Content).SingleAsync());
        var closes = City.EndOf("2026-09-18");
        var due = CaseDeadlines.For(item, City.At("2026-09-14"), City.At("2026-09-15"), [], false, City.Calendar, City.Clock, closes).Promised!;
        // Counted on a wall calendar from the table itself: every working day after the 18th.
        var days = Enumerable.Range(1, 40).Select(City.Day("2026-09-18").AddDays).Where(City.Calendar.IsWorkingDay).ToList();
        Assert.Equal(days[9], due.Day);
        Assert.Contains(City.Day("2026-09-20"), days);
    }

    [Fact]
    public async Task Ranked_explained_published_and_a_second_time_changes_nothing()
    {
        var round = await City.OpenAsync(("S01", 1), ("S02", 1));
        var high = (await City.AcceptedAsync(1, GradeLevel.A, "S01"))[0];
        var middle = (await City.AcceptedAsync(1, GradeLevel.E, "S01", "S02"))[0];
        var low = await City.FileSchoolAsync(await City.FamilyAsync(GradeLevel.F), "S01");
        var approver = await City.ApproverAsync();
        var service = City.Get<RoundService>();
        await service.RankAsync(approver, round.Id).IsRefusedAsync("round-not-closed");
        await City.CloseAsync(round);
        var seed = (await City.RoundAsync(round.Id)).Seed!;
        await service.RankAsync(approver, round.Id).IsRefusedAsync("round-unanswered");
        await City.ActAsync(approver, low, CaseAction.Accept);
        Assert.True(await service.RankAsync(approver, round.Id));
        Assert.False(await service.RankAsync(approver, round.Id));
        Assert.Equal(seed, (await City.RoundAsync(round.Id)).Seed);
        var entries = (await City.EntriesAsync(round.Id)).ToDictionary(e => e.CaseId);
        Assert.Equal<(string?, string?, string?)>(("S01", "S02", null), (entries[high].Option, entries[middle].Option, entries[low].Option));
        Assert.All(entries.Values, e => Refusals.IsSentence(e.Reason));
        // Grades E and F count alike; between the two the lot decides who is second.
        Assert.Matches("你排第[23]位", entries[low].ReasonZh);
        Assert.Contains("名额给到第1位", entries[low].ReasonZh, StringComparison.Ordinal);
        Assert.Matches("rank [23]", entries[low].ReasonEn);

        await service.StartPublishingAsync(approver, round.Id);
        Assert.Equal(1, await City.Get<RoundPublisher>().RunAsync(round.Id, default, most: 1));
        Assert.Equal(RoundState.Ranked, (await City.RoundAsync(round.Id)).State);
        // As if the server had stopped there: the sweep carries on.
        Assert.Equal(2, (await City.SweepRoundsAsync()).Decided);
        Assert.Equal(0, (await City.SweepRoundsAsync()).Decided);
        Assert.Equal(RoundState.Published, (await City.RoundAsync(round.Id)).State);
        var refused = await City.WholeAsync(low);
        Assert.Equal((CaseDecision.Refused, entries[low].ReasonZh), (refused.Decision!.Value, refused.DecisionReason));
        Assert.Single(refused.Notices, n => n.Kind == NoticeKind.Decision);
        Assert.Equal(["case-received", "case-accepted", "case-granted"], await City.OwedAboutAsync(high));
        await ReadersAsync(round.Id, high, approver);
    }

    private async Task ReadersAsync(Guid round, Guid granted, Actor approver)
    {
        var queries = City.Get<RoundQueries>();
        var own = await queries.OfCaseAsync(await City.ApplicantAsync(granted), granted);
        Assert.Equal("云杉小学", own!.Place!.NameZh);
        Assert.Null(await queries.OfCaseAsync(Actor.For(await City.FamilyAsync()), granted));
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var sheet = await queries.SheetAsync(supervisor, round, 0, 2);
        Assert.Equal((2, 3, 3), (sheet.Ranked.Count, sheet.Total, sheet.Decided));
        Assert.DoesNotContain(sheet.Ranked, r => r.Applicant.Zh.Contains("林知远", StringComparison.Ordinal));
        await City.Get<RoundService>().RankAsync(supervisor, round).IsRefusedAsync("not-allowed");
        await queries.SheetAsync(await City.People.StaffAsync(StaffRole.Officer, "housing"), round, 0, 2).IsRefusedAsync("not-allowed");
        Assert.Equal(approver.Id, sheet.Runs.Single().ById);
    }

    [Fact]
    public async Task Whoever_withdraws_makes_room_and_the_record_keeps_both_rankings()
    {
        var round = await City.OpenAsync(("S01", 1));
        var ids = await City.AcceptedAsync(2, GradeLevel.B, "S01");
        await City.CloseAsync(round);
        var approver = await City.ApproverAsync();
        await City.Get<RoundService>().RankAsync(approver, round.Id);
        var first = (await City.EntriesAsync(round.Id))[0].CaseId;
        await City.ActAsync(await City.ApplicantAsync(first), first, CaseAction.Withdraw);
        await City.Get<RoundService>().StartPublishingAsync(approver, round.Id).IsRefusedAsync("ranking-stale");
        Assert.Equal(1, (await City.SweepRoundsAsync()).Ranked);
        var entry = Assert.Single(await City.EntriesAsync(round.Id));
        Assert.Equal((ids.Single(i => i != first), "S01"), (entry.CaseId, entry.Option));
        Assert.Equal([1, 2], await City.ReadAsync(db => db.RoundRuns.Where(r => r.RoundId == round.Id).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync()));
    }

    [Fact]
    public async Task A_case_of_a_round_is_not_granted_before_the_ranking()
    {
        await City.OpenAsync(("S01", 1));
        var id = (await City.AcceptedAsync(1, GradeLevel.B, "S01"))[0];
        var approver = await City.ApproverAsync();
        await City.ActAsync(approver, id, CaseAction.StartReview);
        await City.ActAsync(approver, id, CaseAction.Grant).IsRefusedAsync("not-ranked");
        Assert.Equal(CaseState.InReview, (await City.CaseAsync(id)).State);
    }

    [Fact]
    public async Task Families_are_told_once_and_reminded_once_however_often_the_sweep_runs()
    {
        await City.FamilyAsync();
        await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2020-09-01")));
        var filed = await City.FamilyAsync();
        var round = await City.AnnounceAsync(("S01", 1));
        Assert.Equal(0, (await City.SweepRoundsAsync()).Told);
        City.Time.SetUtcNow(new DateTimeOffset(round.OpensAt));
        var other = (RoundSweep)City.AnotherServer().GetService(typeof(RoundSweep))!;
        await Task.WhenAll(City.SweepRoundsAsync(), other.RunAsync(default));
        // As after a crash before the round was marked: keyed by person, nobody hears it twice.
        await City.WriteAsync(db => db.Rounds.ExecuteUpdateAsync(set => set.SetProperty(r => r.OpeningToldAt, (DateTime?)null)));
        await City.SweepRoundsAsync();
        Assert.Equal(2, await City.OwedAsync("round-opened"));
        await City.FileSchoolAsync(filed, "S01");
        City.MoveTo("2026-11-06");
        await City.SweepRoundsAsync();
        await City.SweepRoundsAsync();
        Assert.Equal(1, await City.OwedAsync("round-closing"));
    }

    [Fact]
    public async Task A_round_is_announced_by_its_department_with_days_and_places_that_can_be_right()
    {
        var round = await City.AnnounceAsync(("S01", 2));
        var plan = new RoundPlan("P15", new("冬季", "Winter"), round.FirstDay, round.LastDay, round.ResultsDue, new Dictionary<string, int> { ["S01"] = 1 }, null);
        var service = City.Get<RoundService>();
        await service.AnnounceAsync(await City.ApproverAsync(), plan).IsRefusedAsync("round-overlap");
        await service.AnnounceAsync(await City.ApproverAsync(), plan with { FirstDay = City.Clock.Today }).IsRefusedAsync("round-days");
        await service.AnnounceAsync(await City.ApproverAsync(), plan with { Places = new Dictionary<string, int> { ["S01"] = 0 } }).IsRefusedAsync("round-places");
        await service.AnnounceAsync(await City.ApproverAsync(), plan with { ItemId = "P01" }).IsRefusedAsync("not-a-batch-item");
        await service.AnnounceAsync(await City.People.StaffAsync(StaffRole.Approver, "housing"), plan).IsRefusedAsync("not-your-department");
        await service.AnnounceAsync(await City.People.StaffAsync(StaffRole.Officer, RoundHelp.Department), plan).IsRefusedAsync("not-allowed");
    }
}
