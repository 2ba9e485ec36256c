using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Issues the papers of a case: what they state is fixed at the moment they are issued.</summary>
public static class CasePapers
{
    internal static async Task IssueAsync(TalentDb db, ServiceCase row, NoticeKind kind, StepInput input, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        // Market services are no administrative acts: no papers at all.
        if (row.ItemVersion!.Content.Regime == Regime.Market) return;
        var officer = kind == NoticeKind.Acceptance && row.HandlerId is { } id ? await OfficerAsync(db, row, id) : null;
        var paper = new CaseNotice
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Kind = kind,
            Number = $"{row.Number}-{Mark(kind)}{row.Notices.Count(n => n.Kind == kind) + 1}",
            IssuedAt = now,
            Lines = [.. Lines(row, kind, input, officer, clock), .. DecisionPapers.Lines(row, kind, input, now, calendar, clock)],
        };
        row.Notices.Add(paper);
        db.CaseNotices.Add(paper);
    }

    // Masked as the applicant reads staff elsewhere. Whoever took a step of it stands in the history already; a colleague it was handed to may not.
    private static async Task<LocalText?> OfficerAsync(TalentDb db, ServiceCase row, Guid id)
    {
        if (row.Events.FindLast(e => e.ActorKind == ActorKind.Staff && e.ActorId == id) is { } step) return Masked(step.ActorZh, step.ActorEn);
        return await db.Users.FindAsync(id) is { } handler ? Masked(handler.NameZh, handler.NameEn) : null;

        static LocalText Masked(string zh, string en) => new(Masking.Name(zh), Masking.Name(en));
    }

    /// <summary>What a paper that was issued is called: by what it states, whatever became of the case.</summary>
    public static LocalText Title(CaseNotice paper, CaseDecision? standing) =>
        Title(paper.Kind, paper.Lines.Find(l => l.LabelZh == "决定") is { } line ? line.Zh == "不予" ? CaseDecision.Refused : CaseDecision.Granted : standing);

    /// <summary>What a paper of this kind is called; a refusal and a grant have different names.</summary>
    public static LocalText Title(NoticeKind kind, CaseDecision? decision) => (kind, decision) switch
    {
        (NoticeKind.Receipt, _) => new("收件凭证", "Receipt"),
        (NoticeKind.Pledge, _) => new("告知承诺书", "Notice and promise"),
        (NoticeKind.Completion, _) => new("补正告知书", "Notice of what is to be completed"),
        (NoticeKind.Acceptance, _) => new("受理通知书", "Notice of acceptance"),
        (NoticeKind.NonAcceptance, _) => new("不予受理通知书", "Notice of non-acceptance"),
        (NoticeKind.SpecialProcedure, _) => new("特别程序告知书", "Notice of a special procedure"),
        (NoticeKind.Extension, _) => new("延期告知书", "Notice of extension"),
        (NoticeKind.DeferralPromise, _) => new("容缺受理承诺书暨补齐材料通知书", "Promise to supply papers, with notice of what to supply"),
        (NoticeKind.Delivery, _) => new("送达回证", "Certificate of delivery"),
        (NoticeKind.Termination, _) => new("终止办理通知书", "Notice of termination"),
        (NoticeKind.Correction, _) => new("更正决定书", "Correction of a decision"),
        (NoticeKind.Revocation, _) => new("撤销决定书", "Revocation of a decision"),
        (_, CaseDecision.Refused) => new("不予决定书", "Decision: refused"),
        _ => new("准予决定书", "Decision: granted"),
    };

    private static string Mark(NoticeKind kind) => kind switch
    {
        NoticeKind.Receipt => "收",
        NoticeKind.Pledge => "诺",
        NoticeKind.Completion => "补",
        NoticeKind.Acceptance => "受",
        NoticeKind.NonAcceptance => "不受",
        NoticeKind.SpecialProcedure => "特",
        NoticeKind.Extension => "延",
        NoticeKind.DeferralPromise => "容",
        NoticeKind.Delivery => "达",
        NoticeKind.Termination => "终",
        NoticeKind.Correction => "正",
        NoticeKind.Revocation => "撤",
        _ => "决",
    };

    private static IEnumerable<NoticeLine> Lines(ServiceCase row, NoticeKind kind, StepInput input, LocalText? officer, CityClock clock)
    {
        var item = row.Terms;
        yield return Line("事项", "Service", item.Name);
        yield return Line("受理单位", "Unit", row.Department!.Name);
        yield return Line("案件编号", "Case number", new(row.Number!, row.Number!));
        switch (kind)
        {
            case NoticeKind.Receipt:
                yield return Instant("收件时间", "Received", row.ReceivedAt);
                yield return Day("最迟答复", "Answer by", row.AcceptanceDueAt ?? row.PromisedDueAt);
                break;
            case NoticeKind.Pledge:
                foreach (var pledge in row.Pledges)
                {
                    yield return Line("代替的证明", "Proof it stands for", pledge.Name);
                    yield return Line("承诺", "Promise", pledge.Statement);
                    if (item.Pledges.FirstOrDefault(r => r.Code == pledge.Code) is { } rule) yield return Line("事后核查", "Checked afterwards", rule.Check);
                }
                yield return Line("后果", "If it does not hold", CasePledges.Consequence);
                break;
            case NoticeKind.Completion:
                var request = row.CompletionRequests.MaxBy(r => r.Round)!;
                foreach (var (point, i) in request.Points.Select((p, i) => (p, i + 1)))
                    yield return Line($"第{i}项", $"Point {i}", Point(point));
                yield return Day("补正期限", "Complete by", row.CompletionDueAt);
                yield return Line("逾期", "If not", new("期满未补正又没有获准延长的,视为撤回申请;可以重新申请。", "If nothing is supplied by then and no more time was granted, the application counts as withdrawn; it can be filed again."));
                break;
            case NoticeKind.Acceptance or NoticeKind.DeferralPromise:
                yield return Instant("受理时间", "Accepted", row.AcceptedAt);
                if (officer is { } name) yield return Line("经办人", "Officer in charge", name);
                yield return Day("承诺办结", "Promised by", row.PromisedDueAt);
                yield return Day(IsStatutory(item) ? "法定期限" : "平台期限", IsStatutory(item) ? "Statutory limit" : "Platform limit", row.OuterDueAt);
                foreach (var deferral in row.Deferrals.Where(d => d.PromisedAt is not null))
                    yield return Line("承诺补齐", "To be supplied", new($"{deferral.NameZh},最迟{CaseNotices.Day(deferral.DueAt, clock).Zh}", $"{deferral.NameEn}, by {CaseNotices.Day(deferral.DueAt, clock).En}"));
                if (kind == NoticeKind.DeferralPromise)
                    yield return Line("承诺", "Promise", new("申请人已知悉并承诺按期补齐上列材料;补齐前结果不予送达,逾期未补齐的依规定处理。", "The applicant knows and promises to supply the papers above in time; the result is withheld until then."));
                break;
            case NoticeKind.SpecialProcedure:
                var pause = row.Pauses.MaxBy(p => p.StartAt)!;
                yield return Line("特别程序", "Procedure", pause.Name);
                yield return Line("依据", "Basis", pause.Basis);
                yield return Line("批准时长", "Approved length", new Term(pause.ApprovedDays, TermUnit.WorkingDay).InWords());
                yield return Line("停止计时", "Clocks stopped", (pause.StopsPromised, pause.StopsOuter) switch
                {
                    (true, true) => new("承诺期限和办理期限", "the promise and the limit"),
                    (true, false) => new("承诺期限", "the promise"),
                    _ => new("办理期限", "the limit"),
                });
                yield return Day("最迟恢复计时", "Clocks run again after", pause.CapAt);
                yield return Day("届时承诺办结", "Then promised by", row.PromisedDueAt);
                break;
            case NoticeKind.Extension:
                yield return Line("理由", "Reason", new(input.Note!, input.Note!));
                yield return Line("批准", "Approved by", item.Extension!.Head);
                yield return Line("依据", "Basis", new(item.Extension.BasisZh, item.Extension.BasisEn));
                yield return Day("延长后的期限", "New limit", row.OuterDueAt);
                break;
            case NoticeKind.Delivery:
                yield return Instant("送达时间", "Delivered", row.EndedAt);
                foreach (var line in CaseDelivery.Lines(input)) yield return line;
                break;
        }

        NoticeLine Day(string zh, string en, DateTime? at) => Line(zh, en, at is null ? new("无", "none") : CaseNotices.Day(at, clock, withYear: true));
        NoticeLine Instant(string zh, string en, DateTime? at) => Line(zh, en, at is { } t ? DayText.Of(clock.ToCity(t), true) : new("无", "none"));
    }

    private static LocalText Point(CompletionPoint point) => new(
        $"{point.What}:{point.Why}。补正方式:{point.How}{(point.Sample is { } zh ? $"。样例:{zh}" : "")}",
        $"{point.What}: {point.Why}. How: {point.How}{(point.Sample is { } en ? $". Sample: {en}" : "")}");

    private static bool IsStatutory(ItemContent item) => CaseDeadlines.MainLimit(item).Outer?.Kind == LimitKind.Statutory;

    private static NoticeLine Line(string zh, string en, LocalText text) => new(zh, en, text.Zh, text.En);
}
