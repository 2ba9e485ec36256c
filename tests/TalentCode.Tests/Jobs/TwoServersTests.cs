using System.Diagnostics;
using System.Net;
using TalentCode.Benchmarks.Servers;
using TalentCode.Tests.Support;
using Xunit.Abstractions;

namespace TalentCode.Tests.Jobs;

/// <summary>Hangfire in PostgreSQL with two servers of the product, each a process of its own; needs PostgreSQL.</summary>
public sealed class TwoServersTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Servers")]
    public async Task Two_servers_share_the_jobs_each_message_goes_out_once_and_one_goes_on_when_the_other_is_killed()
    {
        Assert.True(TestDatabase.OnPostgres, "Set TALENTCODE_TEST_DB=postgres, and TALENTCODE_TEST_PG as tests/postgres.sh says it.");
        await using var database = await TestDatabase.CreateAsync();
        var since = Stopwatch.StartNew();
        void Say(string what) => output.WriteLine($"{since.Elapsed.TotalSeconds:F1} s: {what}");
        await using var pair = await ServerPair.StartAsync(database.Connection);
        await pair.UntilRegisteredAsync();
        Say("both are registered");
        // Who takes a job is Hangfire's affair; until both have taken one.
        for (var round = 0; round < 3 || (round < 30 && pair.Senders().Count < 2); round++) await pair.SendAsync();
        Assert.Equal(pair.Processes.Order(), pair.Senders());
        Assert.Empty(await pair.FaultsAsync());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await pair.AskAsync(0, "/readyz"), await pair.AskAsync(1, "/readyz")));
        Say("both have sent");

        pair.Kill(0);
        for (var round = 0; round < 2; round++) await pair.SendAsync();
        Assert.Empty(await pair.FaultsAsync());
        Say("one goes on alone");

        // Without its jobs a server takes no requests, though its own tables are there.
        await pair.LoseJobsAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (await pair.AskAsync(1, "/readyz"), await pair.AskAsync(1, "/livez")));
        await pair.FindJobsAsync();
        Assert.Equal(HttpStatusCode.OK, await pair.AskAsync(1, "/readyz"));
        await pair.SendAsync();
        Assert.Empty(await pair.FaultsAsync());
        Say("it goes on after its jobs were away");
    }
}
