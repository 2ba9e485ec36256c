namespace TalentCode.Core.Cases;

/// <summary>Who may take a step: the holder, an officer or an approver of the owning department, somebody of a department that was asked, supervision, a timer, or whoever the item's rule lets extend its limit.</summary>
public enum StepActor { Applicant, Officer, Approver, Supervisor, System, Consulted, Head }

/// <summary>What a step does to the clocks.</summary>
public enum ClockEffect
{
    None,
    /// <summary>The five working days for the answer begin.</summary>
    StartAcceptance,
    /// <summary>They are answered; the applicant's own term begins.</summary>
    StartCompletion,
    /// <summary>The applicant's term is set anew, once.</summary>
    ProlongCompletion,
    /// <summary>T0 is now.</summary>
    StartHandling,
    /// <summary>T0 is the day of receipt (行政许可法 32).</summary>
    StartHandlingAtReceipt,
    /// <summary>The clocks this kind of procedure names stand still.</summary>
    Pause,
    Resume,
    /// <summary>The outer date moves; the promise does not.</summary>
    ProlongOuter,
    /// <summary>The handling clocks end, the term for delivery begins.</summary>
    StartDelivery,
    End,
    /// <summary>The promise to answer an objection begins; the case's own clocks have ended.</summary>
    StartObjection,
}

/// <summary>What must be given beside the tap.</summary>
public enum StepNeeds
{
    Nothing,
    /// <summary>A sentence the applicant reads.</summary>
    Reason,
    /// <summary>Everything that is missing, at once: what, why, how.</summary>
    CompletionList,
    /// <summary>Which procedure, and how many working days were approved.</summary>
    Procedure,
    /// <summary>Who goes on with it.</summary>
    Colleague,
    /// <summary>Which papers may follow, and until when.</summary>
    Deferral,
    /// <summary>Whether a promise held, and what was found; the applicant reads it.</summary>
    Finding,
    /// <summary>Reasons from the item's list, and a sentence the applicant reads.</summary>
    Reasons,
    /// <summary>Whom to ask, what, what they may see, until when.</summary>
    Question,
    /// <summary>Agree, disagree or remark, in words.</summary>
    Opinion,
    /// <summary>What stands in the decision, what should stand there, and why.</summary>
    Correction,
    /// <summary>How a review or a suit ended.</summary>
    Outcome,
    /// <summary>How the result was handed over, and the proof; electronically where nothing is given.</summary>
    Delivery,
    /// <summary>What the officer proposes to decide, and on what ground; read inside the office only.</summary>
    Proposal,
    /// <summary>A sentence that is read inside the office only.</summary>
    InternalReason,
}

/// <summary>One line of the table.</summary>
/// <param name="Needs">What the person must give.</param>
/// <param name="Notice">Template sent to the applicant; null when the step is silent.</param>
/// <param name="Paper">The paper that is issued; market items have none.</param>
public sealed record CaseStep(CaseState From, CaseAction Action, CaseState To, StepActor By, ClockEffect Clock = ClockEffect.None,
    StepNeeds Needs = StepNeeds.Nothing, string? Notice = null, NoticeKind? Paper = null)
{
    public bool NeedsReason => Needs is StepNeeds.Reason or StepNeeds.Finding or StepNeeds.Reasons or StepNeeds.Correction or StepNeeds.Proposal or StepNeeds.InternalReason;

    /// <summary>Whether the sentence stays inside the office: it is kept as an internal note and not in the history that the applicant reads.</summary>
    public bool IsInternal => Needs is StepNeeds.Proposal or StepNeeds.InternalReason;
}
