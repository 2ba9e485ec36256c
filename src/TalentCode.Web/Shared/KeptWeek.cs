using System.Collections.Concurrent;
using TalentCode.Core.Figures;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Web.Shared;

/// <summary>The week's board, counted once a minute for all who look at it: it goes over every open case, and no supervisor acts on a second.</summary>
public sealed class KeptWeek(WeekBoard board, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (Task<WeekSheet> Sheet, DateTime At)> _sheets = new();

    /// <summary>The sheet and the instant at which it was counted.</summary>
    /// <exception cref="Core.RefusedException">Not a supervisor.</exception>
    public async Task<(WeekSheet Sheet, DateTime At)> ReadAsync(Actor actor, string? departmentId)
    {
        actor.Require(Permission.SeeCases);
        var (key, now) = (departmentId ?? "", clock.UtcNow);
        if (!_sheets.TryGetValue(key, out var kept) || now - kept.At >= Kept || now < kept.At || kept.Sheet.IsFaulted)
            _sheets[key] = kept = (board.ReadAsync(actor, departmentId), now);
        return (await kept.Sheet, kept.At);
    }
}
