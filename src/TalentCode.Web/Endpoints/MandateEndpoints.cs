using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Stewardship;
using TalentCode.Web.Account;
using TalentCode.Web.Pages.Scientist;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Papers a steward supplies in a case under a mandate. An answer is JSON: taken, or the sentence why not.</summary>
internal static class MandateEndpoints
{
    public static void MapMandates(this WebApplication app) =>
        app.MapPost("/desk/mandate/papers", AddAsync).DisableAntiforgery().RequireAuthorization(Auth.Steward);

    private static async Task<IResult> AddAsync(Guid @case, HttpContext http, IAntiforgery forgery, MandateActs acts, Store store)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var form = await http.Request.ReadFormAsync();
            var bytes = form.Files.GetFile("file") is { } file ? await Uploads.BytesAsync(file) : [];
            await acts.AddPaperAsync(await CurrentActor.FromAsync(http.User, store), @case, form["key"].ToString(), bytes);
            return Results.Json(new { done = true });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code, sentence = Lang.T(refused.Sentence) }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
