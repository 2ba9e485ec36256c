using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Concerns;

/// <summary>Appends to the history of a concern.</summary>
internal static class ConcernHistory
{
    /// <param name="row">With its events loaded.</param>
    public static void Append(TalentDb db, Concern row, ConcernAction action, Actor actor, DateTime now, string? note = null)
    {
        var appended = new ConcernEvent
        {
            Id = Guid.CreateVersion7(now),
            ConcernId = row.Id,
            Sequence = row.Events.Count + 1,
            At = now,
            Action = action,
            ActorKind = actor.Kind,
            ActorId = row.TalentId is null && actor.Kind == ActorKind.Talent ? Guid.Empty : actor.Id,
            ActorZh = actor.Name.Zh,
            ActorEn = actor.Name.En,
            Level = row.Level,
            Note = note,
        };
        row.Events.Add(appended);
        db.ConcernEvents.Add(appended);
    }

    /// <summary>Open requests follow their people to another steward; each says so in its history.</summary>
    /// <returns>How many moved along.</returns>
    public static async Task<int> HandOverAsync(TalentDb db, List<Guid> talentIds, Actor actor, StaffMember to, DateTime now)
    {
        var rows = await db.Concerns.Include(c => c.Events).Where(c => c.Desk == ConcernDesk.Steward && c.NextDueAt != null && c.TalentId != null && talentIds.Contains(c.TalentId.Value)).ToListAsync();
        foreach (var row in rows) Append(db, row, ConcernAction.HandedOver, actor, now, to.NameZh);
        return rows.Count;
    }
}
