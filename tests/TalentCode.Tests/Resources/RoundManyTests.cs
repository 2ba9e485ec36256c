using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>Thirty-two at once on two servers: never more places than there are.</summary>
[Trait("Category", "Core")]
public sealed class RoundManyTests() : InOwnCity("2026-11-02")
{
    private const int Many = 32, Places = 5;

    [Fact]
    public async Task Filings_and_decisions_at_once_never_give_more_places_than_there_are()
    {
        var round = await City.OpenAsync(("S01", Places));
        var other = City.AnotherServer();
        List<(Talent Who, Guid Draft)> drafts = [];
        for (var i = 0; i < Many; i++)
        {
            var who = await City.FamilyAsync();
            drafts.Add((who, await City.SchoolDraftAsync(who, "S01")));
        }
        var (filed, refused) = await Refusals.AtOnceAsync(Many, i => Pick<SubmitService>(other, i).SubmitAsync(Actor.For(drafts[i].Who), drafts[i].Draft));
        // A server database lets go of somebody after five lost races; a second tap files it.
        Assert.All(refused, r => Assert.Equal("busy", r));
        foreach (var (who, draft) in drafts.Where(d => !filed.Contains(d.Draft))) await City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
        var approver = await City.ApproverAsync();
        foreach (var (_, id) in drafts) await City.ReviewAsync(id, approver);
        await City.CloseAsync(round);
        await City.Get<RoundService>().RankAsync(approver, round.Id);
        await ProposeAPlaceToEverybodyAsync(round);

        var (granted, no) = await Refusals.AtOnceAsync(Many, async i =>
        {
            await Pick<CaseService>(other, i).ActAsync(approver, drafts[i].Draft, CaseAction.Grant, null);
            return i;
        });
        Assert.InRange(granted.Count, 1, Places);
        Assert.Subset(new HashSet<string> { "no-place-left", "busy" }, no.ToHashSet());
        // Whoever only lost the race tries again: all places go, and not one more.
        foreach (var (_, id) in drafts)
        {
            if ((await City.CaseAsync(id)).State != CaseState.InReview) continue;
            if ((await City.RoundAsync(round.Id)).Options.Single().Taken < Places) await City.ActAsync(approver, id, CaseAction.Grant);
            else await City.ActAsync(approver, id, CaseAction.Grant).IsRefusedAsync("no-place-left");
        }
        Assert.Equal(Places, (await City.RoundAsync(round.Id)).Options.Single().Taken);
        Assert.Equal(Places, await City.ReadAsync(db => db.RoundPlaces.CountAsync()));
        Assert.Equal(Places, await City.ReadAsync(db => db.Cases.CountAsync(c => c.RoundId == round.Id && c.Decision == CaseDecision.Granted)));
    }

    [Fact]
    public async Task Two_servers_publishing_at_once_decide_every_case_once()
    {
        var round = await City.OpenAsync(("S01", Places));
        var ids = await City.AcceptedAsync(12, GradeLevel.C, "S01");
        await City.CloseAsync(round);
        var approver = await City.ApproverAsync();
        await City.Get<RoundService>().RankAsync(approver, round.Id);
        await City.Get<RoundService>().StartPublishingAsync(approver, round.Id);
        var other = City.AnotherServer();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Pick<RoundPublisher>(other, i).RunAsync(round.Id, default))));
        await City.SweepRoundsAsync();
        Assert.Equal(RoundState.Published, (await City.RoundAsync(round.Id)).State);
        foreach (var id in ids) Assert.Single((await City.WholeAsync(id)).Events, e => e.Action is CaseAction.Grant or CaseAction.Refuse);
        Assert.Equal(Places, await City.ReadAsync(db => db.RoundPlaces.CountAsync()));
    }

    // The ranking itself never proposes too many; the decision must hold even if it did.
    private Task ProposeAPlaceToEverybodyAsync(Round round) => City.WriteAsync(db => db.RoundEntries.ExecuteUpdateAsync(set => set.SetProperty(e => e.Option, "S01")));

    private T Pick<T>(ServiceProvider other, int i) where T : notnull => i % 2 == 0 ? City.Get<T>() : (T)other.GetService(typeof(T))!;
}
