using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>One person's part of a family application.</summary>
/// <param name="Actions">What this reader may do with this part alone.</param>
public sealed record CasePart(LocalText Who, CaseState State, ServiceCase Row, IReadOnlyList<CaseStep> Actions);

/// <summary>A paper that was issued, as lists name it.</summary>
public sealed record IssuedPaper(Guid Id, LocalText Title, string Number, DateTime IssuedAt);

/// <summary>A paper to print: what it states, for whom, and which case its symbol opens.</summary>
/// <param name="Addressee">The applicant, as this reader may know them.</param>
public sealed record PaperView(CaseNotice Paper, LocalText Title, LocalText Unit, LocalText Addressee, Guid CaseId);

/// <summary>What the views of a case work out from its rows.</summary>
internal static class CaseParts
{
    // What may happen to one member's part while the others go on; see CaseService.
    private static readonly CaseAction[] OfOneMember = [CaseAction.AskCompletion, CaseAction.Complete, CaseAction.AskMoreTime, CaseAction.ExtendCompletion, CaseAction.Withdraw];

    public static IReadOnlyList<CasePart> Of(ServiceCase parent, Func<ServiceCase, LocalText> nameOf, Actor actor)
    {
        foreach (var child in parent.Children) (child.ItemVersion, child.Department) = (parent.ItemVersion, parent.Department);
        var last = parent.Children.Count(c => c.IsOpen) == 1;
        return [.. parent.Children.Select(child => new CasePart(nameOf(child), child.State, child,
            [.. CaseWorkflow.ActionsFor(child, actor).Where(s => Alone(s.Action, child) && !(last && s.Action == CaseAction.Withdraw))]))];

        // Who stands where the family stands goes with it.
        bool Alone(CaseAction action, ServiceCase child) => action == CaseAction.SplitOff ? CaseSplits.May(parent, child) : action != CaseAction.HandOver
            && (OfOneMember.Contains(action) ? parent.Children.Count > 1 || child.State != parent.State : child.State != parent.State);
    }

    public static IReadOnlyList<IssuedPaper> Papers(ServiceCase row) =>
        [.. row.Notices.OrderBy(n => n.IssuedAt).ThenBy(n => n.Number, StringComparer.Ordinal).Select(n => new IssuedPaper(n.Id, CasePapers.Title(n, row.Decision), n.Number, n.IssuedAt))];

    /// <summary>The dates as they stand on the row: what a family follows is explained by the last change, not by its own sum.</summary>
    public static CaseDates Dates(ServiceCase row, CaseDates own, WorkingCalendar calendar, CityClock clock) => own with
    {
        // One received when its item had no day for the answer is not shown one.
        Acceptance = row.AcceptanceDueAt is null ? null : own.Acceptance,
        Promised = Standing(row, ClockName.Promised, row.PromisedDueAt, own.Promised, calendar, clock),
        Outer = Standing(row, ClockName.Outer, row.OuterDueAt, own.Outer, calendar, clock),
    };

    private static DueDate? Standing(ServiceCase row, ClockName which, DateTime? stands, DueDate? own, WorkingCalendar calendar, CityClock clock)
    {
        if (stands is not { } at || own is null || own.AtUtc == at) return own;
        return row.DueDates.LastOrDefault(d => d.Clock == which && d.New == at) is null ? own : CaseTerms.Standing(row, which, at, own, calendar, clock);
    }
}
