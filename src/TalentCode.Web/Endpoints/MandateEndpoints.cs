using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core.Data;
using TalentCode.Core.Stewardship;
using TalentCode.Web.Account;

namespace TalentCode.Web.Endpoints;

/// <summary>Papers a steward supplies in a case under a mandate.</summary>
internal static class MandateEndpoints
{
    public static void MapMandates(this WebApplication app) =>
        app.MapPost("/desk/mandate/papers", AddAsync).DisableAntiforgery().RequireAuthorization(Auth.Steward);

    private static Task<IResult> AddAsync(Guid @case, HttpContext http, IAntiforgery forgery, MandateActs acts, Store store) =>
        DeskPaper.TakeAsync(http, forgery, store, (actor, key, bytes) => acts.AddPaperAsync(actor, @case, key, bytes));
}
