using System.Diagnostics;

namespace TalentCode.Benchmarks.Scale;

/// <summary>Looks ten times a second at what lives after the last collection, and at the working set.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly long _before;
    private readonly Timer _timer;
    private long _heap, _set;

    public MemoryWatch()
    {
        _before = GC.GetTotalMemory(forceFullCollection: true);
        _timer = new(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    public (long Heap, long Set) Stop()
    {
        Look();
        return (Math.Max(0, _heap - _before), _set);
    }

    private void Look()
    {
        var any = GC.GetGCMemoryInfo(GCKind.Any);
        _heap = Math.Max(_heap, any.HeapSizeBytes);
        using var self = Process.GetCurrentProcess();
        _set = Math.Max(_set, self.WorkingSet64);
    }

    public void Dispose() => _timer.Dispose();
}
