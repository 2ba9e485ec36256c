using TalentCode.Core.Jobs;
using TalentCode.Core.Resources;
using TalentCode.Web.Jobs;

namespace TalentCode.Tests.Web;

/// <summary>The administrator's page of the jobs: what each last did and when it runs next.</summary>
[Trait("Category", "Web")]
public sealed class JobsPageTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task It_says_what_each_job_last_did_and_when_it_runs_next_in_both_languages()
    {
        await RanAsync("keep-house", 12);
        await RanAsync("sweep-flats", new FlatReport(2, 1, 0));
        // The next run found nothing to do: what was last done stays.
        await RanAsync("keep-house", 0);
        using var admin = await new Visitor(city.Address).AsStaffAsync("admin");
        var chinese = await admin.ReadAsync("/admin/jobs");
        foreach (var part in new[] { "清理 12 条", "保留到期 2 套，租约结束 1 份", "清理过期数据" }) Assert.Contains(part, chinese, StringComparison.Ordinal);
        // 03:15 and 06:10 in the city, whatever the time of the machine.
        foreach (var (job, time) in new[] { ("keep-house", "03:15"), ("prepare-free", "06:10") }) Assert.Contains(time, RowOf(chinese, job), StringComparison.Ordinal);
        Assert.All(city.Get<JobTimes>().All(), job => Assert.DoesNotContain("—</td>", NextOf(RowOf(chinese, job.Name)), StringComparison.Ordinal));
        await admin.GetAsync("/lang/en?to=/admin/jobs");
        var english = await admin.ReadAsync("/admin/jobs");
        foreach (var part in new[] { "12 rows removed", "2 no longer kept, 1 leases ended", "Housekeeping" }) Assert.Contains(part, english, StringComparison.Ordinal);
    }

    [Fact]
    public void All_fourteen_schedules_have_a_name_and_a_next_run()
    {
        var all = city.Get<JobTimes>().All();
        Assert.Equal(14, all.Count);
        Assert.All(all, job => Assert.True(job.Next is not null && job.Word.Zh != job.Name, job.Name));
    }

    private Task RanAsync(string job, object result)
    {
        var log = city.Get<JobLog>();
        return log.WriteAsync(job, log.Now, JobWords.Did(job, result), null, "server-1");
    }

    private static string RowOf(string page, string job)
    {
        var from = page.IndexOf($">{job}<", StringComparison.Ordinal);
        Assert.True(from > 0, $"{job} is not on the page.");
        return page[from..page.IndexOf("</tr>", from, StringComparison.Ordinal)];
    }

    private static string NextOf(string row) => row[row.LastIndexOf("<td", StringComparison.Ordinal)..];
}
