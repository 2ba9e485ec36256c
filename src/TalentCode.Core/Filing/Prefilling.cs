using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>Fills a new form in with what the city, the employer and the applicant's own earlier applications already say.</summary>
public static class Prefilling
{
    private const int CasesLookedAt = 40;

    internal static async Task<Known> KnownAsync(TalentDb db, Guid talentId, CityClock clock)
    {
        var talent = await FilingService.LoadTalentAsync(db, talentId);
        var onFile = await db.Documents.Where(d => d.TalentId == talentId).ToListAsync();
        var earlier = await db.Cases.Where(c => c.TalentId == talentId && c.ParentId == null && c.State != CaseState.Draft && c.State != CaseState.Discarded)
            .OrderByDescending(c => c.CreatedAt).Take(CasesLookedAt).Select(c => c.Answers).ToListAsync();
        var answers = new Dictionary<string, string>();
        foreach (var (key, value) in earlier.SelectMany(e => e))
            if (value.Length > 0) answers.TryAdd(key, value);
        return new(talent, onFile, answers, clock.Today);
    }

    /// <summary>For every answer that stands as the city knows it: where that comes from.</summary>
    internal static Dictionary<string, LocalText> SourcesOf(FilingCheck check, Known known, Dictionary<string, string> answers)
    {
        var sources = new Dictionary<string, LocalText>();
        foreach (var field in check.Questions)
        {
            var at = field.Key.IndexOf('@', StringComparison.Ordinal);
            var member = at >= 0 && Guid.TryParse(field.Key[(at + 1)..], out var id) ? known.Talent.Family.Find(f => f.Id == id) : null;
            if (field.KnownFrom(known with { Member = member }) is { From.Zh: not null } answer && answers.GetValueOrDefault(field.Key) == answer.Value) sources[field.Key] = answer.From;
        }
        return sources;
    }

    /// <summary>The answers a new draft starts with.</summary>
    public static Dictionary<string, string> Fill(ItemForm form, Known known)
    {
        var answers = new Dictionary<string, string>();
        if (form.MayJoin is { } mayJoin)
            answers[FormPeople.Members] = string.Join(',', known.Talent.Family.Where(f => mayJoin(f, known.Today)).Select(f => f.Id));
        foreach (var field in form.Fields)
        {
            if (field.Per is null) Put(field.Key, field.KnownFrom(known));
            else
                foreach (var person in FormPeople.All(form, known.Talent, known.Today).Where(p => p.Concerns(field.Per)))
                    Put(FormField.KeyFor(field.Key, person.Id), field.KnownFrom(known with { Member = known.Talent.Family.Find(f => f.Id == person.Id) }));
        }
        return answers;

        void Put(string key, KnownAnswer? answer)
        {
            if (answer is { Value.Length: > 0 }) answers[key] = answer.Value;
        }
    }
}
