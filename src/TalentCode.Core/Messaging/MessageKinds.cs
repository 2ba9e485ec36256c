using TalentCode.Core.Notifications;

namespace TalentCode.Core.Messaging;

/// <summary>What a message is about, as a person chooses it on the settings page.</summary>
public enum MessageKind
{
    /// <summary>A step of one's own case or booking.</summary>
    Progress,

    /// <summary>The code itself: frozen, thawed, looked up.</summary>
    Code,

    /// <summary>Something one has to do comes to its end; missing it costs a right.</summary>
    Deadline,

    /// <summary>Something expires and can be renewed in time.</summary>
    Reminder,

    /// <summary>A round opens, an application was prepared.</summary>
    Offer,

    /// <summary>An invitation to rate.</summary>
    Rating,

    /// <summary>To staff, about their work.</summary>
    Work,
}

/// <param name="MayBeOff">Only what no rule obliges us to say may be switched off outside the inbox: notices of a procedure and of the use of one's data may not (administrative licence law, PIPL 17 and 57).</param>
/// <param name="InDigest">Goes out in the one digest of a day; otherwise by itself.</param>
/// <param name="AtNight">Goes out in the quiet hours as well.</param>
/// <param name="TextByMail">A mail may carry the message's text, unless somebody wrote into it (<see cref="ExternalText"/>); otherwise its title.</param>
public sealed record KindRule(LocalText Name, LocalText About, bool MayBeOff, bool InDigest, bool AtNight, bool TextByMail);

/// <summary>
/// The one table of what goes outside the inbox. SMS, WeChat and WeCom never carry more than the name of the service
/// and the way to the product, whatever the kind; a mail carries what its row says. No channel carries a person's name.
/// </summary>
public static class MessageKinds
{
    public static IReadOnlyDictionary<MessageKind, KindRule> Rules { get; } = new Dictionary<MessageKind, KindRule>
    {
        [MessageKind.Progress] = new(new("办事进度", "Progress"), new("收件、受理、补正、决定、预约等每一步", "Each step of your applications and bookings"), false, false, false, true),
        [MessageKind.Code] = new(new("人才码安全", "Your code"), new("码被冻结、恢复,有人未扫码查看你的信息", "Your code was frozen or restored, or staff looked you up"), false, false, true, false),
        [MessageKind.Deadline] = new(new("需要你办", "To be done by you"), new("补正、后补的材料快到期", "Papers asked of you are due soon"), false, true, false, true),
        [MessageKind.Reminder] = new(new("到期提醒", "Reminders"), new("码、证件、租约快到期,明天的预约", "Your code, papers or lease expire soon; bookings of tomorrow"), true, true, false, true),
        [MessageKind.Offer] = new(new("报名和可享服务", "Rounds and offers"), new("开放报名、快截止、为你准备好的申请", "Rounds that open or close, applications prepared for you"), true, true, false, true),
        [MessageKind.Rating] = new(new("评价邀请", "Ratings"), new("请你评价办过的事", "You are asked how it went"), true, true, false, false),
        [MessageKind.Work] = new(new("工作提醒", "Work"), new("给工作人员", "For staff"), false, false, false, false),
    };

    private static readonly Dictionary<string, MessageKind> ByName = new()
    {
        // Stands for messages of several kinds, of which those that were switched off are not in it.
        [MessageRouter.Digest] = MessageKind.Deadline,
        ["code-frozen"] = MessageKind.Code,
        ["code-thawed"] = MessageKind.Code,
        ["looked-up"] = MessageKind.Code,
        ["completion-due"] = MessageKind.Deadline,
        ["deferral-due"] = MessageKind.Deadline,
        ["deferral-late"] = MessageKind.Deadline,
        ["booking-tomorrow"] = MessageKind.Reminder,
        ["flat-lease-ending"] = MessageKind.Reminder,
        ["round-opened"] = MessageKind.Offer,
        ["round-closing"] = MessageKind.Offer,
        ["draft-announced"] = MessageKind.Offer,
        ["draft-prepared"] = MessageKind.Progress,
        ["rating-invited"] = MessageKind.Rating,
        ["rating-visit"] = MessageKind.Rating,
        ["rating-reminder"] = MessageKind.Rating,
        ["due-date-moved"] = MessageKind.Progress,
        ["answer-date-moved"] = MessageKind.Progress,
        ["completion-date-moved"] = MessageKind.Progress,
    };

    private static readonly string[] Steps = ["case-", "booking-", "flat-", "place-", "promise-", "rating-"];

    /// <summary>The kinds a person decides about, in the order of the settings page.</summary>
    public static IReadOnlyList<MessageKind> OfPeople { get; } = [.. Rules.Keys.Where(k => k != MessageKind.Work)];

    /// <summary>A template that nobody has placed here counts as a reminder: it waits for the digest and disturbs nobody.</summary>
    public static MessageKind Of(string template, RecipientKind to) =>
        to == RecipientKind.Staff ? MessageKind.Work
        : ByName.TryGetValue(template, out var kind) ? kind
        : Steps.Any(step => template.StartsWith(step, StringComparison.Ordinal)) ? MessageKind.Progress
        : MessageKind.Reminder;
}
