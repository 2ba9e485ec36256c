using TalentCode.Core.Data;

namespace TalentCode.Core.Ratings;

/// <summary>What comes next in a task; the last three are ends.</summary>
public enum RatingTaskState { Contact, Verify, Rectify, CallBack, SecondRating, Done, Lapsed, Excluded }

/// <summary>Who works a task off: an approver of the department who had no hand in the matter, or supervision.</summary>
public enum RatingDesk { Department, Supervision }

public enum ContactHow { Phone, InPerson, Message }

/// <summary>What follows from a bad rating (差评整改): contact, verify, put right, call back, second rating.</summary>
public sealed class RatingTask : IVersioned
{
    public Guid Id { get; set; }
    public Guid RatingId { get; set; }
    public Rating? Rating { get; set; }
    public RatingDesk Desk { get; set; }
    public RatingTaskState State { get; set; }

    /// <summary>From here the terms run: when the bad rating was given.</summary>
    public DateTime StartedAt { get; set; }

    public DateTime ContactDueAt { get; set; }
    public DateTime VerifyDueAt { get; set; }
    public DateTime RectifyDueAt { get; set; }
    public DateTime? CallBackDueAt { get; set; }

    /// <summary>The last instant of what comes next; null when nothing of the office is due.</summary>
    public DateTime? NextDueAt { get; set; }

    /// <summary>A date rests on a year whose holiday notice is not out.</summary>
    public bool DueProvisional { get; set; }

    /// <summary>When the sweep has to look again.</summary>
    public DateTime? WarnAt { get; set; }

    /// <summary>When the first contact took place, as the handler says; <see cref="ContactedAt"/> is when it was written down, and that counts.</summary>
    public DateTime? ContactAt { get; set; }
    public DateTime? ContactedAt { get; set; }
    public ContactHow? ContactHow { get; set; }
    public string? ContactNote { get; set; }
    public DateTime? VerifiedAt { get; set; }
    public string? Finding { get; set; }
    public DateTime? RectifiedAt { get; set; }
    public string? Measure { get; set; }
    public DateTime? CalledBackAt { get; set; }
    public string? CallBackNote { get; set; }

    /// <summary>Until when the second rating may be given.</summary>
    public DateTime? SecondClosesAt { get; set; }
    public RatingLevel? SecondLevel { get; set; }
    public string? SecondComment { get; set; }
    public DateTime? SecondAt { get; set; }

    public DateTime? ComplexAskedAt { get; set; }
    public Guid? ComplexAskedBy { get; set; }
    public string? ComplexReason { get; set; }
    public DateTime? ComplexDecidedAt { get; set; }
    public bool Complex { get; set; }
    public Guid Version { get; set; }

    public bool IsRunning => RatingRules.Running.Contains(State);

    /// <summary>Supervision is asked for the longer term and has not answered.</summary>
    public bool ComplexPending => ComplexAskedAt is not null && ComplexDecidedAt is null;
}

public enum ReviewGround { Malicious, Mistaken }

/// <summary>Whether a bad rating is malicious or mistaken: asked by the unit, decided by supervision, objected to once.</summary>
public sealed class RatingReview : IVersioned
{
    public Guid Id { get; set; }
    public Guid RatingId { get; set; }
    public ReviewGround Ground { get; set; }
    public DateTime AskedAt { get; set; }
    public Guid AskedBy { get; set; }
    public string AskedReason { get; set; } = "";
    public DateTime? DecidedAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public bool? Upheld { get; set; }

    /// <summary>The rater reads it.</summary>
    public string? Reason { get; set; }

    public DateTime? ObjectedAt { get; set; }
    public string? Objection { get; set; }
    public DateTime? ObjectionDecidedAt { get; set; }
    public bool? ObjectionUpheld { get; set; }
    public string? ObjectionReason { get; set; }
    public Guid Version { get; set; }

    public bool Pending => DecidedAt is null || ObjectionPending;
    public bool ObjectionPending => ObjectedAt is not null && ObjectionDecidedAt is null;
}
