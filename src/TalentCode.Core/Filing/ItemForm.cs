using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

public enum FieldKind { Line, Text, DateAndTime, Choice }

/// <summary>One question of a form: what is asked, why, and where the answer may already be known.</summary>
/// <param name="Prefill">What the city already knows; a question with an answer is shown, not asked.</param>
public sealed record FormField(string Key, LocalText Label, LocalText Why, FieldKind Kind, bool Required, int MaxLength, Func<Talent, string?> Prefill)
{
    /// <summary>Allowed values with their words, for <see cref="FieldKind.Choice"/>.</summary>
    public IReadOnlyList<(string Value, LocalText Word)> Choices { get; init; } = [];

    /// <summary>The answer to another question that makes this one be asked; null when it is always asked.</summary>
    public (string Key, string Value)? ShownWhen { get; init; }

    /// <summary>A sentence when the answer cannot be right; null when it can.</summary>
    public Func<string, CityClock, LocalText?>? Check { get; init; }
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

    /// <summary>The questions these answers lead to.</summary>
    public IEnumerable<FormField> Asked(IReadOnlyDictionary<string, string> answers) =>
        Fields.Where(f => f.ShownWhen is not { } when || answers.GetValueOrDefault(when.Key) == when.Value);
}
