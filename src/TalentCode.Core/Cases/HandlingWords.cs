using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What objections, opinions and outcomes are called. A service is complained about; only a decision is objected to.</summary>
public static class HandlingWords
{
    /// <summary>The thing: 异议 for programmes, 申诉 for administrative matters, 意见 for services.</summary>
    public static LocalText Objection(Regime regime) => regime switch
    {
        Regime.Programme => new("异议", "Objection"),
        Regime.PublicService or Regime.Market => new("投诉", "Complaint"),
        _ => new("申诉", "Request for re-examination"),
    };

    /// <summary>The act of bringing it.</summary>
    public static LocalText ObjectionAs(Regime regime) => regime switch
    {
        Regime.Programme => new("提出异议", "Object"),
        Regime.PublicService or Regime.Market => new("投诉这个结果", "Complain about the result"),
        _ => new("提出申诉", "Ask for a re-examination"),
    };

    /// <summary>What it is and is not: said before it is sent and kept beside it.</summary>
    public static LocalText Explain(ItemContent item) => item switch
    {
        { RemedyText.Days: > 0 } => new(
            "由本单位没有经办和决定这件事的人重新核查。申诉不是行政复议,不停止、也不延长申请复议和起诉的期限。",
            "Somebody of the unit who neither handled nor decided the case looks at it again. This is not an administrative review: it neither stops nor extends the time to apply for review or to sue."),
        { Remedy: "final" } => new(
            "由本单位没有经办和决定这件事的人重新核查。依法这个决定是最终决定,不能申请复议或起诉。",
            "Somebody of the unit who neither handled nor decided the case looks at it again. By law the decision is final: there is no review and no suit."),
        { Regime: Regime.Programme } => new(
            "由没有经办和决定这件事的人核查后答复。公示期内提出的异议同样会处理。",
            "Somebody who neither handled nor decided it looks into it and answers. Objections made during the public notice are dealt with in the same way."),
        _ => new(
            "由没有经办这件事的人核查后答复你。",
            "Somebody who did not handle it looks into it and answers you."),
    };

    public static LocalText Of(OpinionStance stance) => stance switch
    {
        OpinionStance.Agree => new("同意", "Agree"),
        OpinionStance.Disagree => new("不同意", "Object"),
        _ => new("补充意见", "Remark"),
    };

    public static LocalText Of(ObjectionResult result) => result == ObjectionResult.Upheld ? new("维持", "Upheld") : new("改变", "Changed");

    public static LocalText Of(ObjectionKind kind, Regime regime) => kind switch
    {
        ObjectionKind.Review => new("行政复议", "administrative review"),
        ObjectionKind.Suit => new("行政诉讼", "suit"),
        _ => Objection(regime),
    };

    /// <summary>Values of the messages about what follows a decision.</summary>
    internal static void AddTo(Dictionary<string, LocalText> values, ServiceCase row, CityClock clock)
    {
        var regime = row.ItemVersion!.Content.Regime;
        values["objection"] = Objection(regime);
        values["renewed"] = CaseNotices.Day(row.PromisedDueAt ?? row.AcceptanceDueAt ?? row.OuterDueAt, clock);
        if (row.Objections.Where(o => o.Kind == ObjectionKind.Objection).MaxBy(o => o.FiledAt)?.DueAt is { } due) values["answerBy"] = CaseNotices.Day(due, clock);
        if (row.Objections.Where(o => o.Kind != ObjectionKind.Objection).MaxBy(o => o.FiledAt) is not { } outcome) return;
        values["remedyKind"] = Of(outcome.Kind, regime);
        values["outcome"] = Of(outcome.Result!.Value);
    }
}
