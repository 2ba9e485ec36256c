using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentCode.Core.Codes;

namespace TalentCode.Core.Messaging;

/// <summary>Signed addresses in mails that switch one kind of message off for one person without signing in (RFC 8058).</summary>
public sealed class UnsubscribeLinks(CodeSecret secret, CodeLink site)
{
    public const string Path = "/unsubscribe/";
    private const int SignatureLength = 32;

    /// <summary>Null for kinds that may not be switched off.</summary>
    public Uri? For(Guid talent, MessageKind kind) => MessageKinds.Rules[kind].MayBeOff ? new Uri(site.ForPath(Path + Token(talent, kind))) : null;

    /// <summary>Reads the last segment; anything not made here is simply not read.</summary>
    public bool TryRead(string? token, out Guid talent, out MessageKind kind)
    {
        (talent, kind) = (Guid.Empty, default);
        if (token?.Split('.') is not [{ Length: 32 } id, { Length: 1 } number, { Length: SignatureLength }]) return false;
        if (!Guid.TryParseExact(id, "N", out talent) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        kind = (MessageKind)value;
        return MessageKinds.Rules.TryGetValue(kind, out var rule) && rule.MayBeOff
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token(talent, kind)));
    }

    private string Token(Guid talent, MessageKind kind)
    {
        var told = string.Create(CultureInfo.InvariantCulture, $"{talent:N}.{(int)kind}");
        return $"{told}.{Convert.ToHexStringLower(secret.Mac("unsubscribe", told))[..SignatureLength]}";
    }
}
