namespace TalentCode.Core.Codes;

/// <summary>What a code says once its signature is good. Nothing in it is personal.</summary>
/// <param name="Sub">The holder's pseudonym of the day.</param>
/// <param name="NotBefore">UTC, whole seconds.</param>
/// <param name="Expires">UTC, whole seconds; from this instant on the code is refused.</param>
/// <param name="Cti">Number of this code, unique together with <paramref name="Sub"/>.</param>
/// <param name="Kid">Which key signed it.</param>
public sealed record CodeToken(ulong Sub, DateTime NotBefore, DateTime Expires, uint Cti, byte[] Kid)
{
    /// <summary><see cref="Sub"/> as databases hold it: the same 64 bits, signed.</summary>
    public long StoredSub => unchecked((long)Sub);

    /// <summary><see cref="Cti"/> as databases hold it.</summary>
    public long StoredCti => Cti;
}

/// <summary>Why a text is not accepted. Anything after BadSignature was really issued by this service.</summary>
public enum TokenFault
{
    None,

    /// <summary>Not a code of ours in its one spelling.</summary>
    NotACode,

    /// <summary>The key is unknown, withdrawn, or not the one for that time.</summary>
    UnknownKey,
    BadSignature,
    Expired,
    NotYetValid,
}

/// <summary>The outcome of reading; <paramref name="Token"/> is present exactly when the signature is good.</summary>
public readonly record struct TokenReading(TokenFault Fault, CodeToken? Token);
