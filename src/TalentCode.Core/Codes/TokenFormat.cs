using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;

namespace TalentCode.Core.Codes;

/// <summary>
/// The one shape a token may have. Reading is strict and then writes the result again: whatever does not come out
/// byte for byte (indefinite lengths, long integers, extra labels, an unprotected header) is not a code.
/// </summary>
internal static class TokenFormat
{
    private const int Algorithm = 1, KeyId = 4, Es256 = -7;
    private const int Subject = 2, Expiry = 4, Begin = 5, TokenId = 7;
    private const int SubBytes = 8, CtiBytes = 4, SignatureBytes = 64;
    private static readonly CborTag Sign1 = (CborTag)18;

    public static byte[] Payload(ulong sub, uint begin, uint expiry, uint cti)
    {
        if (!LifeIsRight(begin, expiry))
            throw new ArgumentOutOfRangeException(nameof(expiry), "A code lives at most a minute.");
        Span<byte> subBytes = stackalloc byte[SubBytes], ctiBytes = stackalloc byte[CtiBytes];
        BinaryPrimitives.WriteUInt64BigEndian(subBytes, sub);
        BinaryPrimitives.WriteUInt32BigEndian(ctiBytes, cti);
        var writer = new CborWriter(CborConformanceMode.Canonical, initialCapacity: 32);
        writer.WriteStartMap(4);
        writer.WriteInt32(Subject);
        writer.WriteByteString(subBytes);
        writer.WriteInt32(Expiry);
        writer.WriteUInt32(expiry);
        writer.WriteInt32(Begin);
        writer.WriteUInt32(begin);
        writer.WriteInt32(TokenId);
        writer.WriteByteString(ctiBytes);
        writer.WriteEndMap();
        return writer.Encode();
    }

    public static bool TryParse(byte[] bytes, [NotNullWhen(true)] out CodeToken? token)
    {
        token = null;
        try
        {
            var (head, payload, signature) = Envelope(bytes);
            var kid = Head(head);
            var (sub, begin, expiry, cti) = Claims(payload);
            if (signature.Length != SignatureBytes || CodeKey.NumberOf(kid) == 0 || !LifeIsRight(begin, expiry)
                || !Envelope(kid, Payload(sub, begin, expiry, cti), signature).AsSpan().SequenceEqual(bytes))
                return false;
            token = new CodeToken(sub, DateTime.UnixEpoch.AddSeconds(begin), DateTime.UnixEpoch.AddSeconds(expiry), cti, kid);
            return true;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // The reader's three ways of saying that the bytes are something else.
            return false;
        }
    }

    private static bool LifeIsRight(uint begin, uint expiry) =>
        expiry > begin && expiry - begin <= CodeRules.LifeSeconds;

    private static (byte[] Head, byte[] Payload, byte[] Signature) Envelope(byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        Require(reader.ReadTag() == Sign1 && reader.ReadStartArray() == 4);
        var head = reader.ReadByteString();
        Require(reader.ReadStartMap() == 0);
        reader.ReadEndMap();
        var payload = reader.ReadByteString();
        var signature = reader.ReadByteString();
        reader.ReadEndArray();
        Require(reader.BytesRemaining == 0);
        return (head, payload, signature);
    }

    private static byte[] Head(byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        Require(reader.ReadStartMap() == 2 && reader.ReadInt32() == Algorithm && reader.ReadInt32() == Es256 && reader.ReadInt32() == KeyId);
        var kid = reader.ReadByteString();
        reader.ReadEndMap();
        Require(reader.BytesRemaining == 0);
        return kid;
    }

    private static (ulong Sub, uint Begin, uint Expiry, uint Cti) Claims(byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Canonical);
        Require(reader.ReadStartMap() == 4 && reader.ReadInt32() == Subject);
        var sub = reader.ReadByteString();
        Require(reader.ReadInt32() == Expiry);
        var expiry = reader.ReadUInt32();
        Require(reader.ReadInt32() == Begin);
        var begin = reader.ReadUInt32();
        Require(reader.ReadInt32() == TokenId);
        var cti = reader.ReadByteString();
        reader.ReadEndMap();
        Require(reader.BytesRemaining == 0 && sub.Length == SubBytes && cti.Length == CtiBytes);
        return (BinaryPrimitives.ReadUInt64BigEndian(sub), begin, expiry, BinaryPrimitives.ReadUInt32BigEndian(cti));
    }

    private static byte[] Envelope(byte[] kid, byte[] payload, byte[] signature)
    {
        var head = new CborWriter(CborConformanceMode.Canonical, initialCapacity: 16);
        head.WriteStartMap(2);
        head.WriteInt32(Algorithm);
        head.WriteInt32(Es256);
        head.WriteInt32(KeyId);
        head.WriteByteString(kid);
        head.WriteEndMap();
        var writer = new CborWriter(CborConformanceMode.Canonical, initialCapacity: 128);
        writer.WriteTag(Sign1);
        writer.WriteStartArray(4);
        writer.WriteByteString(head.Encode());
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void Require(bool fits)
    {
        if (!fits)
            throw new CborContentException("Not the shape of a talent code.");
    }
}
