using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Cases;

/// <summary>What states, steps and actors are called. Licence words stay with administrative matters.</summary>
public static class CaseWords
{
    public static LocalText Of(CaseState state) => state switch
    {
        CaseState.Draft => new("草稿", "Draft"),
        CaseState.Submitted => new("已提交", "Submitted"),
        CaseState.Received => new("已收件", "Received"),
        CaseState.Accepted => new("已受理", "Accepted"),
        CaseState.InReview => new("审查中", "In review"),
        CaseState.InApproval => new("待审批", "Awaiting approval"),
        CaseState.AwaitingCompletion => new("待补正", "Waiting for your papers"),
        CaseState.SpecialProcedure => new("特别程序中", "Special procedure"),
        CaseState.DeemedWithdrawn => new("视为撤回", "Counts as withdrawn"),
        CaseState.Terminated => new("已终止", "Terminated"),
        CaseState.Closed => new("已归档", "Archived"),
        CaseState.Decided => new("已决定", "Decided"),
        CaseState.Delivered => new("已送达", "Delivered"),
        CaseState.Withdrawn => new("已撤回", "Withdrawn"),
        CaseState.NotAccepted => new("不予受理", "Not accepted"),
        _ => new("已删除", "Discarded"),
    };

    /// <summary>The state as the applicant of this item would say it: a request is answered, not adjudicated.</summary>
    public static LocalText Of(CaseState state, Regime regime) => (state, IsService(regime)) switch
    {
        (CaseState.Accepted, true) => new("已联系", "Contacted"),
        (CaseState.InReview, true) => new("办理中", "Being handled"),
        (CaseState.InApproval, true) => new("答复待审批", "Answer being approved"),
        (CaseState.Decided, true) => new("已答复", "Answered"),
        (CaseState.Delivered, true) => new("已办结", "Closed"),
        (CaseState.NotAccepted, true) => new("未能办理", "Could not be handled"),
        _ => Of(state),
    };

    public static LocalText Of(CaseAction action) => action switch
    {
        CaseAction.Submit => new("提交", "Submit"),
        CaseAction.Discard => new("删除草稿", "Discard draft"),
        CaseAction.Receive => new("收件", "Receive"),
        CaseAction.Accept => new("受理", "Accept"),
        CaseAction.AcceptBySilence => new("逾期未答复视为受理", "Accepted by silence"),
        CaseAction.RefuseAcceptance => new("不予受理", "Do not accept"),
        CaseAction.StartReview => new("开始审查", "Start review"),
        CaseAction.SubmitForApproval => new("送审", "Send up for approval"),
        CaseAction.ReturnToReview => new("退回经办", "Send back to the officer"),
        CaseAction.Grant => new("准予", "Grant"),
        CaseAction.Refuse => new("不予", "Refuse"),
        CaseAction.Deliver => new("送达", "Deliver"),
        CaseAction.AskCompletion => new("告知补正", "Ask for completion"),
        CaseAction.Complete => new("提交补正", "Supply what was missing"),
        CaseAction.ExtendCompletion => new("延长补正期限", "Give more time to complete"),
        CaseAction.AskMoreTime => new("请求延长补正期限", "Ask for more time to complete"),
        CaseAction.AllowAnotherCompletion => new("同意再次告知补正", "Allow another list"),
        CaseAction.DeemWithdrawn => new("逾期未补正视为撤回", "Counts as withdrawn"),
        CaseAction.OfferDeferral => new("提出容缺受理", "Offer acceptance with papers to follow"),
        CaseAction.PromiseDeferred => new("承诺补齐并受理", "Promise the papers; accepted"),
        CaseAction.CloseGaps => new("材料已补齐", "Missing papers supplied"),
        CaseAction.CheckPledge => new("核查承诺", "Check a promise"),
        CaseAction.HandOver => new("转办", "Hand over"),
        CaseAction.AskSpecial => new("申请特别程序", "Ask for a special procedure"),
        CaseAction.StartSpecial => new("进入特别程序", "Start a special procedure"),
        CaseAction.EndSpecial => new("结束特别程序", "End the special procedure"),
        CaseAction.EndSpecialAtCap => new("特别程序到期", "Approved time used up"),
        CaseAction.Extend => new("延期", "Extend the limit"),
        CaseAction.AskExtension => new("申请延期", "Ask for an extension"),
        CaseAction.DeclineExtension => new("不同意延期", "Decline the extension"),
        CaseAction.Terminate => new("终止办理", "Terminate"),
        CaseAction.Close => new("归档", "Archive"),
        CaseAction.AskOpinion => new("征求会办意见", "Ask other departments"),
        CaseAction.GiveOpinion => new("回复会办意见", "Give the opinion"),
        CaseAction.GoWithoutOpinion => new("不再等候会办意见", "Go on without the opinion"),
        CaseAction.Correct => new("更正", "Correct a slip"),
        CaseAction.Revoke => new("撤销", "Revoke"),
        CaseAction.ConfirmUndone => new("确认已恢复", "Confirm it is undone"),
        CaseAction.Object => new("提出异议", "Object"),
        CaseAction.UpholdDecision => new("维持原结果", "Answer: the result stays"),
        CaseAction.SetAside => new("撤销原结果并重新办理", "Answer: set aside and reopen"),
        CaseAction.RecordRemedy => new("登记复议或诉讼结果", "Record a review or suit"),
        CaseAction.ConfirmBooking => new("确认预约", "Confirm the booking"),
        CaseAction.CancelBooking => new("取消预约", "Cancel the booking"),
        CaseAction.CallOffBooking => new("服务方取消", "Call off"),
        CaseAction.RedeemBooking => new("核销", "Redeem"),
        CaseAction.ReverseRedemption => new("撤销核销", "Undo the redemption"),
        CaseAction.DeclinePlace => new("放弃名额", "Give up the place"),
        CaseAction.ProposeFlat => new("提出房源", "Propose a flat"),
        CaseAction.AcceptFlat => new("接受房源", "Accept the flat"),
        CaseAction.DeclineFlat => new("不要这套房源", "Decline the flat"),
        CaseAction.SplitOff => new("分开办理", "Handle separately"),
        CaseAction.ExpireFlat => new("房源逾期未答复", "Flat not answered in time"),
        CaseAction.MoveUp => new("递补", "Moved up"),
        CaseAction.ExpireBooking => new("过期未使用", "Expire unused"),
        _ => new("撤回", "Withdraw"),
    };

    public static LocalText Of(CaseAction action, Regime regime) => (action, IsService(regime)) switch
    {
        (CaseAction.Accept, true) => new("已联系申请人", "Applicant contacted"),
        (CaseAction.RefuseAcceptance, true) => new("不能办理", "Cannot be handled"),
        (CaseAction.StartReview, true) => new("开始办理", "Start handling"),
        (CaseAction.SubmitForApproval, true) => new("送审答复", "Send the answer up"),
        (CaseAction.Grant, true) => new("答复并办成", "Answer: done"),
        (CaseAction.Refuse, true) => new("答复:办不成", "Answer: not possible"),
        (CaseAction.Deliver, true) => new("办结", "Close"),
        (CaseAction.AskCompletion, true) => new("请申请人补充", "Ask for more"),
        (CaseAction.Revoke, true) => new("收回答复,重新办理", "Take the answer back and reopen"),
        (CaseAction.SetAside, true) => new("收回原答复并重新办理", "Answer: handled again"),
        (CaseAction.Object, _) when regime != Regime.Programme => HandlingWords.ObjectionAs(regime),
        _ => Of(action),
    };

    /// <summary>The step once it is done, for a history: in Chinese the same word, in English not an order.</summary>
    public static LocalText Done(CaseAction action, Regime regime) => new(Of(action, regime).Zh, (action, IsService(regime)) switch
    {
        (CaseAction.Submit, _) => "Filed",
        (CaseAction.Discard, _) => "Draft discarded",
        (CaseAction.Receive, _) => "Received",
        (CaseAction.Accept, false) => "Accepted",
        (CaseAction.RefuseAcceptance, false) => "Not accepted",
        (CaseAction.StartReview, false) => "Review started",
        (CaseAction.StartReview, true) => "Handling started",
        (CaseAction.SubmitForApproval, _) => "Sent up for approval",
        (CaseAction.AskSpecial, _) => "Special procedure asked for",
        (CaseAction.ReturnToReview, _) => "Sent back to the officer",
        (CaseAction.Grant, false) => "Granted",
        (CaseAction.Refuse, false) => "Refused",
        (CaseAction.Grant, true) => "Answered: done",
        (CaseAction.Refuse, true) => "Answered: not possible",
        (CaseAction.Deliver, false) => "Delivered",
        (CaseAction.Deliver, true) => "Closed",
        (CaseAction.Withdraw, _) => "Withdrawn",
        (CaseAction.ProposeFlat, _) => "Flat proposed",
        (CaseAction.AcceptFlat, _) => "Flat accepted",
        (CaseAction.DeclineFlat, _) => "Flat declined",
        (CaseAction.DeclinePlace, _) => "Place given up",
        (CaseAction.SplitOff, _) => "Handled separately from here on",
        (CaseAction.AskExtension, _) => "Extension asked for",
        (CaseAction.DeclineExtension, _) => "Extension declined",
        (CaseAction.AskOpinion, _) => "Other departments asked",
        (CaseAction.GiveOpinion, _) => "Opinion given",
        (CaseAction.GoWithoutOpinion, _) => "Went on without an opinion",
        (CaseAction.Correct, _) => "Slip corrected",
        (CaseAction.Revoke, false) => "Revoked by the unit",
        (CaseAction.Revoke, true) => "Answer taken back",
        (CaseAction.ConfirmUndone, _) => "Confirmed as undone",
        (CaseAction.Object, _) => HandlingWords.Objection(regime).En,
        (CaseAction.UpholdDecision, _) => "Objection answered: the result stays",
        (CaseAction.SetAside, _) => "Objection answered: set aside",
        (CaseAction.RecordRemedy, _) => "Review or suit recorded",
        _ => Of(action, regime).En,
    });

    public static LocalText Of(StepActor actor) => actor switch
    {
        StepActor.Applicant => new("申请人", "the applicant"),
        StepActor.Officer => new("负责部门的经办人", "an officer of the responsible department"),
        StepActor.Approver => new("负责部门的审批人", "an approver of the responsible department"),
        StepActor.Supervisor => new("督办人员", "supervision"),
        StepActor.Consulted => new("被征求意见的部门", "a department that was asked"),
        StepActor.Head => new("规定的负责人(部门或市政府)", "the head the rule names (of the department or of the city government)"),
        _ => new("系统", "the system"),
    };

    private static bool IsService(Regime regime) => regime is Regime.PublicService or Regime.Market;
}
