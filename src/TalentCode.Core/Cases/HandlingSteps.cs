using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Checks and writes down what the steps around and after a decision need; called inside the step's transaction.</summary>
public static class HandlingSteps
{
    private const int LongestAuthority = 100, LongestReference = 100, LongestFix = 400;

    /// <summary>Days within which an objection can be made, from the result; the platform's rule, as long as the time for a review.</summary>
    public const int ObjectionDays = 60;

    /// <summary>Five working days to answer an objection: the platform's promise, worded so.</summary>
    public static readonly Term AnswerTerm = new(5, TermUnit.WorkingDay);

    /// <exception cref="RefusedException">What the step needs is missing or out of bounds.</exception>
    internal static async Task ApplyAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        switch (step.Action)
        {
            case CaseAction.AskOpinion: await OpinionSteps.AskAsync(db, row, input.Detail as OpinionRequest, actor, now, calendar, clock); break;
            case CaseAction.GiveOpinion: await OpinionSteps.GiveAsync(db, row, input.Detail as OpinionAnswer, actor, now, clock); break;
            case CaseAction.GoWithoutOpinion: OpinionSteps.GiveUp(row, now, clock); break;
            case CaseAction.Correct: Correct(row, input.Detail as Correction); break;
            case CaseAction.Revoke: Undo(db, row, now); break;
            case CaseAction.ConfirmUndone: Confirm(row, actor, input.Note, now); break;
            case CaseAction.Object: await ObjectAsync(db, row, input.Note!, now, calendar, clock); break;
            case CaseAction.UpholdDecision: Answer(row, ObjectionResult.Upheld, actor, input.Note, now); break;
            case CaseAction.SetAside:
                Answer(row, ObjectionResult.Changed, actor, input.Note, now);
                Undo(db, row, now);
                break;
            case CaseAction.RecordRemedy: await RecordAsync(db, row, input.Detail as RemedyOutcome, actor, now, clock); break;
        }
        // Whoever is asked about a case that has ended is not reminded any more.
        if (step.Clock == ClockEffect.End) OpinionSteps.CloseAll(row, now);
    }

    /// <summary>The reasons as they will stand in the event. A sentence alone counts as "other".</summary>
    /// <exception cref="RefusedException">No reason, one that does not fit, or the competent authority is missing.</exception>
    internal static async Task<List<GivenReason>?> ReasonsAsync(TalentDb db, ServiceCase row, CaseAction action, StepDetail? detail)
    {
        if (!DecisionReasons.Steps.Contains(action)) return null;
        var given = detail as RefusalReasons ?? new RefusalReasons([DecisionReasons.Other]);
        var listed = DecisionReasons.For(row.ItemVersion!.Content, action);
        var chosen = listed.Where(r => given.Codes.Contains(r.Code)).ToList();
        if (chosen.Count == 0 || given.Codes.Any(code => listed.All(r => r.Code != code)))
            throw new RefusedException("reasons-none", "请从列出的理由中选择至少一项;没有合适的,选“其他”并写明。", "Choose at least one of the listed reasons; if none fits, take “Another reason” and state it.");
        LocalText? authority = action == CaseAction.RefuseAcceptance && given.Codes.Contains(DecisionReasons.NotOurs) ? await AuthorityAsync(db, given.Authority) : null;
        return chosen.ConvertAll(r => r.Code == DecisionReasons.NotOurs ? new GivenReason(r.Code, r.Zh, r.En, authority?.Zh, authority?.En) : new(r.Code, r.Zh, r.En));
    }

    private static async Task<LocalText> AuthorityAsync(TalentDb db, string? named)
    {
        if (named?.Trim() is not { Length: > 0 and <= LongestAuthority } name)
            throw new RefusedException("authority-missing", "不属于本单位职权的,请写明应当向哪个机关申请,最多100个字符。", "If the matter is not this unit’s, name the authority to apply to, in at most 100 characters.");
        return await db.Departments.SingleOrDefaultAsync(d => d.Id == name) is { } department ? department.Name : new(name, name);
    }

    private static void Correct(ServiceCase row, Correction? given)
    {
        var paper = row.Notices.Find(n => n.Id == given?.PaperId && n.Kind is NoticeKind.Decision or NoticeKind.Correction);
        var (wrong, right) = (given?.Wrong.Trim() ?? "", given?.Right.Trim() ?? "");
        if (paper is null || paper != AfterDecision.ResultPaper(row))
            throw new RefusedException("no-such-paper", "只能更正现行有效的决定书。请刷新后再试。", "Only the decision in force can be corrected. Reload and try again.");
        if (wrong.Length is 0 or > LongestFix || right.Length is 0 or > LongestFix || wrong == right)
            throw new RefusedException("correction-missing", "请照抄写错的原文,再写正确的文字,各最多400个字符。", "Copy what is wrong as it stands, then write it as it should be, at most 400 characters each.");
        if (!Corrected(paper.Lines, wrong, right, out _))
            throw new RefusedException("correction-not-found", "决定书的理由里没有这段文字。结果、日期和单位写错的,不能用更正,请撤销后重新决定。", "The reasons of the decision do not contain this text. An outcome, date or unit is not corrected: revoke it and decide anew.");
        if (row.DecisionReason is { } reason) row.DecisionReason = reason.Replace(wrong, right, StringComparison.Ordinal);
    }

    /// <summary>The lines of a paper with the slip put right; only reasons can carry one.</summary>
    internal static bool Corrected(IReadOnlyList<NoticeLine> lines, string wrong, string right, out List<NoticeLine> corrected)
    {
        corrected = [.. lines.Select(l => l.LabelZh is "理由" or "说明" ? l with { Zh = l.Zh.Replace(wrong, right, StringComparison.Ordinal), En = l.En.Replace(wrong, right, StringComparison.Ordinal) } : l)];
        return !corrected.SequenceEqual(lines);
    }

    // What a grant changed is never taken back silently: it is written down and an officer confirms.
    private static void Undo(TalentDb db, ServiceCase row, DateTime now)
    {
        if (row.Decision != CaseDecision.Granted) return;
        foreach (var what in DecisionEffects.Changed(row))
        {
            var undoing = new CaseUndoing { Id = Guid.CreateVersion7(now), CaseId = row.Id, WhatZh = what.Zh, WhatEn = what.En, At = now };
            row.Undoings.Add(undoing);
            db.Undoings.Add(undoing);
        }
    }

    private static void Confirm(ServiceCase row, Actor actor, string? how, DateTime now)
    {
        foreach (var undoing in row.Undoings.Where(u => u.UndoneAt is null))
            (undoing.UndoneAt, undoing.How, undoing.ByZh, undoing.ByEn) = (now, how, actor.Name.Zh, actor.Name.En);
    }

    private static async Task ObjectAsync(TalentDb db, ServiceCase row, string text, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (AfterDecision.ResultAt(row) is { } at && clock.EndOf(clock.DateOf(at).AddDays(ObjectionDays)) <= now)
            throw new RefusedException("objection-late", "结果作出已超过60日,不能再在这里提出。对办理过程有意见,可以联系你的管家投诉。", "The result is more than 60 days old, so this is no longer possible here. You can still complain about the handling through your steward.");
        var due = DueDates.Calculate(now, AnswerTerm, calendar, clock).AtUtc;
        var objection = new CaseObjection
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Kind = ObjectionKind.Objection,
            FiledAt = now,
            Text = text,
            DueAt = due,
            RemindAt = HandlingReminders.DayBefore(due, now, calendar, clock),
        };
        row.Objections.Add(objection);
        db.Objections.Add(objection);
        await HandlingNotices.ObjectionToAnswerAsync(db, row, objection, now, clock);
    }

    private static void Answer(ServiceCase row, ObjectionResult result, Actor actor, string? note, DateTime now)
    {
        var open = AfterDecision.Open(row)!;
        (open.AnsweredAt, open.Result, open.Answer, open.ByZh, open.ByEn, open.RemindAt) = (now, result, note, actor.Name.Zh, actor.Name.En, null);
    }

    private static async Task RecordAsync(TalentDb db, ServiceCase row, RemedyOutcome? outcome, Actor actor, DateTime now, CityClock clock)
    {
        var reference = outcome?.Reference.Trim() ?? "";
        if (outcome is null || outcome.Kind == ObjectionKind.Objection || reference.Length is 0 or > LongestReference)
            throw new RefusedException("outcome-missing", "请选择复议或诉讼、结果,并写明文号(最多100个字符)。", "Choose review or suit and the result, and give the number of the paper (at most 100 characters).");
        if (outcome.DecidedOn > clock.Today || AfterDecision.ResultAt(row) is { } result && outcome.DecidedOn < clock.DateOf(result))
            throw new RefusedException("outcome-date", "日期应在原决定之后,且不晚于今天。", "The date lies after the decision and not after today.");
        var recorded = new CaseObjection
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Kind = outcome.Kind,
            FiledAt = now,
            Text = reference,
            AnsweredAt = now,
            Result = outcome.Result,
            DecidedOn = outcome.DecidedOn,
            ByZh = actor.Name.Zh,
            ByEn = actor.Name.En,
        };
        row.Objections.Add(recorded);
        db.Objections.Add(recorded);
        if (outcome.Result == ObjectionResult.Changed) await HandlingNotices.RemedyToActOnAsync(db, row, recorded, now, clock);
    }
}
