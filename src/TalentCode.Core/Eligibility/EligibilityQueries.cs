using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>What a holder is entitled to: the facts read once, then every item looked at in memory. Nothing is kept: a changed profile shows at the next look.</summary>
public sealed class EligibilityQueries(Store store, CatalogueQueries catalogue, CityClock clock)
{
    private static readonly TimeSpan FlatsKept = TimeSpan.FromSeconds(30);

    // Counting seventy thousand flats for every visitor would be most of the work of the page.
    private Counted? _flats;

    private sealed record Counted(IReadOnlyDictionary<FlatPool, int> Free, DateTime At);

    /// <summary>All items, in the order of the catalogue.</summary>
    public async Task<IReadOnlyList<ItemEligibility>> AllAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        var items = await catalogue.AllAsync();
        var facts = await FactsAsync(holder.Id);
        return [.. items.Select(item => EligibilityJudge.Look(item, facts))];
    }

    /// <summary>One item; null where there is no such item.</summary>
    public async Task<ItemEligibility?> OfItemAsync(Actor holder, string itemId)
    {
        holder.RequireTalent(holder.Id);
        return await catalogue.FindAsync(itemId) is { } item ? EligibilityJudge.Look(item, await FactsAsync(holder.Id)) : null;
    }

    internal Task<EligibilityFacts> FactsAsync(Guid talentId) => store.ReadAsync(async db => await FactsAsync(db, talentId));

    internal async Task<EligibilityFacts> FactsAsync(TalentDb db, Guid talentId)
    {
        var (now, today) = (clock.UtcNow, clock.Today);
        var talent = await FilingService.LoadTalentAsync(db, talentId);
        var granted = await db.Cases.Where(c => c.TalentId == talentId && c.ParentId == null && c.Decision == CaseDecision.Granted && c.DecidedAt != null)
            .Select(c => new { c.ItemId, At = c.DecidedAt!.Value, Ended = db.FlatLeases.Any(l => l.CaseId == c.Id && l.EndedAt != null) }).ToListAsync();
        var rounds = await db.Rounds.Where(r => r.ClosesAt > now).ToListAsync();
        var uses = await db.BookingUses.Where(u => u.TalentId == talentId && u.Year == today.Year).ToDictionaryAsync(u => u.ItemId, u => u.Times);
        return new(talent, today, [.. granted.Select(g => new GrantedBenefit(g.ItemId, clock.DateOf(g.At), !g.Ended))], rounds.ToLookup(r => r.ItemId), await FlatsFreeAsync(db), uses) { Now = now };
    }

    private async Task<IReadOnlyDictionary<FlatPool, int>> FlatsFreeAsync(TalentDb db)
    {
        if (_flats is { } known && clock.UtcNow >= known.At && clock.UtcNow - known.At < FlatsKept) return known.Free;
        var free = await db.Flats.Where(f => f.State == FlatState.Free).GroupBy(f => f.Estate!.Pool).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        _flats = new(free, clock.UtcNow);
        return free;
    }
}
