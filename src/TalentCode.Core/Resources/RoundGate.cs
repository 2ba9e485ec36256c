using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>Whether a batch item can be filed at an instant, and if not, what there is to say.</summary>
/// <param name="Bound">Whether the item goes by rounds at all.</param>
public sealed record RoundGate(bool Bound, Round? Open, Round? Next, Round? Last)
{
    /// <summary>Nothing stands in the way of filing.</summary>
    public bool IsOpen => !Bound || Open is not null;

    /// <summary>The window to show: the open one, else the next, else the last.</summary>
    public Round? Shown => Open ?? Next ?? Last;

    public LocalText? Obstacle => IsOpen ? null : RoundWords.NotOpen(Next, Last);

    /// <summary>An item goes by rounds as soon as it has one; school places always do.</summary>
    public static async Task<RoundGate> ForAsync(TalentDb db, string itemId, DateTime now)
    {
        var rounds = await db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).Where(r => r.ItemId == itemId).OrderBy(r => r.OpensAt).ToListAsync();
        return new(rounds.Count > 0 || itemId == RoundForms.SchoolPlace, rounds.Find(r => r.IsOpenAt(now)), rounds.Find(r => r.OpensAt > now), rounds.FindLast(r => r.ClosesAt <= now));
    }

    /// <summary>
    /// Puts a draft into the open round in the transaction that files it. The window is asked for once more in the update
    /// itself, which waits for whoever is closing it: nobody gets in after the list of cases was read.
    /// </summary>
    /// <exception cref="RefusedException">The window is not open, or closed this moment.</exception>
    internal async Task EnterAsync(TalentDb db, ServiceCase draft, DateTime now)
    {
        if (!Bound) return;
        if (Open is not { } round) throw new RefusedException("round-not-open", Obstacle!.Value);
        var open = await db.Rounds.Where(r => r.Id == round.Id && r.ClosesAt > now && (r.State == RoundState.Announced || r.State == RoundState.Open))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Open));
        if (open == 0) throw new RefusedException("round-not-open", RoundWords.NotOpen(Next, round));
        (draft.RoundId, draft.RoundClosesAt) = (round.Id, round.ClosesAt);
    }
}
