namespace TalentCode.Core.Reminders;

/// <summary>One line of the table of reminders.</summary>
/// <param name="LeadDays">Days before the end at which a message goes out, largest first.</param>
/// <param name="Basis">Where the rule comes from.</param>
public sealed record ReminderRule(string Template, IReadOnlyList<int> LeadDays, string Basis);

/// <summary>What is remembered for people, and how long before.</summary>
public static class ReminderRules
{
    /// <summary>The code's validity of three years ends.</summary>
    public static ReminderRule CodeValidity { get; } = new("code-validity", [90, 30, 7], "重庆英才服务管理办法:三年有效,动态管理");

    /// <summary>The lease of a flat ends.</summary>
    public static ReminderRule FlatLease { get; } = new("flat-lease-ending", [60, 14], "constructed: time to renew the contract or to look for another home");

    /// <summary>The lead that applies so many days before the end: the smallest one already reached, so that a sweep that was down sends the latest reminder and not all of them.</summary>
    public static int? LeadFor(ReminderRule rule, int daysLeft) =>
        daysLeft < 0 ? null : rule.LeadDays.Where(lead => daysLeft <= lead).Select(lead => (int?)lead).Min();
}
