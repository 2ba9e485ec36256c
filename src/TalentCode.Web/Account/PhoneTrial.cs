using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TalentCode.Web.Account;

/// <summary>The sign-in that is under way in this browser: number and nonce, kept sealed in a cookie for ten minutes and never in an address.</summary>
internal static class PhoneTrial
{
    private const string Cookie = "tc.trial";

    /// <summary>Remembers the number and returns the nonce that binds a code to this browser. The nonce stays the same while the cookie lives.</summary>
    public static string Begin(HttpContext http, string? phone)
    {
        var nonce = Read(http)?.Nonce ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var sealedText = Protector(http).Protect($"{nonce}|{phone}", TimeSpan.FromMinutes(10));
        http.Response.Cookies.Append(Cookie, sealedText, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(10), IsEssential = true });
        return nonce;
    }

    public static (string Nonce, string Phone)? Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } sealedText) return null;
        try
        {
            var parts = Protector(http).Unprotect(sealedText).Split('|', 2);
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie);

    private static ITimeLimitedDataProtector Protector(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("phone-trial").ToTimeLimitedDataProtector();
}
