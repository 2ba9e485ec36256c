using System.Text.Json.Serialization;
using TalentCode.Core.Time;

namespace TalentCode.Core.Catalogue;

/// <summary>即办件, 承诺件, 批次件, 预约核销件.</summary>
public enum ItemKind
{
    [JsonStringEnumMemberName("instant")] Instant,
    [JsonStringEnumMemberName("committed")] Committed,
    [JsonStringEnumMemberName("batch")] Batch,
    [JsonStringEnumMemberName("booking")] Booking,
}

/// <summary>Which law governs an item; licence law is never applied to everything.</summary>
public enum Regime
{
    [JsonStringEnumMemberName("licence")] Licence,
    [JsonStringEnumMemberName("special-law")] SpecialLaw,
    [JsonStringEnumMemberName("administrative")] Administrative,
    [JsonStringEnumMemberName("programme")] Programme,
    [JsonStringEnumMemberName("public-service")] PublicService,
    [JsonStringEnumMemberName("market")] Market,
}

public enum LimitKind
{
    [JsonStringEnumMemberName("statutory")] Statutory,
    [JsonStringEnumMemberName("platform")] Platform,
}

/// <summary>When a filing by wire counts as received that comes in while the windows are closed.</summary>
public enum OutsideHours
{
    /// <summary>At the instant it enters the system (电子签名法 11): the strict reading, and the default.</summary>
    [JsonStringEnumMemberName("at-once")] AtOnce,
    /// <summary>When the windows open next, where the item's own rules say so.</summary>
    [JsonStringEnumMemberName("next-working-day")] NextWorkingDay,
}

/// <summary>The ground on which personal data is handled for an item: a duty set by law, or consent.</summary>
public enum Ground
{
    [JsonStringEnumMemberName("duty")] Duty,
    [JsonStringEnumMemberName("consent")] Consent,
}

/// <summary>Everything an item version says, as data.</summary>
public sealed record ItemContent
{
    public required string Id { get; init; }
    public required string Group { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required string ShortZh { get; init; }
    public required string ShortEn { get; init; }
    public required IReadOnlyList<LocalText> Departments { get; init; }
    public required string DepartmentId { get; init; }
    public required IReadOnlyList<string> WorkList { get; init; }
    public required ItemKind Kind { get; init; }
    public required Regime Regime { get; init; }
    public required string Remedy { get; init; }
    public required IReadOnlyList<ItemLimit> Limits { get; init; }
    public required IReadOnlyList<ItemMaterial> Materials { get; init; }
    public required string EligibilityZh { get; init; }
    public required string EligibilityEn { get; init; }
    public required string SummaryZh { get; init; }
    public required string SummaryEn { get; init; }
    public required IReadOnlyList<string> Situations { get; init; }
    public required IReadOnlyList<string> KeywordsZh { get; init; }
    public required IReadOnlyList<string> KeywordsEn { get; init; }
    public required Ground Ground { get; init; }
    public required string GroundZh { get; init; }
    public required string GroundEn { get; init; }

    /// <summary>Whether the law of this item makes silence an acceptance (行政许可法 32); elsewhere silence has no such effect.</summary>
    public bool AcceptanceBySilence { get; init; }

    public OutsideHours OutsideHours { get; init; }

    /// <summary>Special procedures this item knows: a whitelist, each naming the clocks it stops.</summary>
    public IReadOnlyList<SpecialProcedureRule> Procedures { get; init; } = [];

    /// <summary>By how much the outer limit may be extended, once; null where the item's rules know no extension.</summary>
    public ExtensionRule? Extension { get; init; }

    /// <summary>Whether the one who decides must not be the one who handled it: grades, money, places.</summary>
    public bool FourEyes { get; init; }

    /// <summary>Proofs the applicant may replace by a promise that is checked afterwards (告知承诺); core papers are never among them.</summary>
    public IReadOnlyList<PledgeRule> Pledges { get; init; } = [];

    /// <summary>The application form; null for what is booked and for versions from before forms were data.</summary>
    public FormContent? Form { get; init; }

    /// <summary>What can be done about a refusal.</summary>
    public RemedyRule? RemedyText { get; init; }

    /// <summary>
    /// The same item with the limits that hold for an application with these answers. Where no part matches (nothing answered
    /// yet, or a version from before parts were told apart) it is unchanged, and its first limit counts.
    /// </summary>
    public ItemContent For(IReadOnlyDictionary<string, string> answers) =>
        Limits.Where(l => l.When?.Holds(answers) == true).ToList() is { Count: > 0 } meant && meant.Count < Limits.Count ? this with { Limits = meant } : this;

    [JsonIgnore] public LocalText Name => new(Zh, En);
    [JsonIgnore] public LocalText ShortName => new(ShortZh, ShortEn);
    [JsonIgnore] public LocalText Summary => new(SummaryZh, SummaryEn);
    [JsonIgnore] public LocalText Eligibility => new(EligibilityZh, EligibilityEn);
    [JsonIgnore] public LocalText GroundText => new(GroundZh, GroundEn);
}

/// <summary>A special procedure (特别程序) an item allows, and which clocks stand still while it runs.</summary>
/// <param name="MostDays">Most working days that may be approved.</param>
public sealed record SpecialProcedureRule(string Kind, string Zh, string En, string BasisZh, string BasisEn, bool StopsPromised, bool StopsOuter, int MostDays)
{
    [JsonIgnore] public LocalText Name => new(Zh, En);
    [JsonIgnore] public LocalText Basis => new(BasisZh, BasisEn);
}

/// <summary>A proof that a promise may stand for (告知承诺制): what is stated, and how it is checked afterwards.</summary>
/// <param name="Code">Code of the material it stands for.</param>
public sealed record PledgeRule(string Code, string Zh, string En, string CheckZh, string CheckEn)
{
    [JsonIgnore] public LocalText Statement => new(Zh, En);
    [JsonIgnore] public LocalText Check => new(CheckZh, CheckEn);
}

/// <summary>Whose head extends a limit: of the unit that handles the case, of the organ, or of the government at its level where several organs handle one matter jointly (行政许可法 42).</summary>
public enum ExtendedBy
{
    [JsonStringEnumMemberName("unit")] Unit,
    [JsonStringEnumMemberName("organ")] Organ,
    [JsonStringEnumMemberName("government")] Government,
}

/// <summary>Extension of the outer limit: how much, by whom, on what ground.</summary>
/// <param name="By">Null in versions of before it was data; <see cref="Level"/> reads it from the words then.</param>
public sealed record ExtensionRule(int WorkingDays, string ByZh, string ByEn, string BasisZh, string BasisEn, ExtendedBy? By = null)
{
    [JsonIgnore] public ExtendedBy Level => By ?? (ByZh.Contains("政府", StringComparison.Ordinal) ? ExtendedBy.Government : ByZh.Contains("行政机关", StringComparison.Ordinal) ? ExtendedBy.Organ : ExtendedBy.Unit);

    /// <summary>Who approved it, as papers and messages name it.</summary>
    [JsonIgnore] public LocalText Head => new(ByZh, ByEn);
}

/// <summary>The remedy against a refusal as data of the item; organ and court only where there is review or suit.</summary>
/// <param name="CourtZh">The court in general words, by level where the law names it (行政诉讼法 15: the intermediate court for matters of customs); the unit's own court takes their place once it is entered.</param>
/// <param name="Days">Days to apply for review; 0 where there is none.</param>
public sealed record RemedyRule(string Zh, string En, string? OrganZh, string? OrganEn, string? CourtZh, string? CourtEn, int Days)
{
    [JsonIgnore] public LocalText Text => new(Zh, En);
}

/// <summary>One limit of an item or of a part of it; outer and promised run in their own units from their own starts.</summary>
public sealed record ItemLimit
{
    public string? PartZh { get; init; }
    public string? PartEn { get; init; }

    /// <summary>The answers with which this part is applied for; null where the limit holds for every application.</summary>
    public AnswerTest? When { get; init; }

    public LimitClock? Outer { get; init; }
    public LimitClock? Promised { get; init; }

    /// <summary>How long each step may take; null where the promise is too short to be divided, and for what is not an administrative matter.</summary>
    public StepLimits? Steps { get; init; }
}

/// <summary>
/// Working days of each step (环节时限): answer on acceptance, review, approval, handing over. Their sum is never more than
/// the promise. One that takes longer is a warning, even where the whole is in time.
/// </summary>
public sealed record StepLimits(int Accept, int Review, int Approve, int Finish);

public sealed record LimitClock
{
    public int? N { get; init; }

    /// <summary>workday, day or hour.</summary>
    public string? Unit { get; init; }

    /// <summary>received, accepted, roundClosed, movedIn, testPassed, beforeTravel.</summary>
    public string? From { get; init; }

    public LimitKind? Kind { get; init; }
    public string? BasisZh { get; init; }
    public string? BasisEn { get; init; }

    /// <summary>The limit as a term, or null where the item has none.</summary>
    [JsonIgnore]
    public Term? Term => N is { } n
        ? new Term(n, Unit switch { "workday" => TermUnit.WorkingDay, "hour" => TermUnit.Hour, _ => TermUnit.CalendarDay })
        : null;
}

public sealed record ItemMaterial
{
    public required string Code { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }

    /// <summary>Obtained by data sharing: never asked for when the pull succeeds.</summary>
    public bool FromSharing { get; init; }

    public bool Essential { get; init; }
    public bool Deferrable { get; init; }

    /// <summary>Other papers that serve as well.</summary>
    public IReadOnlyList<string> AlsoAccepts { get; init; } = [];

    /// <summary>"paper", or what is never uploaded: "form" (filled in on the page), "consent", "platform" (we have it).</summary>
    public string Nature { get; init; } = "paper";

    /// <summary>"each", "child" or "spouse" where the paper is needed per person.</summary>
    public string? PerMember { get; init; }

    [JsonIgnore] public LocalText Name => new(Zh, En);
}
