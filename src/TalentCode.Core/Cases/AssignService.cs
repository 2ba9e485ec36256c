using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>Handing over several cases from a list. Each is a step of its own, so one that changed meanwhile keeps no other from going.</summary>
public sealed class AssignService(Store store, CaseService cases)
{
    private const int Most = 50;

    /// <summary>Handlers of the actor's department on duty, the actor included.</summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Actor actor)
    {
        actor.Require(Permission.HandleCases);
        var staff = await store.ReadAsync(db => db.Users.Include(s => s.Roles).Where(s => s.DepartmentId == actor.DepartmentId && !s.Disabled).OrderBy(s => s.NameZh).ToListAsync());
        return [.. staff.Where(s => Actor.For(s).May(Permission.HandleCases)).Select(s => new Colleague(s.Id, new(s.NameZh, s.NameEn)))];
    }

    /// <returns>How many were handed over, and the first refusal if there was one; the others are untouched by it.</returns>
    /// <exception cref="RefusedException">Nothing or too much was chosen.</exception>
    public async Task<(int Done, RefusedException? Refused)> HandOverAsync(Actor actor, IReadOnlyList<Guid> caseIds, Guid to)
    {
        actor.Require(Permission.HandleCases);
        if (caseIds.Count is 0 or > Most)
            throw new RefusedException("assign-count", $"请选择1至{Most}件。", $"Choose between 1 and {Most} cases.");
        var (done, refused) = (0, (RefusedException?)null);
        foreach (var id in caseIds.Distinct())
        {
            try
            {
                await cases.ActAsync(actor, id, CaseAction.HandOver, null, detail: new HandOverTo(to));
                done++;
            }
            catch (RefusedException refusal)
            {
                refused ??= refusal;
            }
        }
        return (done, refused);
    }
}
