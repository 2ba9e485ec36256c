using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>A broken promise nobody has explained: the unit hears of it once every working day until it has. Thursday 17 September 2026, 09:00.</summary>
[Trait("Category", "Core")]
public sealed class CardReminderTests() : InOwnCity("2026-09-17")
{
    private Actor _handler = null!, _approver = null!;

    // The Sunday of the first week is a make-up working day; the second week is an ordinary one.
    [Theory]
    [InlineData("2026-09-17", 5, "09-18 09-20 09-21 09-22")]
    [InlineData("2026-11-05", 5, "11-06 11-09 11-10")]
    public async Task Every_working_day_once_on_two_servers_over_the_weekend_until_it_is_explained(string issued, int days, string reminded)
    {
        City.MoveTo(issued, 10);
        var card = await BrokenAsync();
        var other = (DeadlineSweep)City.AnotherServer().GetService(typeof(DeadlineSweep))!;
        List<string> heard = [];
        for (var day = City.Day(issued); day <= City.Day(issued).AddDays(days); day = day.AddDays(1))
        {
            var before = await City.OwedAsync("card-unexplained");
            foreach (var hour in new[] { 11, 17 })
            {
                City.Time.SetUtcNow(new(City.Clock.At(day, new(hour, 0))));
                await Refusals.AtOnceAsync(4, i => (i % 2 == 0 ? City.Get<DeadlineSweep>() : other).RunAsync(default));
            }
            var owed = await City.OwedAsync("card-unexplained") - before;
            if (owed == 0) continue;
            Assert.Equal(2, owed);
            heard.Add(day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.Equal(reminded.Split(' '), heard);
        var readers = await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "card-unexplained").Select(m => m.RecipientId).Distinct().ToListAsync());
        Assert.Equal(new[] { _handler.Id, _approver.Id }.Order(), readers.Order());

        await City.Get<CardService>().ExplainAsync(_handler, card.Id, "核查地址晚到三天", City.Clock.Today.AddDays(9));
        var last = await City.OwedAsync("card-unexplained");
        for (var n = 1; n <= 3; n++)
        {
            City.Pass(TimeSpan.FromDays(1));
            Assert.Equal(0, (await City.SweepAsync()).Unexplained);
        }
        Assert.Equal(last, await City.OwedAsync("card-unexplained"));
    }

    [Fact]
    public async Task It_says_what_is_missing_and_leads_to_the_case()
    {
        var card = await BrokenAsync();
        City.MoveTo("2026-09-18");
        Assert.Equal(2, (await City.SweepAsync()).Unexplained);
        var told = await City.ReadAsync(db => db.Outbox.FirstAsync(m => m.Template == "card-unexplained" && m.RecipientId == _handler.Id));
        var row = await City.CaseAsync(card.CaseId);
        Assert.Equal($"/dept/cases/{row.Id}", told.Link);
        var (title, body) = MessageTemplates.Render(told.Template, told.Values);
        Assert.Contains(row.Number!, title.Zh, StringComparison.Ordinal);
        Assert.Contains($"{row.Department!.NameZh}还没有公开说明原因", body.Zh, StringComparison.Ordinal);
        Assert.Contains($"{row.Department.NameEn} has not published its reason", body.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_broken_promises_of_one_case_are_one_reminder_and_one_that_is_cancelled_or_over_is_none()
    {
        var card = await BrokenAsync();
        await City.AddAsync(Card(await City.CaseAsync(card.CaseId), CaseLight.DeepRed, WarningKind.Limit));
        var cancelled = await BrokenAsync();
        await City.Get<CardService>().CancelAsync(await City.People.StaffAsync(StaffRole.Supervisor), cancelled.Id, "停机属实");
        await BrokenAsync(CaseState.Delivered);
        await BrokenAsync(light: CaseLight.Yellow);
        City.MoveTo("2026-09-18");
        await City.SweepAsync();
        var about = await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "card-unexplained" && m.Channel == "in-app").Select(m => m.DedupKey).ToListAsync());
        Assert.All(about, key => Assert.Contains($"|{card.Id:N}:20260918|", key, StringComparison.Ordinal));
        Assert.NotEmpty(about);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_explained_it_asks_one_question_and_on_a_day_off_none()
    {
        var reminders = City.Get<CardReminders>();
        City.MoveTo("2026-09-18");
        await reminders.RunAsync(default);
        Assert.Equal(1, await QueryCount.OfAsync(() => reminders.RunAsync(default)));
        City.MoveTo("2026-09-19");
        await reminders.RunAsync(default);
        Assert.Equal(0, await QueryCount.OfAsync(() => reminders.RunAsync(default)));
    }

    /// <summary>A card issued now, with its handler, one approver on duty, one who has left, and one of another department.</summary>
    private async Task<CaseCard> BrokenAsync(CaseState state = CaseState.InReview, CaseLight light = CaseLight.Red)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P01", state);
        if (_handler is null)
        {
            (_handler, _approver) = (await City.OfficeAsync(row.Id, StaffRole.Officer), await City.OfficeAsync(row.Id));
            var gone = await City.OfficeAsync(row.Id);
            await City.People.StaffAsync(StaffRole.Approver, "education");
            await City.WriteAsync(db => db.Users.Where(s => s.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Disabled, true)));
        }
        await City.WriteAsync(db => db.Cases.Where(c => c.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.HandlerId, _handler.Id)));
        var card = Card(row, light, WarningKind.Broken);
        await City.AddAsync(card);
        return card;
    }

    private CaseCard Card(ServiceCase row, CaseLight light, WarningKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        CaseId = row.Id,
        DepartmentId = row.DepartmentId,
        Light = light,
        Kind = kind,
        About = City.Clock.UtcNow,
        IssuedAt = City.Clock.UtcNow,
    };
}
