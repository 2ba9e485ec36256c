using System.Collections.Concurrent;
using TalentCode.Core.Cases;
using TalentCode.Core.Time;

namespace TalentCode.Web.Shared;

/// <summary>
/// Notices that a case somebody has open was changed by somebody else. One question every five seconds for all open pages
/// together: a thousand pages that each ask for themselves keep a database busy with nothing.
/// </summary>
public sealed class CaseWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<object, Followed> _followed = new();
    private readonly CaseSheets _sheets;
    private readonly ITimer _timer;
    private int _looking;

    public CaseWatch(CaseSheets sheets, CityClock clock)
    {
        _sheets = sheets;
        _timer = clock.Provider.CreateTimer(_ => _ = LookAsync(), null, Every, Every);
    }

    private sealed record Followed(Guid Case, Guid Version, Func<Task> Changed);

    /// <summary>Follows a case for one page, in place of what it followed before. The page is told at each look until it follows the new version.</summary>
    /// <param name="page">Whoever follows; must <see cref="Leave"/> when it goes.</param>
    public void Follow(object page, Guid id, Guid version, Func<Task> changed) => _followed[page] = new(id, version, changed);

    public void Leave(object page) => _followed.TryRemove(page, out _);

    private async Task LookAsync()
    {
        // A slow database must not be asked again before it has answered.
        if (_followed.IsEmpty || Interlocked.Exchange(ref _looking, 1) == 1) return;
        try
        {
            var all = _followed.Values.ToList();
            var versions = await _sheets.VersionsAsync([.. all.Select(f => f.Case).Distinct()]);
            foreach (var moved in all.Where(f => versions.TryGetValue(f.Case, out var now) && now != f.Version)) _ = moved.Changed();
        }
        catch (System.Data.Common.DbException)
        {
            // The database is away for a moment; the next look will do.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    public void Dispose() => _timer.Dispose();
}
