using TalentCode.Core.Cases;

namespace TalentCode.Tests.Cases;

/// <summary>The lines of the table for what is sent up for approval.</summary>
public sealed partial class CaseWorkflowTests
{
    private static Dictionary<(CaseState, CaseAction), (CaseState To, string[] By)> Approving() => new()
    {
        [(CaseState.InReview, CaseAction.SubmitForApproval)] = (CaseState.InApproval, Handlers),
        [(CaseState.InReview, CaseAction.AskSpecial)] = (CaseState.InReview, Handlers),
        [(CaseState.InApproval, CaseAction.Grant)] = (CaseState.Decided, Deciders),
        [(CaseState.InApproval, CaseAction.Refuse)] = (CaseState.Decided, Deciders),
        [(CaseState.InApproval, CaseAction.ReturnToReview)] = (CaseState.InReview, Deciders),
        [(CaseState.InApproval, CaseAction.CloseGaps)] = (CaseState.InApproval, Handlers),
        [(CaseState.InApproval, CaseAction.CheckPledge)] = (CaseState.InApproval, Handlers),
        [(CaseState.InApproval, CaseAction.HandOver)] = (CaseState.InApproval, Handlers),
        [(CaseState.InApproval, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.InApproval, CaseAction.Terminate)] = (CaseState.Terminated, Deciders),
        [(CaseState.InApproval, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),
    };
}
