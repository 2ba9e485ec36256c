using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>
/// Where an item asks for four eyes, who handled a case does not decide it, whoever has it on the desk by then: handing
/// it over takes nothing back.
/// </summary>
public static class FourEyes
{
    // Everything that prepares the decision. Sharing out work is not in it, nor approving a special procedure or a longer limit, nor looking at a result from outside, nor
    // proposing what one then decides.
    private static readonly CaseAction[] Handling =
    [
        CaseAction.Accept, CaseAction.AskCompletion, CaseAction.ExtendCompletion, CaseAction.OfferDeferral, CaseAction.CloseGaps, CaseAction.CheckPledge,
        CaseAction.StartReview, CaseAction.SubmitForApproval, CaseAction.EndSpecial, CaseAction.AskOpinion, CaseAction.GoWithoutOpinion, CaseAction.ConfirmUndone,
        CaseAction.AskExtension, CaseAction.AskSpecial,
    ];

    // Staff takes these steps under a mandate only: whoever filed for the person does not decide.
    private static readonly CaseAction[] OfTheApplicant = [CaseAction.Submit, CaseAction.Complete, CaseAction.PromiseDeferred];

    /// <summary>What is said to somebody who is barred.</summary>
    internal static RefusedException Refusal => new("four-eyes",
        "涉及资格、资金或名额的决定,须由没有经办过这件事的审批人作出;你经办过,或它现在由你经办。请本部门另一位审批人打开这件事来决定,不用转办。",
        "A decision on grades, money or places is made by an approver who had no part in handling the case; you had, or it is on your desk now. Please ask another approver of your department to open and decide it; it need not be handed over.");

    /// <summary>Whether this person may neither grant nor refuse it.</summary>
    public static bool Bars(ServiceCase row, Actor actor) =>
        actor.Kind == ActorKind.Staff && Bars(row, actor.Id);

    /// <summary>The same for somebody who is not here to ask: an approver who may be told.</summary>
    internal static bool Bars(ServiceCase row, Guid staffId) => row.ItemVersion?.Content.FourEyes == true && (Handled(row, staffId) || row.Children.Exists(c => Handled(c, staffId)));

    private static bool Handled(ServiceCase row, Guid staffId) =>
        row.HandlerId == staffId || row.Events.Exists(e => e.ActorKind == ActorKind.Staff && e.ActorId == staffId && (OfTheApplicant.Contains(e.Action) || Handling.Contains(e.Action)));
}
