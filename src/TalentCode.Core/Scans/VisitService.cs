using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Scans;

/// <summary>Who stands at the window, as the counter may see it.</summary>
public sealed record VisitLine(Guid Id, string Name, VisitStatus Status, ScanPurpose Purpose, DateTime At, Guid? GrantId);

/// <summary>"I am at window 12": the holder scans the counter's code and decides on the own phone what may be seen.</summary>
public sealed class VisitService(Store store, CityClock clock)
{
    private static readonly TimeSpan Waits = TimeSpan.FromMinutes(15);

    public Task<HallWindow?> WindowAsync(string windowId) =>
        store.ReadAsync(db => db.Windows.Include(w => w.Hall).SingleOrDefaultAsync(w => w.Id == windowId));

    /// <summary>The holder agrees that the counter sees what the purpose shows. A second tap changes nothing.</summary>
    public Task<Guid> ConfirmAsync(Actor holder, string windowId, ScanPurpose purpose) => store.WriteAsync(async db =>
    {
        holder.RequireTalent(holder.Id);
        if (!ScanPurposes.AtWindows.Contains(purpose))
            throw new RefusedException("no-such-purpose", "请先选择办什么。", "Choose what you have come for first.");
        var now = clock.UtcNow;
        if (!await db.Windows.AnyAsync(w => w.Id == windowId))
            throw new RefusedException("no-window", "这个窗口码已经停用,请看窗口上的新码。", "This window code is no longer in use. Look for the new one at the window.");
        var state = await db.CodeStates.SingleOrDefaultAsync(s => s.TalentId == holder.Id);
        if (state is not { Status: CodeStatus.Active })
            throw new RefusedException("code-frozen", "你的人才码已冻结。先在“我的”里恢复,再到窗口办理。", "Your talent code is frozen. Restore it under “Me”, then come to the window.");
        var open = await db.Visits.OrderBy(v => v.At).FirstOrDefaultAsync(v => v.TalentId == holder.Id && v.WindowId == windowId && v.Purpose == purpose && v.Status == VisitStatus.Confirmed && v.Until > now);
        if (open is not null) return open.Id;
        var visit = new WindowVisit { Id = Guid.CreateVersion7(now), WindowId = windowId, TalentId = holder.Id, Purpose = purpose, Status = VisitStatus.Confirmed, At = now, Until = now + Waits };
        db.Visits.Add(visit);
        return visit.Id;
    });

    /// <summary>The holder leaves or thinks better of it: the visit ends and what it opened closes.</summary>
    public Task EndAsync(Actor holder, Guid visitId) => store.WriteAsync(async db =>
    {
        var now = clock.UtcNow;
        var visit = await db.Visits.SingleOrDefaultAsync(v => v.Id == visitId && v.TalentId == holder.Id);
        if (visit is null) return;
        visit.Status = VisitStatus.Ended;
        await db.Grants.Where(g => g.TalentId == holder.Id && g.WindowId == visit.WindowId && g.Source == ScanSource.WindowVisit && g.Until > now)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.DeniedAt, now));
    });

    /// <summary>Who came to this window in the last quarter of an hour.</summary>
    public async Task<IReadOnlyList<VisitLine>> AtWindowAsync(Actor staff, string windowId)
    {
        staff.Require(Permission.ScanCodes);
        var now = clock.UtcNow;
        var rows = await store.ReadAsync(db => db.Visits.Include(v => v.Talent)
            .Where(v => v.WindowId == windowId && v.Until > now && v.Status == VisitStatus.Confirmed).OrderBy(v => v.At).ToListAsync());
        return rows.ConvertAll(v => new VisitLine(v.Id, Masking.Name(v.Talent!.LegalName), v.Status, v.Purpose, v.At, null));
    }

    /// <summary>The counter takes the visitor: opens the view the holder agreed to.</summary>
    public Task<Guid> TakeAsync(Actor staff, Guid visitId) => store.WriteAsync(async db =>
    {
        staff.Require(Permission.ScanCodes);
        var now = clock.UtcNow;
        var visit = await db.Visits.Include(v => v.Window!).ThenInclude(w => w.Hall).SingleOrDefaultAsync(v => v.Id == visitId && v.Status == VisitStatus.Confirmed && v.Until > now)
            ?? throw new RefusedException("visit-over", "持码人已离开或已取消。", "The visitor has left or cancelled.");
        var own = await db.Users.Where(s => s.Id == staff.Id).Select(s => s.WindowId).SingleOrDefaultAsync();
        if (own != visit.WindowId)
            throw new RefusedException("other-window", "这位办事人在另一个窗口。", "This visitor is at another window.");
        visit.Status = VisitStatus.Ended;
        var grant = Grants.Open(db, staff, visit.Window!, visit.TalentId, visit.Purpose, ScanSource.WindowVisit, now);
        db.ScanEvents.Add(new ScanEvent { Id = Guid.CreateVersion7(now), At = now, StaffId = staff.Id, WindowId = visit.WindowId, Purpose = visit.Purpose, Source = ScanSource.WindowVisit, Outcome = ScanOutcome.Valid, TalentId = visit.TalentId });
        return grant.Id;
    });
}
