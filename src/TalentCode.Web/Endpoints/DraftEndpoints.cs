using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Time;
using TalentCode.Web.Account;

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
            await filing.SaveAsync(actor, id, Typed(await http.Request.ReadFormAsync()));
            return Results.Json(new { time = clock.ToCity(clock.UtcNow).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code }, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Fields as the form sent them; several values of one name (ticked people) become a list.</summary>
    public static Dictionary<string, string> Typed(IFormCollection form) => form.ToDictionary(f => f.Key, f => f.Value.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
}
