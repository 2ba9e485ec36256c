using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Codes;

public enum SignedKind
{
    /// <summary>A service window: /w/…</summary>
    Window,

    /// <summary>A service item on a poster: /i/…</summary>
    Item,

    /// <summary>The case a printed paper belongs to, or the mandate it is: /p/…</summary>
    Paper,
}

/// <summary>
/// Short signed paths for printed QR codes, "/w/12.0123456789": a sign that somebody printed at home does not lead into
/// the product. 50 bits are enough because every guess is a request to this server.
/// </summary>
public sealed class SignedPath(CodeSecret secret)
{
    private const string Crockford = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int SignatureLength = 10;
    private const int MaxIdLength = 40;
    private const int MaxTextLength = 300;

    /// <summary>An id has 1–40 letters, digits and hyphens (ASCII).</summary>
    public string Create(SignedKind kind, string id)
    {
        if (!IsId(id))
            throw new ArgumentException("1–40 letters, digits and hyphens are expected.", nameof(id));
        return $"{Prefix(kind)}{id}.{Signature(kind, id)}";
    }

    /// <summary>Reads the last segment, the path, or the whole address; anything else is simply not read.</summary>
    public bool TryRead(SignedKind kind, string? text, out string id)
    {
        id = "";
        if (text is null || text.Length > MaxTextLength)
            return false;
        var at = text.LastIndexOf(Prefix(kind), StringComparison.Ordinal);
        var segment = at < 0 ? text : text[(at + Prefix(kind).Length)..];
        var dot = segment.Length - SignatureLength - 1;
        if (dot < 1 || segment[dot] != '.' || !IsId(segment[..dot]))
            return false;
        var given = Encoding.UTF8.GetBytes(segment[(dot + 1)..]);
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Signature(kind, segment[..dot]))))
            return false;
        id = segment[..dot];
        return true;
    }

    private string Signature(SignedKind kind, string id)
    {
        var mac = secret.Mac(Purpose(kind), id);
        return string.Create(SignatureLength, mac, static (chars, bytes) =>
        {
            var bits = 0UL;
            for (var i = 0; i < sizeof(ulong); i++)
                bits = (bits << 8) | bytes[i];
            for (var i = 0; i < chars.Length; i++, bits <<= 5)
                chars[i] = Crockford[(int)(bits >> 59)];
        });
    }

    private static string Purpose(SignedKind kind) => kind switch
    {
        SignedKind.Window => "path-window",
        SignedKind.Item => "path-item",
        _ => "path-paper",
    };

    private static string Prefix(SignedKind kind) => kind switch
    {
        SignedKind.Window => "/w/",
        SignedKind.Item => "/i/",
        _ => "/p/",
    };

    private static bool IsId(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
