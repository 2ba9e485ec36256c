using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>A science officer, liaison officer or leader, and how they keep in touch.</summary>
/// <param name="Id">An entry of the history that names this contact; the account itself where it was never named.</param>
/// <param name="Kind">Null for an account that was never named for anybody.</param>
/// <param name="People">Named for now.</param>
/// <param name="LastContact">UTC, with any of the people; null where there is none on record.</param>
/// <param name="Overdue">With how many of them there was none for thirty days, counted from when it was named at the earliest.</param>
/// <param name="AwayUntil">Last day of an absence that runs today; null when there.</param>
/// <param name="Closed">The account works no more.</param>
public sealed record NamedLoad(Guid Id, CareKind? Kind, Guid? AccountId, LocalText Name, string? Post, int People, DateTime? LastContact, int Overdue, DateOnly? AwayUntil, bool Closed);

/// <summary>All contacts besides stewards, those with nobody first.</summary>
/// <param name="DepartmentsWithout">Departments none of whose leaders keeps in touch with a scientist.</param>
public sealed record NamedOverview(IReadOnlyList<NamedLoad> Lines, IReadOnlyList<LocalText> DepartmentsWithout)
{
    /// <summary>Leaders on record, and how many of them keep in touch with nobody.</summary>
    public (int All, int Without) Leaders => (Lines.Count(l => l.Kind == CareKind.PairedLeader), Lines.Count(l => l is { Kind: CareKind.PairedLeader, People: 0 }));
}

/// <summary>Whom the coordinator is about to name for somebody: a contact that is known already.</summary>
public sealed record NamedBefore(CareKind? Kind, NamedContact Contact, LocalText Name);

/// <summary>Which contacts there are besides stewards, as the coordinator and supervision read it.</summary>
public sealed class NamedQueries(Store store, CityClock clock)
{
    private sealed record Entry(CareAssignment Row, DateTime? Last);

    public async Task<NamedOverview> OverviewAsync(Actor actor)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            // Of people who left the programme nobody is reminded.
            var entries = (await db.WithLast(db.CareAssignments.Where(a => a.Kind != CareKind.Steward && db.Talents.Any(t => t.Id == a.TalentId && t.Status == TalentStatus.Active))).ToListAsync()).ConvertAll(e => new Entry(e.Row, e.Last));
            var named = entries.Select(e => e.Row.StaffId).OfType<Guid>().ToHashSet();
            var accounts = await db.Users.Where(s => named.Contains(s.Id) || (!s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Liaison)))
                .Select(s => new { s.Id, s.NameZh, s.NameEn, s.DepartmentId, s.Disabled }).ToDictionaryAsync(s => s.Id);
            var away = (await CareAccess.StandInsAsync(db, clock.Today)).ToLookup(s => s.ForId, s => s.Until);
            var lines = entries.GroupBy(e => (e.Row.Kind, e.Row.StaffId, Name: e.Row.StaffId is null ? e.Row.ContactName : null, Post: e.Row.StaffId is null ? e.Row.ContactPost : null)).Select(one =>
            {
                var lasting = one.Where(e => e.Row.Until is null).ToList();
                var newest = one.MaxBy(e => (e.Row.Until is null, e.Row.From, e.Row.Id))!.Row;
                var account = newest.StaffId is { } id ? accounts[id] : null;
                return new NamedLoad(newest.Id, newest.Kind, newest.StaffId, account is null ? new(newest.ContactName ?? "", newest.ContactName ?? "") : new(account.NameZh, account.NameEn), newest.ContactPost,
                    lasting.Count, lasting.Max(e => e.Last), lasting.Count(IsOverdue), account is null ? null : away[account.Id].Select(d => (DateOnly?)d).FirstOrDefault(), account?.Disabled == true);
            })
            // An account that works no more and has nobody is no matter any more.
            .Where(l => !l.Closed || l.People > 0)
            .Concat(accounts.Values.Where(s => !named.Contains(s.Id)).Select(s => new NamedLoad(s.Id, null, s.Id, new(s.NameZh, s.NameEn), null, 0, null, 0, away[s.Id].Select(d => (DateOnly?)d).FirstOrDefault(), false)));
            var leaders = entries.Where(e => e.Row is { Kind: CareKind.PairedLeader, Until: null }).ToList();
            var departments = await db.Departments.OrderBy(d => d.Id).ToListAsync();
            return new NamedOverview(
                [.. lines.OrderBy(l => l.People > 0).ThenByDescending(l => l.Overdue).ThenBy(l => l.Kind).ThenBy(l => l.Name.Zh, StringComparer.Ordinal).ThenBy(l => l.Id)],
                [.. departments.Where(d => !leaders.Exists(e => Leads(e.Row, d))).Select(d => d.Name)]);

            bool Leads(CareAssignment row, Department d) => (row.StaffId is { } id && accounts[id].DepartmentId == d.Id) || row.ContactPost?.Contains(d.NameZh, StringComparison.Ordinal) == true;
        });
    }

    /// <summary>Whom an id of the overview means; null when it means nobody any more.</summary>
    public async Task<NamedBefore?> BeforeAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.AssignCare);
        return await store.ReadAsync(async db =>
        {
            var row = await db.CareAssignments.SingleOrDefaultAsync(a => a.Id == id && a.Kind != CareKind.Steward);
            var accountId = row is null ? id : row.StaffId;
            var account = accountId is null ? null : await db.Users.SingleOrDefaultAsync(s => s.Id == accountId && !s.Disabled && s.Roles.Any(r => r.Role == StaffRole.Liaison));
            if (account is null && row?.ContactName is null) return null;
            return new NamedBefore(row?.Kind, new(row?.ContactName, row?.ContactPost, row?.ContactPhone, account?.Id), account is null ? new(row!.ContactName!, row.ContactName!) : new(account.NameZh, account.NameEn));
        });
    }

    private bool IsOverdue(Entry entry) => CareRules.QuietFrom(entry.Last, entry.Row.From, clock) is not { } from || from <= clock.Today;
}
