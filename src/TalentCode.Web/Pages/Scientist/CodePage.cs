using System.Collections.Concurrent;
using System.Text;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Time;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Pages.Scientist;

/// <summary>
/// The page everybody opens, many times a day, in a hurry. It is rendered once for what it says; each view puts in the
/// time, the symbol of this window and the batch. What was rendered is found again by all that it says, so it never
/// has to be thrown away because something changed.
/// </summary>
public sealed class CodePage(CodeService codes, CodePageData data, UnreadBadge unread, CodeSymbols symbols, CityClock clock, Store store)
{
    /// <summary>Where <see cref="Parts.CodeCard"/> leaves room, in this order.</summary>
    public const string Now = "{server-now}", Symbol = "{symbol}", Batch = "{batch}";

    // About 6 KB each.
    private const int MostKept = 4000;
    private readonly ConcurrentDictionary<Saying, byte[][]> _rendered = new();

    /// <summary>Everything on the page that is not put in at each view.</summary>
    private sealed record Saying(HolderFacts Facts, int Unread, CodeStatus Status, DateOnly Until, bool Codes, DateOnly Today, string Language, bool Large);

    /// <param name="http">A signed-in holder's request.</param>
    /// <param name="render">Renders the page with room left for what is put in.</param>
    public async Task ServeAsync(HttpContext http, RequestDelegate render)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Response.HasStarted)
        {
            await render(http);
            return;
        }
        var (saying, sheet) = await SayingAsync(http);
        if (!_rendered.TryGetValue(saying, out var parts))
        {
            parts = await RenderAsync(http, render);
            if (http.Response.StatusCode != StatusCodes.Status200OK)
            {
                foreach (var part in parts) await http.Response.Body.WriteAsync(part);
                return;
            }
            (var after, sheet) = await SayingAsync(http);
            if (_rendered.Count >= MostKept) _rendered.Clear();
            // Something changed while it was rendered: shown, but not kept under what it may not say.
            if (after == saying) _rendered[saying] = parts;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        await WriteAsync(http.Response, parts, sheet);
    }

    private async Task<(Saying, CodeSheet)> SayingAsync(HttpContext http)
    {
        var actor = await CurrentActor.FromAsync(http.User, store);
        var sheet = await codes.SheetAsync(actor.Id);
        return (new(await data.OfAsync(actor.Id), await unread.OfAsync(actor), sheet.Status, sheet.Until, sheet.Slots.Count > 0,
            clock.Today, Lang.Tag, Lang.IsLarge(http)), sheet);
    }

    private static async Task<byte[][]> RenderAsync(HttpContext http, RequestDelegate render)
    {
        var body = http.Response.Body;
        using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await render(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return [.. Split(Encoding.UTF8.GetString(page.GetBuffer(), 0, (int)page.Length)).Select(Encoding.UTF8.GetBytes)];
    }

    private static IEnumerable<string> Split(string page)
    {
        foreach (var mark in new[] { Now, Symbol, Batch })
        {
            var at = page.IndexOf(mark, StringComparison.Ordinal);
            // Frozen and ended codes have nothing to put in.
            if (at < 0) break;
            yield return page[..at];
            page = page[(at + mark.Length)..];
        }
        yield return page;
    }

    private async Task WriteAsync(HttpResponse response, byte[][] parts, CodeSheet sheet)
    {
        var between = new List<byte[]>();
        if (parts.Length > 1 && sheet.Slots.Count > 0)
        {
            var drawn = symbols.Of(sheet);
            between.AddRange([Encoding.ASCII.GetBytes($"{new DateTimeOffset(sheet.Now).ToUnixTimeMilliseconds()}"), drawn.Symbol, drawn.Batch]);
        }
        var body = response.BodyWriter;
        for (var i = 0; i < parts.Length; i++)
        {
            await body.WriteAsync(parts[i]);
            if (i < between.Count) await body.WriteAsync(between[i]);
        }
    }
}
