using System.Collections.Concurrent;
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

    // So many share a transaction: more would keep the first of them waiting for the last.
    private const int Together = 16;

    private readonly ConcurrentQueue<Waiting> _waiting = new();

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

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, for actions of which many come at the same moment: those that wait for the same turn at
    /// an embedded database are written in one transaction, one after the other, and share the cost of making it durable.
    /// If one of them fails, all are taken back and each is tried alone. A server database has no such queue.
    /// </summary>
    public async Task<T> WriteTogetherAsync<T>(Func<TalentDb, Task<T>> action)
    {
        if (!gate.Queues) return await WriteAsync(action);
        var mine = new Waiting(async db => await action(db));
        _waiting.Enqueue(mine);
        using (await gate.EnterAsync(CancellationToken.None))
        {
            // Whoever had the turn before may have taken this one along.
            while (!mine.IsTaken) await TakeAlongAsync();
        }
        return await mine.Result is { } written ? (T)written.Value! : await WriteAsync(action);
    }

    private async Task TakeAlongAsync()
    {
        var taken = new List<Waiting>();
        while (taken.Count < Together && _waiting.TryDequeue(out var next)) taken.Add(next.Take());
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync();
            var (results, wake) = (new List<object?>(), false);
            foreach (var one in taken)
            {
                results.Add(await one.Action(db));
                wake |= Owes(db);
                await db.SaveChangesAsync();
            }
            await transaction.CommitAsync();
            for (var i = 0; i < taken.Count; i++) taken[i].Written(results[i]);
            if (wake) signal.Wake();
        }
#pragma warning disable CA1031 // Whatever it was: nothing was written, and each says for itself what became of it.
        catch
#pragma warning restore CA1031
        {
            taken.ForEach(t => t.NotWritten());
        }
    }

    private static bool Owes(TalentDb db) => db.OwesMessages || db.ChangeTracker.Entries<OutboxMessage>().Any(entry => entry.State == EntityState.Added);

    /// <summary>An action that waits for a turn, and what became of it: null when it is to be tried alone.</summary>
    private sealed class Waiting(Func<TalentDb, Task<object?>> action)
    {
        private readonly TaskCompletionSource<(object? Value, bool)?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<TalentDb, Task<object?>> Action => action;

        public bool IsTaken { get; private set; }

        public Task<(object? Value, bool)?> Result => _result.Task;

        public Waiting Take()
        {
            IsTaken = true;
            return this;
        }

        public void Written(object? value) => _result.SetResult((value, true));

        public void NotWritten() => _result.SetResult(null);
    }

    private async Task<(T Result, bool Wake)> OnceAsync<T>(Func<TalentDb, Task<T>> action, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        using var turn = await gate.EnterAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var result = await action(db);
        var wake = Owes(db);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (result, wake);
    }
}
