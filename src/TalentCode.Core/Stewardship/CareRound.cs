using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Stewardship;

/// <summary>Assigns everybody who waits in one go, as the rule proposes and as the coordinator has seen it.</summary>
public sealed class CareRound(Store store, CareQueries queries, CareService care)
{
    /// <param name="seen">Who is to go to whom, as it was shown: nothing else is done.</param>
    /// <returns>How many were assigned.</returns>
    /// <exception cref="RefusedException">Not the coordinator's permission, nobody waits any more ("nobody-waiting"), or something changed since it was shown ("plan-changed").</exception>
    public async Task<int> AssignAllAsync(Actor actor, IReadOnlyCollection<(Guid Person, Guid Steward)> seen)
    {
        actor.Require(Permission.AssignCare);
        return await store.WriteAsync(async db =>
        {
            // On what is true now: a second click, or another coordinator, finds nobody waiting.
            var plan = await queries.PlanAsync(db);
            if (plan.People.Count == 0)
                throw new RefusedException("nobody-waiting", "没有可以分派的人。可能刚刚已经分派过,请刷新。", "There is nobody to assign. It may have been done just now; please reload.");
            if (!plan.People.Select(p => (p.Person.Id, p.To.Steward.Id)).ToHashSet().SetEquals(seen))
                throw new RefusedException("plan-changed", "刚才情况有变化,还没有分派任何人。请看一遍新的分派,再确认。", "Something changed meanwhile and nobody was assigned. Please look at the new plan and confirm it.");
            foreach (var group in plan.People.GroupBy(p => p.To.Steward.Id))
            {
                // The reasons of the rule are kept with each assignment, in the language of the record.
                var moved = group.Select(p => new CareService.Moved(p.Person.Id, null, Short("按规则:" + LocalText.Join(p.To.Reasons).Zh))).ToList();
                await care.MoveAsync(db, actor, moved, await CareService.StewardAsync(db, group.Key), "按规则一次分派");
            }
            return plan.People.Count;
        });
    }

    private static string Short(string reason) => reason.Length <= CareRules.LongestReason ? reason : reason[..CareRules.LongestReason];
}
