using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Codes;

/// <summary>Gives a person a code, or the one there is a longer life, in the transaction of the decision that grants it.</summary>
internal static class CodeIssue
{
    /// <summary>
    /// Issues or renews. A frozen code stays frozen: who lost a phone restores it when it is safe again. A revoked one
    /// begins anew, and pictures from before stay refused. A validity is never made shorter.
    /// </summary>
    public static async Task<TalentCodeState> RenewAsync(TalentDb db, Guid talentId, DateOnly until, DateTime now)
    {
        if (await db.CodeStates.SingleOrDefaultAsync(s => s.TalentId == talentId) is not { } state)
        {
            state = new TalentCodeState { TalentId = talentId, Status = CodeStatus.Active, Until = until };
            db.CodeStates.Add(state);
            return state;
        }
        if (state.Status == CodeStatus.Revoked)
        {
            (state.Status, state.NotBefore, state.Until) = (CodeStatus.Active, now, until);
            await db.CodeBatches.Where(b => b.TalentId == talentId).ExecuteDeleteAsync();
        }
        else if (until > state.Until) state.Until = until;
        return state;
    }
}
