using Microsoft.EntityFrameworkCore;
using Npgsql;
using TalentCode.Core.Data;

namespace TalentCode.Tests.Data;

public sealed class DatabaseTests
{
    [Fact]
    public void A_deadlock_is_a_conflict_to_try_again_however_it_is_wrapped()
    {
        var deadlock = new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
        Assert.True(Database.IsConflict(deadlock));
        Assert.True(Database.IsConflict(new DbUpdateException("saving", deadlock)));
        Assert.True(Database.IsConflict(new InvalidOperationException("likely transient", new DbUpdateException("saving", deadlock))));
        Assert.True(Database.IsConflict(new InvalidOperationException("likely transient", deadlock)));
    }

    [Fact]
    public void A_mistake_of_ours_is_no_conflict()
    {
        Assert.False(Database.IsConflict(new InvalidOperationException("no such element")));
        Assert.False(Database.IsConflict(new DbUpdateException("saving", new PostgresException("null value", "ERROR", "ERROR", PostgresErrorCodes.NotNullViolation))));
    }
}
