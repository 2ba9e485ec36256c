using TalentCode.Core.Time;

namespace TalentCode.Core.Figures;

/// <summary>Public figures that are counted once and shown to everybody for a while.</summary>
/// <param name="kept">How long they are shown.</param>
/// <param name="count">Counts them as of the UTC instant.</param>
internal sealed class KeptFigures<T>(TimeSpan kept, CityClock clock, Func<DateTime, Task<T>> count) where T : class
{
    private sealed record Read(T Figures, DateTime At);

    private Read? _current;

    public async ValueTask<T> GetAsync()
    {
        var now = clock.UtcNow;
        if (_current is { } known && now >= known.At && now - known.At < kept) return known.Figures;
        var figures = await count(now);
        _current = new(figures, now);
        return figures;
    }
}
