using TalentCode.Core.Jobs;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Jobs;

[Trait("Category", "Core")]
public sealed class JobLogTests : IAsyncLifetime
{
    private City _city = null!;

    public async Task InitializeAsync() => _city = await City.FreshAsync();

    public async Task DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task A_job_remembers_its_last_run_and_what_it_last_did()
    {
        await RanAsync(did: "done");
        _city.Pass(TimeSpan.FromHours(1));
        await RanAsync();
        var job = Assert.Single((await ReadAsync()).Jobs);
        Assert.Equal((City.Morning.AddHours(1), City.Morning, "做了", "done", false), (job.FinishedAt, job.DidAt, job.DidZh, job.DidEn, job.Failed));
    }

    [Fact]
    public async Task Failures_are_kept_for_two_weeks_and_counted_for_the_day()
    {
        await RanAsync(error: "IOException: disk");
        await RanAsync(error: "IOException: disk");
        Assert.Equal(2, Assert.Single((await ReadAsync()).Jobs).FailuresToday);
        _city.Pass(TimeSpan.FromDays(15));
        await RanAsync(error: "TimeoutException: slow");
        var (jobs, failures) = await ReadAsync();
        Assert.Equal(("TimeoutException: slow", 1, true), (Assert.Single(failures).Error, jobs[0].FailuresToday, jobs[0].Failed));
    }

    [Fact]
    public async Task Only_the_administrator_reads_it()
    {
        var steward = await _city.People.StaffAsync(StaffRole.Steward);
        await Task.Run(() => _city.Get<JobLog>().ReadAsync(steward)).IsRefusedAsync("not-allowed");
    }

    private Task RanAsync(string? did = null, string? error = null) =>
        _city.Get<JobLog>().WriteAsync("send-due", _city.Clock.UtcNow, did is null ? null : new("做了", did), error, "server-1");

    private async Task<(List<JobState> Jobs, List<JobFailure> Failures)> ReadAsync() => await _city.Get<JobLog>().ReadAsync(await _city.People.StaffAsync(StaffRole.Administrator));
}
