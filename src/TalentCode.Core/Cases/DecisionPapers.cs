using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What the papers about a result state: the decision, its reasons, what can be done about it; and papers that change it later.</summary>
internal static class DecisionPapers
{
    public static IEnumerable<NoticeLine> Lines(ServiceCase row, NoticeKind kind, StepInput input, DateTime now, WorkingCalendar calendar, CityClock clock) => kind switch
    {
        NoticeKind.NonAcceptance or NoticeKind.Termination => [.. Reasons(row, input.Note), .. Remedy(row, now, calendar, clock)],
        NoticeKind.Decision => Decision(row, input.Note, now, calendar, clock),
        NoticeKind.Correction => Correction(row, (Correction)input.Detail!, input.Note!, clock),
        NoticeKind.Revocation => Revocation(row, input.Note!, now, calendar, clock),
        _ => [],
    };

    private static IEnumerable<NoticeLine> Decision(ServiceCase row, string? note, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var refused = row.Decision == CaseDecision.Refused;
        yield return Line("决定", "Decision", refused ? new("不予", "Refused") : new("准予", "Granted"));
        if (row.Result is { } result) yield return Line("结果", "Result", result);
        foreach (var line in Reasons(row, note)) yield return line;
        if (refused || DecisionEffects.MayGiveLess(row.ItemId))
            foreach (var line in Remedy(row, now, calendar, clock)) yield return line;
        yield return Line("最迟送达", "Delivery by", row.DeliveryDueAt is null ? new("无", "none") : CaseNotices.Day(row.DeliveryDueAt, clock, withYear: true));
    }

    // The step has been written down already: its reasons are the last event's.
    private static IEnumerable<NoticeLine> Reasons(ServiceCase row, string? note)
    {
        var listed = row.Events[^1].Reasons?.FindAll(r => r.Code != DecisionReasons.Other) ?? [];
        foreach (var reason in listed)
        {
            yield return Line("理由", "Reason", reason.Words);
            if (reason.Authority is { } authority) yield return Line("应向下列机关申请", "Apply to", authority);
        }
        if (!string.IsNullOrWhiteSpace(note)) yield return listed.Count > 0 ? Line("说明", "Explanation", new(note, note)) : Line("理由", "Reason", new(note, note));
    }

    private static IEnumerable<NoticeLine> Remedy(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock) =>
        Remedies.Of(row.ItemVersion!.Content, row.Department, now, calendar, clock).Select(l => new NoticeLine(l.Label.Zh, l.Label.En, l.Text.Zh, l.Text.En));

    // The whole text as it reads now, so that nobody has to lay two papers side by side.
    private static IEnumerable<NoticeLine> Correction(ServiceCase row, Correction given, string why, CityClock clock)
    {
        var old = row.Notices.Single(n => n.Id == given.PaperId);
        var (wrong, right) = (given.Wrong.Trim(), given.Right.Trim());
        yield return About("更正的文书", "Corrects", old, clock);
        yield return Line("原文", "It said", new(wrong, wrong));
        yield return Line("更正为", "It now says", new(right, right));
        yield return Line("更正理由", "Why", new(why, why));
        yield return Line("效力", "Effect", new("结果不变,其余内容不变;原文书保留在案。", "The outcome and everything else stay; the earlier paper is kept."));
        string[] own = ["更正的文书", "原文", "更正为", "更正理由", "效力", "事项", "受理单位", "案件编号"];
        HandlingSteps.Corrected(old.Lines, wrong, right, out var corrected);
        foreach (var line in corrected.Where(l => !own.Contains(l.LabelZh))) yield return line;
    }

    private static IEnumerable<NoticeLine> Revocation(ServiceCase row, string why, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (AfterDecision.ResultPaper(row) is { } old) yield return About("撤销的文书", "Revokes", old, clock);
        yield return Line("理由", "Reason", new(why, why));
        yield return Line("后续", "What follows", new("重新办理,申请人不用再申请。", "The case is worked on again; nothing has to be filed anew."));
        if ((row.PromisedDueAt ?? row.AcceptanceDueAt) is { } due) yield return Line("重新承诺", "Promised anew by", CaseNotices.Day(due, clock, withYear: true));
        foreach (var undoing in row.Undoings.Where(u => u.UndoneAt is null)) yield return Line("需要恢复", "To be undone", undoing.What);
        foreach (var line in Remedy(row, now, calendar, clock)) yield return line;
    }

    private static NoticeLine About(string zh, string en, CaseNotice paper, CityClock clock)
    {
        var day = DayText.Of(clock.DateOf(paper.IssuedAt), withYear: true);
        var title = CasePapers.Title(paper, null);
        return Line(zh, en, new($"{title.Zh} {paper.Number}({day.Zh})", $"{title.En} {paper.Number} ({day.En})"));
    }

    private static NoticeLine Line(string zh, string en, LocalText text) => new(zh, en, text.Zh, text.En);
}
