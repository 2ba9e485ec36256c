namespace TalentCode.Core.Codes;

/// <summary>The figures the talent code runs on. Units are in the names; nothing else in the product repeats these numbers.</summary>
public static class CodeRules
{
    /// <summary>A new code is shown this often.</summary>
    public const int SlotSeconds = 30;

    /// <summary>A code ends this long after it begins: a screenshot older than this is refused.</summary>
    public const int LifeSeconds = 60;

    /// <summary>How far a server that runs behind the minting one may still accept a code before its time.</summary>
    public const int EarlySkewSeconds = 5;

    /// <summary>Codes are ready this far ahead, so that a lift or a basement does not leave a holder without one.</summary>
    public static readonly TimeSpan BatchAhead = TimeSpan.FromMinutes(20);

    public const int ShortCodeDigits = 8;

    public static readonly TimeSpan ShortCodeLife = TimeSpan.FromSeconds(120);

    public const int ShortCodeTries = 5;

    /// <summary>How long one scan opens the holder's record for the stated purpose.</summary>
    public const int GrantMinutes = 10;

    /// <summary>Longer texts are refused unread; a real code has about 258 digits.</summary>
    public const int MaxTokenDigits = 600;
}
