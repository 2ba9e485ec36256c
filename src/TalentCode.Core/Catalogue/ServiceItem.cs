using TalentCode.Core.Staff;

namespace TalentCode.Core.Catalogue;

/// <summary>One of the 68 services. What it says lives in its versions; old cases keep the version they were filed under.</summary>
public sealed class ServiceItem
{
    /// <summary>"P01" … "M16".</summary>
    public string Id { get; set; } = "";

    public int Order { get; set; }

    /// <summary>Closed items cannot be filed; the sentence says why and until when.</summary>
    public bool Open { get; set; } = true;

    public string? ClosedReasonZh { get; set; }
    public string? ClosedReasonEn { get; set; }
    public List<ServiceItemVersion> Versions { get; set; } = [];
}

/// <summary>What an item said from one day to another.</summary>
public sealed class ServiceItemVersion
{
    public Guid Id { get; set; }
    public string ItemId { get; set; } = "";
    public int Number { get; set; }
    public DateOnly From { get; set; }

    /// <summary>Last day of this version; null while it is in force.</summary>
    public DateOnly? Until { get; set; }

    public string DepartmentId { get; set; } = "";
    public Department? Department { get; set; }
    public ItemContent Content { get; set; } = null!;

    /// <summary>From the content, as a column: the sweep asks for it.</summary>
    public bool AcceptanceBySilence { get; set; }

    /// <summary>Hash of the content as loaded: a changed file makes a new version, an unchanged one does not.</summary>
    public string ContentHash { get; set; } = "";
}
