using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;

namespace TalentCode.Core.Codes;

/// <summary>
/// Writes and reads the number in the QR: a COSE_Sign1 (RFC 9052) around a CWT (RFC 8392), ES256, taken as one big
/// decimal integer. The host is signed along as external data. Thread-safe.
/// </summary>
public sealed class TokenCodec
{
    private readonly CodeKeyRing keys;
    private readonly byte[] audience;

    public TokenCodec(CodeKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        this.keys = keys;
        audience = Encoding.UTF8.GetBytes("TC1|" + keys.Host);
    }

    /// <summary>Signs with the key of the month in which the code begins. Fractions of seconds are cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The life is not within 1–<see cref="CodeRules.LifeSeconds"/> seconds.</exception>
    public string Mint(ulong sub, DateTime notBefore, DateTime expires, uint cti)
    {
        var key = keys.SigningKey(notBefore);
        var payload = TokenFormat.Payload(sub, Seconds(notBefore), Seconds(expires), cti);
        return Digits(key.Use((key.Kid, payload, audience), Sign));
    }

    /// <summary>
    /// Never throws, whatever the text. Cheap checks come first, so that noise costs no signature. Without
    /// <paramref name="utcNow"/> the time is not judged (scans made offline are verified again later).
    /// </summary>
    public TokenReading Read(string? text, DateTime? utcNow)
    {
        if (BytesOf(text) is not { } bytes || !TokenFormat.TryParse(bytes, out var token))
            return new(TokenFault.NotACode, null);
        if (!keys.TryFind(token.Kid, out var key) || !key.SpeaksFor(token.NotBefore))
            return new(TokenFault.UnknownKey, null);
        if (!key.Use((bytes, audience), Verify))
            return new(TokenFault.BadSignature, null);
        return new(utcNow is { } now ? Timing(token, now) : TokenFault.None, token);
    }

    private static TokenFault Timing(CodeToken token, DateTime now)
    {
        if (now >= token.Expires)
            return TokenFault.Expired;
        return now.AddSeconds(CodeRules.EarlySkewSeconds) < token.NotBefore ? TokenFault.NotYetValid : TokenFault.None;
    }

    private static byte[] Sign(ECDsa key, (byte[] Kid, byte[] Payload, byte[] Audience) work)
    {
        var headers = new CoseHeaderMap { { CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes(work.Kid) } };
        return CoseSign1Message.SignEmbedded(work.Payload, new CoseSigner(key, HashAlgorithmName.SHA256, headers), work.Audience);
    }

    private static bool Verify(ECDsa key, (byte[] Message, byte[] Audience) work)
    {
        try
        {
            return CoseMessage.DecodeSign1(work.Message).VerifyEmbedded(key, work.Audience);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Digits(byte[] bytes) =>
        new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    /// <summary>A leading zero would be a second spelling of the same number.</summary>
    private static byte[]? BytesOf(string? text)
    {
        if (text is null or [] or ['0', ..] || text.Length > CodeRules.MaxTokenDigits || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    private static uint Seconds(DateTime utc) =>
        checked((uint)((utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond));
}
