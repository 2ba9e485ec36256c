using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Ratings;

/// <summary>What is rated: a case that was delivered (一事一评), or the help of a hall on one day (一次一评).</summary>
public enum RatingKind { Case, Visit }

/// <summary>The five levels of 国办发〔2019〕51号; the last two are bad.</summary>
public enum RatingLevel { VerySatisfied, Satisfied, FairlySatisfied, Dissatisfied, VeryDissatisfied }

public enum RatingStatus { Invited, Rated, Withdrawn, Declined, Expired }

/// <summary>The invitation to rate one matter and, once it was given, the rating: one row for one matter, whatever happens to it.</summary>
public sealed class Rating : IVersioned
{
    public Guid Id { get; set; }

    /// <summary>The matter, unique: "case:…" or "visit:holder:hall:day". Two sweeps at once invite once.</summary>
    public string Key { get; set; } = "";

    public RatingKind Kind { get; set; }
    public Guid TalentId { get; set; }
    public Talent? Talent { get; set; }
    public Guid? CaseId { get; set; }
    public ServiceCase? Case { get; set; }

    /// <summary>The item the matter was about; of a request the item it named. Null for a visit.</summary>
    public string? ItemId { get; set; }
    public string? DepartmentId { get; set; }
    public Department? Department { get; set; }
    public string? HallId { get; set; }
    public Hall? Hall { get; set; }

    /// <summary>Item or hall, as it was called when the invitation went out.</summary>
    public string TitleZh { get; set; } = "";
    public string TitleEn { get; set; } = "";

    /// <summary>When the case was delivered or the visit took place (UTC).</summary>
    public DateTime About { get; set; }

    public RatingStatus Status { get; set; }
    public DateTime InvitedAt { get; set; }
    public DateTime RemindAt { get; set; }
    public DateTime? RemindedAt { get; set; }

    /// <summary>First instant (UTC) at which nothing can be rated or changed any more.</summary>
    public DateTime ClosesAt { get; set; }

    /// <summary>Null until somebody chose one: there is no default.</summary>
    public RatingLevel? Level { get; set; }

    /// <summary>Codes of <see cref="RatingReasons"/>; only with a bad level.</summary>
    public List<string> Reasons { get; set; } = [];
    public string? Comment { get; set; }
    public DateTime? RatedAt { get; set; }

    /// <summary>Found malicious or mistaken by another unit: stays visible, counts in no figure.</summary>
    public bool Excluded { get; set; }

    public List<RatedPerson> Persons { get; set; } = [];
    public List<RatingEvent> Events { get; set; } = [];
    public RatingTask? Task { get; set; }
    public RatingReview? Review { get; set; }
    public Guid Version { get; set; }

    public LocalText Title => new(TitleZh, TitleEn);
    public bool IsBad => RatingRules.IsBad(Level);
    public bool IsOpen(DateTime now) => now < ClosesAt;
}

/// <summary>Somebody of the staff who had a hand in the matter: the rated persons. They never learn who rated and never work on what follows.</summary>
public sealed class RatedPerson
{
    public Guid RatingId { get; set; }
    public Guid StaffId { get; set; }
}

/// <summary>Which scans a visit's rating covers: each is looked at once.</summary>
public sealed class RatingVisit
{
    public Guid GrantId { get; set; }
    public Guid RatingId { get; set; }
}

public enum RatingAction
{
    Invited, Reminded, Rated, Changed, Withdrawn, Declined, Expired,
    TaskOpened, TaskLapsed, Contacted, Verified, Rectified, CalledBack, SecondRated, Done,
    ComplexAsked, ComplexApproved, ComplexRefused, TakenOver, DatesMoved, ContactSeen,
    ReviewAsked, ReviewUpheld, ReviewRejected, Objected, ObjectionUpheld, ObjectionRejected,
}

/// <summary>What happened to a rating and to what follows from it: append-only, written in the transaction of the change.</summary>
public sealed class RatingEvent
{
    public Guid Id { get; set; }
    public Guid RatingId { get; set; }

    /// <summary>1, 2, 3 … within a rating; unique, so two writers cannot both append the same step.</summary>
    public int Sequence { get; set; }

    public DateTime At { get; set; }
    public RatingAction Action { get; set; }
    public ActorKind ActorKind { get; set; }
    public Guid ActorId { get; set; }
    public string ActorZh { get; set; } = "";
    public string ActorEn { get; set; } = "";
    public RatingLevel? Level { get; set; }
    public List<string> Reasons { get; set; } = [];
    public string? Note { get; set; }
}
