using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Notifications;

/// <summary>Reminders and deadline warnings: the day decides, not how often the sweep ran.</summary>
[Trait("Category", "Core")]
public sealed class SweepTests : IAsyncLifetime
{
    private City _city = null!;

    public async Task InitializeAsync() => _city = await City.FreshAsync();

    public async Task DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task Through_the_last_hundred_days_a_holder_is_reminded_at_ninety_thirty_and_seven()
    {
        var end = _city.Clock.Today.AddDays(100);
        await _city.People.TalentAsync(code: c => c.Until = end);
        var reminded = new List<int>();
        for (var left = 100; left >= -5; left--)
        {
            if (await RemindAsync() == 1) reminded.Add(left);
            Assert.Equal(0, await RemindAsync());
            _city.Pass(TimeSpan.FromDays(1));
        }
        Assert.Equal([90, 30, 7], reminded);
        Assert.Equal(3, await OwedAsync("code-validity"));
    }

    [Fact]
    public async Task After_a_week_without_the_sweep_only_the_latest_reminder_goes_out()
    {
        await _city.People.TalentAsync(code: c => c.Until = _city.Clock.Today.AddDays(31));
        Assert.Equal(1, await RemindAsync());
        _city.Pass(TimeSpan.FromDays(25));
        Assert.Equal(1, await RemindAsync());
        var keys = await _city.ReadAsync(db => db.Outbox.Where(m => m.Channel == Notices.InApp).Select(m => m.DedupKey).ToListAsync());
        Assert.Contains(keys, k => k.Contains(":90|", StringComparison.Ordinal));
        Assert.Contains(keys, k => k.Contains(":7|", StringComparison.Ordinal));
        Assert.Equal(2, keys.Count);
    }

    [Fact]
    public async Task A_renewed_code_begins_its_reminders_anew()
    {
        var talent = await _city.People.TalentAsync(code: c => c.Until = _city.Clock.Today.AddDays(5));
        Assert.Equal(1, await RemindAsync());
        await _city.WriteAsync(async db => (await db.CodeStates.SingleAsync(s => s.TalentId == talent.Id)).Until = _city.Clock.Today.AddDays(80));
        Assert.Equal(1, await RemindAsync());
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_revoked_code_or_after_leaving()
    {
        var soon = _city.Clock.Today.AddDays(7);
        await _city.People.TalentAsync(code: c => (c.Until, c.Status) = (soon, CodeStatus.Revoked));
        await _city.People.TalentAsync(t => t.Status = TalentStatus.Moved, c => c.Until = soon);
        Assert.Equal(0, await RemindAsync());
    }

    [Fact]
    public async Task Two_servers_reminding_at_once_remind_once()
    {
        for (var i = 0; i < 30; i++) await _city.People.TalentAsync(code: c => c.Until = _city.Clock.Today.AddDays(30));
        var other = (ReminderSweep)_city.AnotherServer().GetService(typeof(ReminderSweep))!;
        await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? _city.Get<ReminderSweep>() : other).RunAsync(default));
        Assert.Equal(30, await OwedAsync("code-validity"));
    }

    [Fact]
    public async Task A_promise_that_nears_its_end_is_told_once_to_handler_lead_and_steward_and_not_to_the_applicant()
    {
        var (talent, handler, steward) = await CastAsync();
        var lead = await _city.People.StaffAsync(StaffRole.Approver, "human-resources");
        await _city.People.StaffAsync(StaffRole.Approver, "education");
        await RunningAsync(talent, handler, "2026-09-28");
        _city.MoveTo("2026-09-21", 23);
        Assert.Equal(0, (await SweepAsync()).Warned);
        _city.MoveTo("2026-09-23", 23);
        Assert.Equal((1, 1), ((await SweepAsync()).Warned, await OwedAsync("half-used")));
        _city.MoveTo("2026-09-28");
        Assert.Equal((3, 1), ((await SweepAsync()) is var near ? (near.Warned, near.Cards) : default));
        Assert.Equal(new DeadlineReport(0, 0, 0, 0, 0), await SweepAsync());
        var readers = await _city.ReadAsync(db => db.Outbox.Where(m => m.Template == "promise-near" && m.Channel == Notices.InApp).Select(m => m.RecipientId).ToListAsync());
        Assert.Equal(new[] { handler.Id, lead.Id, steward.Id }.Order(), readers.Order());
    }

    [Fact]
    public async Task Somebody_who_is_handler_and_steward_is_told_once_and_nobody_elses_warning_is_lost()
    {
        var both = await _city.People.StaffAsync(StaffRole.Officer, "human-resources", null, StaffRole.Steward);
        await RunningAsync(await _city.People.TalentAsync(t => t.StewardId = both.Id), both, "2026-09-28");
        var (talent, handler, _) = await CastAsync();
        await RunningAsync(talent, handler, "2026-09-28");
        _city.MoveTo("2026-09-28");
        Assert.Equal(3, (await SweepAsync()).Warned);
    }

    [Fact]
    public async Task A_broken_promise_is_told_to_the_applicant_once()
    {
        var (talent, handler, _) = await CastAsync();
        var row = await RunningAsync(talent, handler, "2026-09-28");
        _city.MoveTo("2026-09-28", 23, 59);
        await SweepAsync();
        Assert.Equal(0, await OwedAsync("promise-broken"));
        _city.MoveTo("2026-09-29", 0);
        await SweepAsync();
        Assert.Equal(1, await OwedAsync("promise-broken"));
        _city.MoveTo("2026-10-20");
        await SweepAsync();
        Assert.Equal(1, await OwedAsync("promise-broken"));
        Assert.Contains("promise-broken", await _city.OwedAboutAsync(row.Id));
    }

    [Fact]
    public async Task Cases_that_are_decided_worry_nobody()
    {
        var (talent, handler, _) = await CastAsync();
        await RunningAsync(talent, handler, "2026-09-22", CaseState.Decided);
        _city.MoveTo("2026-10-20");
        Assert.Equal(new DeadlineReport(0, 0, 0, 0, 0), await SweepAsync());
    }

    private async Task<(Talent, Actor Handler, Actor Steward)> CastAsync()
    {
        var steward = await _city.People.StaffAsync(StaffRole.Steward);
        return (await _city.People.TalentAsync(t => t.StewardId = steward.Id), await _city.People.StaffAsync(StaffRole.Officer, "human-resources"), steward);
    }

    private Task<ServiceCase> RunningAsync(Talent talent, Actor handler, string promised, CaseState state = CaseState.InReview) =>
        _city.CaseInAsync(talent, "P05", state, c => (c.HandlerId, c.PromisedDueAt) = (handler.Id, _city.EndOf(promised)));

    private Task<int> RemindAsync() => _city.Get<ReminderSweep>().RunAsync(default);

    private Task<DeadlineReport> SweepAsync() => _city.Get<DeadlineSweep>().RunAsync(default);

    private Task<int> OwedAsync(string template) => _city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == template && m.Channel == Notices.InApp));
}
