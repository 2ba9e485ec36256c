using System.Net;
using System.Text;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Pages of papers on file, only for those who may, and never without the words across them that say what for.</summary>
internal static class PaperEndpoints
{
    // A drawing around the picture shows itself only with its own style and the picture inside it.
    private const string DrawingPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

    public static void MapPapers(this WebApplication app)
    {
        app.MapGet("/papers/{document:guid}/{page:int}", (Guid document, int page, HttpContext http, Vault vault, Store store, CityClock clock) =>
            ShowAsync(http, store, clock, holder => vault.OwnPageAsync(holder, document, page))).RequireAuthorization(Auth.Holder);
        app.MapGet("/member/cases/{id:guid}/files/{document:guid}/{page:int}", (Guid id, Guid document, int page, HttpContext http, MemberArea area, Store store, CityClock clock) =>
            ShowAsync(http, store, clock, member => area.PageAsync(member, id, document, page))).RequireAuthorization(Auth.Member);
        app.MapGet("/dept/cases/{id:guid}/files/{document:guid}/{page:int}", (Guid id, Guid document, int page, HttpContext http, Vault vault, Store store, CityClock clock) =>
            ShowAsync(http, store, clock, staff => vault.OfCaseAsync(staff, id, document, page))).RequireAuthorization(Auth.Department);
        app.MapGet("/hall/person/{grant:guid}/files/{document:guid}/{page:int}", (Guid grant, Guid document, int page, HttpContext http, Vault vault, Store store, CityClock clock) =>
            ShowAsync(http, store, clock, staff => vault.AtWindowAsync(staff, grant, document, page))).RequireAuthorization(Auth.Hall);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Store store, CityClock clock, Func<Actor, Task<ShownPage>> find)
    {
        try
        {
            var shown = await find(await CurrentActor.FromAsync(http.User, store));
            http.Response.Headers.CacheControl = "no-store";
            if (shown.Page.MediaType == "application/pdf")
            {
                http.Response.Headers.ContentDisposition = "inline; filename=\"paper.pdf\"";
                return Results.Bytes(await PdfMark.StampAsync(shown.Page.Bytes, $"{shown.Mark} - {Moment(clock)}"), shown.Page.MediaType);
            }
            http.Response.Headers.ContentSecurityPolicy = DrawingPolicy;
            return Results.Text(Drawing(shown, clock), "image/svg+xml", Encoding.UTF8);
        }
        catch (RefusedException refused) when (refused.Code == PdfMark.Unreadable)
        {
            http.Response.Headers.Remove("Content-Disposition");
            return Results.Text(Lang.T(refused.Sentence), "text/plain", Encoding.UTF8, StatusCodes.Status422UnprocessableEntity);
        }
        catch (RefusedException)
        {
            return Results.NotFound();
        }
    }

    private static string Moment(CityClock clock) => clock.ToCity(clock.UtcNow).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Drawing(ShownPage shown, CityClock clock)
    {
        var info = SixLabors.ImageSharp.Image.Identify(shown.Page.Bytes);
        var (width, height) = (info.Width, info.Height);
        // Large enough to be read on a print, and all over, so that nothing can be cut off to lose it.
        var size = Math.Max(width, height) / 28;
        var words = WebUtility.HtmlEncode($"{Lang.T(shown.Purpose)} · {Moment(clock)}");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
            <defs><pattern id="w" width="{size * 24}" height="{size * 6}" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)"><text x="0" y="{size * 3}" font-size="{size}" font-family="sans-serif" fill="#333" fill-opacity=".34">{words}</text></pattern></defs>
            <image width="{width}" height="{height}" href="data:{shown.Page.MediaType};base64,{Convert.ToBase64String(shown.Page.Bytes)}"/>
            <rect width="{width}" height="{height}" fill="url(#w)"/>
            </svg>
            """;
    }
}
