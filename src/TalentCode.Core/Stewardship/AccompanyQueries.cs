using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>One person a liaison officer is a contact of.</summary>
/// <param name="LastContact">UTC, by whomever; null where there is none on record.</param>
/// <param name="StandInFor">Whose person it is, while the reader stands in; null for the own.</param>
public sealed record AccompaniedLine(Guid Id, LocalText Name, LocalText Employer, GradeLevel? Grade, CareKind As, DateTime? LastContact, LocalText? StandInFor);

/// <summary>What a liaison officer reads of one person: how to reach them, in which language, and who looks after them.</summary>
/// <param name="Phone">Digits with country code.</param>
/// <param name="StewardPhone">Work phone of the steward, who takes over whatever is to be done.</param>
public sealed record AccompaniedSheet(Guid Id, LocalText Name, LocalText Employer, GradeLevel? Grade, string Phone, Language Language, LocalText? Steward, string? StewardPhone);

/// <summary>The people of a liaison officer, and those of one the officer stands in for today: names, numbers and days. Cases, families, papers and ratings are not read here at all.</summary>
public sealed class AccompanyQueries(Store store, CityClock clock)
{
    /// <summary>All of them, by name; those whose name or employer carries the text.</summary>
    public async Task<IReadOnlyList<AccompaniedLine>> PeopleAsync(Actor actor, string? text)
    {
        actor.Require(Permission.AccompanyPeople);
        var part = text?.Trim() ?? "";
        var (people, named, last) = await store.ReadAsync(async db =>
        {
            var mine = db.AccompaniedBy(actor.Id, clock.Today).Where(t => t.Status == TalentStatus.Active);
            var ids = mine.Select(t => t.Id);
            return (await mine.Include(t => t.Employer).Include(t => t.Grades).AsSplitQuery().OrderBy(t => t.LegalName).ThenBy(t => t.Id).ToListAsync(),
                (await db.NamedFor(actor.Id, clock.Today).Join(db.Users, a => a.StaffId, u => (Guid?)u.Id, (a, u) => new { a.TalentId, a.Kind, u.Id, u.NameZh, u.NameEn }).ToListAsync()).ToLookup(a => a.TalentId),
                await db.CareContacts.Where(c => c.Reached && ids.Contains(c.TalentId)).GroupBy(c => c.TalentId).Select(g => new { g.Key, At = g.Max(c => c.At) }).ToDictionaryAsync(g => g.Key, g => g.At));
        });
        // Whose assignment ended between the questions is not there any more.
        return [.. people.Where(t => named.Contains(t.Id) && Fits(t)).Select(t =>
        {
            // Of several capacities the own one counts.
            var first = named[t.Id].OrderBy(a => a.Id != actor.Id).ThenBy(a => a.Kind).First();
            return new AccompaniedLine(t.Id, NameOf(t), t.Employer!.Name, t.GradeOn(clock.Today)?.Level, first.Kind, last.TryGetValue(t.Id, out var at) ? at : null, first.Id == actor.Id ? null : new(first.NameZh, first.NameEn));
        })];

        bool Fits(Talent t) => part.Length == 0 || new[] { t.LegalName, t.LatinName, t.Employer!.NameZh, t.Employer.NameEn }.Any(word => word?.Contains(part, StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <exception cref="RefusedException">Not one of the officer's people.</exception>
    public async Task<AccompaniedSheet> PersonAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.AccompanyPeople);
        var t = await store.ReadAsync(db => db.AccompaniedBy(actor.Id, clock.Today).Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Steward).AsSplitQuery().SingleOrDefaultAsync(t => t.Id == id)) ?? throw CareAccess.NotInCare();
        return new(t.Id, NameOf(t), t.Employer!.Name, t.GradeOn(clock.Today)?.Level, t.Phone, t.Language, t.Steward is { } s ? new(s.NameZh, s.NameEn) : null, t.Steward?.WorkPhone);
    }

    private static LocalText NameOf(Talent talent) => new(talent.LegalName, talent.LatinName ?? talent.LegalName);
}
