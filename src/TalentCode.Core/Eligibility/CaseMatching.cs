using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>What the machine can say of a condition: yes, no, or that a person has to look.</summary>
public enum MatchVerdict { Met, NotMet, ByHand }

/// <summary>One condition of the version that was filed, as of the day of filing and as of today.</summary>
/// <param name="Found">What the registers or the form say today, about the applicant; null where there is nothing to add.</param>
/// <param name="FoundWhenFiled">The same for the day of filing, where it was different.</param>
public sealed record MatchLine(LocalText Condition, LocalText Source, MatchVerdict WhenFiled, MatchVerdict Now, LocalText? Found, LocalText? FoundWhenFiled);

/// <summary>Something about an answer or a paper that deserves a look.</summary>
public sealed record PointToCheck(LocalText What, LocalText Why);

/// <summary>The conditions of a case looked at, and what to check. A help for the officer: nothing is decided by it.</summary>
public sealed record CaseMatch(DateOnly FiledOn, IReadOnlyList<MatchLine> Lines, IReadOnlyList<PointToCheck> Points);

/// <summary>
/// Matching for the department that decides: the same conditions that sorted the services for the applicant. The profile is
/// read as it stands today, and the day of filing counts for what has days: grade, papers, ages, contracts, benefits, windows.
/// </summary>
public sealed class CaseMatching(Store store, CityClock clock)
{
    /// <summary>Looks when it is asked, with a fixed number of questions; nothing of it is kept.</summary>
    /// <exception cref="RefusedException">Not this department's case.</exception>
    public Task<CaseMatch> OfAsync(Actor staff, Guid caseId) => store.ReadAsync(async db =>
    {
        var row = await db.Cases.Include(c => c.ItemVersion).SingleOrDefaultAsync(c => c.Id == caseId);
        if (row is null || !NoteService.MayRead(staff, row)) throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
        var (item, filed, now) = (row.ItemVersion!.Content, row.SubmittedAt ?? row.CreatedAt, clock.UtcNow);
        var talent = await FilingService.LoadTalentAsync(db, row.TalentId);
        var granted = await db.Cases.Where(c => c.TalentId == row.TalentId && c.Id != row.Id && c.ParentId == null && c.Decision == CaseDecision.Granted && c.DecidedAt != null)
            .Select(c => new Grant(c.ItemId, c.DecidedAt!.Value, db.FlatLeases.Where(l => l.CaseId == c.Id).Max(l => l.EndedAt))).ToListAsync();
        var rounds = item.Kind == ItemKind.Batch ? await db.Rounds.Where(r => r.ItemId == row.ItemId && r.ClosesAt > filed).ToListAsync() : [];
        var papers = await db.Documents.Where(d => d.TalentId == row.TalentId).ToListAsync();
        var used = await db.DocumentUses.Where(u => u.CaseId == row.Id).Select(u => u.DocumentId).ToListAsync();
        var (then, today) = (Look(filed), Look(now));
        var form = ItemForms.Of(item, talent, null, row.Answers, clock.Today);
        var lines = then.Zip(today, (a, b) => LineOf(a, b, item, form, row)).ToList();
        return new CaseMatch(clock.DateOf(filed), lines, [.. CasePoints.Of(row, form, talent, papers, used, clock)]);

        IReadOnlyList<ConditionResult> Look(DateTime at) => EligibilityJudge.OfCase(item, new(talent, clock.DateOf(at),
            [.. granted.Where(g => g.At <= at).Select(g => new GrantedBenefit(g.ItemId, clock.DateOf(g.At), g.Ended is not { } end || end > at))],
            rounds.Where(r => r.ClosesAt > at).ToLookup(r => r.ItemId), new Dictionary<FlatPool, int>(), new Dictionary<string, int>())
        { Now = at });
    });

    private sealed record Grant(string ItemId, DateTime At, DateTime? Ended);

    private static MatchLine LineOf(ConditionResult then, ConditionResult now, ItemContent item, ItemForm? form, ServiceCase row)
    {
        var stated = item.Form?.Conditions.FirstOrDefault(c => c is { Kind: "stated", Field: not null } && c.Text == now.Condition);
        if (stated is not null && row.Answers.GetValueOrDefault(stated.Field!) is { Length: > 0 } answer)
        {
            // Stated is not proved: a yes is looked at, a no is said to be one.
            var verdict = answer.Split(',').Any(stated.In.Contains) || stated.In.Count == 0 ? MatchVerdict.ByHand : MatchVerdict.NotMet;
            var word = form?.Fields.FirstOrDefault(f => f.Key == stated.Field)?.Words(answer) ?? new(answer, answer);
            return new(AboutApplicant.Of(now.Condition), now.Source, verdict, verdict, new($"申请人填写:{word.Zh}", $"The applicant states: {word.En}"), null);
        }
        var (found, before) = (AboutApplicant.Of(now.Found), AboutApplicant.Of(then.Found));
        return new(AboutApplicant.Of(now.Condition), now.Source, Of(then.Verdict), Of(now.Verdict), found, before == found ? null : before);
    }

    private static MatchVerdict Of(Verdict verdict) => verdict switch
    {
        Verdict.Met => MatchVerdict.Met,
        Verdict.Confirm => MatchVerdict.ByHand,
        _ => MatchVerdict.NotMet,
    };
}
