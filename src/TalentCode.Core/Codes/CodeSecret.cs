using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Codes;

/// <summary>
/// What hangs on the master secret: daily pseudonyms, and keyed hashes of things too short to hash openly (short codes,
/// SMS codes, printed signs). The secret itself never leaves this class.
/// </summary>
public sealed class CodeSecret
{
    private readonly byte[] master;

    internal CodeSecret(byte[] master) => this.master = master;

    /// <summary>
    /// The person's name for one day: first 8 bytes of HMAC(K_day, id) with K_day = HMAC(master, "day|yyyy-MM-dd").
    /// Two readers of codes cannot link a person across days without the secret.
    /// </summary>
    public ulong Pseudonym(DateOnly day, ReadOnlySpan<byte> personId)
    {
        Span<byte> dayKey = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(master, Encoding.ASCII.GetBytes("day|" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), dayKey);
        HMACSHA256.HashData(dayKey, personId, mac);
        CryptographicOperations.ZeroMemory(dayKey);
        return BinaryPrimitives.ReadUInt64BigEndian(mac);
    }

    /// <summary>The id counts as its 16 bytes in written order.</summary>
    public ulong Pseudonym(DateOnly day, Guid personId) => Pseudonym(day, personId.ToByteArray(bigEndian: true));

    /// <summary>HMAC-SHA256 (32 bytes) of a value, separate for each purpose: a hash made for one is of no use for another. A purpose is fixed in code and has no "|", which divides it from the value.</summary>
    public byte[] Mac(string purpose, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ArgumentNullException.ThrowIfNull(value);
        return purpose.Contains('|', StringComparison.Ordinal)
            ? throw new ArgumentException("A purpose has no \"|\".", nameof(purpose))
            : HMACSHA256.HashData(master, Encoding.UTF8.GetBytes($"mac|{purpose}|{value}"));
    }
}
