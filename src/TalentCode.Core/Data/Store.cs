using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Notifications;

namespace TalentCode.Core.Data;

/// <summary>
/// Opens one short context per operation. A write is one transaction taken before its first read; when another writer
/// won, the whole action runs again on fresh rows, so that what is decided is always decided on what is true now.
/// </summary>
public sealed class Store(IDbContextFactory<TalentDb> contexts, WriteGate gate, OutboxSignal signal)
{
    private const int Attempts = 5;

    public async Task<T> ReadAsync<T>(Func<TalentDb, Task<T>> query)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTrackingWithIdentityResolution;
        return await query(db);
    }

    /// <summary>Runs the action in one transaction and saves. The action may run several times and must not act outside the database.</summary>
    /// <exception cref="RefusedException">The action refused, or other writers won five times in a row.</exception>
    public async Task<T> WriteAsync<T>(Func<TalentDb, Task<T>> action, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (result, wake) = await OnceAsync(action, cancel);
                if (wake) signal.Wake();
                return result;
            }
            catch (Exception error) when (Database.IsConflict(error))
            {
                if (attempt == Attempts)
                    throw new RefusedException("busy", "这件事刚刚有人在同时处理。请刷新后再试,你填写的内容还在。", "Somebody is changing this at the same moment. Reload and try again; what you entered is kept.");
            }
        }
    }

    public Task WriteAsync(Func<TalentDb, Task> action, CancellationToken cancel = default) =>
        WriteAsync(async db => { await action(db); return true; }, cancel);

    private async Task<(T Result, bool Wake)> OnceAsync<T>(Func<TalentDb, Task<T>> action, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        using var turn = await gate.EnterAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = await action(db);
        var wake = db.OwesMessages || db.ChangeTracker.Entries<OutboxMessage>().Any(entry => entry.State == EntityState.Added);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (result, wake);
    }
}
