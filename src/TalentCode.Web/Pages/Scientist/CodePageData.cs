using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Web.Pages.Scientist;

/// <summary>The steward as every phone page names them.</summary>
public sealed record StewardFacts(LocalText Name, string? Phone);

/// <summary>What stands beside the code: masked, and no more than a counter may read over a shoulder.</summary>
public sealed record HolderFacts(LocalText Name, LocalText Employer, GradeLevel? Grade, StewardFacts? Steward, CaseLine? Urgent, (Guid Id, LocalText Item)? Prepared);

/// <summary>The facts beside the code, kept for a few seconds per person: the page is reloaded often and must not wait.</summary>
public sealed class CodePageData(Store store, CaseQueries cases, CityClock clock)
{
    private const int MostKept = 5000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, (HolderFacts Facts, DateTime At)> _known = new();

    public async ValueTask<HolderFacts> OfAsync(Guid talentId)
    {
        var now = clock.UtcNow;
        if (_known.TryGetValue(talentId, out var known) && now >= known.At && now - known.At < Kept) return known.Facts;
        var facts = await LoadAsync(talentId);
        if (_known.Count >= MostKept) _known.Clear();
        _known[talentId] = (facts, now);
        return facts;
    }

    private async Task<HolderFacts> LoadAsync(Guid talentId)
    {
        var (talent, draft) = await store.ReadAsync(async db => (
            await db.Talents.Include(t => t.Employer).Include(t => t.Steward).Include(t => t.Grades).SingleAsync(t => t.Id == talentId),
            await db.Cases.Include(c => c.ItemVersion).Where(c => c.TalentId == talentId && c.State == CaseState.Draft && c.PreparedById != null).OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync()));
        var open = await cases.OpenOfAsync(talentId);
        var urgent = open.OrderByDescending(c => c.Light).ThenBy(c => c.NextDue ?? DateTime.MaxValue).FirstOrDefault();
        return new(
            new(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName)), talent.Employer!.Name, talent.GradeOn(clock.Today)?.Level,
            talent.Steward is { } steward ? new(new(steward.NameZh, steward.NameEn), steward.WorkPhone) : null,
            urgent, draft is null ? null : (draft.Id, draft.ItemVersion!.Content.ShortName));
    }
}
