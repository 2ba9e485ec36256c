using System.Collections.Concurrent;
using TalentCode.Core.Cases;
using TalentCode.Core.Time;

namespace TalentCode.Web.Shared;

/// <summary>
/// Tells open pages that a case moved. One question a second for all pages of this server together, and none while nobody
/// listens; so it works the same with one server or several.
/// </summary>
public sealed class CaseFeed(RecentMoves moves, CityClock clock, ILogger<CaseFeed> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1), Overlap = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();
    private readonly HashSet<Guid> _told = [];

    private sealed class Listener(Action<IReadOnlyList<CaseMove>> told, ConcurrentDictionary<Listener, bool> among) : IDisposable
    {
        // Who listens is answered in the language, and with everything else, that held when it began to listen.
        private readonly ExecutionContext? _when = ExecutionContext.Capture();

        public void Tell(IReadOnlyList<CaseMove> moved)
        {
            if (_when is null) told(moved);
            else ExecutionContext.Run(_when, _ => told(moved), null);
        }

        public void Dispose() => among.TryRemove(this, out _);
    }

    /// <summary>Calls with what moved, at most once a second, until disposed. The call must be short: others wait behind it.</summary>
    public IDisposable Listen(Action<IReadOnlyList<CaseMove>> told)
    {
        var listener = new Listener(told, _listeners);
        _listeners[listener] = true;
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (!_listeners.IsEmpty) await LookAsync();
        }
        catch (OperationCanceledException)
        {
            // Shutting down.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            // The overlap catches commits that became visible late; what was told once is not told again.
            var recent = await moves.SinceAsync(clock.UtcNow - Overlap);
            var fresh = recent.Where(m => _told.Add(m.EventId)).ToList();
            _told.IntersectWith(recent.Select(m => m.EventId));
            if (fresh.Count == 0) return;
            foreach (var listener in _listeners.Keys) listener.Tell(fresh);
        }
        catch (System.Data.Common.DbException error)
        {
            log.LogWarning(error, "The database is away for a moment; open pages are told at the next look");
        }
    }
}
