using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The lines of the table around and after a decision, written out by hand like the others.</summary>
public sealed partial class CaseWorkflowTests
{
    private static readonly string[] Asked = ["officer-elsewhere", "approver-elsewhere", "head-elsewhere"];

    private static IEnumerable<KeyValuePair<(CaseState, CaseAction), (CaseState To, string[] By)>> AfterAndAround()
    {
        static KeyValuePair<(CaseState, CaseAction), (CaseState, string[])> Line(CaseState from, CaseAction action, CaseState to, string[] by) => new((from, action), (to, by));

        foreach (var state in new[] { CaseState.Accepted, CaseState.InReview, CaseState.SpecialProcedure })
        {
            yield return Line(state, CaseAction.AskOpinion, state, Handlers);
            yield return Line(state, CaseAction.GiveOpinion, state, Asked);
            yield return Line(state, CaseAction.GoWithoutOpinion, state, Handlers);
        }
        // A part of a family that is further on.
        foreach (var state in new[] { CaseState.Received, CaseState.AwaitingCompletion }) yield return Line(state, CaseAction.SplitOff, state, Handlers);
        yield return Line(CaseState.InReview, CaseAction.ConfirmUndone, CaseState.InReview, Handlers);
        foreach (var state in new[] { CaseState.Decided, CaseState.Delivered, CaseState.Closed }) yield return Line(state, CaseAction.Correct, state, Deciders);
        foreach (var (state, again) in new[]
        {
            (CaseState.Decided, CaseState.InReview), (CaseState.Delivered, CaseState.InReview), (CaseState.Closed, CaseState.InReview),
            (CaseState.Terminated, CaseState.InReview), (CaseState.NotAccepted, CaseState.Received),
        })
        {
            yield return Line(state, CaseAction.Revoke, again, Deciders);
            yield return Line(state, CaseAction.Object, state, Applicant);
            yield return Line(state, CaseAction.UpholdDecision, state, Deciders);
            yield return Line(state, CaseAction.SetAside, again, Deciders);
            yield return Line(state, CaseAction.RecordRemedy, state, Supervision);
        }
    }

    private StepDetail? AfterDetail(Guid id, CaseAction action) => action switch
    {
        CaseAction.AskOpinion => new OpinionRequest(["education"], "请核实子女学籍", ["applicant"], 2),
        CaseAction.GiveOpinion => new OpinionAnswer(OpinionStance.Agree, "无异议"),
        CaseAction.Correct => new Correction(PaperOf(id), "材科", "材料"),
        CaseAction.RecordRemedy => new RemedyOutcome(ObjectionKind.Review, ObjectionResult.Upheld, city.Clock.Today, "渝府复〔2026〕1号"),
        _ => null,
    };

    // Each case has a paper of its own, named after it.
    private static Guid PaperOf(Guid id)
    {
        var bytes = id.ToByteArray();
        bytes[15] ^= 0xFF;
        return new Guid(bytes);
    }

    private static void PrepareAfter(ServiceCase row, CaseAction? action, DateTime now)
    {
        if (AfterDecision.WithResult.Contains(row.State)) row.EndedAt = row.DecidedAt = now;
        switch (action)
        {
            case CaseAction.GiveOpinion or CaseAction.GoWithoutOpinion:
                row.Opinions.Add(new CaseOpinion { Id = Guid.NewGuid(), DepartmentId = "education", Question = "请核实", AskedAt = now, DueAt = action == CaseAction.GiveOpinion ? now.AddDays(2) : now });
                break;
            case CaseAction.DeclineExtension:
                row.Events.Add(AskedBefore(row, now));
                break;
            case CaseAction.Correct:
                row.Notices.Add(new CaseNotice { Id = PaperOf(row.Id), Kind = NoticeKind.Decision, Number = $"{row.Number}-决1", IssuedAt = now, Lines = [new("决定", "Decision", "不予", "Refused"), new("理由", "Reason", "材科不全", "材科不全")] });
                break;
            case CaseAction.ConfirmUndone:
                row.Undoings.Add(new CaseUndoing { Id = Guid.NewGuid(), WhatZh = "证照已发", WhatEn = "A certificate was issued", At = now });
                break;
            case CaseAction.UpholdDecision or CaseAction.SetAside:
                row.Objections.Add(new CaseObjection { Id = Guid.NewGuid(), Kind = ObjectionKind.Objection, FiledAt = now, Text = "请重新核查", DueAt = now.AddDays(7) });
                break;
        }
    }

    private Guid PledgeId { get; set; }

    // What beside the state has to have happened before the step.
    private void Prepare(ServiceCase row, CaseState state, CaseAction? action)
    {
        var now = city.Clock.UtcNow;
        if (row.AcceptedAt is not null) row.OuterDueAt = city.EndOf("2026-10-22");
        if (state == CaseState.SpecialProcedure)
            row.Pauses.Add(new CasePause { Id = Guid.NewGuid(), Kind = "hearing", NameZh = "听证", NameEn = "Hearing", StopsPromised = true, StopsOuter = true, StartAt = now, ApprovedDays = 5, CapAt = city.EndOf("2026-09-25") });
        if (action == CaseAction.AllowAnotherCompletion) row.Completions = 1;
        PrepareAfter(row, action, now);
        if (action is CaseAction.PromiseDeferred or CaseAction.CloseGaps)
            row.Deferrals.Add(new CaseDeferral { Id = Guid.NewGuid(), Code = "work-experience-proof", NameZh = "工作资历证明", NameEn = "Proof of experience", OfferedAt = now, DueAt = city.EndOf("2026-10-10"), PromisedAt = action == CaseAction.CloseGaps ? now : null });
        if (action == CaseAction.CheckPledge)
            row.Pledges.Add(new CasePledge { Id = PledgeId = Guid.NewGuid(), TalentId = row.TalentId, Code = "address-proof", NameZh = "住址证明", NameEn = "Proof of address", MadeAt = now });
        if (action == CaseAction.DeemWithdrawn && state != CaseState.AwaitingCompletion)
            row.Children.Add(new ServiceCase
            {
                Id = Guid.NewGuid(),
                Number = $"{row.Number ?? row.Id.ToString("N")}/1",
                ItemId = row.ItemId,
                ItemVersionId = row.ItemVersionId,
                TalentId = row.TalentId,
                DepartmentId = row.DepartmentId,
                State = CaseState.DeemedWithdrawn,
                CreatedAt = now,
            });
    }

    // In review with somebody who stands there too, so that whoever joins it further back is behind.
    private async Task<Guid> FamilyAsync(Talent applicant)
    {
        var family = await city.CaseInAsync(applicant, "P08", CaseState.InReview);
        await city.CaseInAsync(applicant, "P08", CaseState.InReview, member => member.ParentId = family.Id);
        return family.Id;
    }
}
