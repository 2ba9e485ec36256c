using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Jobs;

/// <summary>Remembers of each job when it ran, what it did and what failed. The alarm clock's own history may be lost any time.</summary>
public sealed class JobLog(Store store, CityClock clock)
{
    private const int LongestError = 900;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public DateTime Now => clock.UtcNow;

    /// <param name="did">What it did; null when there was nothing to do.</param>
    /// <param name="error">Kind and text of what went wrong, without personal data; null when it went well.</param>
    public Task WriteAsync(string name, DateTime startedAt, LocalText? did, string? error, string server) => store.WriteAsync(async db =>
    {
        var now = clock.UtcNow;
        var row = await db.JobStates.SingleOrDefaultAsync(j => j.Name == name);
        if (row is null) db.JobStates.Add(row = new() { Name = name });
        if (clock.DateOf(row.FinishedAt) != clock.Today) row.FailuresToday = 0;
        (row.StartedAt, row.FinishedAt, row.Failed) = (startedAt, now, error is not null);
        if (did is { } words) (row.DidAt, row.DidZh, row.DidEn) = (now, words.Zh, words.En);
        if (error is null) return;
        row.FailuresToday++;
        db.JobFailures.Add(new() { Id = Guid.CreateVersion7(now), Name = name, At = now, Error = error.Length > LongestError ? error[..LongestError] : error, Server = server });
        var old = now - Kept;
        await db.JobFailures.Where(f => f.At < old).ExecuteDeleteAsync();
    });

    public Task<(List<JobState> Jobs, List<JobFailure> Failures)> ReadAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        return store.ReadAsync(async db => (await db.JobStates.OrderBy(j => j.Name).ToListAsync(), await db.JobFailures.OrderByDescending(f => f.At).ThenByDescending(f => f.Id).Take(50).ToListAsync()));
    }
}
