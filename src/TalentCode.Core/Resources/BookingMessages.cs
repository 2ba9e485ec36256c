using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;
using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Resources;

/// <summary>What holders read about their bookings. Nothing here says what was written in the form.</summary>
internal static class BookingMessages
{
    public static IReadOnlyDictionary<string, Template> Templates { get; } = new Dictionary<string, Template>
    {
        ["booking-confirmed"] = new(
            new("已预约:{offer}", "Booked: {offer}"),
            new("{when},{place}。到场出示人才码即可核销。{cancel}编号 {number}。", "{when}, {place}. Show your talent code there. {cancel} Number {number}.")),
        ["booking-requested"] = new(
            new("已收到预约:{offer}", "Request received: {offer}"),
            new("{place}最迟 {answer} 前与你联系,约定时间。编号 {number}。", "{place} will call you by {answer} to agree on a time. Number {number}.")),
        ["booking-agreed"] = new(
            new("时间约好了:{offer}", "Time agreed: {offer}"),
            new("{when},{place}。到场出示人才码即可核销。{cancel}编号 {number}。", "{when}, {place}. Show your talent code there. {cancel} Number {number}.")),
        ["booking-tomorrow"] = new(
            new("预约提醒:{offer}", "Your booking: {offer}"),
            new("{when},{place}。来不了请尽早取消,把名额留给别人。编号 {number}。", "{when}, {place}. If you cannot come, please cancel so that somebody else can. Number {number}.")),
        ["booking-redeemed"] = new(
            new("已核销:{offer}", "Redeemed: {offer}"),
            new("{note}。不是你本人使用?请在当天告诉现场工作人员或你的管家。编号 {number}。", "{note}. Was it not you? Tell the counter or your steward the same day. Number {number}.")),
        ["booking-reversed"] = new(
            new("核销已撤销:{offer}", "Redemption undone: {offer}"),
            new("{place}撤销了今天的核销,预约恢复有效。理由:{note}。编号 {number}。", "{place} has undone today's redemption; the booking is valid again. Reason: {note}. Number {number}.")),
        ["booking-cancelled"] = new(
            new("已取消:{offer}", "Cancelled: {offer}"),
            new("{when}的预约已取消。{counted}编号 {number}。", "Your booking ({when}) is cancelled. {counted} Number {number}.")),
        ["booking-called-off"] = new(
            new("服务方取消了预约:{offer}", "Called off by the provider: {offer}"),
            new("{when}的预约不能如期提供,很抱歉。理由:{note}。不计次数,可以另选时间。编号 {number}。", "We are sorry: your booking ({when}) cannot take place. Reason: {note}. It is not counted; you can choose another time. Number {number}.")),
        ["booking-expired"] = new(
            new("预约已过期:{offer}", "Booking expired: {offer}"),
            new("{when}的预约没有核销,计一次。如果是服务方的原因,请告诉你的管家,可以退回次数。编号 {number}。", "Your booking ({when}) was not used and counts once. If that was the provider's doing, tell your steward; the visit can be given back. Number {number}.")),
        ["booking-excused"] = new(
            new("次数已退回:{offer}", "Visit given back: {offer}"),
            new("{when}的预约因服务方原因没有使用,不计次数。说明:{note}。编号 {number}。", "Your booking ({when}) was missed through the provider's doing and is not counted. Note: {note}. Number {number}.")),
    };

    /// <param name="booking">With offer and place.</param>
    public static void Owe(TalentDb db, string template, Booking booking, ServiceCase row, DateTime now, CityClock clock, string? note = null, string? correlation = null, LocalText? noteText = null)
    {
        var offer = booking.Offer!;
        var values = new Dictionary<string, LocalText>
        {
            ["offer"] = offer.Name,
            ["place"] = offer.Place!.Name,
            ["when"] = BookingWords.When(booking, clock),
            ["number"] = new(row.Number!, row.Number!),
            ["cancel"] = booking.StartAt is { } start ? BookingWords.CancelRule(offer, start, clock) : new("", ""),
            ["answer"] = row.PromisedDueAt is { } due ? BookingWords.AnswerBy(due, clock) : new("当天", "the end of the day"),
            ["counted"] = booking.Counted ? new("已过免费取消的时间,计一次。", "It was late, so it counts once.") : new("不计次数。", "It is not counted."),
            ["note"] = noteText ?? new(note?.TrimEnd('。', '.') ?? "", note?.TrimEnd('。', '.') ?? ""),
        };
        db.Owe(template, $"{booking.Id:N}:{row.Events.Count}", Recipient.Talent(booking.TalentId), now, values, $"/cases/{row.Id}", correlation);
    }
}
