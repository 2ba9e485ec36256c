using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TalentCode.Tests.Support;

/// <summary>Counts what a piece of work asks the database; other tests of the same moment are not counted.</summary>
internal sealed class QueryCount : DbCommandInterceptor
{
    private static readonly AsyncLocal<StrongBox<int>?> Current = new();

    public static async Task<int> OfAsync(Func<Task> work)
    {
        var count = new StrongBox<int>();
        Current.Value = count;
        await work();
        Current.Value = null;
        return count.Value;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Current.Value is { } count) Interlocked.Increment(ref count.Value);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
