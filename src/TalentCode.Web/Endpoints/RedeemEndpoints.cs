using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Scans;
using TalentCode.Web.Account;

namespace TalentCode.Web.Endpoints;

/// <summary>What the scan box of a provider's counter posts. The purpose is fixed: whatever else is sent, redeeming is all it opens.</summary>
internal static class RedeemEndpoints
{
    public static void MapRedeem(this WebApplication app)
    {
        app.MapPost("/redeem/scan", ScanAsync).RequireAuthorization(Auth.Provider);
        app.MapGet("/redeem/person/{grantId:guid}/open", HallEndpoints.OpenAsync).RequireAuthorization(Auth.Provider);
    }

    private static async Task<IResult> ScanAsync(HallEndpoints.ScanRequest request, HttpContext http, IAntiforgery forgery, ScanService scans, Store store)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var (actor, staff) = await CurrentActor.StaffFromAsync(http.User, store);
            var answer = await scans.ScanAsync(actor, staff.WindowId ?? "", ScanPurpose.RedeemBooking, request.Text ?? "");
            return HallEndpoints.Answer(answer, "/redeem/person/");
        }
        catch (RefusedException refused)
        {
            return HallEndpoints.Refused(refused.Sentence);
        }
    }
}
