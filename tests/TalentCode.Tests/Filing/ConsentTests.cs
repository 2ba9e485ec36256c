using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Consents;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>Consent where consent is the ground: for one service and one department, remembered, and taken back with one tap.</summary>
[Trait("Category", "Core")]
public sealed class ConsentTests(City city) : IClassFixture<City>
{
    private ConsentService Consents => city.Get<ConsentService>();

    [Fact]
    public async Task Without_it_nothing_is_filed_and_once_given_it_is_not_asked_for_again()
    {
        var who = await city.People.TalentAsync();
        var holder = Actor.For(who);
        var draft = await city.DraftAsync(who, "P22");
        await city.Get<SubmitService>().SubmitAsync(holder, draft).IsRefusedAsync("consent-missing");
        for (var i = 0; i < 2; i++) await Consents.GiveAsync(holder, "P22");
        Assert.True((await city.Get<FilingService>().ViewAsync(holder, draft)).Consented);
        await city.Get<SubmitService>().SubmitAsync(holder, draft);
        Assert.Single(await Consents.MineAsync(holder));
    }

    [Fact]
    public async Task Taken_back_it_counts_no_more_and_the_open_case_is_told()
    {
        var who = await city.People.TalentAsync();
        var holder = Actor.For(who);
        var id = await city.SubmitAsync(who, await city.DraftAsync(who, "P22", ("kind", "change")));
        var given = (await Consents.MineAsync(holder)).Single();
        for (var i = 0; i < 2; i++) await Consents.WithdrawAsync(holder, given.Consent.Id);
        Assert.False((await Consents.MineAsync(holder)).Single().Consent.IsInForce);
        Assert.Equal(1, await city.ReadAsync(db => db.Notes.CountAsync(n => n.CaseId == id && n.Text.Contains("撤回"))));
        await Consents.WithdrawAsync(Actor.For(await city.People.TalentAsync()), given.Consent.Id).IsRefusedAsync("no-such-consent");
    }

    [Fact]
    public async Task A_duty_set_by_law_is_never_dressed_as_consent() =>
        await Consents.GiveAsync(Actor.For(await city.People.TalentAsync()), "P01").IsRefusedAsync("no-consent-needed");
}
