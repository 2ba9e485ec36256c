using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>A paper that is still missing: for whom, and what it is.</summary>
public sealed record MissingPaper(ItemMaterial Material, Guid? FamilyMemberId, LocalText Whose)
{
    /// <summary>Name of the upload field; the same for the same paper of the same person.</summary>
    public string Key => FamilyMemberId is { } id ? $"{Material.Code}:{id:N}" : Material.Code;

    /// <summary>The promise that may stand for it (告知承诺); null where only the paper will do.</summary>
    public PledgeRule? Pledge { get; init; }
}

/// <summary>A question that still needs an answer, with the sentence when one was given that cannot be right.</summary>
public sealed record MissingAnswer(FormField Field, LocalText? Problem);

/// <summary>A person of the application as shown on the confirmation.</summary>
public sealed record Participant(Guid? FamilyMemberId, LocalText Label, bool Chosen, bool Complete);

/// <summary>Everything the confirmation page says before the last tap.</summary>
public sealed record FilingCheck(
    ItemContent Item,
    IReadOnlyList<Participant> People,
    IReadOnlyList<MissingAnswer> Answers,
    IReadOnlyList<MissingPaper> Papers,
    IReadOnlyList<LocalText> NotNeeded,
    CaseDates Expected,
    LocalText? Obstacle)
{
    /// <summary>Answer that names the papers a promise stands for, separated by commas.</summary>
    public const string PledgeAnswer = "pledges";

    /// <summary>The item with the limits of the part applied for.</summary>
    public ItemContent Timed { get; init; } = Item;

    /// <summary>Every question of the form for the people chosen, whether these answers lead to it or not.</summary>
    public IReadOnlyList<FormField> Questions { get; init; } = [];

    /// <summary>Papers on file that count here: which, and for whom.</summary>
    public IReadOnlyList<(MissingPaper Need, DocumentOnFile Document)> Held { get; init; } = [];

    /// <summary>Papers that come from another department by themselves, and that nobody has put on file.</summary>
    public IReadOnlyList<LocalText> Shared { get; init; } = [];

    /// <summary>Proofs the applicant has chosen to replace by a promise.</summary>
    public IReadOnlyList<MissingPaper> Pledged { get; init; } = [];

    public bool Ready => Obstacle is null && Answers.Count == 0 && Papers.Count == 0;

    /// <summary>Looks at what is known and says what is missing. Pure: the same rows give the same answer to page and service.</summary>
    /// <param name="mayPledge">Whether this person's promises are taken: one that did not hold closes this way until it is put right.</param>
    public static FilingCheck Of(ItemContent item, ItemForm form, Talent talent, IReadOnlyList<DocumentOnFile> onFile,
        IReadOnlyDictionary<string, string> answers, bool mayPledge, WorkingCalendar calendar, CityClock clock, DateTime? roundClosesAt = null)
    {
        var today = clock.Today;
        var members = Members(form, talent, answers, today);
        var chosenPeople = members.FindAll(m => m.Chosen).ConvertAll(m => m.Person);
        var needed = Needed(item, form, answers, chosenPeople).ToList();
        List<(MissingPaper Need, DocumentOnFile Document)> held = [.. needed.SelectMany(n => PaperFor(onFile, n, today) is { } document ? [(n, document)] : Array.Empty<(MissingPaper, DocumentOnFile)>())];
        bool IsHeld(MissingPaper need) => held.Exists(h => h.Need == need);
        var lacking = needed.Where(n => !n.Material.FromSharing && n.Material.Essential && !IsHeld(n))
            .Select(n => mayPledge && n.FamilyMemberId is null ? n with { Pledge = item.Pledges.FirstOrDefault(p => p.Code == n.Material.Code) } : n).ToList();
        var chosen = answers.GetValueOrDefault(PledgeAnswer, "").Split(',');
        var pledged = lacking.Where(n => n.Pledge is not null && chosen.Contains(n.Key)).ToList();
        var missing = lacking.Except(pledged).ToList();
        var notNeeded = needed.Where(n => n.Material.FromSharing || IsHeld(n)).Select(NameOf);
        var questions = OpenQuestions(form, chosenPeople, answers, clock);
        if (!form.WithHolder && chosenPeople.Count == 0) questions.Add(NobodyChosen);
        if (questions.Count == 0 && form.Judge?.Invoke(talent, answers, today) is var (key, problem))
            questions.Add(new(form.Fields.First(f => f.Key == key), problem));
        var people = members.Select(m => new Participant(m.Person.Id, m.Person.Label, m.Chosen, missing.All(p => p.FamilyMemberId != m.Person.Id)));
        return new(item, [.. people], questions, missing, [.. notNeeded], CaseDeadlines.Expected(item.For(answers), clock.UtcNow, calendar, clock, roundClosesAt), ObstacleOf(form, talent, today)) { Timed = item.For(answers), Pledged = pledged, Held = held, Shared = [.. needed.Where(n => n.Material.FromSharing && !IsHeld(n)).Select(NameOf)], Questions = [.. form.For(chosenPeople)] };
    }

    /// <summary>The questions alone, for what is not filed but booked.</summary>
    internal static FilingCheck OfQuestions(ItemContent item, ItemForm form, Talent talent, IReadOnlyDictionary<string, string> answers, CityClock clock)
    {
        var people = FormPeople.Of(form, talent, answers, clock.Today);
        return new(item, [], OpenQuestions(form, people, answers, clock), [], [], new CaseDates(null, null, null), null) { Questions = [.. form.For(people)] };
    }

    private static List<MissingAnswer> OpenQuestions(ItemForm form, IReadOnlyList<FormPerson> people, IReadOnlyDictionary<string, string> answers, CityClock clock) =>
        [.. form.AskedOf(people, answers).Select(field => new MissingAnswer(field, ProblemOf(field, answers.GetValueOrDefault(field.Key), clock))).Where(q => q.Problem is not null)];

    private static LocalText NameOf(MissingPaper paper) =>
        paper.FamilyMemberId is null ? paper.Material.Name : new($"{paper.Material.Zh} · {paper.Whose.Zh}", $"{paper.Material.En} · {paper.Whose.En}");

    private static readonly MissingAnswer NobodyChosen = new(
        new(FormPeople.Members, new("为谁办理", "For whom"), new("", ""), FieldKind.Choice, true, 2000, _ => null),
        new LocalText("请至少选择一位家庭成员。", "Please choose at least one member of your family."));

    /// <summary>A valid grade is the ticket to every item; then the item's own condition.</summary>
    private static LocalText? ObstacleOf(ItemForm form, Talent talent, DateOnly today) =>
        form.NeedsGrade && talent.GradeOn(today) is null
            ? new("你目前没有有效的人才类别,暂时不能办理。请联系你的人才管家续期或重新认定,办好后在这里继续,已填写的内容会保留。", "You have no valid grade at the moment, so this cannot be filed yet. Ask your steward to renew it; then continue here, what you entered is kept.")
            : form.FitsPerson?.Invoke(talent, today);

    private static LocalText? ProblemOf(FormField field, string? answer, CityClock clock)
    {
        if (string.IsNullOrWhiteSpace(answer))
            return field.Required ? EmptySentence(field) : null;
        if (answer.Length > field.MaxLength)
            return new($"{field.Label.Zh}最多{field.MaxLength}个字符,现在是{answer.Length}个。", $"{field.Label.En} takes at most {field.MaxLength} characters; there are {answer.Length}.");
        if (field.Kind == FieldKind.Choice && field.Choices.All(c => c.Value != answer))
            return new($"请重新选择{field.Label.Zh}。", $"Please choose again: {field.Label.En}.");
        return field.Check?.Invoke(answer, clock);
    }

    // A question is repeated as it stands; a heading becomes part of the sentence.
    private static LocalText EmptySentence(FormField field) => new(
        field.Kind is FieldKind.Choice or FieldKind.Choices ? $"请选择:{field.Label.Zh}。" : $"请填写{field.Label.Zh}。",
        field.Label.En.EndsWith('?') ? $"Please answer: {field.Label.En}" : $"Still empty: {field.Label.En}.");

    private sealed record Member(FormPerson Person, bool Chosen);

    private static List<Member> Members(ItemForm form, Talent talent, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        // The one person an application is about: papers are asked for it, but it is no part of its own.
        if (form.MayJoin is null) return [.. FormPeople.Of(form, talent, answers, today).Select(p => new Member(p, true))];
        var chosen = FormPeople.Chosen(answers);
        return [.. FormPeople.All(form, talent, today).Select(p => new Member(p, p.Id is not { } id || chosen.Contains(id)))];
    }

    private static IEnumerable<MissingPaper> Needed(ItemContent item, ItemForm form, IReadOnlyDictionary<string, string> answers, IReadOnlyList<FormPerson> people) =>
        from material in item.Materials
        where material.Nature == "paper" && (!form.Papers.TryGetValue(material.Code, out var when) || when.Holds(answers))
        from person in people
        where material.PerMember is { } per ? person.Concerns(per) : person.Id is null
        select new MissingPaper(material, person.Id, person.Label);

    // Of several the most trusted, then the newest.
    private static DocumentOnFile? PaperFor(IReadOnlyList<DocumentOnFile> onFile, MissingPaper paper, DateOnly today) =>
        onFile.Where(d => (d.Code == paper.Material.Code || paper.Material.AlsoAccepts.Contains(d.Code)) && d.FamilyMemberId == paper.FamilyMemberId && (d.Until is null || d.Until >= today)).OrderBy(d => d.Trust).ThenByDescending(d => d.AddedAt).FirstOrDefault();
}
