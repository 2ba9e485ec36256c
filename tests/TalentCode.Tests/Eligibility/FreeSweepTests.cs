using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Eligibility;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Eligibility;

/// <summary>免申即享: prepared and announced once, filed by nobody but the person.</summary>
[Trait("Category", "Core")]
public sealed class FreeSweepTests : IAsyncLifetime
{
    private City City { get; set; } = null!;

    public async Task InitializeAsync() => City = await City.FreshAsync();

    public Task DisposeAsync() => City.DisposeAsync().AsTask();

    private Task<int> RunAsync() => City.Get<FreeSweep>().RunAsync(default);

    [Fact]
    public async Task Whoever_is_entitled_finds_a_draft_and_one_message_however_often_the_job_runs()
    {
        var who = await City.People.TalentAsync();
        await City.People.TalentAsync(t => t.Grades.Clear());
        Assert.Equal(2, await RunAsync());
        Assert.Equal(0, await RunAsync());
        var drafts = await City.ReadAsync(db => db.Cases.Where(c => c.PreparedByRule).ToListAsync());
        Assert.Equal(["P21", "Z12"], drafts.Select(d => d.ItemId).Order());
        Assert.All(drafts, d => Assert.Equal((CaseState.Draft, who.Id), (d.State, d.TalentId)));
        Assert.Equal(2, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "draft-announced" && m.Channel == "in-app")));
    }

    [Fact]
    public async Task A_draft_thrown_away_is_a_no_for_this_year_and_next_year_is_another()
    {
        var who = await City.People.TalentAsync();
        await RunAsync();
        foreach (var draft in await City.ReadAsync(db => db.Cases.Select(c => c.Id).ToListAsync())) await City.ActAsync(Actor.For(who), draft, CaseAction.Discard);
        Assert.Equal(0, await RunAsync());
        City.Pass(TimeSpan.FromDays(150));
        Assert.Equal(2, await RunAsync());
    }
}
