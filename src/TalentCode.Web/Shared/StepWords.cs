using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;

namespace TalentCode.Web.Shared;

/// <summary>Steps that were taken, as a history tells them: to the office in its own terms, to the applicant in plain words.</summary>
public static class StepWords
{
    /// <summary>For a desk.</summary>
    public static LocalText Done(CaseAction action, Regime regime)
    {
        var word = CaseWords.Done(action, regime);
        return EnglishDone(action) is { } english ? word with { En = english } : word;
    }

    private static string? EnglishDone(CaseAction action) => action switch
    {
        CaseAction.AskCompletion => "Completion asked for",
        CaseAction.Complete => "Completion supplied",
        CaseAction.ExtendCompletion => "Time to complete extended",
        CaseAction.AskMoreTime => "More time to complete asked for",
        CaseAction.AllowAnotherCompletion => "Another list allowed",
        CaseAction.OfferDeferral => "Acceptance with papers to follow offered",
        CaseAction.PromiseDeferred => "Accepted with papers to follow",
        CaseAction.CloseGaps => "Missing papers supplied",
        CaseAction.CheckPledge => "Promise checked",
        CaseAction.HandOver => "Handed over",
        CaseAction.StartSpecial => "Special procedure started",
        CaseAction.EndSpecial => "Special procedure ended",
        CaseAction.Extend => "Limit extended",
        CaseAction.Terminate => "Terminated",
        CaseAction.Close => "Archived",
        CaseAction.ConfirmBooking => "Booking confirmed",
        CaseAction.CancelBooking => "Booking cancelled",
        CaseAction.CallOffBooking => "Called off by the provider",
        CaseAction.RedeemBooking => "Redeemed",
        CaseAction.ReverseRedemption => "Redemption undone",
        CaseAction.ExpireBooking => "Expired unused",
        _ => null,
    };

    /// <summary>For the applicant; null where the state that was reached says it best.</summary>
    public static LocalText? ForApplicant(CaseEvent step) => step.Action switch
    {
        CaseAction.AskCompletion => new("请你补充材料", "You were asked for more"),
        CaseAction.Complete => new("你补的材料已收到", "What you supplied was received"),
        CaseAction.ExtendCompletion => new("补正期限已延长", "You were given more time"),
        CaseAction.AskMoreTime => new("你请求延长补正期限", "You asked for more time"),
        CaseAction.AllowAnotherCompletion => new("督办同意再告知一次", "Supervision allowed another list"),
        CaseAction.OfferDeferral => new("可以先受理,材料后补", "Can be accepted now, papers may follow"),
        CaseAction.PromiseDeferred => new("已受理,材料后补", "Accepted, papers to follow"),
        CaseAction.CloseGaps => new("后补的材料已收齐", "The papers that were to follow are in"),
        CaseAction.CheckPledge => new("承诺已核查", "A promise was checked"),
        CaseAction.SubmitForApproval => new("已报审批", "Sent up for approval"),
        CaseAction.ReturnToReview => new("经办人再核实一次", "The officer looks at it once more"),
        CaseAction.HandOver => new("换了经办人", "Another officer has taken over"),
        CaseAction.StartSpecial => new("特别程序开始", "A special procedure began"),
        CaseAction.EndSpecial => new("特别程序结束", "The special procedure ended"),
        CaseAction.EndSpecialAtCap => new("特别程序到批准时长,自动恢复计时", "The approved time is used up; the clock runs on"),
        CaseAction.ConfirmBooking => new("预约已确认", "Booking confirmed"),
        CaseAction.CancelBooking => new("你取消了预约", "You cancelled the booking"),
        CaseAction.CallOffBooking => new("服务方取消了预约", "The provider called it off"),
        CaseAction.RedeemBooking => new("已核销", "Redeemed"),
        CaseAction.ReverseRedemption => new("核销已撤销", "The redemption was undone"),
        CaseAction.ExpireBooking => new("没有使用,已过期", "Not used, expired"),
        CaseAction.ProposeFlat => new("部门为你选了一套房源", "A flat was proposed to you"),
        CaseAction.AcceptFlat => new("你接受了房源", "You accepted the flat"),
        CaseAction.DeclineFlat => new("你没有接受这套房源", "You declined the flat"),
        CaseAction.ExpireFlat => new("逾期没有答复,房源不再保留", "Not answered in time; the flat is no longer kept"),
        CaseAction.DeclinePlace => new("你放弃了名额", "You gave the place up"),
        CaseAction.MoveUp => new("有名额空出,轮到你", "A place came free and you moved up"),
        CaseAction.SplitOff => new("一份分开办理", "One part is handled separately"),
        CaseAction.Extend => new("办理上限延长", "The limit was extended"),
        CaseAction.AskOpinion => new("征求其他部门的意见", "Other departments were asked"),
        CaseAction.GiveOpinion => new("其他部门已回复意见", "Another department gave its opinion"),
        CaseAction.GoWithoutOpinion => new("不再等候其他部门的意见", "No longer waiting for another department"),
        CaseAction.Correct => new("文书里的笔误已更正", "A slip in the paper was corrected"),
        CaseAction.Revoke => new("原来的结果已撤销,重新办理", "The earlier result was set aside; work goes on"),
        CaseAction.ConfirmUndone => new("原决定带来的变更已恢复", "What the earlier decision had changed was undone"),
        CaseAction.Object => new("你对结果提出了意见", "You objected to the result"),
        CaseAction.UpholdDecision => new("已答复,结果不变", "Answered; the result stays"),
        CaseAction.SetAside => new("已答复,重新办理", "Answered; worked on again"),
        CaseAction.RecordRemedy => new("登记了复议或诉讼的结果", "The outcome of a review or suit was recorded"),
        _ => null,
    };
}
