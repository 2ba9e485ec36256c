using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>Gives the proposed place in the transaction of the decision that grants it.</summary>
internal static class RoundPlaces
{
    /// <exception cref="RefusedException">Not ranked yet, no place proposed, or none left. Nothing was changed.</exception>
    public static async Task GiveAsync(TalentDb db, ServiceCase row, DateTime now)
    {
        var run = await db.RoundRuns.Where(r => r.RoundId == row.RoundId).OrderByDescending(r => r.Number).FirstOrDefaultAsync();
        var entry = run is null ? null : await db.RoundEntries.SingleOrDefaultAsync(e => e.RunId == run.Id && e.CaseId == row.Id);
        if (entry is null)
            throw new RefusedException("not-ranked",
                "这件事属于一个批次,截止并排序以后才能准予。请到“批次”里先排序;办件没有变化。",
                "This case belongs to a round and can be granted only after the window has closed and the cases were ranked. Rank them under “Rounds” first; the case is unchanged.");
        if (entry.Option is null)
            throw new RefusedException("no-place",
                $"按排序没有名额:{entry.ReasonZh.TrimEnd('。')}。前面有人撤回时会自动重新排序。",
                $"There is no place by the ranking: {entry.ReasonEn} If somebody ranked before withdraws, the ranking is done again by itself.");
        // The row decides, not what was read: of any number of decisions at once, only as many get through as there are places.
        var taken = await db.RoundOptions.Where(o => o.RoundId == row.RoundId && o.Code == entry.Option && o.Taken < o.Capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Taken, o => o.Taken + 1));
        if (taken == 0)
            throw new RefusedException("no-place-left",
                "这个名额刚刚给满了,办件没有变化。请刷新批次,看最新的排序。",
                "The last of these places has just been given; the case is unchanged. Reload the round for the latest ranking.");
        var option = await db.RoundOptions.AsNoTracking().SingleAsync(o => o.RoundId == row.RoundId && o.Code == entry.Option);
        db.RoundPlaces.Add(new RoundPlace { Id = Guid.CreateVersion7(now), RoundId = row.RoundId!.Value, OptionId = option.Id, CaseId = row.Id, GivenAt = now });
    }
}
