using TalentCode.Core.People;

namespace TalentCode.Core.Cases;

/// <summary>What is given with a step beside a sentence; which one, <see cref="StepNeeds"/> says.</summary>
public abstract record StepDetail;

/// <summary>One thing that is missing or wrong.</summary>
/// <param name="What">The paper or the entry.</param>
/// <param name="Why">What is wrong with it.</param>
/// <param name="How">How to put it right and deliver it.</param>
/// <param name="Sample">What a good one looks like; null where none is needed.</param>
public sealed record CompletionPoint(string What, string Why, string How, string? Sample = null);

/// <summary>Everything that is missing, told at once (一次性告知).</summary>
/// <param name="Points">At least one, at most twenty, each of at most 200 characters a field.</param>
public sealed record CompletionList(IReadOnlyList<CompletionPoint> Points) : StepDetail;

/// <summary>A special procedure of the item's own list.</summary>
/// <param name="Kind">Code of <see cref="Catalogue.SpecialProcedureRule"/>.</param>
/// <param name="WorkingDays">Approved length: 1 to the rule's most.</param>
public sealed record ProcedureTerms(string Kind, int WorkingDays) : StepDetail;

/// <summary>What the officer proposes when the case is sent up (送审意见).</summary>
public sealed record ApprovalProposal(CaseDecision Decision) : StepDetail;

/// <summary>How the applicant's test ended; needed with its end, see <see cref="TestOutcomes"/>.</summary>
public sealed record TestOutcome(bool Passed) : StepDetail;

/// <summary>The colleague of the same department who goes on with the case.</summary>
public sealed record HandOverTo(Guid StaffId) : StepDetail;

/// <summary>What the check of a promise found (告知承诺事后核查).</summary>
public sealed record PledgeFinding(Guid PledgeId, bool Held) : StepDetail;

/// <summary>What a decision gives; which one an item needs, <see cref="DecisionEffects"/> says.</summary>
public abstract record DecisionDetail : StepDetail;

/// <summary>The grade that is given (人才类别认定).</summary>
/// <param name="From">First day: today or within 90 days.</param>
/// <param name="Until">Last day: at most three years.</param>
public sealed record GradeDecision(GradeLevel Level, DateOnly From, DateOnly Until) : DecisionDetail;

/// <summary>The flat that is let (配租).</summary>
public sealed record FlatChoice(int FlatId) : DecisionDetail;

/// <summary>Papers that may follow (容缺受理).</summary>
/// <param name="Codes">Codes of deferrable materials of the item; core materials never.</param>
/// <param name="Until">Last day, in the city; not later than <see cref="CaseDeadlines.DeferralLimit"/>.</param>
public sealed record DeferralOffer(IReadOnlyList<string> Codes, DateOnly Until) : StepDetail;

/// <summary>Electronic (the default of everything automatic), fetched at a window, or sent by post.</summary>
public enum DeliveryWay { Electronic, Window, Post }

/// <summary>How a result was handed over.</summary>
/// <param name="Proof">Who signed for it, or the number of the parcel; may be left out where it went electronically. At most 200 characters.</param>
public sealed record HandedOver(DeliveryWay Way, string? Proof) : StepDetail;
