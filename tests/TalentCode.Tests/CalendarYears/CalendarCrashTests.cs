using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>Half-way, twice, on two servers, by two administrators: every case is moved once and everybody told once.</summary>
[Trait("Category", "Core")]
public sealed class CalendarCrashTests : IAsyncLifetime
{
    private const int Cases = 43;

    private ImportCity _there = null!;
    private readonly List<Guid> _cases = [];

    private City City => _there.City;

    public async Task InitializeAsync()
    {
        _there = await ImportCity.OpenAsync();
        for (var i = 0; i < Cases; i++) _cases.Add(await _there.AcceptedAsync());
    }

    public async Task DisposeAsync() => await _there.DisposeAsync();

    [Fact]
    public async Task A_server_that_dies_half_way_leaves_the_rest_to_the_sweep_of_another()
    {
        var id = await _there.DraftAsync();
        await _there.Importer.StartAsync(_there.Admin, id);
        var half = await _there.Importer.GoOnAsync(id);
        Assert.Null(half.FinishedAt);
        Assert.InRange(half.Moved, 1, Cases - 1);

        Assert.Equal(1, await City.AnotherServer().GetRequiredService<CalendarImporter>().RunAsync(default));

        await AllMovedOnceAsync();
        Assert.Equal(0, await _there.Importer.RunAsync(default));
    }

    [Fact]
    public async Task A_chunk_that_breaks_off_leaves_nothing_of_itself()
    {
        var id = await _there.DraftAsync();
        await _there.Importer.StartAsync(_there.Admin, id);
        var before = await _there.StateAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _there.Importer.GoOnAsync(id, stop.Token));
        Assert.Equal(before, await _there.StateAsync());
        await _there.FinishAsync(id);
        await AllMovedOnceAsync();
    }

    [Fact]
    public async Task The_preview_says_what_the_import_then_does()
    {
        var preview = City.Get<CalendarPreview>();
        var before = await _there.StateAsync();
        var effect = await preview.SumUpAsync(_there.Admin, 2027, NoticeTexts.Of2027);
        var lines = new List<MovedCase>();
        foreach (var page in effect.Pages) lines.AddRange(await preview.PageAsync(_there.Admin, effect.Notice, page));
        Assert.Equal(before, await _there.StateAsync());
        Assert.Equal((Cases, 3), (lines.DistinctBy(l => l.Id).Count(), effect.Pages.Count));
        Assert.All(lines, l => Assert.True(l.LosesMark));

        var import = await _there.ImportAsync();

        Assert.Equal((effect.Moved, effect.Confirmed, effect.Looked, effect.DaysChanged), (import.Moved, import.Confirmed, import.Looked, import.DaysChanged));
        foreach (var line in lines)
        {
            var row = await _there.CaseAsync(line.Id);
            Assert.Equal(line.Moves.Select(m => (m.Clock, m.Old, m.New)).Order(), row.DueDates.Where(d => d.WhyZh.StartsWith("放假", StringComparison.Ordinal)).Select(d => (d.Clock, d.Old, d.New)).Order());
        }
    }

    [Fact]
    public async Task Two_administrators_at_once_publish_once_and_nobody_is_told_twice()
    {
        var second = await City.People.StaffAsync(StaffRole.Administrator);
        var drafts = new[] { (Actor: _there.Admin, Id: await _there.DraftAsync()), (Actor: second, Id: await _there.DraftAsync(by: second)) };
        CalendarImporter[] servers = [_there.Importer, City.AnotherServer().GetRequiredService<CalendarImporter>()];
        var (starts, refused) = await Refusals.AtOnceAsync(4, i => servers[i % 2].StartAsync(drafts[i % 2].Actor, drafts[i % 2].Id));
        Assert.Empty(refused);
        Assert.Single(starts, s => s == ImportStart.Started);
        await Refusals.AtOnceAsync(4, i => servers[i % 2].RunAsync(default));
        await _there.Importer.RunAsync(default);
        await AllMovedOnceAsync();
        Assert.Single(await City.Get<CalendarQueries>().ImportsAsync(_there.Admin));
    }

    [Fact]
    public async Task A_case_dated_by_a_server_that_still_had_the_old_calendar_is_caught_afterwards()
    {
        var late = City.AnotherServer();
        await late.GetRequiredService<Calendars>().CurrentAsync();
        var import = await _there.ImportAsync();
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P08", CaseState.Submitted);
        await late.GetRequiredService<CaseService>().ActAsync(Actor.System, row.Id, CaseAction.Receive, null);
        await late.GetRequiredService<CaseService>().ActAsync(_there.Officer, row.Id, CaseAction.Accept, null);
        Assert.Equal(City.EndOf("2027-02-10"), (await _there.CaseAsync(row.Id)).PromisedDueAt);
        City.Pass(TimeSpan.FromMinutes(4));

        Assert.Equal(1, await late.GetRequiredService<CalendarImporter>().RunAsync(default));

        Assert.Equal((City.EndOf("2027-02-15"), false), ((await _there.CaseAsync(row.Id)).PromisedDueAt, (await _there.CaseAsync(row.Id)).DueProvisional));
        await AllMovedOnceAsync(import.Moved + 1);
        Assert.Equal(0, await _there.Importer.RunAsync(default));
    }

    private async Task AllMovedOnceAsync(int expected = Cases)
    {
        var import = Assert.Single(await City.ReadAsync(db => db.CalendarImports.Where(i => i.StartedAt != null).ToListAsync()));
        Assert.Equal(expected, import.Moved);
        Assert.NotNull(import.FinishedAt);
        foreach (var id in _cases)
        {
            var row = await _there.CaseAsync(id);
            Assert.Equal((City.EndOf("2027-02-15"), false, 1), (row.PromisedDueAt, row.DueProvisional, row.DueDates.Count(d => d.Clock == ClockName.Promised && d.WhyZh.StartsWith("放假", StringComparison.Ordinal))));
            ImportCity.Replays(row);
        }
        Assert.Equal(2 * expected, (await _there.ToldAsync()).Count);
    }
}
