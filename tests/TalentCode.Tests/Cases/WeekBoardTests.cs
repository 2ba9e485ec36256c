using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Figures;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The week's board counts what the lists show and what the lights say.</summary>
[Trait("Category", "Core")]
public sealed class WeekBoardTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Each_number_is_the_length_of_the_list_it_opens_and_the_lights_agree()
    {
        await FillAsync();
        foreach (var day in new[] { "2026-11-02", "2026-11-04", "2026-11-09", "2026-11-27", "2026-12-24" })
        {
            City.MoveTo(day, 10);
            var sheet = await Board.ReadAsync(Supervisor);
            foreach (var line in sheet.Departments)
            {
                await CountsAsync(line.Tally, new(PageSize: 200) { DepartmentId = line.DepartmentId });
                var steps = await Board.ReadAsync(Supervisor, line.DepartmentId);
                Assert.Equal(line.Tally, steps.Whole);
                foreach (var (state, tally) in steps.Steps) await CountsAsync(tally, new(State: state, PageSize: 200) { DepartmentId = line.DepartmentId });
            }
            Assert.Equal(sheet.Whole, sheet.Departments.Select(l => l.Tally).Aggregate(WeekTally.Add));
        }
    }

    [Fact]
    public async Task A_filter_by_light_shows_cases_that_have_this_light()
    {
        await FillAsync();
        var seen = new HashSet<CaseLight>();
        foreach (var day in new[] { "2026-11-02", "2026-11-04", "2026-11-09", "2026-11-27", "2026-12-24" })
        {
            City.MoveTo(day, 10);
            foreach (var light in new[] { CaseLight.Green, CaseLight.Yellow, CaseLight.Red, CaseLight.DeepRed })
            {
                var lines = (await City.Get<CaseQueries>().AllAsync(Supervisor, new(PageSize: 200) { Light = light })).Lines;
                Assert.All(lines, l => Assert.Equal(light, l.Light));
                if (lines.Count > 0) seen.Add(light);
            }
            var all = (await City.Get<CaseQueries>().AllAsync(Supervisor, new(PageSize: 200))).Lines;
            var parts = 0;
            foreach (var light in new[] { CaseLight.Green, CaseLight.Yellow, CaseLight.Red, CaseLight.DeepRed })
                parts += (await City.Get<CaseQueries>().AllAsync(Supervisor, new(PageSize: 200) { Light = light })).Total;
            Assert.Equal(all.Count(l => l.Light != CaseLight.None), parts);
        }
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public async Task The_days_ahead_are_working_days_and_their_numbers_open_the_same_cases()
    {
        await FillAsync();
        City.MoveTo("2026-11-03");
        var sheet = await Board.ReadAsync(Supervisor);
        Assert.Equal(["2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-09"], sheet.Days.Select(d => $"{d.Day:yyyy-MM-dd}"));
        Assert.Contains(sheet.Days, d => d.Turning > 0);
        Assert.Contains(sheet.Days, d => d.Ending > 0);
        for (var i = 0; i < sheet.Days.Count; i++)
        {
            var (day, after) = (sheet.Days[i], i == 0 ? sheet.Days[0].Day.AddDays(-1) : sheet.Days[i - 1].Day);
            Assert.Equal(day.Turning, await TotalAsync(new() { Week = WeekScope.Turning, Between = (after, day.Day) }));
            Assert.Equal(day.Ending, await TotalAsync(new() { Week = WeekScope.Ending, Between = (after, day.Day) }));
        }
    }

    [Fact]
    public async Task Red_cards_without_a_reason_are_counted_by_department()
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P08", CaseState.InReview);
        foreach (var (light, explained) in new[] { (CaseLight.Red, false), (CaseLight.DeepRed, false), (CaseLight.Yellow, false), (CaseLight.Red, true) })
            await City.AddAsync(new CaseCard { Id = Guid.NewGuid(), CaseId = row.Id, DepartmentId = row.DepartmentId, Light = light, Kind = WarningKind.Broken, About = City.Clock.UtcNow.AddTicks(Random.Shared.Next(1, 99999) * 10), IssuedAt = City.Clock.UtcNow, ExplainedAt = explained ? City.Clock.UtcNow : null });
        var sheet = await Board.ReadAsync(Supervisor);
        Assert.Equal((2, 2), (sheet.Unexplained, sheet.Departments.Single(d => d.DepartmentId == row.DepartmentId).Unexplained));
    }

    [Fact]
    public async Task Only_supervision_reads_it()
    {
        foreach (var role in new[] { StaffRole.Coordinator, StaffRole.Officer, StaffRole.Head, StaffRole.Administrator, StaffRole.Hall, StaffRole.Steward })
            await Board.ReadAsync(await City.People.StaffAsync(role, "education")).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task Cases_of_before_get_their_instants_from_the_sweep_and_nothing_else_of_them_changes()
    {
        var id = await City.ReceiveAsync("P08");
        var before = await City.WholeAsync(id);
        await City.WriteAsync(db => db.Cases.ExecuteUpdateAsync(set => set.SetProperty(c => c.NextDueAt, (DateTime?)null).SetProperty(c => c.YellowAt, (DateTime?)null)));
        Assert.Equal(1, await City.Get<TurnsFiller>().FillAsync(default));
        var after = await City.WholeAsync(id);
        Assert.Equal((before.NextDueAt, before.YellowAt, before.Version), (after.NextDueAt, after.YellowAt, after.Version));
        Assert.Equal(0, await City.Get<TurnsFiller>().FillAsync(default));
    }

    private static readonly Actor Supervisor = new(ActorKind.Staff, Guid.NewGuid(), new("督办", "Supervisor"), new HashSet<Permission> { Permission.SeeCases }, null);

    private WeekBoard Board => City.Get<WeekBoard>();

    private async Task<int> TotalAsync(CaseFilter filter) => (await City.Get<CaseQueries>().AllAsync(Supervisor, filter)).Total;

    private async Task CountsAsync(WeekTally tally, CaseFilter filter) => Assert.Equal(tally, new WeekTally(
        await TotalAsync(filter), await TotalAsync(filter with { Light = CaseLight.DeepRed }), await TotalAsync(filter with { Light = CaseLight.Red }), await TotalAsync(filter with { Light = CaseLight.Yellow }),
        await TotalAsync(filter with { Week = WeekScope.Turning }), await TotalAsync(filter with { Week = WeekScope.Ending })));

    // Some of every step, by the real steps, so that the instants are those the steps leave.
    private async Task FillAsync()
    {
        foreach (var item in new[] { "P08", "P05", "P14", "Z07" })
        {
            await City.ReceiveAsync(item);
            var accepted = await City.ReceiveAsync(item);
            await City.ActAsync(await City.OfficeAsync(accepted), accepted, CaseAction.Accept);
            var reviewed = await City.ReceiveAsync(item);
            await City.ReviewAsync(reviewed);
            var asked = await City.ReceiveAsync(item);
            await City.ActAsync(await City.OfficeAsync(asked), asked, CaseAction.AskCompletion, detail: Walks.List);
            var decided = await City.ReceiveAsync(item);
            await City.ReviewAsync(decided, await City.OfficeAsync(decided, StaffRole.Officer));
            await City.ActAsync(await City.OfficeAsync(decided), decided, CaseAction.Refuse, "不符合条件");
        }
        var granted = await City.ReceiveAsync("P08");
        await City.ActAsync(await City.ReviewAsync(granted), granted, CaseAction.Grant);
        var special = await City.ReceiveAsync("P08");
        await City.ActAsync(await City.ReviewAsync(special), special, CaseAction.StartSpecial, detail: new ProcedureTerms("hearing", 5));
    }
}
