namespace TalentCode.Core.Filing;

/// <summary>A draft after saving.</summary>
/// <param name="Stored">All answers as they stand now.</param>
/// <param name="Elsewhere">Fields that were changed on another device meanwhile, with what stands there; they were not overwritten.</param>
public sealed record DraftSaved(IReadOnlyDictionary<string, string> Stored, IReadOnlyDictionary<string, string> Elsewhere)
{
    /// <summary>
    /// Three-way: what was not touched here stays as it is stored; what was touched here alone is written; what was touched
    /// here and elsewhere, and differs, is nobody's to decide but the applicant's.
    /// </summary>
    internal static (Dictionary<string, string> Mine, Dictionary<string, string> Theirs) Split(IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string>? shown)
    {
        var (mine, theirs) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (key, text) in typed)
        {
            var (now, before) = (stored.GetValueOrDefault(key, ""), shown?.GetValueOrDefault(key, ""));
            if (before is null || now == before || now == text) mine[key] = text;
            else if (text != before) theirs[key] = now;
        }
        return (mine, theirs);
    }
}
