using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TalentCode.Tests.Browser;

/// <summary>axe, run within the page: the library's own way opens another page for each look, which takes seconds.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // Colours that pass over from one scheme to the other are measured when they have arrived.
    private const string Serious = """
        async () => { await Promise.all(document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished)); return (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ' at ' + v.nodes[0].target); }
        """;

    /// <summary>What shuts somebody out of the open page, in light and in dark colours.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(this IPage page, string name)
    {
        List<string> found = [];
        await page.EvaluateAsync(Script);
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            found.AddRange((await page.EvaluateAsync<string[]>(Serious)).Select(what => $"{name}, {colours}: {what}"));
        }
        return found;
    }
}
