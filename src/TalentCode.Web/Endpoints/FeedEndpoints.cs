using TalentCode.Core.Workbench;

namespace TalentCode.Web.Endpoints;

/// <summary>Calendars by their secret address. No sign-in: calendar programs have none; who has no valid address learns nothing.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this WebApplication app) =>
        app.MapGet("/feeds/{token}.ics", async (string token, HttpContext http, CalendarFeed feed) =>
        {
            if (await feed.ReadAsync(token) is not { } text) return Results.NotFound();
            http.Response.Headers.CacheControl = "private, no-store";
            return Results.Text(text, "text/calendar; charset=utf-8");
        }).AllowAnonymous();
}
