using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Tests.Browser;
using Xunit.Abstractions;

namespace TalentCode.Tests.Web;

/// <summary>The stream that open phone pages listen to: what moved of the own cases, within two seconds, and nothing of anybody else's.</summary>
[Trait("Category", "Web")]
public sealed class LiveCaseTests(RunningCity city, ITestOutputHelper output) : IClassFixture<RunningCity>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_step_is_told_to_its_holder_within_two_seconds_and_to_nobody_else()
    {
        var (mine, theirs) = (await ReceivedAsync("19900000001"), await ReceivedAsync("19900000002"));
        using var holder = await new Visitor(city.Address).AsHolderAsync("19900000001");
        using var somebody = await new Visitor(city.Address).AsHolderAsync("19900000002");
        // What moved in the last seconds is told once more to be sure: the receiving above is older than that.
        city.Time.Jump(TimeSpan.FromSeconds(30));
        using var told = await holder.FollowAsync("/cases/live");
        using var overheard = await somebody.FollowAsync("/cases/live");

        var since = Stopwatch.StartNew();
        await AcceptAsync(mine);
        Assert.Equal(mine, await HeardAsync(told));
        output.WriteLine($"told after {since.ElapsedMilliseconds} ms");
        // The first the other hears is a step of their own.
        await AcceptAsync(theirs);
        Assert.Equal(theirs, await HeardAsync(overheard));
    }

    [Fact]
    public async Task Whoever_is_no_holder_cannot_listen()
    {
        using var stranger = new Visitor(city.Address);
        using var steward = await new Visitor(city.Address).AsStaffAsync("steward1");
        foreach (var visitor in new[] { stranger, steward })
        {
            using var answer = await visitor.GetAsync("/cases/live");
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<Guid> ReceivedAsync(string phone) =>
        await city.ReceiveAsync(await city.Get<Store>().ReadAsync(db => db.Talents.Where(t => t.Phone == "86" + phone).Select(t => t.Id).SingleAsync()), "P03");

    private async Task AcceptAsync(Guid id)
    {
        var officer = await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "officer.public-security"));
        await city.Get<CaseService>().ActAsync(Actor.For(officer), id, CaseAction.Accept, null, null);
    }

    /// <summary>The case of the next thing told.</summary>
    private static async Task<Guid> HeardAsync(StreamReader stream)
    {
        using var late = new CancellationTokenSource(Limit);
        string? line;
        do line = await stream.ReadLineAsync(late.Token);
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false);
        return Guid.Parse(line!.Split(' ')[1]);
    }
}
