using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A round of rental homes for young talent has an order of its own, and its results that need a flat are shown to the department.</summary>
[Trait("Category", "Core")]
public sealed class YoungRoundTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Who_owns_no_home_goes_first_then_families_then_recent_graduates()
    {
        var round = await OpenAsync(2);
        var owner = await AcceptedAsync(("ownsHome", "yes"), ("household", "3"), ("graduated", "2025"));
        var alone = await AcceptedAsync(("ownsHome", "no"), ("household", "1"), ("graduated", "2025"));
        var family = await AcceptedAsync(("ownsHome", "no"), ("household", "2"), ("graduated", "2015"));
        await City.CloseAsync(round);
        var approver = await City.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId);
        await City.Get<RoundService>().RankAsync(approver, round.Id);
        var entries = await City.EntriesAsync(round.Id);
        Assert.Equal([family, alone, owner], entries.Select(e => e.CaseId));
        Assert.Contains("没有自有住房400", entries[0].ReasonZh, StringComparison.Ordinal);
        Assert.Equal([true, true, false], entries.Select(e => e.Option is not null));

        // A home has to be chosen by hand: the department reads so, and whoever got none knows.
        await City.Get<RoundService>().StartPublishingAsync(await City.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId), round.Id);
        await City.SweepRoundsAsync();
        var sheet = await City.Get<RoundQueries>().SheetAsync(approver, round.Id, 0, 10);
        Assert.Equal(new[] { family, alone }.Order(), sheet.Stalled.Select(s => s.CaseId).Order());
        Assert.All(sheet.Stalled, s => Assert.Contains("房源", s.Reason.Zh, StringComparison.Ordinal));
        Assert.Equal(CaseDecision.Refused, (await City.CaseAsync(owner)).Decision);
    }

    private async Task<Round> OpenAsync(int homes)
    {
        var today = City.Clock.Today;
        var id = await City.Get<RoundService>().AnnounceAsync(await City.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId),
            new RoundPlan("P27", new("青年人才配租房", "Homes for young talent"), today.AddDays(1), today.AddDays(5), today.AddDays(30), new Dictionary<string, int> { [""] = homes }, null));
        var round = await City.ReadAsync(db => db.Rounds.SingleAsync(r => r.Id == id));
        City.Time.SetUtcNow(new DateTimeOffset(round.OpensAt.AddHours(9)));
        await City.SweepRoundsAsync();
        return round;
    }

    private async Task<Guid> AcceptedAsync(params (string, string)[] answers)
    {
        var who = await City.People.TalentAsync(t => t.BirthDate = City.Day("1996-05-04"));
        var id = await City.Get<SubmitService>().SubmitAsync(Actor.For(who), await City.DraftAsync(who, "P27", [("degree", "master"), .. answers]));
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, FlatRules.DepartmentId), id, CaseAction.Accept);
        return id;
    }
}
