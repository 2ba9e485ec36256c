namespace TalentCode.Core.Data;

/// <summary>
/// Lets one writer at a time at an embedded database. Its own busy handling polls unfairly and blocks threads;
/// a queue here keeps the slowest write short. A server database does its own queueing.
/// </summary>
public sealed class WriteGate(DatabaseKind kind) : IDisposable
{
    private readonly SemaphoreSlim? _turn = kind == DatabaseKind.Sqlite ? new(1) : null;

    /// <summary>Whether writers stand in line here.</summary>
    public bool Queues => _turn is not null;

    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancel)
    {
        if (_turn is null) return null;
        await _turn.WaitAsync(cancel);
        return new Turn(_turn);
    }

    public void Dispose() => _turn?.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
