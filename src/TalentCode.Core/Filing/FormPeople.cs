using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>The people an application is about.</summary>
public static class FormPeople
{
    /// <summary>Answer with the ids of the ticked members, separated by commas.</summary>
    public const string Members = "members";

    /// <summary>Everybody who may be part of it: the holder where the item is about the holder, then the family.</summary>
    public static IReadOnlyList<FormPerson> All(ItemForm form, Talent talent, DateOnly today)
    {
        List<FormPerson> people = form.WithHolder ? [Holder(talent)] : [];
        if (form.MayJoin is { } mayJoin)
            people.AddRange(FamilyLabels.Of(talent, today).Where(f => mayJoin(f.Member, today)).Select(f => new FormPerson(f.Member.Id, f.Label, f.Member.Relation)));
        return people;
    }

    /// <summary>Those the answers name: the ticked ones, or the one person chosen.</summary>
    public static IReadOnlyList<FormPerson> Of(ItemForm form, Talent talent, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        if (form.PersonOf(answers) is { } one)
            return [Holder(talent), .. FamilyLabels.Of(talent, today).Where(f => f.Member.Id == one).Select(f => new FormPerson(one, f.Label, f.Member.Relation))];
        if (form.MayJoin is null) return [Holder(talent)];
        var chosen = Chosen(answers);
        return [.. All(form, talent, today).Where(p => p.Id is not { } id || chosen.Contains(id))];
    }

    /// <summary>The family members ticked in an application.</summary>
    public static IReadOnlySet<Guid> Chosen(IReadOnlyDictionary<string, string> answers) =>
        answers.GetValueOrDefault(Members, "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet();

    private static FormPerson Holder(Talent talent) => new(null, new($"本人 {Masking.Name(talent.LegalName)}", $"You, {Masking.Name(talent.LatinName ?? talent.LegalName)}"), null);
}
