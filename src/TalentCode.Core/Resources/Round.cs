using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

/// <summary>Where a round stands. Whether somebody may file goes by the instants alone; the sweep only writes down what they say.</summary>
public enum RoundState { Announced, Open, Closed, Ranked, Published }

/// <summary>One window of a batch item (批次): when it opens and closes, how many places there are and how they are given out.</summary>
public sealed class Round : IVersioned
{
    public Guid Id { get; set; }
    public string ItemId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";

    /// <summary>First and last day on which one can file, in the city.</summary>
    public DateOnly FirstDay { get; set; }
    public DateOnly LastDay { get; set; }

    /// <summary>00:00 of the first day, UTC instant; included.</summary>
    public DateTime OpensAt { get; set; }

    /// <summary>24:00 of the last day, UTC instant; no longer included.</summary>
    public DateTime ClosesAt { get; set; }

    /// <summary>Last day for the results.</summary>
    public DateOnly ResultsDue { get; set; }

    /// <summary>Places in all: the sum of its options.</summary>
    public int Quota { get; set; }

    /// <summary>The child has turned six by this day; null for rounds that are not about children.</summary>
    public DateOnly? SixBy { get; set; }

    /// <summary>Day on which those with a place register there; nobody moves up from then on. Null where there is no such day.</summary>
    public DateOnly? RegisterOn { get; set; }

    public RoundState State { get; set; }

    /// <summary>Seed of the lot, 64 hex digits: drawn and published when the window closes, before anybody can rank.</summary>
    public string? Seed { get; set; }

    public List<RoundCriterion> Criteria { get; set; } = [];
    public List<RoundOption> Options { get; set; } = [];

    /// <summary>When an approver ordered the results to be published; the sweep carries on until the last case is decided.</summary>
    public DateTime? PublishStartedAt { get; set; }
    public Guid? PublishById { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>When everybody concerned had been told that the window is open, and that it closes soon.</summary>
    public DateTime? OpeningToldAt { get; set; }
    public DateTime? ClosingToldAt { get; set; }
    public Guid Version { get; set; }

    public LocalText Name => new(NameZh, NameEn);

    public bool IsOpenAt(DateTime now) => OpensAt <= now && now < ClosesAt;
}

/// <summary>What can be wished for in a round: a school with its places, or the one kind of place there is.</summary>
public sealed class RoundOption
{
    public Guid Id { get; set; }
    public Guid RoundId { get; set; }
    public string Code { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string DistrictZh { get; set; } = "";
    public string DistrictEn { get; set; } = "";
    public int Capacity { get; set; }

    /// <summary>Places given. Only ever raised by a conditional update that looks at the capacity.</summary>
    public int Taken { get; set; }

    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>A rule of the order and what it is worth, as data of the round. Each rule outweighs all later ones together.</summary>
public sealed record RoundCriterion(string Code, int Points, string Zh, string En)
{
    public const string Grade = "grade", Sibling = "sibling", District = "district";

    /// <summary>Rental homes for young talent: no home of one's own, somebody moves in as well, graduated within the last five years.</summary>
    public const string NoHome = "noHome", WithFamily = "withFamily", Recent = "recent";

    [System.Text.Json.Serialization.JsonIgnore] public LocalText Name => new(Zh, En);
}

/// <summary>One ranking (append-only): what went in, the seed, who ran it and when. The newest one is the proposal.</summary>
public sealed class RoundRun
{
    public Guid Id { get; set; }
    public Guid RoundId { get; set; }

    /// <summary>1, 2, 3 … within a round.</summary>
    public int Number { get; set; }

    public string Seed { get; set; } = "";

    /// <summary>SHA-256 of everything that was ranked, to see that nothing has changed since.</summary>
    public string InputHash { get; set; } = "";

    public int Cases { get; set; }
    public int Placed { get; set; }
    public DateTime At { get; set; }
    public Guid ById { get; set; }
    public string ByZh { get; set; } = "";
    public string ByEn { get; set; } = "";

    public LocalText By => new(ByZh, ByEn);
}

/// <summary>What one ranking says about one case (append-only): facts, wishes with their outcome, and the reason in words.</summary>
public sealed class RoundEntry
{
    public Guid Id { get; set; }
    public Guid RunId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Place in the list as it is shown: those with a place first.</summary>
    public int Order { get; set; }

    /// <summary>Code of the proposed option; null when there is no place.</summary>
    public string? Option { get; set; }

    /// <summary>Which wish that is, from 1; 0 without a place.</summary>
    public int Wish { get; set; }

    public string Lot { get; set; } = "";
    public DateOnly RecognisedOn { get; set; }
    public List<WishOutcome> Wishes { get; set; } = [];
    public string ReasonZh { get; set; } = "";
    public string ReasonEn { get; set; } = "";

    public LocalText Reason => new(ReasonZh, ReasonEn);
}

/// <summary>How one wish came out.</summary>
/// <param name="Met">Codes of the criteria that are met there.</param>
/// <param name="Rank">Place among the <paramref name="Of"/> who wished for it.</param>
/// <param name="CutOff">Rank of the last one who got a place; 0 when nobody did.</param>
public sealed record WishOutcome(string Option, List<string> Met, int Points, int Rank, int Of, int CutOff, bool Given);

/// <summary>A place that was given: one row per case, written in the transaction of the decision.</summary>
public sealed class RoundPlace
{
    public Guid Id { get; set; }
    public Guid RoundId { get; set; }
    public Guid OptionId { get; set; }
    public RoundOption? Option { get; set; }
    public Guid CaseId { get; set; }
    public DateTime GivenAt { get; set; }

    /// <summary>Which wish it was, from 1.</summary>
    public int Wish { get; set; }

    /// <summary>Until then the family may give it up, and the next one moves up; null for places from before there was a term.</summary>
    public DateTime? AnswerBy { get; set; }

    /// <summary>When it was given back; the row stays as history.</summary>
    public DateTime? ReleasedAt { get; set; }

    /// <summary>Why this case moved up; null for a place of the ranking itself.</summary>
    public string? ReasonZh { get; set; }
    public string? ReasonEn { get; set; }

    public LocalText? Reason => ReasonZh is null ? null : new(ReasonZh, ReasonEn ?? ReasonZh);
}

/// <summary>A case whose result could not be published, and why: one row as long as it lasts, for the department to see.</summary>
public sealed class RoundStall
{
    public Guid Id { get; set; }
    public Guid RoundId { get; set; }
    public Guid CaseId { get; set; }
    public string ReasonZh { get; set; } = "";
    public string ReasonEn { get; set; } = "";
    public DateTime At { get; set; }

    public LocalText Reason => new(ReasonZh, ReasonEn);
}
