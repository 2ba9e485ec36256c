using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Ratings;

/// <summary>Appends to the history of a rating.</summary>
internal static class RatingHistory
{
    /// <param name="row">With its events loaded.</param>
    public static void Append(TalentDb db, Rating row, RatingAction action, Actor actor, DateTime now, string? note = null, RatingLevel? level = null, IReadOnlyList<string>? reasons = null)
    {
        var appended = new RatingEvent
        {
            Id = Guid.CreateVersion7(now),
            RatingId = row.Id,
            Sequence = row.Events.Count + 1,
            At = now,
            Action = action,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorZh = actor.Name.Zh,
            ActorEn = actor.Name.En,
            Level = level,
            Reasons = [.. reasons ?? []],
            Note = note,
        };
        row.Events.Add(appended);
        db.RatingEvents.Add(appended);
    }
}
