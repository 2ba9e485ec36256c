using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Scans;
using TalentCode.Core.Time;

namespace TalentCode.Web.Endpoints;

/// <summary>A code was used: where, and under which grant.</summary>
public sealed record LiveEvent(Guid GrantId, DateTime At, Core.LocalText Place, Core.LocalText Purpose);

/// <summary>
/// Tells open phones where their code was used. One query a second per server, however many phones listen, and only while
/// one does; so it works the same with one server or several.
/// </summary>
public sealed class LiveFeed(Store store, CityClock clock, ILogger<LiveFeed> log) : BackgroundService
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Channel<LiveEvent>, bool>> _listeners = new();
    private readonly HashSet<Guid> _told = [];

    public async IAsyncEnumerable<LiveEvent> ListenAsync(Guid talentId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<LiveEvent>(20);
        var mine = _listeners.GetOrAdd(talentId, _ => new());
        mine[channel] = true;
        try
        {
            await foreach (var happened in channel.Reader.ReadAllAsync(cancel)) yield return happened;
        }
        finally
        {
            mine.TryRemove(channel, out _);
            if (mine.IsEmpty) _listeners.TryRemove(new(talentId, mine));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_listeners.IsEmpty) continue;
            try
            {
                await PollAsync();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Live feed could not read; trying again");
            }
        }
    }

    private async Task PollAsync()
    {
        // The overlap catches commits that became visible late; what was told once is not told again.
        var since = clock.UtcNow - Overlap;
        var fresh = await store.ReadAsync(db => db.Grants.Include(g => g.Window!).ThenInclude(w => w.Hall).Where(g => g.At >= since).OrderBy(g => g.At).ToListAsync());
        foreach (var grant in fresh.Where(g => _told.Add(g.Id)))
            if (_listeners.TryGetValue(grant.TalentId, out var mine))
                foreach (var channel in mine.Keys)
                    channel.Writer.TryWrite(new(grant.Id, grant.At, grant.Window!.Place, ScanSentences.Of(grant.Purpose)));
        _told.IntersectWith(fresh.Select(g => g.Id));
    }
}
