using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Baskets;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>Keeps what is typed into an application while it is being typed.</summary>
internal static class DraftEndpoints
{
    public static void MapDrafts(this WebApplication app)
    {
        app.MapPost("/apply/{id:guid}/draft", (Guid id, HttpContext http, IAntiforgery forgery, FilingService filing, Store store, CityClock clock) =>
            SaveAsync(http, forgery, store, clock, (holder, typed, shown) => filing.SaveAsync(holder, id, typed, shown))).DisableAntiforgery().RequireAuthorization(Auth.Holder);
        app.MapPost("/basket/draft", (HttpContext http, IAntiforgery forgery, BasketService baskets, Store store, CityClock clock) =>
            SaveAsync(http, forgery, store, clock, baskets.SaveAsync)).DisableAntiforgery().RequireAuthorization(Auth.Holder);
    }

    // The token comes in a header and is checked here, so that a stale page is told 400 instead of an error page.
    private static async Task<IResult> SaveAsync(HttpContext http, IAntiforgery forgery, Store store, CityClock clock, Func<Actor, Dictionary<string, string>, Dictionary<string, string>?, Task<DraftSaved>> save)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var actor = await CurrentActor.FromAsync(http.User, store);
            var form = await http.Request.ReadFormAsync();
            var saved = await save(actor, DraftForm.Typed(form), DraftForm.Unpack(form));
            return Results.Json(new { shown = DraftForm.Pack(saved.Stored), elsewhere = saved.Elsewhere, time = clock.ToCity(clock.UtcNow).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { code = refused.Code }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
