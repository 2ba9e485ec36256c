using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>A case is sent up for approval (送审), or back to the review (退回): the words stay inside the office, and whoever is next is told.</summary>
public static class ApprovalSteps
{
    /// <summary>Steps whose words are an internal note.</summary>
    public static IReadOnlyList<CaseAction> Inside { get; } = [CaseAction.SubmitForApproval, CaseAction.ReturnToReview, CaseAction.AskSpecial];

    /// <summary>Characters for the ground of a proposal: with the proposal itself it is one note.</summary>
    public const int LongestGround = 900;

    private const string Up = "approval-waiting", Back = "approval-returned", Asked = "special-asked";

    /// <returns>The input without the sentence, which no message to the applicant may carry.</returns>
    /// <exception cref="RefusedException">Nothing is proposed.</exception>
    internal static async Task<StepInput> TellAsync(TalentDb db, ServiceCase row, CaseStep step, Actor actor, StepInput input, DateTime now, CityClock clock)
    {
        LocalText? proposal = step.Action == CaseAction.SubmitForApproval ? Proposed(input.Detail) : null;
        if (proposal is not null && input.Note is { Length: > LongestGround })
            throw new RefusedException("reason-too-long", $"依据和理由最多{LongestGround}个字符。", $"The ground takes at most {LongestGround} characters.");
        InternalNotes.Add(db, row, actor, proposal is { } word ? $"{word.Zh} / {word.En}:{input.Note}" : input.Note!, now);
        var (template, told) = step.Action switch
        {
            CaseAction.SubmitForApproval => (Up, await DecidersAsync(db, row, actor.Id)),
            CaseAction.AskSpecial => (Asked, await DecidersAsync(db, row, actor.Id)),
            _ => (Back, row.HandlerId is { } handler ? [handler] : await HandlingNotices.DeskAsync(db, row.DepartmentId, false)),
        };
        // Nobody is told of what they sent back themselves.
        foreach (var id in told.Where(id => template != Back || id != actor.Id)) Owe(db, template, row, Recipient.Staff(id), proposal, now, clock);
        return input with { Note = null };
    }

    /// <summary>The proposal in words, as its note and message say it.</summary>
    public static LocalText Word(CaseDecision decision) => decision == CaseDecision.Granted ? new("拟准予", "grant proposed") : new("拟不予", "refusal proposed");

    private static LocalText Proposed(StepDetail? detail) => detail is ApprovalProposal { Decision: var decision }
        ? Word(decision)
        : throw new RefusedException("proposal-missing", "请选择拟准予或拟不予,再送审。", "Choose whether you propose to grant or to refuse, then send it up.");

    // Those who may decide it; where four eyes leave nobody, all approvers have to know. The sender is told only when alone.
    private static async Task<IReadOnlyList<Guid>> DecidersAsync(TalentDb db, ServiceCase row, Guid sender)
    {
        var approvers = await HandlingNotices.DeskAsync(db, row.DepartmentId, true);
        var free = approvers.Where(id => id != sender && !FourEyes.Bars(row, id)).ToList();
        return free.Count > 0 ? free : approvers;
    }

    private static void Owe(TalentDb db, string template, ServiceCase row, Recipient to, LocalText? proposal, DateTime now, CityClock clock)
    {
        var values = CaseNotices.Values(row, null, clock);
        if (proposal is { } word) values["proposal"] = word;
        db.Owe(template, $"{row.Events.Count}-{row.Id:N}", to, now, values, $"/dept/cases/{row.Id}");
    }
}
