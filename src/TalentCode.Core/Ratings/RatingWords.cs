using TalentCode.Core.Cases;

namespace TalentCode.Core.Ratings;

/// <summary>What levels, steps and states are called.</summary>
public static class RatingWords
{
    public static LocalText Of(RatingLevel level) => level switch
    {
        RatingLevel.VerySatisfied => new("非常满意", "Very satisfied"),
        RatingLevel.Satisfied => new("满意", "Satisfied"),
        RatingLevel.FairlySatisfied => new("基本满意", "Fairly satisfied"),
        RatingLevel.Dissatisfied => new("不满意", "Dissatisfied"),
        _ => new("非常不满意", "Very dissatisfied"),
    };

    /// <summary>What comes next, for a desk.</summary>
    public static LocalText Of(RatingTaskState state) => state switch
    {
        RatingTaskState.Contact => new("待联系", "To be contacted"),
        RatingTaskState.Verify => new("待核实", "To be verified"),
        RatingTaskState.Rectify => new("待整改", "To be put right"),
        RatingTaskState.CallBack => new("待回访", "To be called back"),
        RatingTaskState.SecondRating => new("等待追评", "Waiting for the second rating"),
        RatingTaskState.Done => new("已办结", "Closed"),
        RatingTaskState.Lapsed => new("评价人已改评或撤回", "Changed or withdrawn by the rater"),
        _ => new("核定为不计入", "Excluded after review"),
    };

    public static LocalText Of(ContactHow how) => how switch
    {
        ContactHow.Phone => new("电话", "by phone"),
        ContactHow.InPerson => new("当面", "in person"),
        _ => new("消息", "by message"),
    };

    public static LocalText Of(ReviewGround ground) => ground == ReviewGround.Malicious
        ? new("疑似恶意", "thought malicious")
        : new("疑似误评", "thought mistaken");

    public static LocalText Of(RatingDesk desk) => desk == RatingDesk.Department
        ? new("部门(未经办人员)", "the department (somebody who had no hand in it)")
        : new("督办", "supervision");

    /// <summary>An entry of the history.</summary>
    public static LocalText Of(RatingAction action) => action switch
    {
        RatingAction.Invited => new("发出评价邀请", "Invitation sent"),
        RatingAction.Reminded => new("提醒过一次", "Reminded once"),
        RatingAction.Rated => new("作出评价", "Rated"),
        RatingAction.Changed => new("修改评价", "Rating changed"),
        RatingAction.Withdrawn => new("撤回评价", "Rating withdrawn"),
        RatingAction.Declined => new("选择不评价", "Chose not to rate"),
        RatingAction.Expired => new("评价期已过", "Closed without a rating"),
        RatingAction.TaskOpened => new("转去整改", "Passed on to be put right"),
        RatingAction.TaskLapsed => new("评价已改,任务结束", "Rating changed; the task ended"),
        RatingAction.Contacted => new("已联系", "Contacted"),
        RatingAction.Verified => new("已核实", "Verified"),
        RatingAction.Rectified => new("已整改", "Put right"),
        RatingAction.CalledBack => new("已回访", "Called back"),
        RatingAction.SecondRated => new("追评", "Second rating"),
        RatingAction.Done => new("没有追评,任务办结", "No second rating; closed"),
        RatingAction.ComplexAsked => new("申请按复杂问题办理(15个工作日)", "Longer term asked for (15 working days)"),
        RatingAction.ComplexApproved => new("督办同意15个工作日", "15 working days approved"),
        RatingAction.ComplexRefused => new("督办不同意延长", "Longer term not approved"),
        RatingAction.TakenOver => new("督办接手", "Taken over by supervision"),
        RatingAction.DatesMoved => new("放假安排公布,日期重算", "Dates recalculated after the holiday notice"),
        RatingAction.ContactSeen => new("查看联系方式", "Contact data opened"),
        RatingAction.ReviewAsked => new("申请核定", "Review asked for"),
        RatingAction.ReviewUpheld => new("核定为不计入", "Excluded after review"),
        RatingAction.ReviewRejected => new("核定为有效评价", "Review: the rating stands"),
        RatingAction.Objected => new("提出异议", "Objection raised"),
        RatingAction.ObjectionUpheld => new("异议成立,恢复计入", "Objection accepted; counts again"),
        _ => new("异议不成立", "Objection not accepted"),
    };

    /// <summary>A light of a task; the words are those of cases.</summary>
    public static LocalText Of(CaseLight light) => light == CaseLight.Red ? new("已超时", "Late") : CaseLights.Word(light);
}
