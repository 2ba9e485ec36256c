using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The court a paper names: entered by an administrator for a department, in force from then on.</summary>
[Trait("Category", "Core")]
public sealed class CourtTests() : InOwnCity("2026-11-02")
{
    private const string Zh = "某某区人民法院", En = "Example District People’s Court";

    [Fact]
    public async Task A_refusal_names_the_court_and_one_issued_before_keeps_what_it_says()
    {
        var before = await RefusedAsync("P01");
        Assert.Contains("向有管辖权的人民法院提起", Line(before, "救济途径").Zh, StringComparison.Ordinal);
        await SetAsync("public-security", Zh, En);
        var after = await RefusedAsync("P01");
        Assert.Contains($"向{Zh}起诉", Line(after, "行政诉讼").Zh, StringComparison.Ordinal);
        Assert.StartsWith($"Bring an action before the {En}, by ", Line(after, "行政诉讼").En, StringComparison.Ordinal);
        Assert.Contains($"向{Zh}提起行政诉讼", Line(after, "救济途径").Zh, StringComparison.Ordinal);
        Assert.Contains($"before the {En} within 6 months", Line(after, "救济途径").En, StringComparison.Ordinal);
        Assert.Equal(Line(before, "行政复议"), Line(after, "行政复议"));
        Assert.Equal(Result(before).Lines, Result(await City.WholeAsync(before.Id)).Lines);
        // Another department's papers do not speak of this one's court.
        Assert.DoesNotContain(Zh, Line(await RefusedAsync("P08"), "行政诉讼").Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_of_non_acceptance_and_the_page_of_the_case_name_it_as_well()
    {
        await SetAsync("public-security", Zh, En);
        var id = await City.ReceiveAsync("P01");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.RefuseAcceptance, "不在受理范围");
        Assert.Contains(Zh, Line(await City.WholeAsync(id), "救济途径").Zh, StringComparison.Ordinal);
        Assert.Contains((await City.Get<CaseQueries>().ViewAsync(await City.ApplicantAsync(id), id)).Remedy, l => l.Label.Zh == "行政诉讼" && l.Text.Zh.Contains(Zh, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nobody_sues_no_court_is_named()
    {
        await SetAsync("public-security", Zh, En);
        Assert.DoesNotContain(Result(await RefusedAsync("P10")).Lines, l => l.Zh.Contains("法院", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Until_one_is_entered_customs_names_the_level_and_every_text_has_a_place_for_the_court()
    {
        var items = (await City.Get<CatalogueQueries>().AllAsync()).Select(i => i.Content).Where(i => i.RemedyText?.CourtZh is not null).ToList();
        var unit = new Department { CourtZh = Zh, CourtEn = En };
        foreach (var item in items)
        {
            var (general, named) = (Remedies.Of(item, null, City.Clock.UtcNow, City.Calendar, City.Clock), Remedies.Of(item, unit, City.Clock.UtcNow, City.Calendar, City.Clock));
            Assert.Equal(item.Id == "Z18", general.All(l => l.Label.Zh == "行政复议" || (l.Text.Zh.Contains("中级人民法院", StringComparison.Ordinal) && l.Text.En.Contains("intermediate people’s court", StringComparison.Ordinal))));
            Assert.All(named.Where(l => l.Label.Zh != "行政复议"), l => Assert.True(l.Text.Zh.Contains(Zh, StringComparison.Ordinal) && l.Text.En.Contains($"the {En}", StringComparison.Ordinal), item.Id));
            Assert.DoesNotContain(named, l => l.Text.Zh.Contains("有管辖权", StringComparison.Ordinal) || l.Text.En.Contains("competent", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Zh, "", "court-half")]
    [InlineData("  ", En, "court-half")]
    [InlineData("某某区政府", En, "court-name")]
    [InlineData(Zh, "Example District", "court-name")]
    [InlineData("某某区\n人民法院", En, "court-name")]
    public async Task What_is_no_court_in_both_languages_is_refused(string zh, string en, string code)
    {
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        await City.ChangesNothingAsync(() => City.Get<CourtService>().SetAsync(admin, "public-security", zh, en), code);
    }

    [Fact]
    public async Task The_longest_names_fit_and_one_character_more_does_not()
    {
        var (zh, en) = (Zh.PadLeft(CourtService.LongestZh, '某'), En.PadLeft(CourtService.LongestEn, 'E'));
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        await City.ChangesNothingAsync(() => City.Get<CourtService>().SetAsync(admin, "tax", "某" + zh, en), "court-long");
        await City.ChangesNothingAsync(() => City.Get<CourtService>().SetAsync(admin, "tax", zh, "E" + en), "court-long");
        await SetAsync("tax", zh, en);
        Assert.Equal(new LocalText(zh, en), (await City.Get<CourtService>().AllAsync(admin)).Single(l => l.Id == "tax").Court);
    }

    [Fact]
    public async Task Only_an_administrator_enters_courts_and_only_for_departments_that_own_items()
    {
        var courts = City.Get<CourtService>();
        foreach (var role in Enum.GetValues<StaffRole>().Where(r => r != StaffRole.Administrator))
        {
            var other = await City.People.StaffAsync(role, "public-security");
            await courts.SetAsync(other, "public-security", Zh, En).IsRefusedAsync("not-allowed");
            await courts.AllAsync(other).IsRefusedAsync("not-allowed");
        }
        Assert.Null(await City.ReadAsync(db => db.Departments.Where(d => d.Id == "public-security").Select(d => d.CourtZh).SingleAsync()));
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        var none = await City.ReadAsync(db => db.Departments.Where(d => !d.OwnsItems).Select(d => d.Id).FirstAsync());
        await courts.SetAsync(admin, none, Zh, En).IsRefusedAsync("no-such-department");
        await courts.SetAsync(admin, "nowhere", Zh, En).IsRefusedAsync("no-such-department");
    }

    [Fact]
    public async Task Who_entered_changed_and_took_out_a_court_is_on_record_and_what_changes_nothing_is_not()
    {
        var (lines, admin) = (new Lines(), await City.People.StaffAsync(StaffRole.Administrator));
        var courts = new CourtService(City.Get<TalentCode.Core.Data.Store>(), City.Get<CatalogueQueries>(), lines);
        await courts.SetAsync(admin, "tax", $" {Zh} ", En);
        await courts.SetAsync(admin, "tax", Zh, En);
        await courts.SetAsync(admin, "tax", null, "");
        await courts.SetAsync(admin, "tax", "", En).IsRefusedAsync("court-half");
        Assert.Equal([$"Court of tax set to {Zh} instead of none by {admin.Id}", $"Court of tax set to none instead of {Zh} by {admin.Id}"], lines);
        var all = await courts.AllAsync(admin);
        Assert.Equal((22, 22, 2), (all.Count, all.Count(l => l.Court is null), all.Single(l => l.Id == "tax").Suits));
    }

    private async Task SetAsync(string department, string zh, string en) => await City.Get<CourtService>().SetAsync(await City.People.StaffAsync(StaffRole.Administrator), department, zh, en);

    private async Task<ServiceCase> RefusedAsync(string item)
    {
        var id = await City.ReceiveAsync(item);
        await City.ActAsync(await City.ReviewAsync(id), id, CaseAction.Refuse, "不符合条件");
        return await City.WholeAsync(id);
    }

    private static CaseNotice Result(ServiceCase row) => row.Notices.Single(n => n.Kind is NoticeKind.Decision or NoticeKind.NonAcceptance);

    private static NoticeLine Line(ServiceCase row, string label) => Result(row).Lines.Single(l => l.LabelZh == label);

    private sealed class Lines : List<string>, ILogger<CourtService>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
