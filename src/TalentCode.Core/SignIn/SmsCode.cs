using TalentCode.Core.Data;

namespace TalentCode.Core.SignIn;

/// <summary>A one-time sign-in code sent by SMS. Only a keyed hash is kept; bound to the number and to the browser that asked.</summary>
public sealed class SmsCode : IVersioned
{
    public Guid Id { get; set; }

    /// <summary>Number in full, digits only; rows are removed after a day.</summary>
    public string Phone { get; set; } = "";

    public string Hash { get; set; } = "";

    /// <summary>Keyed hash of the nonce kept in the asking browser's cookie.</summary>
    public string BrowserHash { get; set; } = "";

    public DateTime SentAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    public int Tries { get; set; }

    /// <summary>Used, replaced by a newer one, or tried too often.</summary>
    public DateTime? ClosedAt { get; set; }

    public Guid Version { get; set; }
}
