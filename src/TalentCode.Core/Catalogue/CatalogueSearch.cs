using System.Collections.Frozen;
using System.Text;

namespace TalentCode.Core.Catalogue;

/// <summary>
/// Finds services and life situations by what people type: Chinese, pinyin with or without gaps, initials, English. Texts
/// are few and short, so each is looked at; two characters are as good a question as twenty.
/// </summary>
public static class CatalogueSearch
{
    private const int LeastInitials = 2;
    private static readonly FrozenDictionary<string, string> Pinyin = CatalogueLoader.Read<Dictionary<string, string>>("pinyin.json").ToFrozenDictionary();
    /// <summary>Texts whose pinyin is known; after a change of the catalogue, tools/pinyin.mjs makes them anew.</summary>
    public static IReadOnlySet<string> Spelled { get; } = Pinyin.Keys.ToHashSet();

    private static readonly char[] Gaps = [' ', ',', ',', '、', ' ', '/', '·'];

    /// <summary>One text in every way it can be typed.</summary>
    private sealed record Spelling(string Text, string Joined, IReadOnlyList<int> Starts, string Initials, int Weight)
    {
        public static Spelling Of(string text, int weight)
        {
            var syllables = Pinyin.GetValueOrDefault(text, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var starts = new List<int>();
            var joined = new StringBuilder();
            foreach (var syllable in syllables)
            {
                starts.Add(joined.Length);
                joined.Append(syllable);
            }
            return new(text.ToLowerInvariant(), joined.ToString(), starts, string.Concat(syllables.Select(s => s[0])), weight);
        }

        public int Score(string word) =>
            Text.Contains(word, StringComparison.Ordinal) ? Weight * 4
            : Starts.Any(start => string.CompareOrdinal(Joined, start, word, 0, word.Length) == 0) ? Weight * 3
            : word.Length >= LeastInitials && Initials.Contains(word, StringComparison.Ordinal) ? Weight * 2
            : 0;
    }

    private sealed record Entry(OfferedItem Item, IReadOnlyList<Spelling> Spellings);

    private static readonly IReadOnlyList<(Situation Situation, Spelling[] Spellings)> Situations =
        [.. CatalogueQueries.Situations.Select(s => (s, new[] { Spelling.Of(s.Zh, 3), Spelling.Of(s.En, 3), Spelling.Of(s.HintZh, 1), Spelling.Of(s.HintEn, 1) }))];

    // Made anew only when the catalogue was read anew.
    private sealed record Index(IReadOnlyList<OfferedItem> For, IReadOnlyList<Entry> Entries);

    private static Index _index = new([], []);

    /// <summary>Services that meet every word, best first; where none does, those that meet most of a longer Chinese question.</summary>
    public static IReadOnlyList<OfferedItem> Items(IReadOnlyList<OfferedItem> items, string? text)
    {
        var words = Words(text);
        if (words.Count == 0) return [];
        var index = IndexOf(items);
        var hits = index.Select(entry => (entry.Item, Score: words.Min(word => entry.Spellings.Max(s => s.Score(word))))).Where(hit => hit.Score > 0).ToList();
        if (hits.Count == 0)
            hits = [.. index.Select(entry => (entry.Item, Score: words.Min(word => Nearly(entry, word)))).Where(hit => hit.Score > 0)];
        return [.. hits.OrderByDescending(hit => hit.Score).Select(hit => hit.Item)];
    }

    public static IReadOnlyList<Situation> SituationsFor(string? text)
    {
        var words = Words(text);
        return words.Count == 0 ? [] : [.. Situations.Where(s => words.All(word => s.Spellings.Any(p => p.Score(word) > 0))).Select(s => s.Situation)];
    }

    public static IReadOnlyList<string> Words(string? text) =>
        (text ?? "").Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split(Gaps, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Pairs of neighbouring characters, of which two in five are there: 子女上学问题 finds 子女入学.
    private static int Nearly(Entry entry, string word)
    {
        if (word.Length < 3) return 0;
        var pairs = Enumerable.Range(0, word.Length - 1).Select(i => word.Substring(i, 2)).ToList();
        var met = pairs.Count(pair => entry.Spellings.Any(s => s.Text.Contains(pair, StringComparison.Ordinal)));
        return met * 5 >= pairs.Count * 2 ? met : 0;
    }

    private static IReadOnlyList<Entry> IndexOf(IReadOnlyList<OfferedItem> items)
    {
        var known = _index;
        if (ReferenceEquals(known.For, items)) return known.Entries;
        IReadOnlyList<Entry> entries = [.. items.Select(item => new Entry(item, [.. Spell(item.Content)]))];
        _index = new(items, entries);
        return entries;
    }

    private static IEnumerable<Spelling> Spell(ItemContent item)
    {
        yield return Spelling.Of(item.Id, 6);
        foreach (var name in new[] { item.ShortZh, item.ShortEn }) yield return Spelling.Of(name, 5);
        foreach (var name in new[] { item.Zh, item.En }) yield return Spelling.Of(name, 4);
        foreach (var word in item.KeywordsZh.Concat(item.KeywordsEn)) yield return Spelling.Of(word, 3);
        foreach (var word in item.Departments.SelectMany(d => new[] { d.Zh, d.En }).Append(item.SummaryZh).Append(item.SummaryEn)) yield return Spelling.Of(word, 1);
    }
}
