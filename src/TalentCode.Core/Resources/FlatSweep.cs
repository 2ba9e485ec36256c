using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What one sweep over flats did.</summary>
public sealed record FlatReport(int Expired, int Ended, int Reminded);

/// <summary>Frees flats nobody answered for, ends leases whose last day has passed, and reminds before. Run twice, it changes nothing.</summary>
public sealed class FlatSweep(Store store, CaseSteps steps, CityClock clock)
{
    private const string TermOver = "租期届满 · the term has ended";

    public async Task<FlatReport> RunAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.UtcNow, clock.Today);
        var (expired, ended, reminded) = (0, 0, 0);
        foreach (var id in await store.ReadAsync(db => db.FlatProposals.Where(p => p.State == ProposalState.Open && p.ExpiresAt <= now).OrderBy(p => p.ExpiresAt).Select(p => p.CaseId).ToListAsync(cancel)))
            if (await ExpiredAsync(id, cancel)) expired++;
        foreach (var id in await store.ReadAsync(db => db.FlatLeases.Where(l => l.EndedAt == null && l.Until < today).OrderBy(l => l.Until).Select(l => l.Id).ToListAsync(cancel)))
            if (await store.WriteAsync(db => EndAsync(db, id, today), cancel)) ended++;
        var last = today.AddDays(ReminderRules.FlatLease.LeadDays[0]);
        foreach (var id in await store.ReadAsync(db => db.FlatLeases.Where(l => l.EndedAt == null && l.Until >= today && l.Until <= last).OrderBy(l => l.Until).Select(l => l.Id).ToListAsync(cancel)))
            if (await store.WriteAsync(db => RemindAsync(db, id, today), cancel)) reminded++;
        return new(expired, ended, reminded);
    }

    private async Task<bool> ExpiredAsync(Guid caseId, CancellationToken cancel)
    {
        try
        {
            await store.WriteAsync(async db => await steps.TakeAsync(db, await CaseService.LoadAsync(db, caseId), CaseAction.ExpireFlat, Actor.System, new StepInput(null, null)), cancel);
            return true;
        }
        catch (RefusedException)
        {
            // Answered or ended this moment: there is nothing left to expire.
            return false;
        }
    }

    private async Task<bool> EndAsync(TalentDb db, Guid leaseId, DateOnly today)
    {
        var lease = await db.FlatLeases.Include(l => l.Flat!).ThenInclude(f => f.Estate).SingleAsync(l => l.Id == leaseId);
        if (lease.EndedAt is not null || lease.Until >= today) return false;
        await FlatService.EndAsync(db, lease, TermOver, new("租期届满", "the term has ended"), Actor.System, clock.UtcNow);
        return true;
    }

    private async Task<bool> RemindAsync(TalentDb db, Guid leaseId, DateOnly today)
    {
        var lease = await db.FlatLeases.AsNoTracking().Include(l => l.Flat!).ThenInclude(f => f.Estate).SingleAsync(l => l.Id == leaseId);
        var (rule, left) = (ReminderRules.FlatLease, lease.Until.DayNumber - today.DayNumber);
        if (lease.EndedAt is not null || ReminderRules.LeadFor(rule, left) is not { } lead) return false;
        var (about, to) = ($"{lease.Id:N}:{lease.Until:yyyyMMdd}:{lead}", Recipient.Talent(lease.TalentId));
        var key = Notices.Key(rule.Template, about, to, Notices.InApp);
        if (await db.ReminderMutes.AnyAsync(m => m.TalentId == lease.TalentId && m.Rule == rule.Id) || await db.Outbox.AnyAsync(m => m.DedupKey == key)) return false;
        db.Owe(rule.Template, about, to, clock.UtcNow,
            new Dictionary<string, LocalText> { ["flat"] = lease.Flat!.Place, ["until"] = DayText.Of(lease.Until, withYear: true), ["days"] = new($"{left}", $"{left}") }, $"/cases/{lease.CaseId}");
        return true;
    }
}
