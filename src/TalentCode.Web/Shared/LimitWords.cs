using TalentCode.Core;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Web.Shared;

/// <summary>An item's limits and remedies in plain words. A promise, the platform's own ceiling and the law are never mixed up.</summary>
public static class LimitWords
{
    /// <summary>One line for a list: the promise of the part that carries the decision; of several parts the first, by its name.</summary>
    public static LocalText Short(ItemContent item)
    {
        var main = Core.Cases.CaseDeadlines.MainLimit(item);
        var words = main.Promised is { } promised ? Promised(promised) : main.Outer is { N: not null } outer ? Outer(outer) : new("时间以预约或批次为准", "Time as booked, or by batch");
        return main is { When: not null, PartZh: { } zh } ? new($"{zh}:{words.Zh}", $"{main.PartEn ?? zh}: {words.En}") : words;
    }

    /// <summary>Every limit of the item: part, promise, outer limit.</summary>
    public static IEnumerable<(LocalText? Part, LocalText Text)> All(ItemContent item)
    {
        foreach (var limit in item.Limits)
        {
            LocalText? part = limit.PartZh is { } zh ? new(zh, limit.PartEn ?? zh) : null;
            if (limit.Promised is { } promised) yield return (part, Promised(promised));
            if (limit.Steps is { } steps) yield return (part, Steps(steps));
            if (limit.Outer is { N: not null } outer) yield return (part, Outer(outer));
        }
        if (item.Limits.All(l => l.Outer?.N is null))
            yield return (null, new("没有法定期限,以承诺为准", "No limit set by law; the promise counts"));
    }

    /// <summary>The steps with their working days, for the public: they are part of the promise and add nothing to it.</summary>
    private static LocalText Steps(StepLimits steps)
    {
        (LocalText Name, int Days)[] all =
        [
            (new("受理", "acceptance"), steps.Accept), (new("审查", "review"), steps.Review), (new("审批", "approval"), steps.Approve), (new("办结", "handing over"), steps.Finish),
        ];
        var counted = all.Where(s => s.Days > 0).ToList();
        return new($"环节(工作日):{string.Join(" · ", counted.Select(s => $"{s.Name.Zh} {s.Days}"))}", $"Steps in working days: {string.Join(" · ", counted.Select(s => $"{s.Name.En} {s.Days}"))}");
    }

    public static LocalText Promised(LimitClock clock)
    {
        if (clock.Term is not { } term) return new("时间以预约或批次为准", "Time as booked, or by batch");
        var words = term.InWords();
        return (clock.From, term.Length) switch
        {
            ("beforeTravel", _) => new($"请提前 {words.Zh}申请(出行前)", $"Ask at least {words.En} before travel"),
            ("testPassed", 0) => new("承诺考试合格当日", "Promised on the day the test is passed"),
            ("testPassed", _) => new($"承诺 {words.Zh}(考试合格后起算)", $"Promised within {words.En} of passing the test"),
            (_, 0) when term.Unit == TermUnit.Hour => new("承诺即时办结", "Promised at once"),
            (_, 0) => new("承诺当日办结", "Promised the same day"),
            (Core.Cases.CaseDeadlines.RoundClosed, _) => new($"承诺 {words.Zh}(报名窗口关闭后起算)", $"Promised within {words.En} of the window closing"),
            ("accepted", _) => new($"承诺 {words.Zh}(受理后起算)", $"Promised within {words.En} of acceptance"),
            _ => new($"承诺 {words.Zh}(收件后起算)", $"Promised within {words.En} of receipt"),
        };
    }

    public static LocalText Outer(LimitClock clock)
    {
        var words = clock.Term!.Value.InWords();
        var basis = new LocalText(clock.BasisZh ?? "", clock.BasisEn ?? "");
        if (clock.From == "movedIn")
            return new($"你的申报期限:入住后 {words.Zh}内({basis.Zh})", $"Your duty: register within {words.En} of moving in ({basis.En})");
        return clock.Kind == LimitKind.Statutory
            ? new($"法定 {words.Zh}({basis.Zh})", $"By law {words.En} ({basis.En})")
            : new($"平台上限 {words.Zh}(不是法定期限)", $"The platform's own ceiling: {words.En} (not set by law)");
    }

    /// <summary>Heading of the outer limit of a case.</summary>
    public static LocalText OuterName(LimitClock? clock) => clock switch
    {
        { From: "movedIn" } => new("你的申报期限", "Your duty to register"),
        { Kind: LimitKind.Statutory } => new("法定期限", "Limit by law"),
        _ => new("平台上限", "Platform ceiling"),
    };

    /// <summary>What one can do against the outcome, by the item's own law.</summary>
    public static LocalText Remedy(string remedy) => remedy switch
    {
        "review-or-suit" => new("对决定不服:收到决定后60日内可以申请行政复议,或6个月内向人民法院起诉。", "If you disagree: apply for administrative review within 60 days of the decision, or sue in court within 6 months."),
        "objection-and-complaint" => new("对结果有异议:可以在公示期内向主办部门提出;对办理过程也可以投诉。", "If you disagree: object to the organising department during the public notice; you can also complain about the handling."),
        "final" => new("依法,不予批准的决定是最终决定,不能申请复议或起诉;对办理过程可以投诉。", "By law a refusal is final: no review and no lawsuit. You can still complain about the handling."),
        _ => new("不满意:可以在“我的”里投诉,主办部门会答复你。", "Not satisfied? Complain under “Me”; the department will answer you."),
    };

    /// <summary>Mark of an item in a list; null for an ordinary one.</summary>
    public static (LocalText Word, string Tone)? Mark(OfferedItem item) =>
        !item.Open ? (new("暂停", "Closed"), "wait")
        : item.Content.Kind switch
        {
            ItemKind.Booking => (new("预约", "Booking"), ""),
            ItemKind.Batch => (new("批次", "By batch"), ""),
            ItemKind.Instant => (new("即办", "At once"), "ok"),
            _ => null,
        };
}
