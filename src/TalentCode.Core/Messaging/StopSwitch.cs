using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>The administrator's switch for everything outside the inbox. Messages wait meanwhile; none is lost.</summary>
public sealed class StopSwitch(Store store, CityClock clock)
{
    /// <summary>The latest stops, the one in force first.</summary>
    public Task<List<SendingStop>> LogAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        return store.ReadAsync(db => db.SendingStops.OrderByDescending(s => s.StoppedAt).Take(10).ToListAsync());
    }

    public Task StopAsync(Actor actor, string? reason)
    {
        actor.Require(Permission.Administer);
        if (reason?.Trim() is not { Length: >= 4 and <= 200 } why)
            throw new RefusedException("reason-missing", "请写明停发的原因(4到200字),会留在记录里。", "Please give a reason of 4 to 200 characters; it stays in the log.");
        return store.WriteAsync(async db =>
        {
            if (await db.SendingStops.AnyAsync(s => s.ResumedAt == null)) return;
            db.SendingStops.Add(new() { Id = Guid.CreateVersion7(clock.UtcNow), StoppedAt = clock.UtcNow, StoppedBy = actor.Name.Zh, Reason = why });
        });
    }

    public Task ResumeAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        return store.WriteAsync(async db =>
        {
            foreach (var stop in await db.SendingStops.Where(s => s.ResumedAt == null).ToListAsync())
                (stop.ResumedAt, stop.ResumedBy) = (clock.UtcNow, actor.Name.Zh);
        });
    }
}
