using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Web.Account;
using TalentCode.Web.Pages.Scientist;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Papers that staff hand in for the person they fill in for. An answer is JSON: taken, or the sentence why not.</summary>
internal static class PrepareEndpoints
{
    public static void MapPrepare(this WebApplication app) =>
        app.MapPost("/desk/prepare/papers", AddAsync).DisableAntiforgery().RequireAuthorization(Auth.AnyStaff);

    private static async Task<IResult> AddAsync(Guid? grant, Guid? person, Guid draft, HttpContext http, IAntiforgery forgery, PreparedService prepared, Store store)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        if ((grant is { } g ? PreparedFor.AtWindow(g) : person is { } p ? PreparedFor.InCare(p) : null) is not { } who) return Results.BadRequest();
        try
        {
            var form = await http.Request.ReadFormAsync();
            var bytes = form.Files.GetFile("file") is { } file ? await Uploads.BytesAsync(file) : [];
            await prepared.AddPaperAsync(await CurrentActor.FromAsync(http.User, store), who, draft, form["key"].ToString(), bytes);
            return Results.Json(new { done = true });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code, sentence = Lang.T(refused.Sentence) }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
