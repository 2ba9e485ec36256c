using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Cards after they were issued: explained once by the unit, cancelled once by supervision.</summary>
[Trait("Category", "Core")]
public sealed class CardServiceTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_unit_gives_reason_and_date_once_and_the_applicant_gets_one_apology()
    {
        var (card, officer) = await BrokenAsync();
        var day = city.Clock.Today.AddDays(5);
        await Cards.ExplainAsync(officer, card.Id, "核查地址晚到三天", day);
        var now = await city.ReadAsync(db => db.Cards.SingleAsync(c => c.Id == card.Id));
        Assert.Equal(("核查地址晚到三天", day), (now.PublicReason, now.NewDate!.Value));
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "promise-explained" && m.Channel == "in-app" && m.DedupKey.Contains(card.Id.ToString("N")))));
        var told = await city.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "promise-explained" && m.Channel == "in-app" && m.DedupKey.Contains(card.Id.ToString("N"))));
        var (_, body) = MessageTemplates.Render(told.Template, told.Values);
        Assert.Contains("致歉。原因:核查地址晚到三天。新的日期:" + DayText.Of(day).Zh, body.Zh, StringComparison.Ordinal);
        Assert.Contains("apologises", body.En, StringComparison.Ordinal);
        Assert.Contains("核查地址晚到三天. New date: " + DayText.Of(day).En, body.En, StringComparison.Ordinal);
        await Cards.ExplainAsync(officer, card.Id, "另一个原因", day).IsRefusedAsync("card-explained");
    }

    [Fact]
    public async Task Reason_and_a_day_to_come_are_both_needed_and_only_the_own_department_speaks()
    {
        var (card, officer) = await BrokenAsync();
        await Cards.ExplainAsync(officer, card.Id, " ", city.Clock.Today).IsRefusedAsync("reason-missing");
        await Cards.ExplainAsync(officer, card.Id, "原因", city.Clock.Today.AddDays(-1)).IsRefusedAsync("card-date");
        await Cards.ExplainAsync(officer, card.Id, "原因", null).IsRefusedAsync("card-date");
        await Cards.ExplainAsync(await city.People.StaffAsync(StaffRole.Officer, "education"), card.Id, "原因", city.Clock.Today).IsRefusedAsync("not-yours");
    }

    [Fact]
    public async Task Only_supervision_cancels_and_only_once_with_a_reason()
    {
        var (card, officer) = await BrokenAsync();
        var supervisor = await city.People.StaffAsync(StaffRole.Supervisor, null);
        await Cards.CancelAsync(officer, card.Id, "理由").IsRefusedAsync("not-allowed");
        await Cards.CancelAsync(supervisor, card.Id, "").IsRefusedAsync("reason-missing");
        await Cards.CancelAsync(supervisor, card.Id, "系统数据有误");
        Assert.Contains(await Cards.ListAsync(supervisor, new(CardScope.Cancelled)), c => c.Card.Id == card.Id && c.Card.CancelReason == "系统数据有误");
        await Cards.CancelAsync(supervisor, card.Id, "再次").IsRefusedAsync("card-cancelled");
        await Cards.ExplainAsync(officer, card.Id, "原因", city.Clock.Today).IsRefusedAsync("card-cancelled");
        await Cards.ListAsync(officer, new()).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task The_unit_contests_a_card_once_and_supervision_reads_the_reason_beside_it()
    {
        var (card, officer) = await BrokenAsync();
        var supervisor = await city.People.StaffAsync(StaffRole.Supervisor, null);
        await Cards.ContestAsync(officer, card.Id, " ").IsRefusedAsync("reason-missing");
        await Cards.ContestAsync(await city.People.StaffAsync(StaffRole.Officer, "education"), card.Id, "理由").IsRefusedAsync("not-yours");
        await Cards.ContestAsync(supervisor, card.Id, "理由").IsRefusedAsync("not-allowed");
        await Cards.ContestAsync(officer, card.Id, "系统停机两天,期限没有顺延");
        await Cards.ContestAsync(officer, card.Id, "再说一次").IsRefusedAsync("card-contested");
        var line = (await Cards.ListAsync(supervisor, new())).Single(c => c.Card.Id == card.Id);
        Assert.Equal(("系统停机两天,期限没有顺延", officer.Name, (DateTime?)null), (line.Contest!.Text, line.Contest.Author, line.Card.CancelledAt));
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "card-contested" && m.Channel == "in-app" && m.RecipientId == supervisor.Id && m.DedupKey.Contains(card.Id.ToString("N")))));
        await Cards.CancelAsync(supervisor, card.Id, "停机属实");
        var (other, _) = await BrokenAsync();
        await Cards.CancelAsync(supervisor, other.Id, "系统数据有误");
        await Cards.ContestAsync(officer, other.Id, "理由").IsRefusedAsync("card-cancelled");
    }

    [Fact]
    public async Task The_unit_reads_why_supervision_took_a_card_back()
    {
        var (handler, approver) = (await city.People.StaffAsync(StaffRole.Officer, "public-security"), await city.People.StaffAsync(StaffRole.Approver, "public-security"));
        var row = await city.CaseInAsync(await city.People.TalentAsync(), "P01", CaseState.InReview, c => c.HandlerId = handler.Id);
        var card = await IssueAsync(row, CaseLight.Red, city.Clock.UtcNow);
        await Cards.CancelAsync(await city.People.StaffAsync(StaffRole.Supervisor), card.Id, "停机属实");
        var told = await city.ReadAsync(db => db.Outbox.Where(m => m.Template == "card-cancelled" && m.Channel == "in-app" && m.DedupKey.Contains(card.Id.ToString("N"))).ToListAsync());
        Assert.Equal(told.Count, told.Select(m => m.RecipientId).Distinct().Count());
        Assert.Superset(new HashSet<Guid> { handler.Id, approver.Id }, told.Select(m => m.RecipientId).ToHashSet());
        Assert.All(told, m => Assert.Equal($"/dept/cases/{row.Id}", m.Link));
        var (title, body) = MessageTemplates.Render(told[0].Template, told[0].Values);
        Assert.Contains(row.Number!, title.Zh, StringComparison.Ordinal);
        Assert.Contains("停机属实", body.Zh, StringComparison.Ordinal);
        Assert.Contains("Reason: 停机属实", body.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gravest_cards_are_listed_first_however_old_they_are()
    {
        await using var own = await City.FreshAsync();
        var row = await own.CaseInAsync(await own.People.TalentAsync(), "P01", CaseState.InReview);
        var cards = Enumerable.Range(0, CardService.MostShown + 2).Select(n => Card(row, n switch { 0 => CaseLight.DeepRed, 1 => CaseLight.Red, _ => CaseLight.Yellow }, City.Morning.AddMinutes(n))).ToArray();
        await own.AddAsync([.. cards]);
        var supervisor = await own.People.StaffAsync(StaffRole.Supervisor);
        var listed = await own.Get<CardService>().ListAsync(supervisor, new());
        // The two oldest yellow ones are those that are left out.
        Assert.Equal([cards[0].Id, cards[1].Id, .. cards[4..].Reverse().Select(c => c.Id)], listed.Select(l => l.Card.Id));
        Assert.Equal((502, 500), (await own.Get<CardService>().CountAsync(supervisor, new()), await own.Get<CardService>().CountAsync(supervisor, new(Light: CaseLight.Yellow))));
        await own.Get<CardService>().CountAsync(await own.People.StaffAsync(StaffRole.Officer, row.DepartmentId), new()).IsRefusedAsync("not-allowed");
    }

    private CardService Cards => city.Get<CardService>();

    private async Task<(CaseCard Card, Actor Officer)> BrokenAsync()
    {
        var row = await city.CaseInAsync(await city.People.TalentAsync(), "P01", CaseState.InReview);
        return (await IssueAsync(row, CaseLight.Red, city.Clock.UtcNow), await city.People.StaffAsync(StaffRole.Officer, row.DepartmentId));
    }

    private async Task<CaseCard> IssueAsync(ServiceCase row, CaseLight light, DateTime at)
    {
        var card = Card(row, light, at);
        await city.AddAsync(card);
        return card;
    }

    private static CaseCard Card(ServiceCase row, CaseLight light, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        CaseId = row.Id,
        DepartmentId = row.DepartmentId,
        Light = light,
        Kind = WarningKind.Broken,
        About = at,
        IssuedAt = at,
    };
}
