using System.Security.Cryptography;

namespace TalentCode.Web.Hosting;

/// <summary>Content policies per area: plain pages run own scripts only; desks need MudBlazor's style attributes; the scan page compiles its decoder.</summary>
internal static class SecurityHeaders
{
    public const string NonceKey = "csp-nonce";
    private const string Common = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; ";
    private static readonly string[] Desks = ["/dept", "/steward", "/liaison", "/board", "/admin", "/desk", "/care"];

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(http);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = http.Request.Path.StartsWithSegments("/c") ? "no-referrer" : "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        http.Response.OnStarting(() =>
        {
            // Pages are personal unless they say otherwise; assets set their own.
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true) headers.CacheControl = "no-store";
            // The component library's files carry their version in the query.
            else if (http.Request.Path.StartsWithSegments("/_content/MudBlazor") && http.Request.Query.ContainsKey("v")) headers.CacheControl = "public, max-age=31536000, immutable";
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static string Policy(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/admin/hangfire")) return Common + "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'";
        if (Desks.Any(desk => path.StartsWithSegments(desk)))
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Items[NonceKey] = nonce;
            return Common + $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'";
        }
        return path.StartsWithSegments("/hall") || path.StartsWithSegments("/redeem")
            ? Common + "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self' blob:"
            : Common + "script-src 'self'; style-src 'self'; worker-src 'self'; manifest-src 'self'";
    }
}
