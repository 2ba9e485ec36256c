using System.Globalization;
using TalentCode.Core.Notifications;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>What the key of a message says about its matter. Whoever owes a message makes the key; what cannot be read says nothing.</summary>
internal static class MessageAbout
{
    private const string Minutes = "yyyyMMddHHmm";

    /// <summary>The parts of what the message is about, without template, reader and channel.</summary>
    private static string[] Parts(OutboxMessage message) => message.DedupKey.Split('|') is [_, var about, ..] ? about.Split(':') : [];

    /// <summary>The row it is about; null when the key does not begin with one.</summary>
    public static Guid? RowOf(OutboxMessage message) => Parts(message) is [var first, ..] && Guid.TryParseExact(first, "N", out var id) ? id : null;

    /// <summary>The rule a reminder was sent by, the row and the date it looked at; null for all other messages.</summary>
    public static (ReminderRule Rule, Guid SubjectId, DateOnly Date)? ReminderOf(OutboxMessage message) =>
        ReminderRules.Find(message.Template) is { Sender: ReminderSender.Reminders or ReminderSender.Flats } rule && Parts(message) is [var row, var day, ..]
            && Guid.TryParseExact(row, "N", out var id) && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (rule, id, date) : null;

    /// <summary>The due instant of papers a case waits for, to the minute (UTC).</summary>
    public static DateTime? DueOf(OutboxMessage message) =>
        ReminderRules.Find(message.Template) is { Sender: ReminderSender.Cases } && Parts(message) is [_, var minute, ..]
            && DateTime.TryParseExact(minute, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var due) ? due : null;

    /// <summary>Whether two instants are the same to the precision of a key.</summary>
    public static bool SameMinute(DateTime one, DateTime other) => one.Ticks / TimeSpan.TicksPerMinute == other.Ticks / TimeSpan.TicksPerMinute;

    /// <summary>When the matter is over (UTC); null where the key does not say.</summary>
    public static DateTime? EndOf(OutboxMessage message, CityClock clock) =>
        ReminderOf(message) is { } reminder ? clock.EndOf(ReminderDays.EndOf(reminder.Rule, reminder.Date)) : DueOf(message);
}
