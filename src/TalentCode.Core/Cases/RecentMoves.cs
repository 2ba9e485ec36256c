using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>Somebody took a step in a case.</summary>
/// <param name="EventId">The step; the same one may be read twice.</param>
/// <param name="WholeId">The family's case for a person's part of it, otherwise the case itself.</param>
/// <param name="MemberId">The member of the family it is about; null for the talent.</param>
public sealed record CaseMove(Guid EventId, Guid CaseId, Guid WholeId, Guid TalentId, Guid? MemberId, string DepartmentId, CaseAction Action)
{
    public bool Concerns(Guid id) => CaseId == id || WholeId == id;
}

/// <summary>What moved lately, for pages that are open. Costs what moved, not what is there: the key of a step begins with its time.</summary>
public sealed class RecentMoves(Store store)
{
    /// <param name="sinceUtc">Steps taken at or after this instant, to the millisecond.</param>
    public Task<List<CaseMove>> SinceAsync(DateTime sinceUtc)
    {
        var first = FirstKeyAt(sinceUtc);
        return store.ReadAsync(db => db.Set<CaseEvent>().Where(e => e.Id >= first)
            .Join(db.Cases, e => e.CaseId, c => c.Id, (e, c) => new CaseMove(e.Id, c.Id, c.ParentId ?? c.Id, c.TalentId, c.FamilyMemberId, c.DepartmentId, e.Action)).ToListAsync());
    }

    /// <summary>The smallest key (UUID version 7) of that millisecond.</summary>
    private static Guid FirstKeyAt(DateTime at)
    {
        var time = new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return new((int)(time >> 16), (short)time, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
    }
}
