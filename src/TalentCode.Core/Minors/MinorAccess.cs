using TalentCode.Core.Data;

namespace TalentCode.Core.Minors;

public enum MinorAccessState { Pending, Approved, Refused }

/// <summary>
/// A member of staff asks to see a minor's full data in one case; supervision approves or refuses (未成年人网络保护条例 36).
/// For this person and this case only, and for a limited time.
/// </summary>
public sealed class MinorAccess : IVersioned
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public Guid TalentId { get; set; }
    public Guid FamilyMemberId { get; set; }
    public Guid StaffId { get; set; }
    public string StaffZh { get; set; } = "";
    public string StaffEn { get; set; } = "";

    /// <summary>Where the person works, as the holder and supervision read it.</summary>
    public string OfficeZh { get; set; } = "";
    public string OfficeEn { get; set; } = "";

    public string Reason { get; set; } = "";
    public DateTime AskedAt { get; set; }
    public MinorAccessState State { get; set; }
    public DateTime? DecidedAt { get; set; }
    public Guid? DecidedById { get; set; }
    public string? DecidedZh { get; set; }
    public string? DecidedEn { get; set; }

    /// <summary>Why it was refused; the one who asked reads it.</summary>
    public string? Note { get; set; }

    /// <summary>When an approval ends (UTC); null unless approved.</summary>
    public DateTime? Until { get; set; }

    public Guid Version { get; set; }

    public LocalText Staff => new(StaffZh, StaffEn);
    public LocalText Office => new(OfficeZh, OfficeEn);

    public bool IsOpen(DateTime now) => State == MinorAccessState.Approved && now < Until;
}

/// <summary>One look at a minor's full data: append-only. The holder reads the same in the list of who looked; supervision goes through it every year (未成年人网络保护条例 37).</summary>
public sealed class MinorLook
{
    public Guid Id { get; set; }

    /// <summary>The approval it was taken under; null for a look at a window.</summary>
    public Guid? AccessId { get; set; }
    public MinorAccess? Access { get; set; }

    /// <summary>At a window: the view that the code opened, with the guardian present.</summary>
    public Guid? GrantId { get; set; }

    public Guid TalentId { get; set; }
    public Guid FamilyMemberId { get; set; }
    public Guid StaffId { get; set; }
    public string StaffZh { get; set; } = "";
    public string StaffEn { get; set; } = "";
    public string OfficeZh { get; set; } = "";
    public string OfficeEn { get; set; } = "";
    public DateTime At { get; set; }
    public string WhatZh { get; set; } = "";
    public string WhatEn { get; set; } = "";
    public LocalText What => new(WhatZh, WhatEn);
}
