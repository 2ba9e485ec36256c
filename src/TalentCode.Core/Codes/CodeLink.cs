using System.Globalization;
using System.Text;

namespace TalentCode.Core.Codes;

/// <summary>What kind of QR was held before the scanner, judged by its form alone.</summary>
public enum ScannedKind
{
    TalentCode,
    WindowCode,
    ItemCode,
    Other,
}

/// <summary>The address in the QR, and the way back from whatever a camera or a typing scanner delivers.</summary>
public sealed class CodeLink
{
    // A scanner that fires twice delivers two addresses in one go; nothing honest is longer.
    private const int MaxScanLength = 2 * (CodeRules.MaxTokenDigits + 300);
    private readonly string origin;

    /// <param name="publicBase">https, or http for a developer's own machine; no path.</param>
    public CodeLink(Uri publicBase)
    {
        ArgumentNullException.ThrowIfNull(publicBase);
        if (!publicBase.IsAbsoluteUri || publicBase.AbsolutePath != "/" || publicBase.UserInfo.Length > 0
            || !(publicBase.Scheme == Uri.UriSchemeHttps || (publicBase.Scheme == Uri.UriSchemeHttp && publicBase.IsLoopback)))
            throw new ArgumentException("The public address is https (http on localhost only) and has no path.", nameof(publicBase));
        Host = publicBase.Authority.ToLowerInvariant();
        origin = $"{publicBase.Scheme}://{Host}";
    }

    /// <summary>With the port when it is not the usual one; the same text goes into <see cref="CodeKeyOptions"/>.</summary>
    public string Host { get; }

    public string For(string digits) => $"{origin}/c/{digits}";

    /// <summary>A signed path (<see cref="SignedPath"/>) as a full address for printing.</summary>
    public string ForPath(string path) => origin + path;

    public string? DigitsOf(string? scanned) => DigitsOf(scanned, Host);

    public ScannedKind Classify(string? scanned) => Classify(scanned, Host);

    /// <summary>The digits of a code of <paramref name="host"/>, or of a bare number; null for everything else. Says nothing about validity.</summary>
    public static string? DigitsOf(string? scanned, string host)
    {
        if (PathOf(scanned, host) is not { } path)
            return null;
        var digits = path.StartsWith("/c/", StringComparison.OrdinalIgnoreCase) ? path[3..] : path;
        return digits.Length is > 0 and <= CodeRules.MaxTokenDigits && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>So that the scanner can say what it saw instead. Signatures are not checked here.</summary>
    public static ScannedKind Classify(string? scanned, string host)
    {
        if (DigitsOf(scanned, host) is not null)
            return ScannedKind.TalentCode;
        return PathOf(scanned, host)?.ToLowerInvariant() switch
        {
            ['/', 'w', '/', _, ..] => ScannedKind.WindowCode,
            ['/', 'i', '/', _, ..] => ScannedKind.ItemCode,
            _ => ScannedKind.Other,
        };
    }

    /// <summary>
    /// What stands after our own host, or the bare text when there is no address. Both the first and the last address
    /// in the text must be ours: neither a foreign page that mentions us nor one of ours that mentions a foreign page counts.
    /// </summary>
    private static string? PathOf(string? scanned, string host)
    {
        if (scanned is null || scanned.Length > MaxScanLength)
            return null;
        var text = Clean(scanned);
        if (!text.Contains("://", StringComparison.Ordinal))
            return text.StartsWith(host + "/", StringComparison.OrdinalIgnoreCase) ? text[host.Length..] : text;
        return After("https://", text, host) ?? (IsThisMachine(host) ? After("http://", text, host) : null);
    }

    private static string? After(string scheme, string text, string host)
    {
        var own = scheme + host + "/";
        var last = text.LastIndexOf(own, StringComparison.OrdinalIgnoreCase);
        var mark = text.LastIndexOf("://", StringComparison.Ordinal);
        return text.StartsWith(own, StringComparison.OrdinalIgnoreCase) && mark == last + scheme.Length - 3
            ? text[(last + own.Length - 1)..]
            : null;
    }

    private static bool IsThisMachine(string host) => host.Split(':')[0] is "localhost" or "127.0.0.1";

    /// <summary>Undoes what input methods and keyboard wedges add: full-width forms, Chinese stops, control and invisible characters.</summary>
    private static string Clean(string scanned)
    {
        var clean = new StringBuilder(scanned.Length);
        foreach (var c in scanned)
        {
            if (c is >= '\uFF01' and <= '\uFF5E')
                clean.Append((char)(c - 0xFEE0));
            else if (c == '\u3002')
                clean.Append('.');
            else if (c == '\u3001')
                clean.Append('/');
            else if (!char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
                clean.Append(c);
        }

        return clean.ToString().Trim();
    }
}
