using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>For whom a member of staff fills in: the person of an open view at a window, or somebody in a steward's own care.</summary>
public sealed record PreparedFor
{
    public Guid? GrantId { get; private init; }
    public Guid? TalentId { get; private init; }

    public static PreparedFor AtWindow(Guid grantId) => new() { GrantId = grantId };
    public static PreparedFor InCare(Guid talentId) => new() { TalentId = talentId };
}

/// <summary>What stood in a field when the desk looked. Masked values never leave Core; what was changed meanwhile is noticed all the same.</summary>
public readonly record struct DeskSeen
{
    internal string? Value { get; init; }
}

/// <summary>One question at a desk.</summary>
/// <param name="Field">The question; its key names the person too where it is asked for each.</param>
/// <param name="Person">Whom it is about, where it is asked for each.</param>
/// <param name="Value">The answer; empty when it is hidden.</param>
/// <param name="Hidden">The masked answer where this reader may not see the whole one; null where there is nothing to hide.</param>
/// <param name="Source">Where an answer comes from that nobody had to give.</param>
/// <param name="Problem">What is missing or cannot be right.</param>
public sealed record DeskField(FormField Field, LocalText? Person, string Value, LocalText? Hidden, LocalText? Source, LocalText? Problem)
{
    public DeskSeen Seen { get; init; }

    /// <summary>Somebody typed here that the phone has changed it meanwhile; nothing was overwritten.</summary>
    public bool ChangedElsewhere { get; init; }
}

/// <summary>A paper of the application at a desk: what is there and how far it can be trusted, or that it is missing.</summary>
/// <param name="Key">Name of the upload; null where nothing is missing.</param>
/// <param name="Shared">Comes from another department by itself.</param>
public sealed record DeskPaper(LocalText Name, LocalText? Whose, TrustLevel? Trust, bool Shared, string? Key, bool MayPledge = false);

/// <summary>What was typed at a desk into one field.</summary>
public sealed record DeskChange(string Key, string Typed, DeskSeen Seen);

/// <summary>A draft as who fills in for the applicant sees it: masked, and with everything that is still missing.</summary>
/// <param name="ChoosesPeople">Whether the family can be ticked.</param>
public sealed record DeskDraft(Guid Id, LocalText Item, LocalText Person, LocalText? Obstacle, bool ChoosesPeople,
    IReadOnlyList<Participant> People, IReadOnlyList<DeskField> Fields, IReadOnlyList<DeskPaper> Papers)
{
    public DeskSeen SeenPeople { get; init; }

    /// <summary>Already filed like this, and still on its way.</summary>
    public string? AlreadyOpen { get; init; }

    /// <summary>What is wrong with the choice of people.</summary>
    public LocalText? PeopleProblem { get; init; }

    /// <summary>Whether this service asks for a consent, which only the person can give.</summary>
    public bool AsksConsent { get; init; }

    /// <summary>The questions that are answered, missing and wrong are looked at by the same check as on the phone.</summary>
    internal static DeskDraft Of(DraftView view, Talent talent, bool inCare, IReadOnlyCollection<string> elsewhere)
    {
        var (check, answers) = (view.Check, view.Draft.Answers);
        var name = inCare ? new LocalText(talent.LegalName, talent.LatinName ?? talent.LegalName) : new(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName));
        var people = check.People.Select(p => p.FamilyMemberId is null ? p with { Label = new($"持码人 {name.Zh}", $"Holder {name.En}") } : p).ToList();
        var asked = check.Questions.Where(q => (q.ShownWhen is not { } when || when.Holds(answers)) && !(q.Key == RequestTopic.Question && RequestTopic.IsItem(view.Draft)));
        var labels = people.ToDictionary(p => FormField.KeyFor("", p.FamilyMemberId), p => p.Label);
        return new(view.Draft.Id, check.Item.ShortName, name, check.Obstacle, view.Form.MayJoin is not null, people,
            [.. asked.Select(q => FieldOf(q, view, labels, inCare) with { ChangedElsewhere = elsewhere.Contains(q.Key) })], [.. PapersOf(check, labels)])
        {
            SeenPeople = new() { Value = answers.GetValueOrDefault(FormPeople.Members, "") },
            AlreadyOpen = view.AlreadyOpen?.Number,
            PeopleProblem = check.Answers.FirstOrDefault(a => a.Field.Key == FormPeople.Members)?.Problem,
            AsksConsent = check.Item.Ground == Catalogue.Ground.Consent && !view.Consented,
        };
    }

    private static DeskField FieldOf(FormField field, DraftView view, Dictionary<string, LocalText> labels, bool inCare)
    {
        var answer = view.Draft.Answers.GetValueOrDefault(field.Key, "");
        var at = field.Key.IndexOf('@', StringComparison.Ordinal);
        var plain = at < 0 ? field : field with { Label = view.Form.Fields.First(f => f.Key == field.Key[..at]).Label };
        var privacy = AnswerMasks.Of(field);
        var hides = answer.Length > 0 && (privacy == AnswerPrivacy.Number || (privacy == AnswerPrivacy.Personal && !inCare));
        return new(plain with { Choices = [.. field.Choices.Select(c => c.Value == Catalogue.PeopleRule.Self ? (c.Value, Holder) : c)] },
            at >= 0 && labels.TryGetValue(field.Key[at..], out var label) ? label : null, hides ? "" : answer, hides ? AnswerMasks.Masked(field, answer) : null,
            view.Sources.TryGetValue(field.Key, out var source) ? AtDesk(source) : null, view.Check.Answers.FirstOrDefault(a => a.Field.Key == field.Key)?.Problem)
        {
            Seen = new() { Value = answer },
        };
    }

    private static readonly LocalText Holder = new("持码人本人", "The holder");

    // The form's own words speak to the applicant.
    private static LocalText AtDesk(LocalText source) =>
        source == KnownAnswers.Profile ? new("来自档案", "From the profile")
        : source == KnownAnswers.Employer ? new("来自单位信息", "From the employer's record")
        : source == KnownAnswers.Family ? new("来自家庭信息", "From the family's record")
        : source == KnownAnswers.EarlierCase ? new("来自以前的申请", "From an earlier application") : source;

    private static IEnumerable<DeskPaper> PapersOf(FilingCheck check, Dictionary<string, LocalText> labels)
    {
        LocalText? Whose(MissingPaper need) => need.FamilyMemberId is null ? null : labels.GetValueOrDefault(FormField.KeyFor("", need.FamilyMemberId), need.Whose);
        foreach (var need in check.Papers) yield return new(need.Material.Name, Whose(need), null, false, need.Key, need.Pledge is not null);
        foreach (var (need, document) in check.Held) yield return new(need.Material.Name, Whose(need), document.Trust, false, null);
        foreach (var need in check.Pledged) yield return new(need.Material.Name, Whose(need), null, false, need.Key, true);
        foreach (var name in check.Shared) yield return new(name, null, null, true, null);
    }
}
