using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Web.Account;
using TalentCode.Web.Pages.Scientist;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>A paper that a desk hands in beside its circuit. An answer is JSON: taken, or the sentence why not.</summary>
internal static class DeskPaper
{
    /// <param name="add">What is done with it: by whom, for which field, the bytes; empty where no file came.</param>
    public static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery forgery, Store store, Func<Actor, string, byte[], Task> add)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var form = await http.Request.ReadFormAsync();
            var bytes = form.Files.GetFile("file") is { } file ? await Uploads.BytesAsync(file) : [];
            await add(await CurrentActor.FromAsync(http.User, store), form["key"].ToString(), bytes);
            return Results.Json(new { done = true });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code, sentence = Lang.T(refused.Sentence) }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
