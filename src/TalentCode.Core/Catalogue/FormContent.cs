using System.Text.Json.Serialization;

namespace TalentCode.Core.Catalogue;

/// <summary>The application form of an item version and the conditions under which the item is meant for somebody, as data.</summary>
public sealed record FormContent
{
    /// <summary>Whether a person without any valid grade may apply.</summary>
    public bool NoGrade { get; init; }

    /// <summary>Prepared for whoever is entitled, without being asked (免申即享); filed only by the person.</summary>
    public bool Free { get; init; }

    /// <summary>Which people the application is about; null for the holder alone.</summary>
    public PeopleRule? People { get; init; }

    public IReadOnlyList<FieldContent> Fields { get; init; } = [];

    /// <summary>Materials that are needed only with certain answers, by material code; all others always are.</summary>
    public IReadOnlyDictionary<string, AnswerTest> Papers { get; init; } = new Dictionary<string, AnswerTest>();

    public IReadOnlyList<ConditionContent> Conditions { get; init; } = [];
}

/// <summary>Whom an application is about.</summary>
public sealed record PeopleRule
{
    /// <summary>Every ticked person gets a part of their own; the other mode chooses one person and has no parts.</summary>
    public const string Bundle = "bundle", One = "one";

    /// <summary>The holder as value of the answer in mode one.</summary>
    public const string Self = "self";

    public required string Mode { get; init; }

    /// <summary>Answer that names the person, in mode one.</summary>
    public string Key { get; init; } = "person";

    public bool Holder { get; init; }
    public IReadOnlyList<People.FamilyRelation> Relations { get; init; } = [];

    /// <summary>Full years on the day of looking, for children only.</summary>
    public int? AgeFrom { get; init; }
    public int? AgeBelow { get; init; }

    /// <summary>"CHN", "foreign", or null for both.</summary>
    public string? Nationality { get; init; }

    /// <summary>Parents only when they live with the holder.</summary>
    public bool Together { get; init; }

    /// <summary>Nobody need be chosen.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether a member of the family may be named, on this day.</summary>
    public bool Takes(People.FamilyMember member, DateOnly day) =>
        Relations.Contains(member.Relation)
        && Nationality switch { null => true, "foreign" => member.Nationality != "CHN", var one => member.Nationality == one }
        && member.Relation switch
        {
            People.FamilyRelation.Child => member.AgeOn(day) >= (AgeFrom ?? 0) && member.AgeOn(day) < (AgeBelow ?? int.MaxValue),
            People.FamilyRelation.Parent => !Together || member.LivesTogether,
            _ => true,
        };
}

/// <summary>An answer to another question on which something depends.</summary>
public sealed record AnswerTest(string Key, IReadOnlyList<string> In)
{
    /// <summary>Several ticks meet it when one of them does.</summary>
    public bool Holds(IReadOnlyDictionary<string, string> answers) => answers.GetValueOrDefault(Key, "").Split(',').Any(In.Contains);
}

/// <summary>One question of a form.</summary>
public sealed record FieldContent
{
    public required string Key { get; init; }

    /// <summary>line, text, choice, choices, date, datetime, number, money, year, yes.</summary>
    public required string Type { get; init; }

    public required string Zh { get; init; }
    public required string En { get; init; }
    public string WhyZh { get; init; } = "";
    public string WhyEn { get; init; } = "";
    public bool Required { get; init; }

    /// <summary>Characters at most.</summary>
    public int Max { get; init; } = 120;

    public IReadOnlyList<ChoiceContent> Choices { get; init; } = [];

    /// <summary>Where the answer may already be known; tried in order.</summary>
    public IReadOnlyList<string> Prefill { get; init; } = [];

    /// <summary>The answer when nothing is known.</summary>
    public string? Default { get; init; }

    public AnswerTest? ShowWhen { get; init; }

    /// <summary>"each", "spouse" or "child": asked for every such person of the application.</summary>
    public string? Per { get; init; }

    public LocalText? Unit { get; init; }
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }

    /// <summary>Places behind the point, for numbers.</summary>
    public int Decimals { get; init; }

    /// <summary>First and last day: "today", "today-30", "today+365" or an ISO day.</summary>
    public string? From { get; init; }
    public string? Until { get; init; }

    /// <summary>Name of a check in <see cref="Filing.AnswerChecks"/>.</summary>
    public string? Check { get; init; }
}

public sealed record ChoiceContent(string Value, string Zh, string En)
{
    [JsonIgnore] public LocalText Word => new(Zh, En);
}

/// <summary>One condition of eligibility: what is asked, where it comes from, what can be done about it.</summary>
public sealed record ConditionContent
{
    /// <summary>grade, person, employerDistrict, contractYears, contractInForce, age, family, householdInCity, paper, otherBenefit, oncePer, stated.</summary>
    public required string Kind { get; init; }

    /// <summary>The requirement in a few words.</summary>
    public required string Zh { get; init; }
    public required string En { get; init; }
    public string SourceZh { get; init; } = "";
    public string SourceEn { get; init; } = "";
    public string? FixZh { get; init; }
    public string? FixEn { get; init; }

    /// <summary>Without it the item makes no sense at all for a person; all others are looked at by an officer.</summary>
    public bool Hard { get; init; }

    public IReadOnlyList<string> Levels { get; init; } = [];
    public IReadOnlyList<string> In { get; init; } = [];
    public decimal? Least { get; init; }
    public decimal? Most { get; init; }
    public string? Relation { get; init; }
    public int? AgeFrom { get; init; }
    public int? AgeBelow { get; init; }

    /// <summary>Month and day of the current year on which the age counts ("08-31").</summary>
    public string? OnDay { get; init; }

    public string? Nationality { get; init; }
    public bool? Yes { get; init; }
    public string? Paper { get; init; }

    /// <summary>Days before the paper lapses from which one may apply.</summary>
    public int? WindowDays { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];
    public int? Months { get; init; }

    /// <summary>Question of the form that only the applicant can answer.</summary>
    public string? Field { get; init; }

    [JsonIgnore] public LocalText Text => new(Zh, En);
    [JsonIgnore] public LocalText Source => new(SourceZh, SourceEn);
    [JsonIgnore] public LocalText? Fix => FixZh is { } zh ? new LocalText(zh, FixEn ?? zh) : null;
}
