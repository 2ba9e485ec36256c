using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Resources;

/// <param name="EstateId">Only this estate; null for all.</param>
/// <param name="Bedrooms">Only flats with so many bedrooms.</param>
/// <param name="State">Only flats in this state.</param>
public sealed record FlatFilter(FlatPool Pool, string? EstateId, int? Bedrooms, FlatState? State, int Page, int PageSize = 20);

/// <summary>One flat of a list; with the open lease and its tenant, masked, where there is one.</summary>
public sealed record FlatLine(Flat Flat, FlatLease? Lease, LocalText? Tenant);

/// <summary>An estate with how many of its flats are free, of how many.</summary>
public sealed record EstateSum(FlatEstate Estate, int Free, int All);

/// <summary>A page of flats.</summary>
public sealed record FlatPage(IReadOnlyList<FlatLine> Lines, int Total);

/// <summary>Reading the pool of flats: for the desk that lets them, and one's own.</summary>
public sealed class FlatQueries(Store store)
{
    /// <exception cref="RefusedException">Not the housing department.</exception>
    internal static void RequireHousing(Actor actor)
    {
        actor.Require(Permission.HandleCases);
        if (actor.DepartmentId != FlatRules.DepartmentId)
            throw new RefusedException("not-housing", "房源由住房城乡建设部门管理,你的部门不能查看。", "The flats are kept by the housing department; your department cannot open them.");
    }

    /// <summary>A page of the pool, by estate, building and number.</summary>
    public async Task<FlatPage> PageAsync(Actor actor, FlatFilter filter)
    {
        RequireHousing(actor);
        return await store.ReadAsync(async db =>
        {
            var query = Narrow(db.Flats.Include(f => f.Estate), filter);
            var flats = await query.OrderBy(f => f.Id).Skip(Math.Max(0, filter.Page) * filter.PageSize).Take(filter.PageSize).ToListAsync();
            return new FlatPage(await WithTenantsAsync(db, flats), await query.CountAsync());
        });
    }

    /// <summary>Free flats that fit a case, for the decision.</summary>
    /// <exception cref="RefusedException">Not the housing department, or no such case.</exception>
    public async Task<FlatPage> FittingAsync(Actor actor, Guid caseId, string? estateId, int? bedrooms, int page, int pageSize = 8)
    {
        RequireHousing(actor);
        return await store.ReadAsync(async db =>
        {
            var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId && c.DepartmentId == FlatRules.DepartmentId)
                ?? throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
            var pool = FlatRules.PoolOf(row.ItemId);
            var (least, most) = FlatRules.Bedrooms(pool, FlatRules.PeopleOf(row));
            var query = Narrow(db.Flats.Include(f => f.Estate), new(pool, estateId, bedrooms, FlatState.Free, page)).Where(f => f.Bedrooms >= least && f.Bedrooms <= most);
            var flats = await query.OrderBy(f => f.Id).Skip(Math.Max(0, page) * pageSize).Take(pageSize).ToListAsync();
            return new FlatPage([.. flats.Select(f => new FlatLine(f, null, null))], await query.CountAsync());
        });
    }

    /// <summary>The estates of a pool with their sums.</summary>
    public async Task<IReadOnlyList<EstateSum>> EstatesAsync(Actor actor, FlatPool pool)
    {
        RequireHousing(actor);
        return await store.ReadAsync<IReadOnlyList<EstateSum>>(async db =>
        {
            var estates = await db.FlatEstates.Where(e => e.Pool == pool).OrderBy(e => e.Id).ToListAsync();
            var sums = await db.Flats.Where(f => f.Estate!.Pool == pool).GroupBy(f => new { f.EstateId, f.State }).Select(g => new { g.Key.EstateId, g.Key.State, Count = g.Count() }).ToListAsync();
            return [.. estates.Select(e => new EstateSum(e, sums.Where(s => s.EstateId == e.Id && s.State == FlatState.Free).Sum(s => s.Count), sums.Where(s => s.EstateId == e.Id).Sum(s => s.Count)))];
        });
    }

    /// <summary>The lease a case led to, for its applicant; null when there is none.</summary>
    public async Task<FlatLease?> OfCaseAsync(Actor holder, Guid caseId)
    {
        holder.RequireTalent(holder.Id);
        return await store.ReadAsync(db => db.FlatLeases.Include(l => l.Flat!).ThenInclude(f => f.Estate).SingleOrDefaultAsync(l => l.CaseId == caseId && l.TalentId == holder.Id));
    }

    /// <summary>Flats proposed in a case, newest first: for the housing department and for the applicant.</summary>
    /// <exception cref="RefusedException">Neither of them.</exception>
    public async Task<IReadOnlyList<FlatProposal>> ProposalsAsync(Actor actor, Guid caseId)
    {
        if (actor.Kind != ActorKind.Talent) RequireHousing(actor);
        return await store.ReadAsync(db => db.FlatProposals.Include(p => p.Flat!).ThenInclude(f => f.Estate)
            .Where(p => p.CaseId == caseId && (actor.Kind != ActorKind.Talent || db.Cases.Any(c => c.Id == caseId && c.TalentId == actor.Id))).OrderByDescending(p => p.Number).ToListAsync());
    }

    private static IQueryable<Flat> Narrow(IQueryable<Flat> flats, FlatFilter filter)
    {
        flats = flats.Where(f => f.Estate!.Pool == filter.Pool);
        if (filter.EstateId is { Length: > 0 } estate) flats = flats.Where(f => f.EstateId == estate);
        if (filter.Bedrooms is { } bedrooms) flats = flats.Where(f => f.Bedrooms == bedrooms);
        return filter.State is { } state ? flats.Where(f => f.State == state) : flats;
    }

    private static async Task<IReadOnlyList<FlatLine>> WithTenantsAsync(TalentDb db, List<Flat> flats)
    {
        var ids = flats.ConvertAll(f => f.Id);
        var leases = await db.FlatLeases.Where(l => ids.Contains(l.FlatId) && l.EndedAt == null)
            .Join(db.Talents, l => l.TalentId, t => t.Id, (l, t) => new { Lease = l, t.LegalName, t.LatinName }).ToDictionaryAsync(x => x.Lease.FlatId);
        return [.. flats.Select(f => leases.GetValueOrDefault(f.Id) is { } x
            ? new FlatLine(f, x.Lease, new(Masking.Name(x.LegalName), Masking.Name(x.LatinName ?? x.LegalName))) : new FlatLine(f, null, null))];
    }
}
