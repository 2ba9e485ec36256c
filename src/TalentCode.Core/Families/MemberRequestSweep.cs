using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>Reminds members who were asked, and lets questions lapse that nobody answered in time. Running twice changes nothing.</summary>
public sealed class MemberRequestSweep(Store store, CityClock clock)
{
    private const int Chunk = 200;

    /// <returns>How many were reminded of or lapsed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var all = 0;
        while (true)
        {
            var done = await store.WriteAsync(db => SomeAsync(db, cancel), cancel);
            all += done;
            if (done < Chunk) return all;
        }
    }

    private async Task<int> SomeAsync(TalentDb db, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var due = await db.MemberRequests.Where(r => r.State == MemberRequestState.Open && r.NextAt <= now).OrderBy(r => r.Id).Take(Chunk).ToListAsync(cancel);
        foreach (var request in due)
        {
            var needed = await db.Cases.AnyAsync(c => c.Id == request.DraftId && c.State == CaseState.Draft, cancel);
            var version = await db.ItemVersions.Include(v => v.Department).SingleOrDefaultAsync(v => v.ItemId == request.ItemId && v.Until == null, cancel);
            if (!needed || version is null)
            {
                (request.State, request.NextAt) = (MemberRequestState.Dropped, null);
                continue;
            }
            var member = await db.FamilyMembers.SingleAsync(f => f.Id == request.FamilyMemberId, cancel);
            if (request.Until <= now)
            {
                (request.State, request.NextAt) = (MemberRequestState.Lapsed, null);
                MemberNotices.Answered(db, request, "member-lapsed", member, version.Content.ShortName, now);
                continue;
            }
            request.NextAt = request.Until;
            MemberNotices.Asked(db, request, "member-asked-again", await db.Talents.SingleAsync(t => t.Id == request.TalentId, cancel), version, now, clock);
        }
        return due.Count;
    }
}
