using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>What a message is about, as a person chooses it on the settings page.</summary>
public enum MessageKind
{
    /// <summary>A step of one's own case, booking, request or complaint, or of who looks after one.</summary>
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
/// <param name="InDigest">Goes out in the one digest of a day, unless it would come too late there (<see cref="MessageKinds.Waits"/>); otherwise by itself.</param>
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
        [MessageKind.Progress] = new(new("办事进度", "Progress"), new("收件、受理、补正、决定、预约等每一步,诉求和投诉的答复,换管家", "Each step of your applications and bookings, answers to your requests, a new steward"), false, false, false, true),
        [MessageKind.Code] = new(new("人才码安全", "Your code"), new("码被冻结、恢复,有人未扫码查看你的信息", "Your code was frozen or restored, or staff looked you up"), false, false, true, false),
        [MessageKind.Deadline] = new(new("需要你办", "To be done by you"), new("补正、后补的材料快到期,家人申请里等你同意的一份", "Papers asked of you are due soon, a part of your family’s application waits for you"), false, true, false, true),
        [MessageKind.Reminder] = new(new("到期提醒", "Reminders"), new("码、证件、租约快到期,明天的预约", "Your code, papers or lease expire soon; bookings of tomorrow"), true, true, false, true),
        [MessageKind.Offer] = new(new("报名和可享服务", "Rounds and offers"), new("开放报名、快截止、为你准备好的申请", "Rounds that open or close, applications prepared for you"), true, true, false, true),
        [MessageKind.Rating] = new(new("评价邀请", "Ratings"), new("请你评价办过的事", "You are asked how it went"), true, true, false, false),
        [MessageKind.Work] = new(new("工作提醒", "Work"), new("给工作人员", "For staff"), false, false, false, false),
    };

    /// <summary>Every template and its place. There is no other way into it: what a message is about decides whether it may be switched off.</summary>
    private static readonly Dictionary<string, MessageKind> ByName = new (MessageKind Kind, string[] Templates)[]
    {
        (MessageKind.Progress,
        [
            "case-received", "case-accepted", "case-accepted-by-silence", "case-not-accepted", "case-in-review", "case-granted", "case-refused", "case-delivered", "case-withdrawn",
            "case-completion-asked", "case-completed", "case-completion-extended", "case-deemed-withdrawn", "case-deferral-offered", "case-accepted-with-gaps", "case-gaps-closed",
            "case-pledge-checked", "case-special-started", "case-special-ended", "case-special-capped", "case-extended", "case-terminated", "case-split-off",
            "case-test-started", "case-test-passed", "case-test-failed", "case-test-capped",
            "case-corrected", "case-revoked", "case-objection-received", "case-objection-upheld", "case-objection-changed", "case-remedy-recorded",
            "due-date-moved", "answer-date-moved", "completion-date-moved", "delivery-date-moved", "promise-broken", "promise-answer-late", "promise-delivery-late", "promise-explained", "draft-prepared",
                "case-filed-for-you", "case-completed-for-you", "case-paper-for-you", "case-objection-date-moved",
            "booking-confirmed", "booking-requested", "booking-agreed", "booking-redeemed", "booking-reversed", "booking-cancelled", "booking-called-off", "booking-expired", "booking-excused",
            "place-declined", "place-moved-up", "flat-proposed", "flat-accepted", "flat-declined", "flat-expired", "flat-ended",
            "rating-contacted", "rating-verified", "rating-rectified", "rating-called-back", "rating-late", "rating-complex", "rating-date-moved", "rating-excluded",
            "rating-objection-upheld", "rating-objection-rejected",
            "concern-received", "concern-contacted", "concern-answered", "concern-late", "concern-moved", "care-new-steward", "care-new-contact",
            "member-welcome", "member-informed", "member-filed", "member-part-moved", "member-part-split", "member-agreed", "member-declined", "member-lapsed",
        ]),
        (MessageKind.Code, ["code-frozen", "code-thawed", "looked-up"]),
        // The digest stands for messages of several kinds, of which those that were switched off are not in it.
        (MessageKind.Deadline, [MessageRouter.Digest, "completion-due", "deferral-due", "deferral-late", "member-asked", "member-asked-again"]),
        (MessageKind.Reminder,
        [
            "booking-tomorrow", "flat-lease-ending", "code-validity", "card-review-employer", "card-review-grade", "school-window", "driving-licence", "passport", "identity-paper",
            "residence-permit-first", "residence-permit", "work-permit", "permit-change", "accommodation", "newborn", "household-move", "refusal-review",
        ]),
        (MessageKind.Offer, ["round-opened", "round-closing", "draft-announced"]),
        (MessageKind.Rating, ["rating-invited", "rating-visit", "rating-reminder"]),
        (MessageKind.Work,
        [
            "half-used", "step-over", "approval-waiting", "approval-returned", "special-asked", "answer-near", "answer-late", "delivery-near", "delivery-late", "limit-broken", "promise-near", "promise-overdue", "flat-answered",
            "deferral-overdue", "more-time-asked", "extension-asked", "extension-granted", "extension-declined", "card-contested", "card-cancelled", "card-unexplained", "reason-taken-down", "opinion-date-moved", "remedy-to-act-on", "objection-to-answer", "objection-due", "opinion-asked", "opinion-given", "opinion-due", "opinion-overdue",
            "rating-task", "rating-task-near", "rating-task-late", "rating-complex-asked", "rating-complex-approved", "rating-complex-refused",
            "rating-review-asked", "rating-review-upheld", "rating-review-rejected", "rating-objected", "rating-second-bad",
            "concern-new", "concern-reopened", "concern-escalated", "minor-asked", "minor-approved", "minor-refused",
            "contact-handed-over", "contact-stand-in-asked", "care-taken-over", "care-handed-over", "care-named", "stand-in-asked", "stand-in-set", "stand-in-cancelled", "mandate-given", "mandate-withdrawn",
        ]),
    }.SelectMany(group => group.Templates.Select(name => (name, group.Kind))).ToDictionary(t => t.name, t => t.Kind);

    /// <summary>
    /// Does not wait for the digest of the next morning: an appointment of that day, terms of hours or of three days, and a
    /// question on which somebody else's application waits.
    /// </summary>
    private static readonly HashSet<string> Pressing = ["booking-tomorrow", "accommodation", "household-move", "member-asked", "member-asked-again"];

    /// <summary>The kinds a person decides about, in the order of the settings page.</summary>
    public static IReadOnlyList<MessageKind> OfPeople { get; } = [.. Rules.Keys.Where(k => k != MessageKind.Work)];

    /// <summary>Names of all templates that have a place.</summary>
    public static IReadOnlyCollection<string> Placed => ByName.Keys;

    /// <exception cref="KeyNotFoundException">Nobody has placed the template here.</exception>
    public static MessageKind Of(string template, RecipientKind to) => to == RecipientKind.Staff ? MessageKind.Work : ByName[template];

    /// <summary>Whether a message may wait for the digest that goes out at this instant: not when what it is about presses, or is over by then.</summary>
    public static bool Waits(OutboxMessage message, DateTime digestAt, CityClock clock) =>
        Rules[Of(message.Template, message.RecipientKind)].InDigest && !Pressing.Contains(message.Template) && !(MessageAbout.EndOf(message, clock) <= digestAt);
}
