using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>
/// Invites once for every matter: a case when it was delivered, the help of a hall when the visit is over. It looks at what
/// the cases and scans say and needs no word from them; the key of the matter makes a second invitation impossible.
/// </summary>
public sealed class RatingInviter(Store store, CatalogueQueries catalogue, CityClock clock)
{
    private const int Chunk = 200;
    private static readonly CaseState[] Handed = [CaseState.Delivered, CaseState.Closed];

    /// <returns>How many invitations went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancel) => await CasesAsync(cancel) + await VisitsAsync(cancel);

    private async Task<int> CasesAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var (since, quiet) = (now.AddDays(-RatingRules.InviteWithinDays), now - RatingRules.AfterTheWindow);
        var (invited, after) = (0, Guid.Empty);
        while (true)
        {
            var ids = await store.ReadAsync(db => db.Cases
                .Where(c => c.ParentId == null && Handed.Contains(c.State) && c.EndedAt > since && c.EndedAt <= now && c.Id > after && c.Talent!.Status == TalentStatus.Active)
                .Where(c => !db.Ratings.Any(r => r.CaseId == c.Id))
                // A booking that was missed ended without anything that could be rated.
                .Where(c => !db.Bookings.Any(b => b.CaseId == c.Id && b.State == BookingState.Expired))
                // Somebody at a window is asked later.
                .Where(c => !db.Grants.Any(g => g.TalentId == c.TalentId && g.At <= now && g.Until > quiet))
                .OrderBy(c => c.Id).Select(c => c.Id).Take(Chunk).ToListAsync(cancel));
            if (ids.Count > 0) invited += await InviteAsync(ids, now, cancel);
            if (ids.Count < Chunk) return invited;
            after = ids[^1];
        }
    }

    private async Task<int> InviteAsync(List<Guid> ids, DateTime now, CancellationToken cancel)
    {
        var items = (await catalogue.AllAsync()).ToDictionary(i => i.Id);
        return await store.WriteAsync(async db =>
        {
            var known = await db.Ratings.Where(r => r.CaseId != null && ids.Contains(r.CaseId.Value)).Select(r => r.CaseId!.Value).ToListAsync(cancel);
            var cases = await db.Cases.Include(c => c.ItemVersion).Where(c => ids.Contains(c.Id) && !known.Contains(c.Id)).ToListAsync(cancel);
            var hands = await HandsAsync(db, ids, cancel);
            foreach (var row in cases)
            {
                // A request that named an item is about that item.
                var about = items.GetValueOrDefault(row.Subject);
                var rating = New($"case:{row.Id:N}", RatingKind.Case, row.TalentId, about?.Content.ShortName ?? row.ItemVersion!.Content.ShortName, row.EndedAt!.Value, now);
                (rating.CaseId, rating.ItemId, rating.DepartmentId) = (row.Id, about?.Id ?? row.ItemId, row.DepartmentId);
                Guid?[] own = [row.HandlerId, row.PreparedById];
                Add(db, rating, own.OfType<Guid>().Concat(hands[row.Id]), now);
            }
            return cases.Count;
        }, cancel);
    }

    /// <summary>The staff who took steps of these cases or of a member's part. Supervision that only allowed something, or a head who answered about a limit, did not handle it.</summary>
    private static async Task<ILookup<Guid, Guid>> HandsAsync(TalentDb db, List<Guid> ids, CancellationToken cancel)
    {
        var steps = await db.CaseEvents.Where(e => e.ActorKind == ActorKind.Staff && e.Action != CaseAction.AllowAnotherCompletion && e.Action != CaseAction.Extend && e.Action != CaseAction.DeclineExtension)
            .Join(db.Cases.Where(c => ids.Contains(c.Id) || (c.ParentId != null && ids.Contains(c.ParentId.Value))), e => e.CaseId, c => c.Id, (e, c) => new { Case = c.ParentId ?? c.Id, e.ActorId })
            .Distinct().ToListAsync(cancel);
        return steps.ToLookup(s => s.Case, s => s.ActorId);
    }

    private async Task<int> VisitsAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var (since, quiet) = (now.AddDays(-RatingRules.InviteWithinDays), now - RatingRules.AfterTheWindow);
        var invited = 0;
        while (true)
        {
            var seen = await store.ReadAsync(db => db.Grants.Where(g => g.At > since && g.Until <= quiet && g.Talent!.Status == TalentStatus.Active && !db.RatingVisits.Any(v => v.GrantId == g.Id))
                .Where(g => !db.Grants.Any(o => o.TalentId == g.TalentId && o.At <= now && o.Until > quiet))
                .OrderBy(g => g.At).ThenBy(g => g.Id).Take(Chunk)
                .Select(g => new Seen(g.Id, g.TalentId, g.StaffId, g.Window!.HallId, g.At)).ToListAsync(cancel));
            if (seen.Count > 0) invited += await InviteAsync(seen, now, cancel);
            if (seen.Count < Chunk) return invited;
        }
    }

    private sealed record Seen(Guid Grant, Guid Talent, Guid Staff, string Hall, DateTime At);

    /// <summary>Several scans of one day in one hall are one visit and one question.</summary>
    private Task<int> InviteAsync(List<Seen> seen, DateTime now, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var groups = seen.GroupBy(s => $"visit:{s.Talent:N}:{s.Hall}:{clock.DateOf(s.At):yyyyMMdd}").ToDictionary(g => g.Key, g => g.ToList());
        var (keys, halls) = (groups.Keys.ToList(), seen.Select(s => s.Hall).Distinct().ToList());
        var known = await db.Ratings.Include(r => r.Persons).Where(r => keys.Contains(r.Key)).ToDictionaryAsync(r => r.Key, cancel);
        var names = await db.Halls.Where(h => halls.Contains(h.Id)).ToDictionaryAsync(h => h.Id, cancel);
        foreach (var (key, scans) in groups)
        {
            var first = scans[0];
            if (!known.TryGetValue(key, out var rating))
            {
                rating = New(key, RatingKind.Visit, first.Talent, names[first.Hall].Name, first.At, now);
                rating.HallId = first.Hall;
                Add(db, rating, scans.Select(s => s.Staff), now);
            }
            foreach (var staff in scans.Select(s => s.Staff).Distinct().Where(id => rating.Persons.TrueForAll(p => p.StaffId != id)).ToList())
                AddPerson(db, rating, staff);
            db.RatingVisits.AddRange(scans.Select(s => new RatingVisit { GrantId = s.Grant, RatingId = rating.Id }));
        }
        return groups.Count - known.Count;
    }, cancel);

    private Rating New(string key, RatingKind kind, Guid talent, LocalText title, DateTime about, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = key,
        Kind = kind,
        TalentId = talent,
        TitleZh = title.Zh,
        TitleEn = title.En,
        About = about,
        InvitedAt = now,
        RemindAt = clock.At(clock.DateOf(now).AddDays(RatingRules.RemindAfterDays), new TimeOnly(10, 0)),
        ClosesAt = clock.EndOf(clock.DateOf(now).AddDays(RatingRules.OpenDays)),
    };

    private void Add(TalentDb db, Rating rating, IEnumerable<Guid> staff, DateTime now)
    {
        db.Ratings.Add(rating);
        foreach (var id in staff.Distinct()) AddPerson(db, rating, id);
        RatingHistory.Append(db, rating, RatingAction.Invited, Actor.System, now);
        RatingNotices.ToRater(db, rating, rating.Kind == RatingKind.Case ? "rating-invited" : "rating-visit", now, RatingNotices.Values(rating, clock));
    }

    private static void AddPerson(TalentDb db, Rating rating, Guid staff)
    {
        var person = new RatedPerson { RatingId = rating.Id, StaffId = staff };
        rating.Persons.Add(person);
        db.RatedPersons.Add(person);
    }
}
