using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using TalentCode.Core.Codes;

namespace TalentCode.Web.Shared;

/// <summary>What changes with every window, as UTF-8: the symbol to show and the batch for the script.</summary>
public sealed record DrawnCode(byte[] Symbol, byte[] Batch);

/// <summary>Draws a code once per window: drawing costs ten times the rest of the page, and a page is reloaded within its window.</summary>
public sealed class CodeSymbols(QrDrawing drawing, CodeLink link)
{
    // About 20 KB each; windows pass, so what is dropped here would soon be useless anyway.
    private const int MostKept = 400;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ConcurrentDictionary<(string Digits, long Last), DrawnCode> _drawn = new();

    /// <param name="sheet">With at least one code.</param>
    public DrawnCode Of(CodeSheet sheet)
    {
        // The digits are one person's in one window; the last window tells a batch that has grown.
        var key = (sheet.Slots[0].Digits, sheet.Slots[^1].Nbf);
        if (_drawn.TryGetValue(key, out var known)) return known;
        if (_drawn.Count >= MostKept) _drawn.Clear();
        // The serializer escapes angle brackets, so the script element cannot be left.
        var batch = JsonSerializer.SerializeToUtf8Bytes(new { link = link.For(""), slot = CodeRules.SlotSeconds, life = CodeRules.LifeSeconds, slots = sheet.Slots }, Json);
        return _drawn[key] = new(Encoding.UTF8.GetBytes(drawing.Screen(link.For(sheet.Slots[0].Digits)).Value), batch);
    }
}
