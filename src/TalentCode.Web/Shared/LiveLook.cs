using System.Data.Common;

namespace TalentCode.Web.Shared;

/// <summary>
/// Reads a list again when something in it has moved: at once, then only after a while, and never under somebody who writes.
/// All of it runs on the circuit of the page.
/// </summary>
/// <param name="every">How long the list rests between two readings.</param>
/// <param name="writing">Whether a form stands open; then it is put off until <see cref="CatchUp"/>.</param>
/// <param name="renew">Reads and puts in place; sets <see cref="Moved"/> again where it found somebody writing.</param>
/// <param name="show">Renders.</param>
public sealed class LiveLook(TimeSpan every, Func<bool> writing, Func<Task> renew, Action show) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _looking;

    /// <summary>Something has moved that the list does not show yet.</summary>
    public bool Moved { get; set; }

    /// <summary>Something moved.</summary>
    public async Task LookAsync()
    {
        Moved = true;
        // Whoever writes is told at once.
        if (writing()) show();
        if (_looking || _gone.IsCancellationRequested) return;
        _looking = true;
        var gone = _gone.Token;
        while (Moved && !writing() && !gone.IsCancellationRequested)
        {
            try
            {
                await renew();
            }
            catch (Exception trouble) when (trouble is DbException or InvalidOperationException { InnerException: DbException })
            {
                // The database is busy or away for a moment: the next round asks again.
                Moved = true;
            }
            show();
            await Task.Delay(every, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        _looking = false;
        if (!gone.IsCancellationRequested) show();
    }

    /// <summary>Nobody writes any more.</summary>
    public void CatchUp() => _ = Moved && !writing() ? LookAsync() : Task.CompletedTask;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
