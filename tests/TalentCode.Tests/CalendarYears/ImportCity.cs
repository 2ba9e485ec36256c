using Microsoft.EntityFrameworkCore;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>A city on Monday 1 February 2027, 09:00, before the notice for 2027, with an administrator and an officer.</summary>
internal sealed record ImportCity(City City, Actor Admin, Actor Officer) : IAsyncDisposable
{
    public const string Number = "国办发明电〔2026〕9号";

    public static async Task<ImportCity> OpenAsync()
    {
        var city = await City.FreshAsync(new DateTime(2027, 2, 1, 1, 0, 0, DateTimeKind.Utc));
        return new(city, await city.People.StaffAsync(StaffRole.Administrator), await city.People.StaffAsync(StaffRole.Officer, "human-resources"));
    }

    public ValueTask DisposeAsync() => City.DisposeAsync();

    public CalendarImporter Importer => City.Get<CalendarImporter>();

    /// <summary>A work permit accepted now by the officer: five working days promised, twenty at most.</summary>
    public async Task<Guid> AcceptedAsync()
    {
        var id = await ReceivedAsync();
        await City.ActAsync(Officer, id, CaseAction.Accept);
        return id;
    }

    public async Task<Guid> ReceivedAsync()
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P08", CaseState.Submitted);
        await City.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        return row.Id;
    }

    public async Task<Guid> DraftAsync(string? text = null, Actor? by = null, int year = 2027, string number = Number) => await Importer.KeepAsync(by ?? Admin, year, number, text ?? NoticeTexts.Of2027);

    public async Task<CalendarImport> ImportAsync(string? text = null, int year = 2027)
    {
        var id = await DraftAsync(text, year: year);
        Assert.Equal(ImportStart.Started, await Importer.StartAsync(Admin, id));
        return await FinishAsync(id);
    }

    public async Task<CalendarImport> FinishAsync(Guid id, CalendarImporter? importer = null)
    {
        var import = await (importer ?? Importer).GoOnAsync(id);
        while (import.FinishedAt is null) import = await (importer ?? Importer).GoOnAsync(id);
        return import;
    }

    public Task<ServiceCase> CaseAsync(Guid id) => City.ReadAsync(db => db.Cases.Include(c => c.DueDates.OrderBy(d => d.Sequence)).Include(c => c.CompletionRequests).Include(c => c.Pauses)
        .Include(c => c.Children).ThenInclude(c => c.DueDates).AsSplitQuery().SingleAsync(c => c.Id == id));

    public Task<List<string>> ToldAsync(string template = "due-date-moved") =>
        City.ReadAsync(db => db.Outbox.Where(m => m.Template == template && m.Channel == "in-app").Select(m => m.DedupKey).ToListAsync());

    /// <summary>Everything an import may touch, as one text: equal before and after means that nothing was written.</summary>
    public async Task<string> StateAsync()
    {
        var holidays = await City.ReadAsync(db => db.Holidays.OrderBy(h => h.Date).Select(h => h.Date + h.Name + h.Off + h.Status + h.NoticeYear).ToListAsync());
        var cases = await City.ReadAsync(db => db.Cases.OrderBy(c => c.Id).Select(c => new { c.Id, c.PromisedDueAt, c.OuterDueAt, c.AcceptanceDueAt, c.CompletionDueAt, c.WarnAt, c.DueProvisional, c.Version, Changes = c.DueDates.Count }).ToListAsync());
        var (owed, started) = await City.ReadAsync(async db => (await db.Outbox.CountAsync(), await db.CalendarImports.CountAsync(i => i.StartedAt != null)));
        return string.Join('\n', holidays) + string.Join('\n', cases) + owed + '/' + started;
    }

    /// <summary>The history of every clock leads without a gap to the date the case has.</summary>
    public static void Replays(ServiceCase row)
    {
        var dates = new Dictionary<ClockName, DateTime?>();
        foreach (var change in row.DueDates.OrderBy(d => d.Sequence))
        {
            Assert.Equal(dates.GetValueOrDefault(change.Clock), change.Old);
            dates[change.Clock] = change.New;
        }
        Assert.Equal(Enumerable.Range(1, row.DueDates.Count), row.DueDates.Select(d => d.Sequence).Order());
        Assert.Equal((row.AcceptanceDueAt, row.CompletionDueAt, row.PromisedDueAt, row.OuterDueAt),
            (dates.GetValueOrDefault(ClockName.Acceptance), dates.GetValueOrDefault(ClockName.Completion), dates.GetValueOrDefault(ClockName.Promised), dates.GetValueOrDefault(ClockName.Outer)));
    }
}
