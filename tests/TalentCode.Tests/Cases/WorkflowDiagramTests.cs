using System.Text.RegularExpressions;
using TalentCode.Core.Cases;

namespace TalentCode.Tests.Cases;

/// <summary>The picture of the workflow in the documentation is the table, not a memory of it.</summary>
[Trait("Category", "Core")]
public sealed class WorkflowDiagramTests
{
    [Fact]
    public void The_documented_diagram_is_the_table()
    {
        var file = Path.Combine(Root(), "docs", "case-workflow.md");
        var page = WorkflowDiagram.Page();
        if (Environment.GetEnvironmentVariable("TALENTCODE_WRITE_DOCS") == "1") File.WriteAllText(file, page);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == page,
            "docs/case-workflow.md no longer shows CaseWorkflow.Steps. Write it anew: TALENTCODE_WRITE_DOCS=1 dotnet test tests/TalentCode.Tests --filter FullyQualifiedName~WorkflowDiagram");
    }

    [Fact]
    public void Every_arrow_of_the_diagram_is_one_mermaid_can_read_and_every_state_is_drawn()
    {
        var diagram = WorkflowDiagram.Page().Split("```")[1].Split('\n').Skip(2).Where(l => l.Length > 0).ToList();
        Assert.All(diagram, l => Assert.Matches(new Regex(@"^    (state ""[^"";:]+"" as \w+|(\w+|\[\*\]) --> (\w+|\[\*\])( : [^;:""]+)?)$"), l));
        Assert.All(Enum.GetValues<CaseState>(), s => Assert.Contains(diagram, l => l.StartsWith($"    {s} --> ", StringComparison.Ordinal)));
    }

    [Fact]
    public void From_the_draft_every_state_can_be_reached_and_from_every_state_an_end()
    {
        var reached = new HashSet<CaseState> { CaseState.Draft };
        while (CaseWorkflow.Steps.Any(s => reached.Contains(s.From) && reached.Add(s.To))) { }
        Assert.Equal(Enum.GetValues<CaseState>(), reached.Order());
        var ending = Enum.GetValues<CaseState>().Where(CaseWorkflow.IsFinal).ToHashSet();
        while (CaseWorkflow.Steps.Any(s => ending.Contains(s.To) && ending.Add(s.From))) { }
        Assert.Equal(Enum.GetValues<CaseState>(), ending.Order());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TalentCode.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
