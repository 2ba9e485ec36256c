using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>One person of a steward, with what needs attention. Names are full: stewards know their people.</summary>
public sealed record PersonLine(Guid Id, LocalText Name, GradeLevel? Grade, LocalText Employer, int OpenCases, CaseLight Worst, DateOnly? CodeUntil, CodeStatus? Code);

/// <summary>One person's short profile and open cases.</summary>
public sealed record PersonSheet(Talent Talent, LocalText Name, Grade? Grade, TalentCodeState? Code, IReadOnlyList<LocalText> Family, IReadOnlyList<CaseLine> OpenCases);

/// <summary>What a steward sees: the people in the own care, those stood in for today, and nobody else.</summary>
public sealed class StewardQueries(Store store, CaseQueries cases, Calendars calendars, CityClock clock)
{
    /// <summary>The steward's people, those with the worst light first; one page.</summary>
    public async Task<IReadOnlyList<PersonLine>> PeopleAsync(Actor actor, string? text)
    {
        actor.Require(Permission.FollowPeople);
        var (people, open, codes) = await store.ReadAsync(async db =>
        {
            var mine = db.InCareOf(actor.Id, clock.Today).Where(t => t.Status == TalentStatus.Active);
            var ids = mine.Select(t => t.Id);
            return (await mine.Include(t => t.Employer).Include(t => t.Grades).AsSplitQuery().OrderBy(t => t.LegalName).ThenBy(t => t.Id).ToListAsync(),
                await db.Cases.Where(c => c.ParentId == null && ids.Contains(c.TalentId) && CaseWorkflow.Working.Contains(c.State)).ToListAsync(),
                await db.CodeStates.Where(s => ids.Contains(s.TalentId)).ToDictionaryAsync(s => s.TalentId));
        });
        var calendar = await calendars.CurrentAsync();
        var byPerson = open.ToLookup(c => c.TalentId);
        return [.. people.Where(Fits).Select(person =>
        {
            var lights = byPerson[person.Id].Select(c => CaseLights.Of(c, clock.UtcNow, calendar, clock)).ToList();
            var code = codes.GetValueOrDefault(person.Id);
            return new PersonLine(person.Id, NameOf(person), person.GradeOn(clock.Today)?.Level, person.Employer!.Name, lights.Count, lights.DefaultIfEmpty(CaseLight.None).Max(), code?.Until, code?.Status);
        }).OrderByDescending(p => p.Worst)];

        // All of a steward's people are few, and capitals do not matter to who types.
        bool Fits(Talent t) => text?.Trim() is not { Length: > 0 } part
            || new[] { t.LegalName, t.LatinName, t.Employer!.NameZh, t.Employer.NameEn }.Any(word => word?.Contains(part, StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <exception cref="RefusedException">Not one of the steward's people.</exception>
    public async Task<PersonSheet> PersonAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.FollowPeople);
        var (talent, code) = await store.ReadAsync(async db => (
            await db.InCareOf(actor.Id, clock.Today).Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Family).AsSplitQuery().SingleOrDefaultAsync(t => t.Id == id),
            await db.CodeStates.SingleOrDefaultAsync(s => s.TalentId == id)));
        if (talent is null) throw CareAccess.NotInCare();
        return new(talent, NameOf(talent), talent.GradeOn(clock.Today), code, [.. FamilyLabels.Of(talent, clock.Today).Select(f => f.Label)], await cases.OpenOfAsync(id));
    }

    private static LocalText NameOf(Talent talent) => new(talent.LegalName, talent.LatinName ?? talent.LegalName);
}
