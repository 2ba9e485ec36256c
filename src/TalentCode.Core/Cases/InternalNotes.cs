using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>What is said inside the office with a step: kept as an internal note, so that nothing which is read for the applicant can bring it along.</summary>
internal static class InternalNotes
{
    public static void Add(TalentDb db, ServiceCase row, Actor actor, string text, DateTime now) =>
        db.Notes.Add(new CaseNote { Id = OrderedId.Next(now), CaseId = row.Id, At = now, AuthorId = actor.Id, AuthorZh = actor.Name.Zh, AuthorEn = actor.Name.En, Text = text });
}
