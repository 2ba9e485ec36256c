using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Scans;

/// <summary>What a scan opens, for whom and for how long; short codes, look-ups and visits as other ways to it.</summary>
[Trait("Category", "Core")]
public sealed class GrantTests(City city) : IClassFixture<City>
{
    private PersonService People => city.Get<PersonService>();

    [Fact]
    public async Task A_grant_is_its_owners_for_ten_minutes_and_nobody_elses()
    {
        var desk = await Desk.OpenAsync(city);
        var grant = await desk.GrantAsync(await city.People.TalentAsync());
        await People.ViewAsync(await city.People.StaffAsync(StaffRole.Hall, null, desk.Windows[0]), grant).IsRefusedAsync("no-grant");
        city.Pass(TimeSpan.FromSeconds(599));
        await People.ViewAsync(desk.Staff, grant);
        city.Pass(TimeSpan.FromSeconds(1));
        await People.ViewAsync(desk.Staff, grant).IsRefusedAsync("grant-over");
    }

    [Fact]
    public async Task The_holder_can_say_no_and_nobody_can_in_their_place()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var grant = await desk.GrantAsync(talent);
        await People.DenyAsync(Actor.For(await city.People.TalentAsync()), grant);
        await People.ViewAsync(desk.Staff, grant);
        await People.DenyAsync(Actor.For(talent), grant);
        await People.ViewAsync(desk.Staff, grant).IsRefusedAsync("grant-denied");
    }

    [Theory]
    [InlineData(ScanPurpose.CheckIn, true, false, false, false)]
    [InlineData(ScanPurpose.FileService, true, true, true, true)]
    [InlineData(ScanPurpose.AskProgress, false, false, true, false)]
    [InlineData(ScanPurpose.Deliver, false, false, true, false)]
    [InlineData(ScanPurpose.VerifyGrade, false, false, false, false)]
    public async Task A_purpose_shows_what_it_needs_and_no_more(ScanPurpose purpose, bool employer, bool family, bool cases, bool papers)
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2019-03-02")));
        await city.CaseInAsync(talent, "P05", CaseState.InReview);
        await city.People.PaperAsync(talent, "passport");
        var view = await People.ViewAsync(desk.Staff, await desk.GrantAsync(talent, purpose));
        Assert.Equal(
            (employer, family, cases, papers, purpose == ScanPurpose.FileService),
            (view.Employer is not null, view.Family.Count > 0, view.OpenCases.Count > 0, view.Papers.Count > 0, view.MayPrepare));
        Assert.Equal(("林*远", GradeLevel.B), (view.Name.Zh, view.Grade));
        Assert.DoesNotContain(view.Family, f => f.Label.Zh.Contains("小禾", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_somebody_up_without_a_code_takes_a_reason_is_marked_and_is_told()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var window = desk.Windows[0].Id;
        foreach (var poor in new[] { null, "", "急", "          " })
            await People.LookUpAsync(desk.Staff, window, talent.Phone, ScanPurpose.AskProgress, poor).IsRefusedAsync("reason-missing");
        await People.LookUpAsync(desk.Staff, window, "13700009999", ScanPurpose.AskProgress, "持码人手机没电,已核对身份证").IsRefusedAsync("nobody");
        Assert.Empty(await People.WhoLookedAsync(Actor.For(talent)));

        await People.LookUpAsync(desk.Staff, window, talent.Phone[2..], ScanPurpose.AskProgress, "持码人手机没电,已核对身份证");
        var entry = Assert.Single(await People.WhoLookedAsync(Actor.For(talent)));
        Assert.Equal((true, "持码人手机没电,已核对身份证"), (entry.Flagged, entry.Reason));
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "looked-up" && m.RecipientId == talent.Id && m.Channel == "in-app")));
    }

    [Fact]
    public async Task A_spoken_code_serves_once_and_for_two_minutes()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var (digits, _) = await city.Get<CodeService>().ShortCodeAsync(Actor.For(talent));
        await desk.ScansAsAsync(ScanOutcome.Valid, $" {digits} ");
        await desk.ScansAsAsync(ScanOutcome.AlreadyUsed, digits);
        var (late, _) = await city.Get<CodeService>().ShortCodeAsync(Actor.For(talent));
        city.Pass(CodeRules.ShortCodeLife);
        await desk.ScansAsAsync(ScanOutcome.Expired, late);
        Assert.DoesNotContain(await city.ReadAsync(db => db.ShortCodes.Select(c => c.Hash).ToListAsync()), h => h.Contains(digits, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_windows_typing_one_spoken_code_at_once_get_one_grant()
    {
        var desk = await Desk.OpenAsync(city);
        var (digits, _) = await city.Get<CodeService>().ShortCodeAsync(Actor.For(await city.People.TalentAsync()));
        var (answers, _) = await Refusals.AtOnceAsync(4, _ => desk.ScanAsync(digits));
        Assert.Single(answers, a => a.Outcome == ScanOutcome.Valid);
    }

    [Fact]
    public async Task After_five_wrong_spoken_codes_there_is_a_pause_of_two_minutes()
    {
        var desk = await Desk.OpenAsync(city);
        var (digits, _) = await city.Get<CodeService>().ShortCodeAsync(Actor.For(await city.People.TalentAsync()));
        var wrong = digits == "00000000" ? "00000001" : "00000000";
        for (var i = 0; i < CodeRules.ShortCodeTries; i++) await desk.ScansAsAsync(ScanOutcome.NotACode, wrong);
        await desk.ScanAsync(digits).IsRefusedAsync("too-many-tries");
        city.Pass(CodeRules.ShortCodeLife);
        await desk.ScansAsAsync(ScanOutcome.Expired, digits);
    }

    [Fact]
    public async Task Who_agreed_at_the_window_is_taken_there_and_leaving_closes_the_view()
    {
        var desk = await Desk.OpenAsync(city);
        var (talent, visits) = (await city.People.TalentAsync(), city.Get<VisitService>());
        var visit = await visits.ConfirmAsync(Actor.For(talent), desk.Windows[0].Id, ScanPurpose.FileService);
        Assert.Equal(visit, await visits.ConfirmAsync(Actor.For(talent), desk.Windows[0].Id, ScanPurpose.FileService));
        Assert.Equal("林*远", Assert.Single(await visits.AtWindowAsync(desk.Staff, desk.Windows[0].Id)).Name);
        await visits.TakeAsync(await city.People.StaffAsync(StaffRole.Hall, null, desk.Windows[1]), visit).IsRefusedAsync("other-window");
        var grant = await visits.TakeAsync(desk.Staff, visit);
        await People.ViewAsync(desk.Staff, grant);
        await visits.TakeAsync(desk.Staff, visit).IsRefusedAsync("visit-over");
        await visits.EndAsync(Actor.For(talent), visit);
        await People.ViewAsync(desk.Staff, grant).IsRefusedAsync("grant-denied");
    }

    [Fact]
    public async Task A_visit_waits_a_quarter_of_an_hour_and_a_frozen_code_makes_none()
    {
        var desk = await Desk.OpenAsync(city);
        var (talent, visits) = (await city.People.TalentAsync(), city.Get<VisitService>());
        var visit = await visits.ConfirmAsync(Actor.For(talent), desk.Windows[0].Id, ScanPurpose.CheckIn);
        city.Pass(TimeSpan.FromMinutes(15));
        await visits.TakeAsync(desk.Staff, visit).IsRefusedAsync("visit-over");
        await city.Get<CodeService>().FreezeAsync(Actor.For(talent), talent.Id, null);
        await visits.ConfirmAsync(Actor.For(talent), desk.Windows[0].Id, ScanPurpose.CheckIn).IsRefusedAsync("code-frozen");
    }
}
