using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using TalentCode.Web.Account;

namespace TalentCode.Web.Endpoints;

/// <summary>Signing out and choosing language and size: small things that set or clear a cookie.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this WebApplication app)
    {
        app.MapPost("/signout", async (HttpContext http) =>
        {
            await http.SignOutAsync(Auth.PhoneScheme);
            // The codes kept for times without network go with the session.
            http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
            return Results.LocalRedirect("/signin");
        }).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute()).RequireAuthorization(Auth.AnyPhone);
        app.MapPost("/staff/signout", async (HttpContext http) =>
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return Results.LocalRedirect("/staff/signin");
        }).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute()).RequireAuthorization(Auth.AnyStaff);
        app.MapGet("/lang/{language}", (string language, string? to, HttpContext http) =>
        {
            var culture = language == "en" ? "en" : "zh-CN";
            Remember(http, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));
            return Back(to);
        });
        app.MapGet("/size/{size}", (string size, string? to, HttpContext http) =>
        {
            Remember(http, "tc.size", size == "large" ? "large" : "normal");
            return Back(to);
        });
    }

    private static void Remember(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });

    private static IResult Back(string? to) => Results.LocalRedirect(LocalPath(to));

    /// <summary>A path of our own, or the start page: never an address somebody put into a link.</summary>
    public static string LocalPath(string? to) =>
        to is { Length: > 0 and < 500 } && to[0] == '/' && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal) && !to.Any(char.IsControl) ? to : "/";
}
