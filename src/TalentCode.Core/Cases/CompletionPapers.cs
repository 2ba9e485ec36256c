using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Cases;

/// <summary>How a list of what is missing is answered: which kind of paper a point speaks of, and what the officer reads. The same for the applicant and for who acts under a mandate.</summary>
public static class CompletionPapers
{
    /// <summary>Kind of a paper the item does not list.</summary>
    public const string Other = "supplement";

    /// <summary>Nothing came and nothing was said.</summary>
    public static LocalText Nothing { get; } = new("请上传要补的材料,或写明你补了什么,再提交。", "Upload what is needed, or say what you changed, and then supply it.");

    private const int Longest = 1000;

    /// <summary>The item's paper a point speaks of, so that it is kept as what it is and not asked for again.</summary>
    public static string CodeFor(string what, ItemContent item) => item.Materials.Where(m => m.Nature == "paper" && (what.Contains(m.Zh, StringComparison.Ordinal) || what.Contains(m.En, StringComparison.OrdinalIgnoreCase)))
        .OrderByDescending(m => m.Zh.Length).Select(m => m.Code).FirstOrDefault() ?? Other;

    /// <summary>Which papers came, and the words that go with them.</summary>
    /// <param name="came">The points whose paper was uploaded.</param>
    public static LocalText Answer(IReadOnlyCollection<string> came, string note)
    {
        var (zh, en) = came.Count == 0 ? ("", "") : ($"已上传:{string.Join('、', came)}。", $"Uploaded: {string.Join(", ", came)}. ");
        return new(Cut(zh + note), Cut(en + note));
    }

    private static string Cut(string text) => text.Length > Longest ? text[..Longest] : text;
}
