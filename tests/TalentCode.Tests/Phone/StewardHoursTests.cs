using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using TalentCode.Web.Pages.Scientist;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Phone;

/// <summary>What phone pages say about reaching the steward follows the clock and the calendar.</summary>
[Trait("Category", "Core")]
public sealed class StewardHoursTests
{
    [Fact]
    public async Task The_steward_is_shown_as_resting_over_lunch_and_on_days_off()
    {
        await using var city = await City.FreshAsync();
        var steward = await city.People.StaffAsync(StaffRole.Steward);
        var talent = await city.People.TalentAsync(t => t.StewardId = steward.Id);
        using var unread = new UnreadBadge(city.Get<InboxService>());
        var data = new CodePageData(city.Get<Store>(), city.Get<CaseQueries>(), unread, city.Get<Calendars>(), city.Clock);
        async Task<LocalText?> AtAsync(string day, int hour, int minute)
        {
            city.MoveTo(day, hour, minute);
            return (await data.OfAsync(talent.Id)).Steward!.Closed;
        }
        Assert.Null(await AtAsync("2026-09-18", 11, 59));
        Assert.Equal("Closed now, opens 13:30", (await AtAsync("2026-09-18", 12, 0))!.Value.En);
        Assert.Null(await AtAsync("2026-09-18", 13, 30));
        Assert.Equal("休息中,9月20日(周日)09:00 开始服务", (await AtAsync("2026-09-18", 17, 30))!.Value.Zh);
        Assert.Null(await AtAsync("2026-09-20", 10, 0));
    }
}
