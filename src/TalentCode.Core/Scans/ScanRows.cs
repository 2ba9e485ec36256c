using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Scans;

/// <summary>Why a person is being looked at. Decides what the grant opens.</summary>
public enum ScanPurpose { CheckIn, FileService, AskProgress, Deliver, VerifyGrade, RedeemBooking }

public enum ScanSource { Camera, ShortCode, WindowVisit, NoCode }

/// <summary>The closed set of answers to a scan; each has a sentence in <see cref="ScanSentences"/>.</summary>
public enum ScanOutcome { Valid, Expired, NotYetValid, AlreadyUsed, Frozen, NotActive, NotForPurpose, NotACode }

/// <summary>First authenticated use of a code. The unique key (sub, cti) makes a code one-time.</summary>
public sealed class UsedCode
{
    public long Sub { get; set; }
    public long Cti { get; set; }
    public DateTime At { get; set; }
    public Guid StaffId { get; set; }
    public string WindowId { get; set; } = "";
    public Guid GrantId { get; set; }
}

/// <summary>A time-boxed, purpose-bound permission of one staff member to see one person. The scan is the capability.</summary>
public sealed class AccessGrant
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public Talent? Talent { get; set; }
    public Guid StaffId { get; set; }
    public string WindowId { get; set; } = "";
    public HallWindow? Window { get; set; }
    public ScanPurpose Purpose { get; set; }
    public ScanSource Source { get; set; }
    public DateTime At { get; set; }
    public DateTime Until { get; set; }

    /// <summary>Set when the holder refuses on the own phone; the view closes at once.</summary>
    public DateTime? DeniedAt { get; set; }

    /// <summary>Typed reason of a look-up without a code; such a grant is flagged to the holder.</summary>
    public string? Reason { get; set; }
}

/// <summary>One answer to one scan. Whereabouts: kept for a short time only.</summary>
public sealed class ScanEvent
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }
    public Guid StaffId { get; set; }
    public string WindowId { get; set; } = "";
    public ScanPurpose Purpose { get; set; }
    public ScanSource Source { get; set; }
    public ScanOutcome Outcome { get; set; }
    public Guid? TalentId { get; set; }
}

/// <summary>"Who looked at my data": one line per look, readable by the holder.</summary>
public sealed class AccessEntry
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public DateTime At { get; set; }
    public Guid StaffId { get; set; }

    /// <summary>What the holder reads: place or department, never the staff member's private data.</summary>
    public string WhereZh { get; set; } = "";
    public string WhereEn { get; set; } = "";
    public string WhatZh { get; set; } = "";
    public string WhatEn { get; set; } = "";

    /// <summary>Looked up without a code in hand; shown with a mark and the typed reason.</summary>
    public bool Flagged { get; set; }

    public string? Reason { get; set; }
    public Guid? GrantId { get; set; }
}

public enum VisitStatus { Arrived, Confirmed, Declined, Ended }

/// <summary>"I am at window 12": the holder scanned the counter's code and decides on the own phone what may be seen.</summary>
public sealed class WindowVisit : IVersioned
{
    public Guid Id { get; set; }
    public string WindowId { get; set; } = "";
    public HallWindow? Window { get; set; }
    public Guid TalentId { get; set; }
    public Talent? Talent { get; set; }
    public ScanPurpose Purpose { get; set; }
    public VisitStatus Status { get; set; }
    public DateTime At { get; set; }
    public DateTime Until { get; set; }
    public Guid Version { get; set; }
}
