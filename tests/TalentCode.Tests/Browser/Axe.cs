using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TalentCode.Tests.Browser;

/// <summary>axe, run within the page: the library's own way opens another page for each look, which takes seconds.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // A field's name passes over from one scheme's colour to the other: it is measured where it arrives.
    private const string Serious = """
        async () => {
          for (let i = 0; i < 20; i++) document.getAnimations().filter(a => a instanceof CSSTransition).forEach(a => a.finish());
          return (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ' at ' + v.nodes[0].target);
        }
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
