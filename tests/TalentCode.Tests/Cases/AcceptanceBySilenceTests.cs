using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

[Trait("Category", "Core")]
public sealed class AcceptanceBySilenceTests : IAsyncLifetime
{
    private City _city = null!;

    public async Task InitializeAsync() => _city = await City.FreshAsync(new DateTime(2026, 11, 2, 1, 0, 0, DateTimeKind.Utc));

    public async Task DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task When_the_office_says_nothing_a_work_permit_counts_as_accepted_from_the_day_it_was_received()
    {
        var row = await ReceivedAsync("P08");
        _city.MoveTo("2026-11-09", 23, 59);
        Assert.Equal(0, (await SweepAsync()).AcceptedBySilence);
        _city.MoveTo("2026-11-10", 0);
        Assert.Equal(1, (await SweepAsync()).AcceptedBySilence);

        var after = await _city.CaseAsync(row.Id);
        Assert.Equal((CaseState.Accepted, true, row.ReceivedAt), (after.State, after.AcceptedBySilence, after.AcceptedAt));
        Assert.Equal(_city.EndOf("2026-11-09"), after.PromisedDueAt);
        Assert.Equal(_city.EndOf("2026-11-30"), after.OuterDueAt);
        Assert.Contains("case-accepted-by-silence", await _city.OwedAboutAsync(row.Id));
        Assert.Equal(ActorKind.System, Assert.Single(after.Events).ActorKind);
    }

    [Fact]
    public async Task A_driving_licence_whose_limit_runs_from_the_test_is_accepted_by_silence_as_well()
    {
        var row = await ReceivedAsync("P14");
        _city.MoveTo("2026-11-10", 0);
        Assert.Equal(1, (await SweepAsync()).AcceptedBySilence);
        Assert.Equal((CaseState.Accepted, row.ReceivedAt), ((await _city.CaseAsync(row.Id)).State, (await _city.CaseAsync(row.Id)).AcceptedAt));
    }

    [Theory]
    [InlineData("P01")]
    [InlineData("P05")]
    [InlineData("P06")]
    [InlineData("Z01")]
    public async Task Where_no_law_says_so_silence_accepts_nothing(string item)
    {
        var row = await ReceivedAsync(item);
        _city.MoveTo("2026-12-10");
        Assert.Equal(0, (await SweepAsync()).AcceptedBySilence);
        Assert.Equal(CaseState.Received, (await _city.CaseAsync(row.Id)).State);
    }

    [Fact]
    public async Task Running_twice_or_on_two_servers_at_once_accepts_once()
    {
        var row = await ReceivedAsync("P08");
        _city.MoveTo("2026-11-10", 0);
        var other = (DeadlineSweep)_city.AnotherServer().GetService(typeof(DeadlineSweep))!;
        var (done, _) = await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? _city.Get<DeadlineSweep>() : other).RunAsync(default));
        Assert.Equal(1, done.Sum(d => d.AcceptedBySilence));
        Assert.Single((await _city.CaseAsync(row.Id)).Events);
        Assert.Single(await _city.OwedAboutAsync(row.Id), t => t == "case-accepted-by-silence");
    }

    [Fact]
    public async Task An_answer_in_time_is_an_answer()
    {
        var row = await ReceivedAsync("P08");
        _city.MoveTo("2026-11-09", 17);
        await _city.ActAsync(await _city.People.StaffAsync(StaffRole.Officer, "human-resources"), row.Id, CaseAction.Accept);
        _city.MoveTo("2026-11-20");
        Assert.Equal(0, (await SweepAsync()).AcceptedBySilence);
        Assert.Equal((false, _city.EndOf("2026-11-16")), ((await _city.CaseAsync(row.Id)).AcceptedBySilence, (await _city.CaseAsync(row.Id)).PromisedDueAt));
    }

    /// <summary>Received today, with the dates that receiving sets.</summary>
    private async Task<ServiceCase> ReceivedAsync(string item)
    {
        var row = await _city.CaseInAsync(await _city.People.TalentAsync(), item, CaseState.Submitted);
        await _city.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        var after = await _city.CaseAsync(row.Id);
        await _city.WriteAsync(async db =>
        {
            var tracked = (await db.Cases.FindAsync(row.Id))!;
            tracked.Events.Clear();
            db.CaseEvents.RemoveRange(db.CaseEvents.Where(e => e.CaseId == row.Id));
        });
        return after;
    }

    private Task<DeadlineReport> SweepAsync() => _city.Get<DeadlineSweep>().RunAsync(default);
}
