using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Time;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Keeps what is typed into an application while it is being typed.</summary>
internal static class DraftEndpoints
{
    public static void MapDrafts(this WebApplication app) =>
        app.MapPost("/apply/{id:guid}/draft", SaveAsync).DisableAntiforgery().RequireAuthorization(Auth.Holder);

    // The token comes in a header and is checked here, so that a stale page is told 400 instead of an error page.
    private static async Task<IResult> SaveAsync(Guid id, HttpContext http, IAntiforgery forgery, FilingService filing, Store store, CityClock clock)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var actor = await CurrentActor.FromAsync(http.User, store);
            var form = await http.Request.ReadFormAsync();
            var saved = await filing.SaveAsync(actor, id, DraftForm.Typed(form), DraftForm.Unpack(form));
            return Results.Json(new { shown = DraftForm.Pack(saved.Stored), elsewhere = saved.Elsewhere, time = clock.ToCity(clock.UtcNow).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
