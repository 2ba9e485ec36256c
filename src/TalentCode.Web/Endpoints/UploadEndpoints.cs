using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Staff;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>
/// Uploads in pieces, for pages with script: begin, send, ask where to go on. Plain forms need none of this. An answer is
/// JSON: how far it is, or the sentence for the person.
/// </summary>
internal static class UploadEndpoints
{
    public static void MapUploads(this WebApplication app)
    {
        var group = app.MapGroup("/uploads").RequireAuthorization(Auth.Holder).DisableAntiforgery();
        group.MapPost("", (HttpContext http, IAntiforgery forgery, UploadService uploads, Store store) => AnswerAsync(http, forgery, store, async holder =>
        {
            var form = await http.Request.ReadFormAsync();
            var member = Guid.TryParse(form["member"], out var id) ? id : (Guid?)null;
            return await uploads.StartAsync(holder, Limit(form["code"].ToString()), member, int.TryParse(form["length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : int.MaxValue);
        }));
        group.MapGet("/{id:guid}", (Guid id, HttpContext http, UploadService uploads, Store store) => AnswerAsync(http, null, store, holder => uploads.FindAsync(holder, id)));
        group.MapPost("/{id:guid}", (Guid id, int offset, HttpContext http, IAntiforgery forgery, UploadService uploads, Store store) => AnswerAsync(http, forgery, store, async holder =>
            await uploads.AddAsync(holder, id, offset, await PieceAsync(http))));
    }

    private static string Limit(string code) => code.Length <= 60 ? code : code[..60];

    // One byte more than a piece may have is enough to know that it is too long.
    private static async Task<byte[]> PieceAsync(HttpContext http)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (memory.Length <= UploadService.PieceBytes && await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read) memory.Write(buffer, 0, read);
        return memory.ToArray();
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, IAntiforgery? forgery, Store store, Func<Actor, Task<UploadProgress>> act)
    {
        if (forgery is not null && !await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var progress = await act(await CurrentActor.FromAsync(http.User, store));
            return Results.Json(new { id = progress.Id, received = progress.Received, length = progress.Length, done = progress.DocumentId is not null });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code, sentence = Lang.T(refused.Sentence) }, statusCode: refused.Code == "no-such-upload" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
        }
    }
}
