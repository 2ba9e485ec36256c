using System.Globalization;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What bookings are called and when they are.</summary>
public static class BookingWords
{
    public static LocalText Of(BookingState state) => state switch
    {
        BookingState.Booked => new("已预约", "Booked"),
        BookingState.Redeemed => new("已核销", "Redeemed"),
        BookingState.Expired => new("已过期", "Expired"),
        _ => new("已取消", "Cancelled"),
    };

    public static LocalText Of(Booking booking) => booking.AwaitsTime ? new("待约时间", "Time to be agreed") : Of(booking.State);

    /// <summary>11月23日(周一)09:30–11:00, 09:30–11:00 on Mon 23 November.</summary>
    public static LocalText When(DateTime start, DateTime end, CityClock clock)
    {
        var (from, to) = (clock.ToCity(start), clock.ToCity(end));
        var day = DayText.Of(DateOnly.FromDateTime(from));
        var span = string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}–{to:HH:mm}");
        return new($"{day.Zh}{span}", $"{span} on {day.En}");
    }

    public static LocalText When(Booking booking, CityClock clock) => booking is { StartAt: { } start, EndAt: { } end }
        ? When(start, end, clock) : new("时间待约定", "time to be agreed");

    /// <summary>The last moment to call back: a day where the promise counts days, to the minute where it counts hours.</summary>
    public static LocalText AnswerBy(DateTime due, CityClock clock)
    {
        var city = clock.ToCity(due);
        return city.TimeOfDay == TimeSpan.Zero ? DayText.Of(DateOnly.FromDateTime(city).AddDays(-1)) : DayText.Of(city);
    }

    /// <summary>Until when it can be cancelled without being counted, and what holds afterwards.</summary>
    public static LocalText CancelRule(BookingOffer offer, DateTime start, CityClock clock)
    {
        var until = DayText.Of(clock.ToCity(start.AddHours(-offer.CancelHours)));
        return offer.Late == LateCancel.Counts
            ? new($"{until.Zh} 前可以取消,不计次数;之后取消或没有到场,计一次。", $"Cancel before {until.En} and it is not counted; later, or if you do not come, it is.")
            : new($"{until.Zh} 前可以取消,不计次数;之后请直接联系服务方,没有到场计一次。", $"Cancel before {until.En} and it is not counted; after that please call the provider. Not coming counts.");
    }

    internal static bool IsLate(Booking booking, BookingOffer offer, DateTime now) => booking.StartAt is { } start && now > start.AddHours(-offer.CancelHours);
}
