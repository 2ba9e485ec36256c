using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>The department: times agreed by telephone, what the provider cannot keep, and health data that stays where it belongs.</summary>
[Trait("Category", "Core")]
public sealed class BookingOfficeTests() : InOwnCity("2026-11-23")
{
    private BookingOffice Office => City.Get<BookingOffice>();

    [Fact]
    public async Task A_time_agreed_by_telephone_confirms_the_request()
    {
        var (officer, id) = await RequestAsync("M10", "human-resources");
        var booking = await City.BookingAsync(id);
        await Office.AgreeAsync(officer, booking.Id, City.Day("2026-11-22"), new(9, 0), new(10, 0)).IsRefusedAsync("time-impossible");
        await Office.AgreeAsync(officer, booking.Id, City.Day("2026-11-26"), new(10, 0), new(10, 0)).IsRefusedAsync("time-impossible");
        await Office.AgreeAsync(officer, booking.Id, City.Day("2026-11-26"), new(10, 0), new(11, 30));
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.Decided, City.At("2026-11-26", 11, 30)), (row.State, row.DeliveryDueAt));
        Assert.Equal(1, await City.OwedAsync("booking-agreed"));
        await Office.AgreeAsync(officer, booking.Id, City.Day("2026-11-27"), new(9, 0), new(10, 0)).IsRefusedAsync("changed-meanwhile");
    }

    [Fact]
    public async Task What_the_provider_calls_off_gives_everything_back_and_says_why()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var slot = await City.SlotAsync(offer, "2026-11-25");
        var who = await City.GradedAsync(GradeLevel.C);
        var id = await City.BookAsync(who, offer, slot, 1);
        var (officer, booking) = (await City.OfficeAsync(id, StaffRole.Officer), await City.BookingAsync(id));
        await Office.CallOffAsync(officer, booking.Id, " ").IsRefusedAsync("reason-missing");
        // An hour before, when the holder could no longer cancel freely.
        City.MoveTo("2026-11-25", 9);
        await Office.CallOffAsync(officer, booking.Id, "航站楼临时封闭");
        var after = await City.BookingAsync(id);
        Assert.Equal((BookingState.Cancelled, false, "航站楼临时封闭", CaseState.Terminated), (after.State, after.Counted, after.EndReason, after.Case!.State));
        Assert.Equal((0, 0), (await City.TakenAsync(slot), await City.UsedAsync(who)));
        Assert.Equal(1, await City.OwedAsync("booking-called-off"));
        await Office.CallOffAsync(officer, booking.Id, "再点一次").IsRefusedAsync("changed-meanwhile");
    }

    [Fact]
    public async Task A_visit_missed_through_the_provider_is_given_back_once()
    {
        var offer = await City.OfferAsync(await City.PlaceAsync());
        var who = await City.GradedAsync(GradeLevel.D);
        var id = await City.BookAsync(who, offer, await City.SlotAsync(offer, "2026-11-25"));
        var (officer, booking) = (await City.OfficeAsync(id, StaffRole.Officer), await City.BookingAsync(id));
        await Office.ExcuseAsync(officer, booking.Id, "柜台没有人").IsRefusedAsync("changed-meanwhile");
        City.MoveTo("2026-11-25", 12, 1);
        await City.Get<BookingSweep>().RunAsync(default);
        Assert.Equal(1, await City.UsedAsync(who));
        await Office.ExcuseAsync(officer, booking.Id, "柜台没有人");
        await Office.ExcuseAsync(officer, booking.Id, "柜台没有人").IsRefusedAsync("changed-meanwhile");
        Assert.Equal((0, BookingState.Expired), (await City.UsedAsync(who), (await City.BookingAsync(id)).State));
    }

    [Fact]
    public async Task Health_details_open_for_the_medical_liaison_by_name_only_and_the_holder_reads_of_it()
    {
        var (liaison, id) = await RequestAsync("P20", "health");
        var booking = await City.BookingAsync(id);
        var line = Assert.Single((await Office.PageAsync(liaison, OfficeFilter.All, 0)).Lines);
        Assert.True(line.Written);
        Assert.Empty(line.Said);
        Assert.Equal("林*远", line.Name.Zh);
        Assert.Contains((await Office.OpenAsync(liaison, booking.Id)).Said, s => s.Answer.Zh == "请安排安静的房间");
        var holder = new Actor(ActorKind.Talent, booking.TalentId, new("本人", "the applicant"), new HashSet<Permission>(), null);
        Assert.Contains(await City.Get<PersonService>().WhoLookedAsync(holder), e => e.WhereZh == "市卫生健康委");
        // Two hours to call back, day and night.
        Assert.Equal(City.Clock.UtcNow.AddHours(2), (await City.CaseAsync(id)).PromisedDueAt);
        // The sheet of the case, which supervision and stewards read too, does not carry the words.
        var sheet = await City.Get<CaseSheets>().LoadAsync(liaison, id);
        Assert.DoesNotContain(sheet.Answers, a => a.Item2.Zh.Contains("安静", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_departments_see_and_change_nothing()
    {
        var (_, id) = await RequestAsync("P20", "health");
        var booking = await City.BookingAsync(id);
        var housing = await City.People.StaffAsync(StaffRole.Officer, "housing");
        Assert.Equal(0, (await Office.PageAsync(housing, OfficeFilter.All, 0)).Total);
        await Office.OpenAsync(housing, booking.Id).IsRefusedAsync("no-such-booking");
        await Office.CallOffAsync(housing, booking.Id, "不是我们的").IsRefusedAsync("no-such-booking");
        await Office.AgreeAsync(housing, booking.Id, City.Day("2026-11-26"), new(9, 0), new(10, 0)).IsRefusedAsync("no-such-booking");
        var hall = await City.People.StaffAsync(StaffRole.Hall);
        await Office.OpenAsync(hall, booking.Id).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task Pages_are_cut_on_the_server_and_requests_that_wait_come_first()
    {
        var place = await City.PlaceAsync();
        var offer = await City.OfferAsync(place, "M08");
        var slot = await City.SlotAsync(offer, "2026-11-25", places: 40);
        for (var i = 0; i < 22; i++) await City.BookAsync(await City.People.TalentAsync(), offer, slot);
        var waiting = await City.BookAsync(await City.People.TalentAsync(), await City.OfferAsync(place, "M08", o => o.Times = []), null);
        var officer = await City.OfficeAsync(waiting, StaffRole.Officer);
        var (first, total) = await Office.PageAsync(officer, OfficeFilter.All, 0);
        var (second, _) = await Office.PageAsync(officer, OfficeFilter.All, 1);
        Assert.Equal((23, BookingOffice.PageSize, 3), (total, first.Count, second.Count));
        Assert.Equal(waiting, first[0].CaseId);
        Assert.Equal(23, first.Concat(second).Select(l => l.Id).Distinct().Count());
        Assert.Equal(1, (await Office.PageAsync(officer, OfficeFilter.AwaitsTime, 0)).Total);
        // A confirmed booking waits for its holder: the inbox keeps what the department has to do.
        var inbox = (await City.Get<CaseQueries>().InboxAsync(officer, new())).Lines;
        Assert.Equal(waiting, Assert.Single(inbox).Id);
    }

    private async Task<(Actor Officer, Guid Case)> RequestAsync(string item, string department)
    {
        var offer = await City.OfferAsync(await City.PlaceAsync(), item, o => o.Times = []);
        return (await City.People.StaffAsync(StaffRole.Officer, department), await City.BookAsync(await City.People.TalentAsync(), offer, null));
    }
}
