using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Web.Account;

namespace TalentCode.Web.Endpoints;

/// <summary>Papers that staff hand in for the person they fill in for.</summary>
internal static class PrepareEndpoints
{
    public static void MapPrepare(this WebApplication app) =>
        app.MapPost("/desk/prepare/papers", AddAsync).DisableAntiforgery().RequireAuthorization(Auth.AnyStaff);

    private static async Task<IResult> AddAsync(Guid? grant, Guid? person, Guid draft, HttpContext http, IAntiforgery forgery, PreparedService prepared, Store store) =>
        (grant is { } g ? PreparedFor.AtWindow(g) : person is { } p ? PreparedFor.InCare(p) : null) is { } who
            ? await DeskPaper.TakeAsync(http, forgery, store, (actor, key, bytes) => prepared.AddPaperAsync(actor, who, draft, key, bytes))
            : Results.BadRequest();
}
