using System.Formats.Cbor;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

/// <summary>A key folder of its own for each test, and the means of somebody who stole the key file from it.</summary>
public sealed class CodeFixture : IDisposable
{
    public const string Host = "talent.example";

    public CodeFixture()
    {
        Ring = Open();
        Codec = new TokenCodec(Ring);
    }

    public static DateTime Noon { get; } = new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "codes-" + Guid.NewGuid().ToString("N"));

    public CodeKeyRing Ring { get; }

    public TokenCodec Codec { get; }

    public CodeKeyRing Open(string host = Host, TimeProvider? clock = null) => new(new CodeKeyOptions(Folder, host), clock);

    public string Mint(ulong sub = 0x1122334455667788, uint cti = 7) => Codec.Mint(sub, Noon, Noon.AddSeconds(60), cti);

    public TokenFault Fault(string? text) => Codec.Read(text, Noon).Fault;

    public static byte[] Bytes(string digits) =>
        BigInteger.Parse(digits, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);

    public static string Digits(byte[] bytes) =>
        new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    public ECDsa StolenKey()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Directory.GetFiles(Folder, "code-key-*.pem").Order().First()));
        return key;
    }

    /// <summary>Signs any payload under any headers with the real key: what remains must be caught by the shape alone.</summary>
    public string Forge(byte[] payload, Action<CoseHeaderMap>? head = null, Action<CoseHeaderMap>? open = null, HashAlgorithmName? hash = null)
    {
        using var key = StolenKey();
        var isProtected = new CoseHeaderMap();
        (head ?? (h => h.Add(CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes([1]))))(isProtected);
        var unprotected = new CoseHeaderMap();
        open?.Invoke(unprotected);
        var signer = new CoseSigner(key, hash ?? HashAlgorithmName.SHA256, isProtected, unprotected);
        return Digits(CoseSign1Message.SignEmbedded(payload, signer, Encoding.UTF8.GetBytes("TC1|" + Host)));
    }

    /// <summary>The usual four claims, or what a test wants instead.</summary>
    public static byte[] Claims(Action<CborWriter>? body = null, int? count = 4, CborConformanceMode mode = CborConformanceMode.Lax)
    {
        var writer = new CborWriter(mode);
        writer.WriteStartMap(count);
        (body ?? Usual)(writer);
        writer.WriteEndMap();
        return writer.Encode();
    }

    public static void Usual(CborWriter writer)
    {
        Sub(writer);
        Times(writer, 60);
        Cti(writer);
    }

    public static void Sub(CborWriter writer)
    {
        writer.WriteInt32(2);
        writer.WriteByteString([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88]);
    }

    public static void Times(CborWriter writer, int life)
    {
        var begin = new DateTimeOffset(Noon).ToUnixTimeSeconds();
        writer.WriteInt32(4);
        writer.WriteInt64(begin + life);
        writer.WriteInt32(5);
        writer.WriteInt64(begin);
    }

    public static void Cti(CborWriter writer)
    {
        writer.WriteInt32(7);
        writer.WriteByteString([0, 0, 0, 7]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
