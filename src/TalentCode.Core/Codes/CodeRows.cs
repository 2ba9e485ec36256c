using TalentCode.Core.Data;

namespace TalentCode.Core.Codes;

public enum CodeStatus { Active, Frozen, Revoked }

/// <summary>The state of one person's talent code: in force until a day, perhaps frozen.</summary>
public sealed class TalentCodeState : IVersioned
{
    public Guid TalentId { get; set; }
    public CodeStatus Status { get; set; }

    /// <summary>Last day of validity; three years from issue, reviewed on change of employer or grade.</summary>
    public DateOnly Until { get; set; }

    public DateTime? FrozenAt { get; set; }
    public string? FrozenBy { get; set; }
    public string? FrozenReason { get; set; }

    /// <summary>When the code was last frozen or thawed: only codes minted since are accepted, so that thawing does not revive old pictures.</summary>
    public DateTime? NotBefore { get; set; }

    public Guid Version { get; set; }
}

/// <summary>The codes minted ahead for one person; each view mints only the missing tail.</summary>
public sealed class CodeBatch : IVersioned
{
    public Guid TalentId { get; set; }
    public List<CodeSlot> Slots { get; set; } = [];
    public Guid Version { get; set; }
}

/// <summary>One code of the batch: valid from <paramref name="Nbf"/> (unix seconds) for sixty seconds.</summary>
public sealed record CodeSlot(long Nbf, string Digits);

/// <summary>Daily pseudonym: the only way from the <c>sub</c> of a token back to a person.</summary>
public sealed class TalentPseudonym
{
    public DateOnly Day { get; set; }
    public long Sub { get; set; }
    public Guid TalentId { get; set; }
}

/// <summary>A spoken code: eight digits, two minutes, once, online only. Only its keyed hash is kept.</summary>
public sealed class ShortCode
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public string Hash { get; set; } = "";
    public DateTime ExpiresAt { get; set; }
    public DateTime? UsedAt { get; set; }
}
