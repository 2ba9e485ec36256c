using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Cases;

/// <summary>
/// Conditions of the steps around and after a decision: opinions of other departments, correction (更正), revocation by
/// the organ (撤销, never the applicant's 撤回), objections. <see cref="CaseWorkflow"/> asks here.
/// </summary>
public static class AfterDecision
{
    // Looking at a case from outside is not having a hand in it.
    private static readonly CaseAction[] NoHandInIt = [CaseAction.AllowAnotherCompletion, CaseAction.RecordRemedy, CaseAction.UpholdDecision, CaseAction.SetAside, CaseAction.GiveOpinion];

    /// <summary>States in which there is a result that can be objected to.</summary>
    public static IReadOnlyList<CaseState> WithResult { get; } = [CaseState.Decided, CaseState.Delivered, CaseState.Closed, CaseState.NotAccepted, CaseState.Terminated];

    /// <summary>When the result that stands now was given.</summary>
    public static DateTime? ResultAt(ServiceCase row) => WithResult.Contains(row.State) ? row.DecidedAt ?? row.EndedAt : null;

    /// <summary>Whether this person handled or decided the case and so cannot answer an objection to it.</summary>
    public static bool HadAHandIn(ServiceCase row, Guid staffId) => row.HandlerId == staffId
        || row.Events.Exists(e => e.ActorKind == ActorKind.Staff && e.ActorId == staffId && !NoHandInIt.Contains(e.Action));

    /// <summary>The objection that waits for its answer.</summary>
    public static CaseObjection? Open(ServiceCase row) => row.Objections.Find(o => o is { Kind: ObjectionKind.Objection, AnsweredAt: null });

    /// <summary>The paper that states the result: what a correction or revocation is about.</summary>
    public static CaseNotice? ResultPaper(ServiceCase row) =>
        row.Notices.Where(n => n.Kind is NoticeKind.Decision or NoticeKind.NonAcceptance or NoticeKind.Termination or NoticeKind.Correction).OrderBy(n => n.IssuedAt).ThenBy(n => n.Number, StringComparer.Ordinal).LastOrDefault();

    /// <summary>Why the step is shut; null when it is open or none of these.</summary>
    /// <param name="notPossible">The refusal of a step that does not fit here.</param>
    internal static RefusedException? Obstacle(ServiceCase row, CaseAction action, Actor actor, Func<RefusedException> notPossible) => action switch
    {
        CaseAction.Grant or CaseAction.Refuse or CaseAction.SubmitForApproval when row.HasOpenOpinions => new("opinions-open",
            "还有会办部门没有回复意见,先不能决定。期限过后仍没有回复的,可以写明理由“不再等候会办意见”。",
            "A department that was asked has not answered yet, so there is no decision for now. Once the day has passed you can go on without the opinion and say why."),
        CaseAction.Grant or CaseAction.Refuse or CaseAction.SubmitForApproval when row.HasUndoings => new("undo-open",
            "撤销前的决定带来的变更还没有确认恢复。恢复后先点“确认已恢复”。",
            "What the revoked decision had changed is not confirmed as undone. Undo it, then take “Confirm it is undone” first."),
        CaseAction.ConfirmUndone when !row.HasUndoings => notPossible(),
        CaseAction.GoWithoutOpinion when !row.HasOpenOpinions => notPossible(),
        CaseAction.Correct when row.ItemVersion?.Content.Regime == Regime.Market || ResultPaper(row) is not { Kind: NoticeKind.Decision or NoticeKind.Correction } => notPossible(),
        CaseAction.Object when Open(row) is not null || row.Objections.Exists(o => o.Kind == ObjectionKind.Objection && o.FiledAt >= ResultAt(row)) => new("objection-once",
            "对这个结果已经提出过,不用重复提出。答复会发消息给你。", "You have objected to this result already; once is enough. You will be told of the answer."),
        CaseAction.UpholdDecision or CaseAction.SetAside when Open(row) is null => notPossible(),
        CaseAction.UpholdDecision or CaseAction.SetAside when HadAHandIn(row, actor.Id) => new("objection-own-case",
            "你经办过或决定过这件事,请由本部门没有参与的另一位审批人答复。",
            "You handled or decided this case. Somebody else of your department with the right to decide has to answer."),
        // Whoever revokes it while an objection waits would answer the objection past the person who must.
        CaseAction.Revoke when Open(row) is not null => new("objection-open",
            "申请人的异议还没有答复。请由没有参与的审批人先答复,结果需要改变的,在答复里撤销。",
            "The applicant’s objection is not answered yet. It is answered first by an approver who had no part in it; if the result changes, the answer sets it aside."),
        CaseAction.RecordRemedy when row.ItemVersion?.Content.RemedyText is not { Days: > 0 } => notPossible(),
        _ => null,
    };
}
