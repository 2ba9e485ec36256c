using TalentCode.Benchmarks.Kill;
using TalentCode.Benchmarks.Messages;
using Xunit.Abstractions;

namespace TalentCode.Tests.Kill;

/// <summary>Five rounds of what tests/kill-test.sh does fifty times.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Kill")]
    public async Task After_five_kills_every_acknowledged_case_exists_once_and_every_notice_arrived_once()
    {
        await using var said = new StringWriter();
        var passed = await new KillTest(postgres: null, said).RunAsync(rounds: 5);
        output.WriteLine(said.ToString());
        Assert.True(passed, said.ToString());
    }

    [Fact]
    [Trait("Category", "Kill")]
    public async Task A_first_start_that_is_killed_three_times_ends_with_a_whole_city()
    {
        await using var said = new StringWriter();
        var passed = await new StartKillTest(said).RunAsync(rounds: 1);
        output.WriteLine(said.ToString());
        Assert.True(passed, said.ToString());
    }

    [Fact]
    [Trait("Category", "Kill")]
    public async Task A_sender_that_is_killed_three_times_loses_no_message_and_doubles_none_in_silence()
    {
        await using var said = new StringWriter();
        var passed = await new SendKillTest(null, said).RunAsync(rounds: 3);
        output.WriteLine(said.ToString());
        Assert.True(passed, said.ToString());
    }
}
