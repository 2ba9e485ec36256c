using System.Text.Json;

namespace TalentCode.Web.Shared;

/// <summary>What a form about a draft sends: what was typed, and what stood there when the page was made.</summary>
public static class DraftForm
{
    /// <summary>Field that carries the answers as shown, so that two devices do not overwrite each other.</summary>
    public const string Shown = "shown";

    public static string Pack(IReadOnlyDictionary<string, string> answers) => JsonSerializer.Serialize(answers);

    /// <summary>Null where the page did not say; then everything typed is taken.</summary>
    public static Dictionary<string, string>? Unpack(IFormCollection form)
    {
        try
        {
            return form[Shown].ToString() is { Length: > 0 } text ? JsonSerializer.Deserialize<Dictionary<string, string>>(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fields as the form sent them; several values of one name (ticked people) become a list without the empty one.</summary>
    public static Dictionary<string, string> Typed(IFormCollection form) => form.Where(f => f.Key != Shown).ToDictionary(f => f.Key, f =>
        string.Join(',', f.Value.Where((v, i) => f.Value.Count == 1 || !string.IsNullOrEmpty(v))).Replace("\r\n", "\n", StringComparison.Ordinal));
}
