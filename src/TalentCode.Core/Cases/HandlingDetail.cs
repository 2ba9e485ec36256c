namespace TalentCode.Core.Cases;

/// <summary>Why something is refused, as data (domain 1.1: structured reject reasons).</summary>
/// <param name="Codes">Codes of <see cref="DecisionReasons"/> that fit the item and the step; at least one.</param>
/// <param name="Authority">Id of a department, or the name of another authority, where the matter is not this unit's.</param>
public sealed record RefusalReasons(IReadOnlyList<string> Codes, string? Authority = null) : StepDetail;

/// <summary>A question to other departments (联办). The clock of the case runs on.</summary>
/// <param name="DepartmentIds">Whom to ask; each answers for itself.</param>
/// <param name="Question">At most 1000 characters.</param>
/// <param name="Shows">Keys of <see cref="OpinionData"/>: what the asked departments may see, and nothing else.</param>
/// <param name="WorkingDays">By when, counted from today; within the remaining promise.</param>
public sealed record OpinionRequest(IReadOnlyList<string> DepartmentIds, string Question, IReadOnlyList<string> Shows, int WorkingDays) : StepDetail;

/// <summary>The asked department's answer; at most 1000 characters.</summary>
public sealed record OpinionAnswer(OpinionStance Stance, string Answer) : StepDetail;

/// <summary>A clerical mistake in a decision (更正): what stands there and what should stand there.</summary>
/// <param name="PaperId">The decision it stands in.</param>
public sealed record Correction(Guid PaperId, string Wrong, string Right) : StepDetail;

/// <summary>How an administrative review or a suit ended.</summary>
/// <param name="Reference">Number of the review decision or judgment; at most 100 characters.</param>
public sealed record RemedyOutcome(ObjectionKind Kind, ObjectionResult Result, DateOnly DecidedOn, string Reference) : StepDetail;
