using TalentCode.Core;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

public class OpeningHoursTests
{
    [Fact]
    public void The_hours_are_said_with_the_lunch_break() =>
        Assert.Equal(new LocalText("工作日 09:00–12:00、13:30–17:30", "Working days 09:00–12:00 and 13:30–17:30"), OpeningHours.InWords);

    [Theory]
    [InlineData("2026-11-23", 9, 0)]
    [InlineData("2026-11-23", 11, 59)]
    [InlineData("2026-11-23", 13, 30)]
    [InlineData("2026-11-23", 17, 29)]
    [InlineData("2026-09-20", 10, 0)]
    public void Nothing_is_said_while_open(string day, int hour, int minute) =>
        Assert.Null(OpeningHours.Closed(City.At(day, hour, minute), City.Calendar, City.Clock));

    [Theory]
    [InlineData("2026-11-23", 8, 59, "休息中,09:00 开始服务", "Closed now, opens 09:00")]
    [InlineData("2026-11-23", 12, 0, "休息中,13:30 开始服务", "Closed now, opens 13:30")]
    [InlineData("2026-11-23", 17, 30, "休息中,11月24日(周二)09:00 开始服务", "Closed now, opens 09:00 on Tue 24 November")]
    [InlineData("2026-11-27", 20, 0, "休息中,11月30日(周一)09:00 开始服务", "Closed now, opens 09:00 on Mon 30 November")]
    [InlineData("2026-09-19", 12, 30, "休息中,9月20日(周日)09:00 开始服务", "Closed now, opens 09:00 on Sun 20 September")]
    [InlineData("2026-09-30", 23, 59, "休息中,10月8日(周四)09:00 开始服务", "Closed now, opens 09:00 on Thu 8 October")]
    [InlineData("2026-10-01", 10, 0, "休息中,10月8日(周四)09:00 开始服务", "Closed now, opens 09:00 on Thu 8 October")]
    public void When_closed_it_says_when_they_open(string day, int hour, int minute, string zh, string en) =>
        Assert.Equal(new LocalText(zh, en), OpeningHours.Closed(City.At(day, hour, minute), City.Calendar, City.Clock));

    [Fact]
    public void The_next_opening_is_the_first_open_instant_after_every_closed_one()
    {
        for (var at = City.At("2026-09-18", 0, 0); at < City.At("2026-10-12", 0, 0); at = at.AddMinutes(30))
        {
            var next = City.Clock.NextOpening(at, City.Calendar);
            Assert.True(next > at);
            Assert.True(City.Clock.IsOpen(next, City.Calendar));
            Assert.False(City.Clock.IsOpen(next.AddTicks(-1), City.Calendar));
            if (City.Clock.IsOpen(at, City.Calendar)) continue;
            for (var between = at; between < next; between = between.AddMinutes(30)) Assert.False(City.Clock.IsOpen(between, City.Calendar));
        }
    }
}
