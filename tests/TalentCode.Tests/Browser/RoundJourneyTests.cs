using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Web;
using static Microsoft.Playwright.Assertions;

namespace TalentCode.Tests.Browser;

/// <summary>One school place and two families, one reading Chinese and one English: filed on the phone, ranked and published at the desk, read on the phone.</summary>
[Trait("Category", "Browser")]
public sealed class RoundJourneyTests(RunningCity city, Browsers browsers) : IClassFixture<RunningCity>, IClassFixture<Browsers>
{
    private const string Chinese = "zh-CN", English = "en";

    private sealed record Family(string Phone, string Language);

    private static Dictionary<string, (string File, string School, string Granted, string Refused, string Rank, string Advice, string How, string Late)> Words { get; } = new()
    {
        [Chinese] = ("确认提交", "云杉小学", "办成", "没有办成", "你排第2位", "可以怎么办", "不服怎么办", "草稿已保留"),
        [English] = ("Confirm and file", "Yunshan Primary School", "Granted", "Refused", "you are rank 2", "What you can do", "If you disagree", "Your draft is kept"),
    };

    [Theory]
    [InlineData(Chinese, English)]
    [InlineData(English, Chinese)]
    public async Task One_place_two_families_and_both_know_why(string winning, string losing)
    {
        var families = await FamiliesAsync(winning, losing, losing);
        var round = await AnnounceAsync();
        await JumpAsync(round.OpensAt.AddHours(10));
        var browser = await browsers.OpenAsync();
        // Who files first has no advantage: the family that gets the place comes second.
        await FileAsync(browser, families[1], brother: false);
        await FileAsync(browser, families[0], brother: true);
        await AcceptAsync(browser, round.Id, winning);
        await JumpAsync(round.ClosesAt.AddMinutes(-30));
        await TooLateAsync(browser, families[2], round);
        await PublishAsync(browser, round.Id, winning);

        var happy = await OutcomeAsync(browser, families[0], round.Id);
        await Expect(happy.Locator(".round")).ToContainTextAsync(Words[winning].School);
        await Expect(happy.Locator(".round")).ToContainTextAsync(Where(winning));
        await Expect(happy.Locator("[data-test=register]")).ToContainTextAsync(Day(round.RegisterOn!.Value, winning));
        await Expect(happy.Locator("main")).ToContainTextAsync(Words[winning].Granted);
        var other = await OutcomeAsync(browser, families[1], round.Id);
        await Expect(other.Locator(".round")).ToContainTextAsync(Words[losing].Rank);
        await Expect(other.Locator(".round")).ToContainTextAsync(Words[losing].Advice);
        await Expect(other.Locator("main")).ToContainTextAsync(Words[losing].Refused);
        await Expect(other.Locator("main")).ToContainTextAsync(Words[losing].How);
        foreach (var page in new[] { happy, other }) Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));

        // The place is given up on the phone, and the other family moves up.
        await happy.Locator("#decline > summary").ClickAsync();
        await happy.ClickAsync("[data-test=decline]");
        await Expect(happy.Locator("[data-test=decline]")).ToHaveCountAsync(0);
        await city.Get<RoundSweep>().RunAsync(CancellationToken.None);
        await other.ReloadAsync();
        await Expect(other.Locator(".round")).ToContainTextAsync(Words[losing].School);
        await Expect(other.Locator(".round")).ToContainTextAsync(losing == Chinese ? "递补" : "move up");
    }

    private async Task FileAsync(IBrowser browser, Family family, bool brother, Func<IPage, Task>? before = null)
    {
        var page = await OpenAsync(browser, family, "/services/P15");
        await page.ClickAsync("[data-test=start]");
        await Expect(page).ToHaveURLAsync(new Regex("/apply/"));
        await FillAsync(page, brother ? [("wish1", "S01"), ("sibling", "S01"), ("district", "西部科学城")] : [("wish1", "S01"), ("district", "西部科学城")]);
        await page.CheckAsync("input[name=consent]");
        await page.CheckAsync("input[name=consent-for]");
        if (before is not null) await before(page);
        await page.GetByRole(AriaRole.Button, new() { Name = Words[family.Language].File }).ClickAsync();
        if (before is null) await Expect(page).ToHaveURLAsync(new Regex("/cases/"));
        else await Expect(page.Locator(".alert.no").First).ToContainTextAsync(Words[family.Language].Late);
        if (before is not null) await Expect(page.Locator("#wish1")).ToHaveValueAsync("S01");
    }

    private static async Task FillAsync(IPage page, IEnumerable<(string Field, string Value)> answers)
    {
        foreach (var (field, value) in answers)
        {
            if (!await page.Locator($"#{field}").IsVisibleAsync()) await page.Locator($"details:has(#{field}) > summary").ClickAsync();
            await page.SelectOptionAsync($"#{field}", value);
        }
    }

    /// <summary>The page is open and filled in when the window closes: a sentence says so, and what was chosen stays.</summary>
    private Task TooLateAsync(IBrowser browser, Family family, Round round) => FileAsync(browser, family, brother: false, before: _ => JumpAsync(round.ClosesAt.AddMinutes(1)));

    private async Task AcceptAsync(IBrowser browser, Guid round, string language)
    {
        var ids = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.RoundId == round).Select(c => c.Id).ToListAsync());
        Assert.Equal(2, ids.Count);
        var desk = await People.StaffAsync(browser, city.Address, "officer.education", "/dept");
        foreach (var id in ids)
        {
            await desk.SpeakAsync(language, $"/dept/cases/{id}");
            await desk.AliveAsync();
            await desk.ClickAsync(".case-head button.act-Accept");
            await Expect(desk.Locator(".case-head button.act-StartReview")).ToBeVisibleAsync();
        }
    }

    private async Task PublishAsync(IBrowser browser, Guid round, string language)
    {
        var desk = await People.StaffAsync(browser, city.Address, "officer.education", $"/dept/rounds/{round}");
        await desk.SpeakAsync(language, $"/dept/rounds/{round}");
        await desk.AliveAsync();
        await desk.ClickAsync("[data-test=rank]");
        await Expect(desk.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(desk.Locator("tbody tr").First).ToContainTextAsync(Words[language].School);
        await People.EnterAsync(desk, "approver.education", $"/dept/rounds/{round}");
        await desk.AliveAsync();
        await desk.ClickAsync("[data-test=publish]");
        await desk.ClickAsync("[data-test=publish-sure]");
        await Expect(desk.Locator("progress")).ToHaveAttributeAsync("value", "2");
        await Expect(desk.Locator(".panel").First).ToContainTextAsync(language == Chinese ? "已公布" : "Published");
        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
    }

    private async Task<IPage> OutcomeAsync(IBrowser browser, Family family, Guid round)
    {
        var id = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.RoundId == round && c.Talent!.Phone == "86" + family.Phone).Select(c => c.Id).SingleAsync());
        var page = await OpenAsync(browser, family, "/messages");
        await page.Locator($"a[href*='/cases/{id}']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/cases/{id}"));
        return page;
    }

    private async Task<IPage> OpenAsync(IBrowser browser, Family family, string path)
    {
        var page = await People.HolderAsync(browser, city.Address, family.Phone);
        await page.SpeakAsync(family.Language, path);
        return page;
    }

    private static string Day(DateOnly day, string language) => language == Chinese ? DayText.Of(day).Zh.Split('(')[0] : DayText.Of(day).En;

    private static string Where(string language) => School.Read().Where(s => s.Code == "S01").Select(s => language == Chinese ? s.DistrictZh : s.DistrictEn).Single();

    /// <summary>A window of five days after every other one, with one place.</summary>
    private async Task<Round> AnnounceAsync()
    {
        var first = (await city.Get<Store>().ReadAsync(db => db.Rounds.Where(r => r.ItemId == "P15").MaxAsync(r => r.LastDay))).AddDays(1);
        if (first <= city.Get<CityClock>().Today) first = city.Get<CityClock>().Today.AddDays(1);
        var plan = new RoundPlan("P15", new("补充学位协调", "Further school places"), first, first.AddDays(4), first.AddDays(30), new Dictionary<string, int> { ["S01"] = 1, ["S02"] = 0 }, new DateOnly(first.Year, 8, 31), first.AddDays(60));
        var approver = await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "approver.education"));
        var id = await city.Get<RoundService>().AnnounceAsync(Actor.For(approver), plan);
        return await city.Get<Store>().ReadAsync(db => db.Rounds.SingleAsync(r => r.Id == id));
    }

    private async Task JumpAsync(DateTime to)
    {
        city.Time.Jump(to - city.Get<CityClock>().UtcNow);
        await city.Get<RoundSweep>().RunAsync(CancellationToken.None);
    }

    /// <summary>Holders of the demo city with exactly one child of school age, its birth certificate and no school place on the way; each reads its language.</summary>
    private Task<List<Family>> FamiliesAsync(params string[] languages) => city.Get<Store>().WriteAsync(async db =>
    {
        var (from, until, today) = (RoundForms.BornAfter(new(2026, 8, 31)), RoundForms.BornUntil(new(2026, 8, 31)), city.Get<CityClock>().Today.AddDays(60));
        var named = DemoPeople.All.Select(p => p.Id).ToList();
        var families = await db.Talents.Where(t => !named.Contains(t.Id) && t.Status == TalentStatus.Active && t.Grades.Any(g => g.From <= today.AddDays(-90) && g.Until >= today)
                && t.Family.Count(f => f.Relation == FamilyRelation.Child && f.BirthDate > from && f.BirthDate <= until && db.Documents.Any(d => d.FamilyMemberId == f.Id && d.Code == "birth-certificate")) == 1
                && !db.Cases.Any(c => c.TalentId == t.Id && c.ItemId == "P15"))
            .OrderBy(t => t.Phone).Take(languages.Length).ToListAsync();
        Assert.Equal(languages.Length, families.Count);
        foreach (var (family, language) in families.Zip(languages)) family.Language = language == English ? Language.English : Language.Chinese;
        return families.Zip(languages, (f, l) => new Family(f.Phone[2..], l)).ToList();
    });
}
