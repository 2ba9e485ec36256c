using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>Cases that could not be decided when results were published: written down with the reason, gone once decided.</summary>
internal static class RoundStalls
{
    public static RefusedException NoApprover => new("publisher-gone",
        "下达公布的审批人已停用或离开,没有人可以署名。请由部门的另一位审批人逐件决定。",
        "The approver who ordered the publication is no longer active, so nobody can sign. Please have another approver decide case by case.");

    public static RefusedException Special(ServiceCase row)
    {
        var kind = row.Pauses.Where(p => p.EndAt is null).Select(p => (LocalText?)p.Name).FirstOrDefault() ?? new LocalText("特别程序", "A special procedure");
        return new("special-running", $"{kind.Zh}还没有结束。结束后会自动接着公布这一件。", $"{kind.En} is still under way. This case is published by itself once it has ended.");
    }

    /// <summary>Keeps the reason of one entry; the same reason twice changes nothing.</summary>
    public static async Task KeepAsync(TalentDb db, Guid roundId, Guid entryId, RefusedException refused, DateTime now)
    {
        var caseId = await db.RoundEntries.Where(e => e.Id == entryId).Select(e => e.CaseId).SingleAsync();
        var stall = await db.RoundStalls.SingleOrDefaultAsync(s => s.CaseId == caseId);
        if (stall is null) db.RoundStalls.Add(stall = new RoundStall { Id = Guid.CreateVersion7(now), RoundId = roundId, CaseId = caseId, At = now });
        if (stall.ReasonZh == refused.Sentence.Zh) return;
        (stall.ReasonZh, stall.ReasonEn, stall.At) = (refused.Sentence.Zh, refused.Sentence.En, now);
    }

    /// <summary>What is stalled now. Somebody who has decided or left the case by hand has settled it.</summary>
    public static Task<List<StalledLine>> OfAsync(TalentDb db, Guid roundId) => db.RoundStalls
        .Where(s => s.RoundId == roundId).Join(db.Cases.Where(c => RoundService.Rankable.Contains(c.State)), s => s.CaseId, c => c.Id, (s, c) => new { Stall = s, c.Number })
        .OrderBy(x => x.Stall.At).ThenBy(x => x.Stall.Id).Take(200).Select(x => new StalledLine(x.Stall.CaseId, x.Number, new(x.Stall.ReasonZh, x.Stall.ReasonEn), x.Stall.At)).ToListAsync();
}
