using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TalentCode.Core.Codes;

/// <summary>
/// One month's signing key (ES256). It speaks only for codes that begin in [NotBefore, NotAfter), UTC: an old key that
/// leaks later cannot make a code for today.
/// </summary>
public sealed class CodeKey
{
    // ECDsa makes no promise about use from several threads, so each caller borrows an instance of its own.
    private readonly ConcurrentBag<ECDsa> idle = [];
    private readonly ECParameters parameters;

    internal CodeKey(ushort number, DateTime notBefore, DateTime notAfter, ECParameters parameters)
    {
        (Number, NotBefore, NotAfter, this.parameters) = (number, notBefore, notAfter, parameters);
        Kid = KidOf(number);
    }

    /// <summary>Running number, 1–65535; <see cref="Kid"/> is the same in as few bytes as it needs.</summary>
    public ushort Number { get; }

    public byte[] Kid { get; }

    public DateTime NotBefore { get; }

    public DateTime NotAfter { get; }

    public bool SpeaksFor(DateTime utc) => NotBefore <= utc && utc < NotAfter;

    /// <summary>The half that terminals and other servers may hold.</summary>
    public PublicCodeKey ToPublic() =>
        new(Kid, NotBefore, NotAfter, Base64Url(parameters.Q.X!), Base64Url(parameters.Q.Y!));

    internal TResult Use<TState, TResult>(TState state, Func<ECDsa, TState, TResult> work)
    {
        var key = idle.TryTake(out var free) ? free : ECDsa.Create(parameters);
        try
        {
            return work(key, state);
        }
        finally
        {
            idle.Add(key);
        }
    }

    internal static byte[] KidOf(ushort number)
    {
        if (number <= byte.MaxValue)
            return [(byte)number];
        var two = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, number);
        return two;
    }

    /// <summary>Zero for anything that is not the one spelling of a number.</summary>
    internal static ushort NumberOf(ReadOnlySpan<byte> kid) => kid switch
    {
        [var one] => one,
        [not 0, _] => BinaryPrimitives.ReadUInt16BigEndian(kid),
        _ => 0,
    };

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

/// <summary>A public key as a browser imports it: JWK members x and y (base64url), curve P-256.</summary>
public sealed record PublicCodeKey(byte[] Kid, DateTime From, DateTime Until, string X, string Y);
