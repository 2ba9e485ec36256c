using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Notes of the staff about a case (内部备注): for the department and supervision, never for the applicant; written once, not changed.</summary>
public sealed class NoteService(Store store, CityClock clock)
{
    public const int Longest = 1000;

    /// <exception cref="RefusedException">Not this person's case, nothing written, or too long.</exception>
    public Task AddAsync(Actor actor, Guid caseId, string? text) => store.WriteAsync(async db =>
    {
        await RequireAsync(db, actor, caseId);
        if (text?.Trim() is not { Length: > 0 } typed) throw new RefusedException("note-empty", "请先写备注内容。", "Write the note first.");
        if (typed.Length > Longest) throw new RefusedException("note-long", "备注最多1000个字符。", "A note takes at most 1000 characters.");
        var now = clock.UtcNow;
        db.Notes.Add(new CaseNote { Id = OrderedId.Next(now), CaseId = caseId, At = now, AuthorId = actor.Id, AuthorZh = actor.Name.Zh, AuthorEn = actor.Name.En, Text = typed });
    });

    /// <summary>Notes of a case, newest first.</summary>
    /// <exception cref="RefusedException">Not this person's case.</exception>
    public Task<List<CaseNote>> ListAsync(Actor actor, Guid caseId) => store.ReadAsync(async db =>
    {
        await RequireAsync(db, actor, caseId);
        return await db.Notes.Where(n => n.CaseId == caseId).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(200).ToListAsync();
    });

    /// <summary>Staff of the department that has the case, and supervision.</summary>
    public static bool MayRead(Actor actor, ServiceCase row) => actor.Kind == ActorKind.Staff && row.State is not (CaseState.Draft or CaseState.Discarded)
        && (actor.May(Permission.SeeCases) || (actor.May(Permission.HandleCases) && actor.DepartmentId == row.DepartmentId));

    private static async Task RequireAsync(TalentDb db, Actor actor, Guid caseId)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId) is not { } row || !MayRead(actor, row))
            throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
    }
}
