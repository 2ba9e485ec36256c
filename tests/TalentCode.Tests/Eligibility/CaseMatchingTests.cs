using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Documents;
using TalentCode.Core.Eligibility;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Eligibility;

/// <summary>The officer reads which conditions are met, as of the filing and now, and what to look at; nothing is decided by it.</summary>
[Trait("Category", "Core")]
public sealed class CaseMatchingTests() : InOwnCity("2026-09-18")
{
    private CaseMatching Matching => City.Get<CaseMatching>();

    private static MatchLine Line(CaseMatch match, string words) => match.Lines.Single(l => l.Condition.En.Contains(words, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task A_condition_is_judged_for_the_day_of_filing_and_for_today()
    {
        var who = await City.People.TalentAsync(t => (t.Grades[0].Until, t.ContractFrom, t.ContractUntil) = (City.Day("2026-10-01"), new(2025, 1, 1), new(2029, 12, 31)));
        var id = (await City.CaseInAsync(who, "P26", CaseState.InReview)).Id;
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        Assert.Equal((MatchVerdict.Met, MatchVerdict.Met), Verdicts(Line(await Matching.OfAsync(officer, id), "Valid grade")));
        City.MoveTo("2026-10-08");
        var later = Line(await Matching.OfAsync(officer, id), "Valid grade");
        Assert.Equal((MatchVerdict.Met, MatchVerdict.NotMet), Verdicts(later));
        Assert.Contains("until", later.FoundWhenFiled!.Value.En, StringComparison.Ordinal);
        // What is stated is said in the words of the form.
        await City.WriteAsync(async db => (await db.Cases.SingleAsync(c => c.Id == id)).Answers = new() { ["ownsHome"] = "no" });
        Assert.Contains((await Matching.OfAsync(officer, id)).Lines, l => l is { Now: MatchVerdict.ByHand, Found.Zh: "申请人填写:没有" });
        // The machine has changed nothing.
        Assert.Equal(CaseState.InReview, (await City.CaseAsync(id)).State);
    }

    [Fact]
    public async Task What_is_only_stated_is_to_be_checked_and_a_stated_no_is_a_no()
    {
        var who = await City.People.TalentAsync();
        var id = (await City.CaseInAsync(who, "Z15", CaseState.InReview, c => c.Answers = new() { ["institutionType"] = "public", ["kind"] = "equity", ["income"] = "within" })).Id;
        var match = await Matching.OfAsync(await City.OfficeAsync(id, StaffRole.Officer), id);
        Assert.Equal(MatchVerdict.ByHand, Line(match, "Non-profit").Now);
        Assert.Contains("公办", Line(match, "Non-profit").Found!.Value.Zh, StringComparison.Ordinal);
        Assert.Equal(MatchVerdict.NotMet, Line(match, "transfer or licence").Now);
    }

    [Fact]
    public async Task The_case_itself_is_no_earlier_grant_of_the_same_thing()
    {
        var item = (await City.ItemsAsync()).First(i => i.Content.Form?.Conditions.Any(c => c.Kind == "oncePer" && c.Items.Count == 0) == true);
        var words = item.Content.Form!.Conditions.First(c => c.Kind == "oncePer").En;
        var who = await City.People.TalentAsync();
        var id = (await City.CaseInAsync(who, item.Id, CaseState.Decided, c => (c.Decision, c.DecidedAt) = (CaseDecision.Granted, City.Clock.UtcNow))).Id;
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        Assert.Equal(MatchVerdict.Met, Line(await Matching.OfAsync(officer, id), words).Now);
        await City.CaseInAsync(who, item.Id, CaseState.Delivered, c => (c.Decision, c.DecidedAt) = (CaseDecision.Granted, City.Clock.UtcNow.AddDays(-20)));
        Assert.Equal(MatchVerdict.NotMet, Line(await Matching.OfAsync(officer, id), words).Now);
    }

    [Fact]
    public async Task Answers_that_differ_papers_that_lapsed_and_uploads_nobody_has_seen_are_pointed_out()
    {
        var who = await City.People.TalentAsync();
        var row = await City.CaseInAsync(who, "P04", CaseState.InReview, c => c.Answers = new() { ["address"] = "另一条路 5 号", ["deliveryAddress"] = "另一条路 5 号" });
        foreach (var (code, trust, until) in new (string, TrustLevel, DateOnly?)[] { ("resident-id", TrustLevel.A, City.Day("2026-09-17")), ("supporting-evidence", TrustLevel.C, null) })
        {
            var paper = new DocumentOnFile { Id = Guid.NewGuid(), TalentId = who.Id, Code = code, Trust = trust, Until = until, AddedAt = City.Clock.UtcNow };
            await City.AddAsync(paper, new DocumentUse { DocumentId = paper.Id, CaseId = row.Id, At = City.Clock.UtcNow });
        }
        // Not used in this case: no word of it.
        await City.People.PaperAsync(who, "bank-statement", until: City.Day("2020-01-01"));
        var points = (await Matching.OfAsync(await City.OfficeAsync(row.Id, StaffRole.Officer), row.Id)).Points;
        Assert.Contains(points, p => p.Why.En.StartsWith("Expired", StringComparison.Ordinal));
        Assert.Contains(points, p => p.Why.En.StartsWith("Level C", StringComparison.Ordinal));
        Assert.Equal(2, points.Count(p => !p.Why.En.StartsWith("Differs", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_address_other_than_the_registered_one_is_pointed_out_with_the_house_number_covered()
    {
        var who = await City.People.TalentAsync();
        var row = await City.CaseInAsync(who, "P22", CaseState.Received, c => c.Answers = new() { ["kind"] = "new", ["address"] = "另一条路 5 号" });
        var same = await City.CaseInAsync(await City.People.TalentAsync(), "P22", CaseState.Received, c => c.Answers = new() { ["kind"] = "new", ["address"] = "金凤路8号3栋" });
        var officer = await City.OfficeAsync(row.Id, StaffRole.Officer);
        var point = Assert.Single((await Matching.OfAsync(officer, row.Id)).Points);
        Assert.Equal(("居住地址", "与登记的不同(登记为:金凤路***)"), (point.What.Zh, point.Why.Zh));
        Assert.Empty((await Matching.OfAsync(officer, same.Id)).Points);
    }

    [Fact]
    public async Task Other_departments_and_holders_compare_nothing()
    {
        var who = await City.People.TalentAsync();
        var id = (await City.CaseInAsync(who, "P22", CaseState.Received)).Id;
        await Matching.OfAsync(await City.People.StaffAsync(StaffRole.Officer, "tax"), id).IsRefusedAsync("no-such-case");
        await Matching.OfAsync(Actor.For(who), id).IsRefusedAsync("no-such-case");
        await Matching.OfAsync(await City.People.StaffAsync(StaffRole.Hall), id).IsRefusedAsync("no-such-case");
        Assert.NotNull(await Matching.OfAsync(await City.People.StaffAsync(StaffRole.Supervisor), id));
    }

    [Fact]
    public async Task Of_all_services_no_finding_speaks_to_the_officer_as_if_to_the_applicant()
    {
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var items = await City.ItemsAsync();
        var (known, unknown) = (await City.CompleteAsync(items.First(i => i.Id == "P01").Content), await City.People.TalentAsync(t => t.Grades.Clear()));
        foreach (var (item, who) in items.SelectMany(i => new[] { (i, known), (i, unknown) }))
        {
            var id = (await City.CaseInAsync(who, item.Id, CaseState.Received)).Id;
            var match = await Matching.OfAsync(supervisor, id);
            foreach (var found in match.Lines.SelectMany(l => new[] { l.Condition, l.Found, l.FoundWhenFiled }).OfType<LocalText>())
            {
                Assert.DoesNotContain("你", found.Zh, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"\b[Yy]our?\b", found.En);
            }
        }
    }

    [Fact]
    public async Task It_asks_as_often_whatever_the_history_of_the_person_and_at_most_twelve_times()
    {
        var who = await City.People.TalentAsync();
        var id = (await City.CaseInAsync(who, "P26", CaseState.Received)).Id;
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        await Matching.OfAsync(officer, id);
        var before = await QueryCount.OfAsync(() => Matching.OfAsync(officer, id));
        for (var i = 0; i < 20; i++) await City.CaseInAsync(who, "P06", CaseState.Delivered, c => (c.Decision, c.DecidedAt) = (CaseDecision.Granted, City.Clock.UtcNow));
        Assert.Equal(before, await QueryCount.OfAsync(() => Matching.OfAsync(officer, id)));
        Assert.InRange(before, 1, 12);
    }

    private static (MatchVerdict, MatchVerdict) Verdicts(MatchLine line) => (line.WhenFiled, line.Now);
}
