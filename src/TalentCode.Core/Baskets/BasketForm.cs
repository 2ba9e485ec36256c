using TalentCode.Core.Catalogue;
using TalentCode.Core.Filing;

namespace TalentCode.Core.Baskets;

/// <summary>
/// Puts the forms of several services together. A question that asks the same in the same words with the same choices is
/// asked once; any other carries its item in front ("P03.kind"), so that two services may both ask for a kind of their own.
/// </summary>
internal static class BasketForm
{
    private const char Mark = '.';

    public static DraftView Together(IReadOnlyList<DraftView> parts)
    {
        var answers = AnswersOf(parts);
        var shared = SharedKeys(parts);
        var first = parts[0];
        var questions = Merge(parts, shared, part => part.Check.Questions);
        var missing = Merge(parts, shared, part => part.Check.Answers.Select(a => a.Field)).Select(f => f.Key).ToHashSet();
        var problems = parts.SelectMany(part => part.Check.Answers.Select(a => (Key: KeyOf(part.Draft.ItemId, a.Field.Key, shared), a.Problem))).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.First().Problem);
        var form = first.Form with
        {
            Fields = questions,
            MayJoin = parts.Select(p => p.Form.MayJoin).FirstOrDefault(join => join is not null),
            Papers = parts.SelectMany(p => p.Form.Papers.Select(r => (r.Key, Value: r.Value with { Key = KeyOf(p.Draft.ItemId, r.Value.Key, shared) }))).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.First().Value),
            Judge = null,
        };
        var check = first.Check with
        {
            People = [.. parts.Where(p => p.Form.MayJoin is not null).SelectMany(p => p.Check.People).GroupBy(p => p.FamilyMemberId).Select(g => g.First() with { Complete = g.All(p => p.Complete) })],
            Questions = questions,
            Answers = [.. questions.Where(q => missing.Contains(q.Key)).Select(q => new MissingAnswer(q, problems.GetValueOrDefault(q.Key)))],
            Papers = [.. parts.SelectMany(p => p.Check.Papers).DistinctBy(p => p.Key)],
            Pledged = [.. parts.SelectMany(p => p.Check.Pledged).DistinctBy(p => p.Key)],
            NotNeeded = [.. parts.SelectMany(p => p.Check.NotNeeded).Distinct()],
            Held = [.. parts.SelectMany(p => p.Check.Held).DistinctBy(h => (h.Need.Key, h.Document.Id))],
            Obstacle = parts.Select(p => p.Check.Obstacle).FirstOrDefault(o => o is not null),
        };
        var sources = parts.SelectMany(p => p.Sources.Select(s => (Key: KeyOf(p.Draft.ItemId, s.Key, shared), s.Value))).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.First().Value);
        var draft = new Cases.ServiceCase { Id = first.Draft.Id, TalentId = first.Draft.TalentId, ItemId = first.Draft.ItemId, ItemVersion = first.Draft.ItemVersion, Answers = answers };
        return new(draft, form, check, null) { Gate = first.Gate, Sources = sources };
    }

    /// <summary>All answers under the names the common form gives them.</summary>
    public static Dictionary<string, string> AnswersOf(IReadOnlyList<DraftView> parts)
    {
        var shared = SharedKeys(parts);
        var answers = new Dictionary<string, string>();
        foreach (var part in parts)
            foreach (var (key, value) in part.Draft.Answers)
                answers.TryAdd(KeyOf(part.Draft.ItemId, key, shared), value);
        return answers;
    }

    /// <summary>What of the common form concerns one item, under the item's own names.</summary>
    public static Dictionary<string, string> For(string item, IReadOnlyDictionary<string, string> typed)
    {
        var mine = typed.Where(t => !IsMarked(t.Key)).ToDictionary(t => t.Key, t => t.Value);
        foreach (var (key, value) in typed.Where(t => t.Key.StartsWith(item + Mark, StringComparison.Ordinal))) mine[key[(item.Length + 1)..]] = value;
        return mine;
    }

    private static bool IsMarked(string key) => key.IndexOf(Mark, StringComparison.Ordinal) is > 0 and < 5;

    private static List<FormField> Merge(IReadOnlyList<DraftView> parts, HashSet<string> shared, Func<DraftView, IEnumerable<FormField>> fields)
    {
        var all = new List<FormField>();
        foreach (var part in parts)
            foreach (var field in fields(part))
            {
                var key = KeyOf(part.Draft.ItemId, field.Key, shared);
                if (all.Exists(f => f.Key == key)) continue;
                var name = part.Check.Item.ShortName;
                all.Add(field with
                {
                    Key = key,
                    Label = key == field.Key ? field.Label : new($"{field.Label.Zh}({name.Zh})", $"{field.Label.En} ({name.En})"),
                    ShownWhen = field.ShownWhen is { } when ? new AnswerTest(KeyOf(part.Draft.ItemId, when.Key, shared), when.In) : null,
                });
            }
        // What several services share comes first.
        return [.. all.OrderBy(f => IsMarked(f.Key) ? 1 : 0)];
    }

    // The same key is shared when nobody asks something else under it; ticked people always are.
    private static HashSet<string> SharedKeys(IReadOnlyList<DraftView> parts) =>
    [
        FormPeople.Members, FilingCheck.PledgeAnswer,
        .. parts.SelectMany(p => p.Check.Questions.Select(q => (q.Key, q.Label, q.Kind, Choices: string.Join('|', q.Choices.Select(c => c.Value)), When: q.ShownWhen is { } w ? $"{w.Key}:{string.Join(',', w.In)}" : "")))
            .GroupBy(q => q.Key).Where(g => g.Distinct().Count() == 1).Select(g => g.Key),
    ];

    private static string KeyOf(string item, string key, HashSet<string> shared) => shared.Contains(key) ? key : $"{item}{Mark}{key}";
}
