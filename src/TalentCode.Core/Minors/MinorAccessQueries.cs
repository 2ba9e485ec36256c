using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Minors;

/// <summary>A minor of a case as staff see it: the masked name, and how far the own request has come.</summary>
/// <param name="Latest">The reader's newest request; null when nothing was asked.</param>
/// <param name="Open">The approval runs now.</param>
public sealed record MinorLine(Guid MemberId, LocalText Label, MinorAccess? Latest, bool Open);

/// <summary>A request as supervision reads it; the child is not named here either.</summary>
public sealed record MinorRequestLine(MinorAccess Access, LocalText Child, LocalText Item, string Number, int Looks);

/// <summary>One look, for the yearly audit.</summary>
/// <param name="CaseId">Null for a look at a window, with the guardian present.</param>
public sealed record MinorLookLine(DateTime At, LocalText Staff, LocalText Office, LocalText Child, LocalText What, LocalText Reason, LocalText ApprovedBy, Guid? CaseId, string Number);

public enum MinorScope { Pending, Decided }

/// <summary>Lists about looking at minors' data: one's own in a case, all for supervision.</summary>
public sealed class MinorAccessQueries(Store store, CaseQueries cases, CityClock clock)
{
    /// <summary>The minors of a case and what this reader has asked and got.</summary>
    /// <exception cref="RefusedException">Not this reader's case.</exception>
    public async Task<IReadOnlyList<MinorLine>> OfCaseAsync(Actor staff, Guid caseId)
    {
        if (staff.Kind != ActorKind.Staff || !await cases.MayOpenAsync(staff, caseId))
            throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
        return await OfCaseAsync(staff, await store.ReadAsync(db => db.Cases.Include(c => c.Children).Include(c => c.Talent!).ThenInclude(t => t.Family).AsSplitQuery().SingleAsync(c => c.Id == caseId)));
    }

    /// <summary>The same for a case that was read for this reader, with its children and the applicant's family. Costs nothing where there is no minor.</summary>
    internal async Task<IReadOnlyList<MinorLine>> OfCaseAsync(Actor staff, ServiceCase row)
    {
        var minors = MinorAccessService.MinorsOf(row, row.Talent!.Family, clock.Today).ConvertAll(m => m.Id);
        if (staff.Kind != ActorKind.Staff || minors.Count == 0) return [];
        var asked = await store.ReadAsync(db => db.MinorAccesses.Where(a => a.CaseId == row.Id && a.StaffId == staff.Id).ToListAsync());
        var now = clock.UtcNow;
        return [.. FamilyLabels.Of(row.Talent, clock.Today).Where(f => minors.Contains(f.Member.Id)).Select(f =>
        {
            var latest = asked.Where(a => a.FamilyMemberId == f.Member.Id).MaxBy(a => a.AskedAt);
            return new MinorLine(f.Member.Id, f.Label, latest, latest?.IsOpen(now) == true);
        })];
    }

    /// <summary>Requests, one page: those that wait, the longest first; or those decided, the newest first.</summary>
    public async Task<(IReadOnlyList<MinorRequestLine> Lines, int Total)> RequestsAsync(Actor supervisor, MinorScope scope, int page, int size)
    {
        supervisor.Require(Permission.SuperviseCases);
        return await store.ReadAsync(async db =>
        {
            var all = scope == MinorScope.Pending ? db.MinorAccesses.Where(a => a.State == MinorAccessState.Pending) : db.MinorAccesses.Where(a => a.State != MinorAccessState.Pending);
            var ordered = scope == MinorScope.Pending ? all.OrderBy(a => a.AskedAt).ThenBy(a => a.Id) : all.OrderByDescending(a => a.AskedAt).ThenByDescending(a => a.Id);
            var rows = await ordered.Skip(page * size).Take(size).ToListAsync();
            var (labels, numbers) = (await LabelsAsync(db, rows.Select(r => r.TalentId)), await CasesAsync(db, rows.Select(r => r.CaseId)));
            var ids = rows.ConvertAll(r => r.Id);
            var looks = (await db.MinorLooks.Where(l => l.AccessId != null && ids.Contains(l.AccessId.Value)).GroupBy(l => l.AccessId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()).ToDictionary(g => g.Key, g => g.Count);
            return ((IReadOnlyList<MinorRequestLine>)rows.ConvertAll(r => new MinorRequestLine(r, labels[r.FamilyMemberId], numbers[r.CaseId].Item, numbers[r.CaseId].Number, looks.GetValueOrDefault(r.Id))), await all.CountAsync());
        });
    }

    /// <summary>Who looked at minors' data in a period, newest first; one page.</summary>
    /// <param name="from">First day of the city, included.</param>
    /// <param name="until">Last day of the city, included.</param>
    public async Task<(IReadOnlyList<MinorLookLine> Lines, int Total)> LooksAsync(Actor supervisor, DateOnly from, DateOnly until, int page, int size)
    {
        supervisor.Require(Permission.SuperviseCases);
        var (start, end) = (clock.StartOf(from), clock.EndOf(until));
        return await store.ReadAsync(async db =>
        {
            var all = db.MinorLooks.Where(l => l.At >= start && l.At < end);
            var rows = await all.Include(l => l.Access).OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Skip(page * size).Take(size).ToListAsync();
            var (labels, numbers) = (await LabelsAsync(db, rows.Select(r => r.TalentId)), await CasesAsync(db, rows.Select(r => r.Access?.CaseId).OfType<Guid>()));
            return ((IReadOnlyList<MinorLookLine>)rows.ConvertAll(l => LineOf(l, labels[l.FamilyMemberId], numbers)), await all.CountAsync());
        });
    }

    private static MinorLookLine LineOf(MinorLook look, LocalText child, Dictionary<Guid, (LocalText Item, string Number)> cases)
    {
        var (who, where) = (new LocalText(look.StaffZh, look.StaffEn), new LocalText(look.OfficeZh, look.OfficeEn));
        return look.Access is { } access
            ? new(look.At, who, where, child, look.What, new(access.Reason, access.Reason), new(access.DecidedZh ?? "", access.DecidedEn ?? ""), access.CaseId, cases[access.CaseId].Number)
            : new(look.At, who, where, child, look.What, new("监护人到场,核对原件", "Guardian present, original compared"), new("扫码查看授权", "Grant of the scan"), null, "");
    }

    private async Task<Dictionary<Guid, LocalText>> LabelsAsync(TalentDb db, IEnumerable<Guid> talents)
    {
        var ids = talents.Distinct().ToList();
        return (await db.Talents.Include(t => t.Family).Where(t => ids.Contains(t.Id)).ToListAsync()).SelectMany(t => FamilyLabels.Of(t, clock.Today)).ToDictionary(f => f.Member.Id, f => f.Label);
    }

    private static async Task<Dictionary<Guid, (LocalText Item, string Number)>> CasesAsync(TalentDb db, IEnumerable<Guid> cases)
    {
        var ids = cases.Distinct().ToList();
        return (await db.Cases.Include(c => c.ItemVersion).Where(c => ids.Contains(c.Id)).ToListAsync()).ToDictionary(c => c.Id, c => (c.ItemVersion!.Content.ShortName, c.Number ?? ""));
    }
}
