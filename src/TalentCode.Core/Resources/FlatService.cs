using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What the housing department does to leases after the decision.</summary>
public sealed class FlatService(Store store, CityClock clock)
{
    /// <summary>Ends a lease: the flat is free again, the lease stays as history, the holder is told.</summary>
    /// <exception cref="RefusedException">Not the housing department, no reason, no such lease, or ended already.</exception>
    public async Task EndAsync(Actor actor, Guid leaseId, string? reason)
    {
        FlatQueries.RequireHousing(actor);
        if (reason?.Trim() is not { Length: > 0 and <= 200 } why)
            throw new RefusedException("reason-missing", "请写明退租原因,最多200个字符,住户会看到。", "Give the reason, at most 200 characters; the tenant will read it.");
        await store.WriteAsync(async db =>
        {
            var lease = await db.FlatLeases.Include(l => l.Flat!).ThenInclude(f => f.Estate).SingleOrDefaultAsync(l => l.Id == leaseId)
                ?? throw new RefusedException("no-such-lease", "找不到这份租约,请刷新后再看。", "This lease cannot be found. Reload and look again.");
            if (lease.EndedAt is not null)
                throw new RefusedException("lease-ended", "这份租约已经结束,房源已释放。", "This lease has ended already and the flat is free.");
            await EndAsync(db, lease, why, new(why.TrimEnd('。', '.'), why.TrimEnd('。', '.')), actor, clock.UtcNow);
        });
    }

    /// <summary>Ends an open lease in the caller's transaction.</summary>
    /// <param name="lease">With flat and estate.</param>
    internal static async Task EndAsync(TalentDb db, FlatLease lease, string why, LocalText told, Actor actor, DateTime now)
    {
        (lease.EndedAt, lease.EndReason, lease.EndedBy) = (now, why, actor.Name.Zh);
        await db.Flats.Where(f => f.Id == lease.FlatId && f.State == FlatState.Let).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Free));
        db.Owe("flat-ended", $"{lease.Id:N}", Recipient.Talent(lease.TalentId), now,
            new Dictionary<string, LocalText> { ["flat"] = lease.Flat!.Place, ["note"] = told }, $"/cases/{lease.CaseId}");
    }
}
