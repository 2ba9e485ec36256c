using System.Text;

namespace TalentCode.Core.People;

/// <summary>
/// A part of a holder's name by which it can be found: the name from each of its characters on, or from each of its words
/// on in Latin letters. "知远" finds 林知远 and "ZHI" LIN ZHIYUAN by an index, where a search inside the name would read every name.
/// </summary>
public sealed class NamePart
{
    public const int Longest = 60;

    public Guid TalentId { get; set; }

    /// <summary>As <see cref="Normalize"/> writes it.</summary>
    public string Part { get; set; } = "";

    /// <summary>For searching only: compatibility forms made one, capitals, single spaces. The stored name stays as it is.</summary>
    public static string Normalize(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static IEnumerable<string> Of(Talent talent)
    {
        var names = new[] { talent.LegalName, talent.LatinName }.OfType<string>().Select(Normalize).Where(n => n.Length > 0).ToList();
        return names.Concat(names.Select(n => n.Replace(" ", "", StringComparison.Ordinal))).SelectMany(Ends).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Ends(string name)
    {
        for (var i = 0; i < name.Length; i++)
            if (Begins(name, i)) yield return name.Length - i <= Longest ? name[i..] : Cut(name, i);
    }

    // A word begins after something that is no letter; in Chinese every character is a word.
    private static bool Begins(string name, int at) => !char.IsLowSurrogate(name[at]) && (IsLetter(name[at])
        ? at == 0 || name[at] >= '\u2E80' || !IsLetter(name[at - 1])
        : at == 0);

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    private static string Cut(string name, int at) => char.IsHighSurrogate(name[at + Longest - 1]) ? name.Substring(at, Longest - 1) : name.Substring(at, Longest);
}
