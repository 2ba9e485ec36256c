using TalentCode.Core.Catalogue;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

public enum FieldKind { Line, Text, DateAndTime, Choice, Choices, Date, Number, Year }

/// <summary>What the city knows of an applicant when a form is filled in.</summary>
/// <param name="Earlier">Newest answer to each question in the holder's earlier applications.</param>
/// <param name="Member">The person a question is asked about; null for the holder.</param>
public sealed record Known(Talent Talent, IReadOnlyList<DocumentOnFile> OnFile, IReadOnlyDictionary<string, string> Earlier, DateOnly Today, FamilyMember? Member = null);

/// <summary>An answer that is already there, and where it comes from.</summary>
public sealed record KnownAnswer(string Value, LocalText From);

/// <summary>One question of a form: what is asked, why, and where the answer may already be known.</summary>
/// <param name="Prefill">What the holder's own row says; a question with an answer is shown, not asked.</param>
public sealed record FormField(string Key, LocalText Label, LocalText Why, FieldKind Kind, bool Required, int MaxLength, Func<Talent, string?> Prefill)
{
    /// <summary>Where else the answer may be known: the family, an earlier case, a document.</summary>
    public Func<Known, KnownAnswer?>? Source { get; init; }

    /// <summary>The answer that is there before anybody is asked, and where it comes from.</summary>
    public KnownAnswer? KnownFrom(Known known) =>
        Source?.Invoke(known) ?? (Prefill(known.Talent) is { Length: > 0 } own ? new KnownAnswer(own, KnownAnswers.Profile) : null);

    /// <summary>Allowed values with their words, for <see cref="FieldKind.Choice"/> and <see cref="FieldKind.Choices"/>.</summary>
    public IReadOnlyList<(string Value, LocalText Word)> Choices { get; init; } = [];

    /// <summary>The answer to another question that makes this one be asked; null when it is always asked.</summary>
    public AnswerTest? ShownWhen { get; init; }

    /// <summary>A sentence when the answer cannot be right; null when it can.</summary>
    public Func<string, CityClock, LocalText?>? Check { get; init; }

    /// <summary>"each", "spouse" or "child" where the question is asked for every such person; null where once.</summary>
    public string? Per { get; init; }

    /// <summary>What a number counts.</summary>
    public LocalText? Unit { get; init; }

    /// <summary>Smallest and largest value the browser offers, as its input takes them.</summary>
    public string? Least { get; init; }
    public string? Most { get; init; }

    /// <summary>Step of a number: "1", "0.01".</summary>
    public string? Step { get; init; }

    /// <summary>Keyboard and autofill the phone should offer.</summary>
    public string? InputMode { get; init; }

    /// <summary>What somebody who fills in for the applicant may see of an answer that is there.</summary>
    public AnswerPrivacy Privacy { get; init; }

    /// <summary>The same question about one person.</summary>
    public FormField About(Guid? member, LocalText label) => this with
    {
        Key = KeyFor(Key, member),
        Label = new($"{Label.Zh} · {label.Zh}", $"{Label.En} · {label.En}"),
        Per = null,
    };

    public static string KeyFor(string key, Guid? member) => $"{key}@{(member is { } id ? id.ToString("N") : PeopleRule.Self)}";

    /// <summary>An answer in words.</summary>
    public LocalText Words(string answer) => Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => LocalText.Join(answer.Split(',').Select(WordOf)),
        FieldKind.DateAndTime => new(answer.Replace('T', ' '), answer.Replace('T', ' ')),
        FieldKind.Number when Unit is { } unit => new($"{answer} {unit.Zh}", $"{answer} {unit.En}"),
        _ => new(answer, answer),
    };

    private LocalText WordOf(string value) => Choices.Where(c => c.Value == value).Select(c => c.Word).DefaultIfEmpty(new(value, value)).First();
}

/// <summary>What an item asks before it can be filed.</summary>
/// <param name="MayJoin">Which family members may be part of the application; null for items about the applicant alone.</param>
/// <param name="FitsPerson">A sentence when the item is not for this person; null when it is.</param>
public sealed record ItemForm(
    string ItemId,
    IReadOnlyList<FormField> Fields,
    Func<FamilyMember, DateOnly, bool>? MayJoin,
    Func<Talent, DateOnly, LocalText?>? FitsPerson)
{
    /// <summary>Whether the applicant is one of the people the application is about; where not, at least one member is.</summary>
    public bool WithHolder { get; init; } = true;

    /// <summary>A valid grade is the ticket to every item but the one that gives it.</summary>
    public bool NeedsGrade { get; init; } = true;

    /// <summary>Looks at all answers together: the question to put right and why, or null.</summary>
    public Func<Talent, IReadOnlyDictionary<string, string>, DateOnly, (string Key, LocalText Problem)?>? Judge { get; init; }

    /// <summary>The answer that names the one person the application is about; null where it names nobody.</summary>
    public string? PersonKey { get; init; }

    /// <summary>Materials needed only with certain answers.</summary>
    public IReadOnlyDictionary<string, AnswerTest> Papers { get; init; } = new Dictionary<string, AnswerTest>();

    /// <summary>The questions these answers lead to, asked of these people.</summary>
    public IEnumerable<FormField> AskedOf(IReadOnlyList<FormPerson> people, IReadOnlyDictionary<string, string> answers) => For(people).Where(f => f.ShownWhen is not { } when || when.Holds(answers));

    /// <summary>The questions asked of these people, one for each where they are about people.</summary>
    public IEnumerable<FormField> For(IReadOnlyList<FormPerson> people) => Fields.SelectMany(field => field.Per is null ? [field] : people.Where(p => p.Concerns(field.Per)).Select(p => field.About(p.Id, p.Label)));

    /// <summary>The person named by an answer; null for the holder or nobody.</summary>
    public Guid? PersonOf(IReadOnlyDictionary<string, string> answers) => PersonKey is { } key && Guid.TryParse(answers.GetValueOrDefault(key), out var id) ? id : null;
}

/// <summary>Somebody the application is about; no id for the holder.</summary>
public sealed record FormPerson(Guid? Id, LocalText Label, FamilyRelation? Relation)
{
    /// <param name="per">"each", "spouse", "child".</param>
    public bool Concerns(string per) => per switch
    {
        "child" => Relation == FamilyRelation.Child,
        "spouse" => Relation == FamilyRelation.Spouse,
        _ => true,
    };
}
