namespace TalentCode.Core.Consents;

/// <summary>In which capacity somebody consented: about oneself, as guardian of a minor, or for a grown-up of the family who has been asked and does not sign in.</summary>
public enum ConsentCapacity { Self, Guardian, Family }

/// <summary>
/// A consent, or its refusal, for one recipient and one purpose (个人信息保护法 13–16, 23, 29). Never asked for where a duty set
/// by law is the ground. Taken back as easily as given; a no is remembered and not asked about again.
/// </summary>
public sealed class Consent
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }

    /// <summary>Whose data it is about; null for the holder.</summary>
    public Guid? FamilyMemberId { get; set; }

    /// <summary>The item whose handling it allows.</summary>
    public string ItemId { get; set; } = "";

    /// <summary>The department that receives the data.</summary>
    public string DepartmentId { get; set; } = "";

    /// <summary>The booking it was given with; null where it is about all applications for the item.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>Who gets the data and which, as it was said when it was given; null where department and item say it.</summary>
    public string? RecipientZh { get; set; }
    public string? RecipientEn { get; set; }
    public string? DataZh { get; set; }
    public string? DataEn { get; set; }

    public bool Given { get; set; }
    public DateTime At { get; set; }

    /// <summary>Who gave it, and as what; null for holders about themselves.</summary>
    public Guid? ById { get; set; }
    public ConsentCapacity? Capacity { get; set; }

    /// <summary>Taken back; what was done before stays lawful.</summary>
    public DateTime? WithdrawnAt { get; set; }

    public bool IsInForce => Given && WithdrawnAt is null;
}
