using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>A yellow, red or deep-red card: issued by the sweep, explained by the unit, cancelled by supervision only.</summary>
public sealed class CaseCard : IVersioned
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public ServiceCase? Case { get; set; }
    public string DepartmentId { get; set; } = "";
    public CaseLight Light { get; set; }
    public WarningKind Kind { get; set; }

    /// <summary>The due instant the card is about; with case and kind its identity.</summary>
    public DateTime About { get; set; }

    public DateTime IssuedAt { get; set; }

    /// <summary>Why it took longer, as the unit says publicly (优化营商环境条例 36).</summary>
    public string? PublicReason { get; set; }
    public DateTime? ExplainedAt { get; set; }

    /// <summary>The new date told to the applicant with the apology.</summary>
    public DateOnly? NewDate { get; set; }

    public DateTime? CancelledAt { get; set; }
    public string? CancelledBy { get; set; }
    public string? CancelReason { get; set; }
    public Guid Version { get; set; }
}
