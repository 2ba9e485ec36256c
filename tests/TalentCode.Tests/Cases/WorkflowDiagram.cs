using System.Text;
using TalentCode.Core.Cases;

namespace TalentCode.Tests.Cases;

/// <summary>docs/case-workflow.md as it follows from the table.</summary>
internal static class WorkflowDiagram
{
    public static string Page()
    {
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');

        Line("# Case workflow / 办件流程");
        Line();
        Line("Generated from `CaseWorkflow.Steps`; do not edit. After a change of the table: `TALENTCODE_WRITE_DOCS=1 dotnet test tests/TalentCode.Tests --filter FullyQualifiedName~WorkflowDiagram`");
        Line();
        Line("```mermaid");
        Line("stateDiagram-v2");
        foreach (var state in Enum.GetValues<CaseState>()) Line($"    state \"{CaseWords.Of(state).Zh} {CaseWords.Of(state).En}\" as {state}");
        Line($"    [*] --> {CaseState.Draft}");
        foreach (var arrow in CaseWorkflow.Steps.Where(s => s.From != s.To).GroupBy(s => (s.From, s.To)))
            Line($"    {arrow.Key.From} --> {arrow.Key.To} : {string.Join(" / ", arrow.Select(s => Plain(s.Action)))}");
        foreach (var state in Enum.GetValues<CaseState>().Where(CaseWorkflow.IsFinal)) Line($"    {state} --> [*]");
        Line("```");
        Line();
        Line("Every step, with who may take it, what must be given, what it does to the clocks and which paper it issues. Conditions beside state and person are in `CaseWorkflow.Obstacle`.");
        Line();
        Line("| From | Step | To | Who | Needs | Clocks | Paper |");
        Line("|---|---|---|---|---|---|---|");
        foreach (var s in CaseWorkflow.Steps)
            Line($"| {s.From} | {CaseWords.Of(s.Action).Zh} `{s.Action}` | {(s.From == s.To ? "stays" : s.To)} | {CaseWords.Of(s.By).Zh} {s.By} | {Cell(s.Needs, StepNeeds.Nothing)} | {Cell(s.Clock, ClockEffect.None)} | {(s.Paper is { } paper ? CasePapers.Title(paper, s.Action == CaseAction.Refuse ? CaseDecision.Refused : null).Zh : "")} |");
        return page.ToString();
    }

    // A semicolon or a colon ends a statement of the diagram.
    private static string Plain(CaseAction action) => $"{CaseWords.Of(action).Zh} {CaseWords.Of(action).En.Replace(';', ',').Replace(':', ',')}";

    private static string Cell<T>(T value, T nothing) where T : struct => value.Equals(nothing) ? "" : value.ToString()!;
}
