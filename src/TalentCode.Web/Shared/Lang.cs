using System.Globalization;
using TalentCode.Core;

namespace TalentCode.Web.Shared;

/// <summary>The reader's language: the culture chosen by cookie, kept by a circuit for its life.</summary>
public static class Lang
{
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>BCP 47 tag for the html element.</summary>
    public static string Tag => English ? "en" : "zh-CN";

    /// <summary>Whether this reader chose large letters.</summary>
    public static bool IsLarge(HttpContext? http) => http?.Request.Cookies["tc.size"] == "large";

    public static string T(string zh, string en) => English ? en : ChinesePunctuation.Of(zh);

    public static string T(LocalText text) => text.In(English);
}
