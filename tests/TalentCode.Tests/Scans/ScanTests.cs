using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Scans;

[Trait("Category", "Core")]
public sealed class ScanTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_fresh_code_opens_a_grant_for_ten_minutes_and_the_holder_can_read_of_it()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var answer = await desk.ScanAsync(await desk.CodeAsync(talent));
        Assert.Equal(ScanOutcome.Valid, answer.Outcome);
        var grant = await city.ReadAsync(db => db.Grants.SingleAsync(g => g.Id == answer.GrantId));
        Assert.Equal((talent.Id, desk.Staff.Id, TimeSpan.FromMinutes(10)), (grant.TalentId, grant.StaffId, grant.Until - grant.At));
        var entry = Assert.Single(await city.Get<PersonService>().WhoLookedAsync(Actor.For(talent)));
        Assert.Equal(("科学城人才服务大厅 1号窗口", false, answer.GrantId), (entry.WhereZh, entry.Flagged, entry.GrantId));
    }

    [Theory]
    [InlineData(59, ScanOutcome.Valid)]
    [InlineData(60, ScanOutcome.Expired)]
    [InlineData(61, ScanOutcome.Expired)]
    public async Task A_code_serves_for_sixty_seconds_and_a_screenshot_after_that_does_not(int seconds, ScanOutcome expected)
    {
        var desk = await Desk.OpenAsync(city);
        var code = await desk.CodeAsync(await city.People.TalentAsync());
        city.Pass(TimeSpan.FromSeconds(seconds));
        await desk.ScansAsAsync(expected, code);
    }

    [Fact]
    public async Task A_code_from_further_ahead_in_the_batch_is_not_valid_yet()
    {
        var desk = await Desk.OpenAsync(city);
        var sheet = await city.Get<CodeService>().SheetAsync((await city.People.TalentAsync()).Id);
        await desk.ScansAsAsync(ScanOutcome.NotYetValid, sheet.Slots[1].Digits);
    }

    [Fact]
    public async Task A_used_code_says_where_and_how_long_ago()
    {
        var desk = await Desk.OpenAsync(city);
        var code = await desk.CodeAsync(await city.People.TalentAsync());
        await desk.ScansAsAsync(ScanOutcome.Valid, code);
        var colleague = await city.People.StaffAsync(StaffRole.Hall, null, desk.Windows[1]);
        var again = await desk.ScanAsync(code, by: colleague, window: desk.Windows[1]);
        Assert.Equal((ScanOutcome.AlreadyUsed, null), (again.Outcome, again.GrantId));
        Assert.Contains("刚刚已在科学城人才服务大厅 1号窗口用过", again.Sentence.Zh, StringComparison.Ordinal);
        city.Pass(TimeSpan.FromMinutes(3));
        var later = await desk.ScansAsAsync(ScanOutcome.AlreadyUsed, code);
        Assert.Contains("3分钟前", later.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("3 minutes ago at Science City Talent Hall, window 1", later.Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_hand_scanning_again_gets_the_same_grant()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var code = await desk.CodeAsync(talent);
        var first = await desk.ScanAsync(code);
        Assert.Equal(first, await desk.ScanAsync(code));
        Assert.Single(await city.Get<PersonService>().WhoLookedAsync(Actor.For(talent)));
        Assert.Equal(ScanOutcome.AlreadyUsed, (await desk.ScanAsync(code, ScanPurpose.Deliver)).Outcome);
    }

    [Fact]
    public async Task Sixteen_counters_scanning_one_code_at_once_get_one_grant()
    {
        var desk = await Desk.OpenAsync(city, windows: 16);
        var talent = await city.People.TalentAsync();
        var code = await desk.CodeAsync(talent);
        var staff = new List<Actor>();
        foreach (var window in desk.Windows) staff.Add(await city.People.StaffAsync(StaffRole.Hall, null, window));
        var (answers, refused) = await Refusals.AtOnceAsync(16, i => desk.ScanAsync(code, by: staff[i], window: desk.Windows[i]));
        Assert.Empty(refused);
        Assert.Single(answers, a => a.Outcome == ScanOutcome.Valid);
        Assert.Equal(15, answers.Count(a => a.Outcome == ScanOutcome.AlreadyUsed));
        Assert.Equal(1, await city.ReadAsync(db => db.Grants.CountAsync(g => g.TalentId == talent.Id)));
    }

    [Fact]
    public async Task A_frozen_code_is_refused_and_after_thawing_only_a_new_one_works()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var old = await desk.CodeAsync(talent);
        await city.Get<CodeService>().FreezeAsync(Actor.For(talent), talent.Id, "手机丢了");
        await desk.ScansAsAsync(ScanOutcome.Frozen, old);
        Assert.Empty((await city.Get<CodeService>().SheetAsync(talent.Id)).Slots);
        city.Pass(TimeSpan.FromSeconds(7));
        await city.Get<CodeService>().ThawAsync(Actor.For(talent), talent.Id);
        await desk.ScansAsAsync(ScanOutcome.Expired, old);
        var fresh = await desk.CodeAsync(talent, alignToSlot: false);
        Assert.NotEqual(old, fresh);
        await desk.ScansAsAsync(ScanOutcome.Valid, fresh);
    }

    [Fact]
    public async Task Codes_kept_ahead_by_a_lost_phone_stay_refused_after_thawing()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var kept = (await city.Get<CodeService>().SheetAsync(talent.Id)).Slots;
        await city.Get<CodeService>().FreezeAsync(Actor.For(talent), talent.Id, "手机丢了");
        await city.Get<CodeService>().ThawAsync(Actor.For(talent), talent.Id);
        city.Pass(TimeSpan.FromSeconds(5 * CodeRules.SlotSeconds));
        await desk.ScansAsAsync(ScanOutcome.Expired, kept[5].Digits);
    }

    [Fact]
    public async Task Who_has_left_or_whose_validity_is_over_is_not_active()
    {
        var desk = await Desk.OpenAsync(city);
        var gone = await city.People.TalentAsync();
        var code = await desk.CodeAsync(gone);
        await city.WriteAsync(async db => (await db.Talents.SingleAsync(t => t.Id == gone.Id)).Status = TalentStatus.Moved);
        await desk.ScansAsAsync(ScanOutcome.NotActive, code);
        var ended = await city.People.TalentAsync();
        var last = await desk.CodeAsync(ended);
        await city.WriteAsync(async db => (await db.CodeStates.SingleAsync(s => s.TalentId == ended.Id)).Until = city.Clock.Today.AddDays(-1));
        await desk.ScansAsAsync(ScanOutcome.NotActive, last);
    }

    [Theory]
    [InlineData(ScanPurpose.FileService, ScanOutcome.NotForPurpose)]
    [InlineData(ScanPurpose.VerifyGrade, ScanOutcome.NotForPurpose)]
    [InlineData(ScanPurpose.CheckIn, ScanOutcome.Valid)]
    [InlineData(ScanPurpose.AskProgress, ScanOutcome.Valid)]
    [InlineData(ScanPurpose.Deliver, ScanOutcome.Valid)]
    public async Task Without_a_grade_one_may_come_and_ask_but_not_file(ScanPurpose purpose, ScanOutcome expected)
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync(t => t.Grades.Clear());
        Assert.Equal(expected, (await desk.ScanAsync(await desk.CodeAsync(talent), purpose)).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("你好")]
    [InlineData("'; DROP TABLE \"Cases\";--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("🎉🎉🎉")]
    [InlineData("https://evil.example/c/123456")]
    [InlineData("99999999999999999999999999")]
    public async Task Anything_else_is_no_code_and_no_error(string text)
    {
        var desk = await Desk.OpenAsync(city);
        var answer = await desk.ScansAsAsync(ScanOutcome.NotACode, text);
        Assert.Contains("不是人才码", answer.Sentence.Zh, StringComparison.Ordinal);
        await desk.ScansAsAsync(ScanOutcome.NotACode, new string('7', 100_000));
    }

    [Fact]
    public async Task Our_other_codes_are_called_by_their_name()
    {
        var desk = await Desk.OpenAsync(city);
        Assert.Contains("窗口码", (await desk.ScansAsAsync(ScanOutcome.NotACode, "https://talent.example/w/hall-1")).Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("事项码", (await desk.ScansAsAsync(ScanOutcome.NotACode, "https://talent.example/i/P01")).Sentence.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scanning_takes_a_hall_role_and_a_window()
    {
        var desk = await Desk.OpenAsync(city);
        await Task.Run(async () => await desk.ScanAsync("1", by: await city.People.StaffAsync(StaffRole.Officer, "education"))).IsRefusedAsync("not-allowed");
        await city.Get<ScanService>().ScanAsync(desk.Staff, "no-such-window", ScanPurpose.CheckIn, "1").IsRefusedAsync("no-window");
    }

    [Fact]
    public void Every_outcome_has_a_sentence() => Assert.All(Enum.GetValues<ScanOutcome>(), o => Refusals.IsSentence(ScanSentences.Of(o)));
}
