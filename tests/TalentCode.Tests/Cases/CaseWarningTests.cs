using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Warnings and cards: each once per date, to those who can still do something. In review since Monday 2 November 2026, ten working days promised, twenty at the most.</summary>
[Trait("Category", "Core")]
public sealed class CaseWarningTests() : InOwnCity("2026-11-02")
{
    private readonly Dictionary<Guid, string> _names = [];

    [Fact]
    public async Task Each_warning_goes_to_its_readers_on_its_day_once_though_two_servers_sweep_every_day()
    {
        await ReviewedAsync();
        var other = (DeadlineSweep)City.AnotherServer().GetService(typeof(DeadlineSweep))!;
        var said = new List<string>();
        for (var day = City.Day("2026-11-02"); day <= City.Day("2026-12-04"); day = day.AddDays(1))
        {
            City.Time.SetUtcNow(new(City.Clock.At(day, day == City.Day("2026-11-02") ? new(9, 0) : new(0, 0))));
            var before = await SaidAsync();
            await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<DeadlineSweep>() : other).RunAsync(default));
            said.AddRange((await SaidAsync()).Except(before).Order(StringComparer.Ordinal).Select(s => $"{day:MM-dd} {s}"));
        }
        Assert.Equal(
            [
                "11-09 half-used handler", "11-11 step-over handler", "11-11 step-over lead", "11-11 step-over steward",
                "11-12 promise-near handler", "11-12 promise-near lead", "11-12 promise-near steward",
                "11-17 promise-broken applicant", "11-17 promise-overdue handler", "11-17 promise-overdue lead", "11-17 promise-overdue steward", "11-17 promise-overdue supervisor",
                // And again every working day (CardReminderTests).
                "11-18 card-unexplained handler", "11-18 card-unexplained lead",
                "12-01 limit-broken city lead", "12-01 limit-broken coordinator", "12-01 limit-broken supervisor",
            ], said);
        // To both on each of the other twelve working days up to 4 December.
        Assert.Equal(said.Count + (2 * 12), (await SaidAsync()).Count);
    }

    [Fact]
    public async Task Cards_are_yellow_red_and_deep_red_one_for_each_date()
    {
        var id = await ReviewedAsync();
        foreach (var day in new[] { "2026-11-12", "2026-11-17", "2026-12-01", "2026-12-08" })
        {
            City.MoveTo(day, 0);
            await City.SweepAsync();
            await City.SweepAsync();
        }
        Assert.Equal(
            [(CaseLight.Yellow, WarningKind.Step, City.EndOf("2026-11-10")), (CaseLight.Yellow, WarningKind.Near, City.EndOf("2026-11-16")), (CaseLight.Red, WarningKind.Broken, City.EndOf("2026-11-16")), (CaseLight.DeepRed, WarningKind.Limit, City.EndOf("2026-11-30"))],
            (await CardsAsync(id)).Select(c => (c.Light, c.Kind, c.About)));
    }

    [Fact]
    public async Task After_a_pause_of_the_sweep_only_the_latest_word_about_the_promise_is_said_but_no_card_is_lost()
    {
        var id = await ReviewedAsync();
        City.MoveTo("2026-11-20");
        await City.SweepAsync();
        Assert.Equal(["promise-broken", "promise-overdue"], (await SaidAsync()).Select(s => s.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([WarningKind.Step, WarningKind.Near, WarningKind.Broken], (await CardsAsync(id)).Select(c => c.Kind));
    }

    [Fact]
    public async Task A_step_that_takes_more_than_its_working_day_is_a_yellow_card_once_for_each_step()
    {
        var id = await City.ReceiveAsync("P05");
        City.MoveTo("2026-11-03", 23, 59);
        Assert.Equal(0, (await City.SweepAsync()).Cards);
        City.MoveTo("2026-11-04", 0);
        Assert.Equal((1, 0), await City.SweepAsync() is var first ? (first.Cards, first.Warned) : default);
        Assert.Equal(0, (await City.SweepAsync()).Cards);
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Accept);
        City.MoveTo("2026-11-06", 0);
        Assert.Equal(1, (await City.SweepAsync()).Cards);
        Assert.All(await CardsAsync(id), c => Assert.Equal((CaseLight.Yellow, WarningKind.Step), (c.Light, c.Kind)));
        Assert.Equal(CaseLight.Yellow, CaseLights.Of(await City.WholeAsync(id), City.Clock.UtcNow, City.Calendar, City.Clock));
    }

    [Fact]
    public async Task A_step_taken_in_time_has_no_card()
    {
        var id = await City.ReceiveAsync("P05");
        City.MoveTo("2026-11-03");
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.Accept);
        City.MoveTo("2026-11-04");
        await City.ActAsync(office, id, CaseAction.StartReview);
        City.MoveTo("2026-11-06");
        Assert.Equal(0, (await City.SweepAsync()).Cards);
    }

    [Fact]
    public async Task A_date_that_moved_warns_anew()
    {
        var id = await ReviewedAsync();
        City.MoveTo("2026-11-12", 0);
        await City.SweepAsync();
        City.MoveTo("2026-11-13");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.StartSpecial, detail: new ProcedureTerms("expert-review", 5));
        Assert.Equal(City.EndOf("2026-11-23"), (await City.WholeAsync(id)).PromisedDueAt);
        City.MoveTo("2026-11-17");
        await City.SweepAsync();
        Assert.DoesNotContain(await CardsAsync(id), c => c.Kind == WarningKind.Broken);
        // A fifth of the ten days that are promised, whatever stood still in between.
        City.MoveTo("2026-11-18", 23);
        await City.SweepAsync();
        Assert.DoesNotContain(await CardsAsync(id), c => c.About == City.EndOf("2026-11-23"));
        City.MoveTo("2026-11-19", 0);
        await City.SweepAsync();
        Assert.Equal([City.EndOf("2026-11-16"), City.EndOf("2026-11-23")], (await CardsAsync(id)).Where(c => c.Kind == WarningKind.Near).Select(c => c.About));
    }

    [Fact]
    public async Task What_ended_early_brings_the_warning_of_the_earlier_date_at_once()
    {
        var id = await ReviewedAsync();
        var office = await City.OfficeAsync(id);
        City.MoveTo("2026-11-12");
        await City.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms("expert-review", 10));
        await City.SweepAsync();
        Assert.Equal(0, await City.OwedAsync("promise-near"));
        City.MoveTo("2026-11-13");
        await City.ActAsync(office, id, CaseAction.EndSpecial, "评审完毕");
        Assert.Equal(City.EndOf("2026-11-17"), (await City.WholeAsync(id)).PromisedDueAt);
        await City.SweepAsync();
        Assert.True(await City.OwedAsync("promise-near") > 0);
        Assert.Contains(await CardsAsync(id), c => c.Kind == WarningKind.Near && c.About == City.EndOf("2026-11-17"));
    }

    [Fact]
    public async Task Two_sweeps_at_once_on_two_servers_say_everything_about_forty_cases_once()
    {
        for (var i = 0; i < 40; i++)
        {
            var handler = await City.People.StaffAsync(StaffRole.Officer, "human-resources");
            var id = await City.ReceiveAsync("P05");
            await City.ReviewAsync(id, handler);
        }
        var other = (DeadlineSweep)City.AnotherServer().GetService(typeof(DeadlineSweep))!;
        City.MoveTo("2026-11-17", 0);
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<DeadlineSweep>() : other).RunAsync(default));
        Assert.Equal((40, 40), (await City.OwedAsync("promise-broken"), await City.OwedAsync("promise-overdue")));
        Assert.Equal(120, await City.ReadAsync(db => db.Cards.CountAsync()));
    }

    private async Task<List<string>> SaidAsync()
    {
        var owed = await City.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app" && !m.Template.StartsWith("case-")).Select(m => new { m.Template, m.RecipientId }).ToListAsync());
        return owed.ConvertAll(m => $"{m.Template} {_names.GetValueOrDefault(m.RecipientId, "somebody-else")}");
    }

    private Task<List<CaseCard>> CardsAsync(Guid id) => City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).OrderBy(c => c.IssuedAt).ThenBy(c => c.About).ThenBy(c => c.Kind == WarningKind.Broken).ToListAsync());

    private async Task<Guid> ReviewedAsync()
    {
        var steward = await City.People.StaffAsync(StaffRole.Steward);
        var talent = await City.People.TalentAsync(t => t.StewardId = steward.Id);
        var handler = await City.People.StaffAsync(StaffRole.Officer, "human-resources");
        var id = await City.ReceiveAsync("P05", talent);
        await City.ReviewAsync(id, handler);
        (_names[steward.Id], _names[talent.Id], _names[handler.Id]) = ("steward", "applicant", "handler");
        _names[(await City.People.StaffAsync(StaffRole.Approver, "human-resources")).Id] = "lead";
        _names[(await City.People.StaffAsync(StaffRole.Supervisor)).Id] = "supervisor";
        _names[(await City.People.StaffAsync(StaffRole.Coordinator)).Id] = "coordinator";
        _names[(await City.People.StaffAsync(StaffRole.CityLead)).Id] = "city lead";
        await City.People.StaffAsync(StaffRole.Approver, "education");
        return id;
    }
}
