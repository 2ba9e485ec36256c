using System.Text.RegularExpressions;
using TalentCode.Core.Codes;
using TalentCode.Core.Notifications;

namespace TalentCode.Core.Messaging;

/// <summary>Makes of an outbox row what a channel may carry: the one place where something is left out.</summary>
public sealed partial class ExternalText(CodeLink site, UnsubscribeLinks unsubscribe)
{
    /// <summary>Longest name of a service the short channels take (WeChat's "thing", an SMS variable).</summary>
    public const int LongestItem = 20;

    // Values somebody typed, that say where somebody lives, or that are a name: nothing of them leaves the product.
    private static readonly HashSet<string> Private = ["steward", "to", "note", "points", "remark", "result", "outcome", "deferred", "pledge", "stance", "reason", "flat", "answer", "left"];

    // Within a family people are called by their names; elsewhere "who" is "you", or a member masked.
    private const string OfFamily = "member-";

    private static readonly string[] ItemNames = ["item", "matter", "offer", "round"];

    /// <param name="person">Null for the group of the staff.</param>
    /// <param name="digest">Messages a digest mentions, with their values as they stand in the outbox.</param>
    public Outgoing For(OutboxMessage row, Reachable? person, IReadOnlyList<OutboxMessage> digest)
    {
        var kind = MessageKinds.Of(row.Template, row.RecipientKind);
        var english = person?.English ?? false;
        var (subject, lines) = row.Channel == ChannelNames.Email ? Mail(row, kind, english, digest) : (MessageKinds.Rules[kind].Name.In(english), []);
        var off = row.Channel == ChannelNames.Email && person is not null ? unsubscribe.For(person.Id, row.Template == MessageRouter.Digest ? KindOf(digest) : kind) : null;
        return new(row.Id, kind, person?.Addresses.GetValueOrDefault(row.Channel) ?? "", english, Short(ItemOf(row, kind, digest).In(english)), subject, lines, new Uri(site.ForPath(row.Link ?? "/messages")), off);
    }

    private static (string Subject, IReadOnlyList<string> Lines) Mail(OutboxMessage row, MessageKind kind, bool english, IReadOnlyList<OutboxMessage> digest)
    {
        if (row.Template == MessageRouter.Digest)
            return (new LocalText($"今天有 {digest.Count} 条提醒", digest.Count == 1 ? "One reminder for today" : $"{digest.Count} reminders for today").In(english), [.. digest.Select(m => Title(m).In(english))]);
        return (Title(row).In(english), Body(row, kind) is { } body ? [body.In(english)] : []);
    }

    /// <summary>The title; where it would say something private, the name of the kind instead.</summary>
    private static LocalText Title(OutboxMessage row)
    {
        var (title, _) = MessageTemplates.Everything[row.Template];
        return IsPrivate(row.Template, title) ? MessageKinds.Rules[MessageKinds.Of(row.Template, row.RecipientKind)].Name : MessageTemplates.Render(row.Template, row.Values).Title;
    }

    private static LocalText? Body(OutboxMessage row, MessageKind kind) =>
        MessageKinds.Rules[kind].TextByMail && !IsPrivate(row.Template, MessageTemplates.Everything[row.Template].Body) ? MessageTemplates.Render(row.Template, row.Values).Body : null;

    private static bool IsPrivate(string template, LocalText text)
    {
        var names = NamesIn(text.Zh);
        return names.Overlaps(Private) || (names.Contains("who") && template.StartsWith(OfFamily, StringComparison.Ordinal));
    }

    /// <summary>The placeholders of a text.</summary>
    internal static HashSet<string> NamesIn(string text) => [.. Names().Matches(text).Select(m => m.Groups[1].Value)];

    private static LocalText ItemOf(OutboxMessage row, MessageKind kind, IReadOnlyList<OutboxMessage> digest)
    {
        if (row.Template == MessageRouter.Digest && digest.Count != 1) return new($"{digest.Count} 条提醒", $"{digest.Count} reminders");
        var (one, of) = row.Template == MessageRouter.Digest ? (digest[0], MessageKinds.Of(digest[0].Template, digest[0].RecipientKind)) : (row, kind);
        return ItemNames.FirstOrDefault(one.Values.ContainsKey) is { } name ? one.Values[name] : MessageKinds.Rules[of].Name;
    }

    // One click switches one kind off: the kind of all that is in the digest, when it is one.
    private static MessageKind KindOf(IReadOnlyList<OutboxMessage> digest) =>
        digest.Select(m => MessageKinds.Of(m.Template, m.RecipientKind)).Where(k => MessageKinds.Rules[k].MayBeOff).FirstOrDefault(MessageKind.Progress);

    private static string Short(string text) => text.Length <= LongestItem ? text : string.Concat(text.AsSpan(0, LongestItem - 1), "…");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();
}
