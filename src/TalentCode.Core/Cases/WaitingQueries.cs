using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>A question of another department, with just the data it was opened for.</summary>
/// <param name="Data">What the asking department let this one see.</param>
public sealed record OpinionLine(CaseOpinion Opinion, string? Number, LocalText Item, LocalText Owner, IReadOnlyList<(LocalText Label, LocalText Value)> Data);

/// <summary>An objection to answer.</summary>
/// <param name="Mine">Whether this reader may answer: decides here and had no hand in the case.</param>
public sealed record ObjectionLine(CaseObjection Objection, Guid CaseId, string? Number, LocalText Item, Catalogue.Regime Regime, bool Mine);

/// <summary>What waits for an answer of one's department beside its own cases: opinions it is asked for, objections to its results.</summary>
public sealed class WaitingQueries(Store store)
{
    private const int Most = 200, MostAnswered = 20;

    /// <summary>Open questions, those due first on top.</summary>
    public Task<IReadOnlyList<OpinionLine>> OpinionsAsync(Actor actor) =>
        LinesAsync(actor, opinions => opinions.Where(o => o.ClosedAt == null).OrderBy(o => o.DueAt).ThenBy(o => o.Id).Take(Most));

    /// <summary>The last ones this department answered; the data is no longer shown.</summary>
    public async Task<IReadOnlyList<OpinionLine>> AnsweredAsync(Actor actor) =>
        [.. (await LinesAsync(actor, opinions => opinions.Where(o => o.ClosedAt != null).OrderByDescending(o => o.ClosedAt).Take(MostAnswered))).Select(l => l with { Data = [] })];

    private async Task<IReadOnlyList<OpinionLine>> LinesAsync(Actor actor, Func<IQueryable<CaseOpinion>, IQueryable<CaseOpinion>> which)
    {
        actor.Require(Permission.HandleCases);
        var opinions = await store.ReadAsync(db => which(db.Opinions.Where(o => o.DepartmentId == actor.DepartmentId))
            .Include(o => o.Case!).ThenInclude(c => c.ItemVersion).Include(o => o.Case!).ThenInclude(c => c.Department)
            .Include(o => o.Case!).ThenInclude(c => c.Talent!).ThenInclude(t => t.Employer).ToListAsync());
        return opinions.ConvertAll(o =>
        {
            var talent = o.Case!.Talent!;
            var masked = new LocalText(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName));
            return new OpinionLine(o, o.Case.Number, o.Case.ItemVersion!.Content.ShortName, o.Case.Department!.Name, OpinionData.Shown(o.Case, o.Shows, masked));
        });
    }

    /// <summary>Objections to results of one's department that are not answered yet.</summary>
    public async Task<IReadOnlyList<ObjectionLine>> ObjectionsAsync(Actor actor)
    {
        actor.Require(Permission.HandleCases);
        var open = await store.ReadAsync(db => db.Objections.Where(o => o.AnsweredAt == null && o.Case!.DepartmentId == actor.DepartmentId)
            .Include(o => o.Case!).ThenInclude(c => c.ItemVersion).Include(o => o.Case!).ThenInclude(c => c.Events)
            .OrderBy(o => o.DueAt).ThenBy(o => o.Id).Take(Most).AsSplitQuery().ToListAsync());
        return open.ConvertAll(o => new ObjectionLine(o, o.CaseId, o.Case!.Number, o.Case.ItemVersion!.Content.ShortName, o.Case.ItemVersion.Content.Regime,
            actor.May(Permission.DecideCases) && !AfterDecision.HadAHandIn(o.Case, actor.Id)));
    }

    /// <summary>How many wait: for the mark in the menu.</summary>
    public Task<int> CountAsync(Actor actor) => store.ReadAsync(async db =>
        await db.Opinions.CountAsync(o => o.DepartmentId == actor.DepartmentId && o.ClosedAt == null)
        + await db.Objections.CountAsync(o => o.AnsweredAt == null && o.Case!.DepartmentId == actor.DepartmentId));
}
