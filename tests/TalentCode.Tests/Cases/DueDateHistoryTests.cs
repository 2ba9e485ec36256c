using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>No date of a case moves silently: one row per change, with old, new, why and who.</summary>
[Trait("Category", "Core")]
public sealed partial class DueDateHistoryTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task A_long_way_leaves_exactly_one_row_for_every_change_of_each_of_the_five_dates()
    {
        var id = await City.ReceiveAsync("P08");
        var (office, head) = (await City.OfficeAsync(id), await City.OfficeAsync(id, StaffRole.Head));
        var applicant = await City.ApplicantAsync(id);
        City.MoveTo("2026-11-03");
        await City.ActAsync(office, id, CaseAction.AskCompletion, detail: Walks.List);
        await City.ActAsync(office, id, CaseAction.ExtendCompletion, "境外认证需要时间");
        City.MoveTo("2026-11-04");
        await City.ActAsync(applicant, id, CaseAction.Complete, "已补");
        await City.ActAsync(office, id, CaseAction.Accept);
        await City.ActAsync(office, id, CaseAction.HandOver, detail: new HandOverTo(office.Id));
        await City.ActAsync(office, id, CaseAction.StartReview);
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("hearing", 5));
        City.MoveTo("2026-11-06");
        await City.ActAsync(office, id, CaseAction.EndSpecial, "听证结束");
        await City.ActAsync(head, id, CaseAction.Extend, "需要核实");
        await City.ActAsync(office, id, CaseAction.Grant);
        await City.ActAsync(office, id, CaseAction.Deliver);

        var row = await City.WholeAsync(id);
        Assert.Equal(
            [
                (ClockName.Acceptance, "", "11-09", "系统"),
                (ClockName.Acceptance, "11-09", "", office.Name.Zh), (ClockName.Completion, "", "11-17", office.Name.Zh),
                (ClockName.Completion, "11-17", "12-01", office.Name.Zh),
                (ClockName.Completion, "12-01", "", "本人"), (ClockName.Acceptance, "", "11-11", "本人"),
                (ClockName.Promised, "", "11-11", office.Name.Zh), (ClockName.Outer, "", "12-02", office.Name.Zh),
                (ClockName.Promised, "11-11", "11-18", office.Name.Zh), (ClockName.Outer, "12-02", "12-09", office.Name.Zh),
                (ClockName.Promised, "11-18", "11-13", office.Name.Zh), (ClockName.Outer, "12-09", "12-04", office.Name.Zh),
                (ClockName.Outer, "12-04", "12-18", head.Name.Zh),
                (ClockName.Delivery, "", "11-20", office.Name.Zh),
            ],
            row.DueDates.Select(d => (d.Clock, Day(d.Old), Day(d.New), d.ByZh)));
        Assert.Equal(
            ["收件", "告知补正", "告知补正", "延长补正期限", "提交补正", "提交补正", "受理", "受理", "进入特别程序", "进入特别程序", "结束特别程序", "结束特别程序", "延期", "准予"],
            row.DueDates.Select(d => d.WhyZh));
        Assert.Equal(row.DueDates.Select(d => d.At).Order(), row.DueDates.Select(d => d.At));
    }

    [Fact]
    public async Task Time_alone_and_sweeps_move_no_date()
    {
        var id = await City.ReceiveAsync("P05");
        await City.ReviewAsync(id);
        var before = (await City.WholeAsync(id)).DueDates.Count;
        for (var day = City.Day("2026-11-03"); day < City.Day("2026-12-10"); day = day.AddDays(1))
        {
            City.Time.SetUtcNow(new(City.Clock.At(day, new(9, 0))));
            await City.SweepAsync();
        }
        Assert.Equal(before, (await City.WholeAsync(id)).DueDates.Count);
    }

    [Fact]
    public async Task A_refused_step_leaves_no_row()
    {
        var id = await City.ReceiveAsync("P05");
        var office = await City.ReviewAsync(id);
        var before = (await City.WholeAsync(id)).DueDates.Count;
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("expert-review", 11)).IsRefusedAsync("procedure-length");
        await City.ActAsync(office, id, CaseAction.Grant).IsRefusedAsync("four-eyes");
        Assert.Equal(before, (await City.WholeAsync(id)).DueDates.Count);
    }

    [Fact]
    public void Nothing_but_the_clocks_of_a_case_writes_its_dates()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TalentCode.sln"))) root = root.Parent!;
        var writers = Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            // Seeds write cases that never were, and their history with them.
            .Where(f => !Of(f, "obj") && !Of(f, "Seed") && Assignment().IsMatch(File.ReadAllText(f))).Select(Path.GetFileName);
        Assert.Equal(["CaseClocks.cs"], writers);

        static bool Of(string file, string folder) => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
    }

    private string Day(DateTime? due) => due is { } at ? City.Clock.DateOf(at.AddTicks(-1)).ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "";

    [GeneratedRegex(@"\b(Acceptance|Completion|Promised|Outer|Delivery)DueAt\s*(=(?![=>])|,[^;\n]*\)\s*=(?![=>]))|SetProperty\([^)]*\.(?!NextDueAt)\w*DueAt")]
    private static partial Regex Assignment();
}
