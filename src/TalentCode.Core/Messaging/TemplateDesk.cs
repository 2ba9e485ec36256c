using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>One template as an administrator sees it: filled with sample values, in both languages, as each channel would carry it.</summary>
public sealed record TemplatePreview(string Name, MessageKind Kind, LocalText Title, LocalText Body, LocalText MailSubject, LocalText? MailText, LocalText ShortText);

/// <summary>Preview and test send of every template, with invented values: no message of a person is shown or sent again.</summary>
public sealed class TemplateDesk(ExternalText text, IEnumerable<IMessageChannel> channels, CityClock clock)
{
    /// <summary>What stands in for each placeholder.</summary>
    private static readonly Dictionary<string, LocalText> Samples = new()
    {
        ["item"] = new("人才子女入学", "School places for children"),
        ["matter"] = new("人才子女入学", "School places for children"),
        ["offer"] = new("机场贵宾通道", "Airport lane"),
        ["round"] = new("秋季报名", "Autumn round"),
        ["department"] = new("市教委", "Education commission"),
        ["extendedBy"] = new("本单位负责人", "the head of the unit"),
        ["number"] = new("RC-2026-000001", "RC-2026-000001"),
        ["flat"] = new("示例小区1栋101", "Sample estate 1-101"),
    };

    public IReadOnlyList<TemplatePreview> All(Actor actor)
    {
        actor.Require(Permission.Administer);
        return [.. MessageTemplates.Everything.Keys.Order(StringComparer.Ordinal).Select(Preview)];
    }

    /// <summary>Channels that are set up and can be tried.</summary>
    public IReadOnlyList<string> Channels => [.. channels.Select(c => c.Name)];

    /// <summary>Sends one template with sample values to an address of the administrator's own.</summary>
    public async Task<SendOutcome> TestAsync(Actor actor, string template, string channel, string? address, bool english, CancellationToken cancel)
    {
        actor.Require(Permission.Administer);
        var through = channels.FirstOrDefault(c => c.Name == channel)
            ?? throw new RefusedException("no-channel", "这个渠道没有开通,没有发送。", "This channel is not set up; nothing was sent.");
        if (channel != ChannelNames.WeCom && string.IsNullOrWhiteSpace(address))
            throw new RefusedException("no-address", "请填写测试用的地址,没有发送。", "Give an address for the test; nothing was sent.");
        return await through.SendAsync(Fill(template, channel, address?.Trim() ?? "", english), cancel);
    }

    private TemplatePreview Preview(string name)
    {
        var (zh, en) = (Fill(name, ChannelNames.Email, "", false), Fill(name, ChannelNames.Email, "", true));
        var row = Row(name, ChannelNames.Email);
        var (title, body) = MessageTemplates.Render(name, row.Values);
        var (shortZh, shortEn) = (Fill(name, ChannelNames.Sms, "", false), Fill(name, ChannelNames.Sms, "", true));
        return new(name, MessageKinds.Of(name, RecipientKind.Talent), title, body, new(zh.Subject, en.Subject),
            zh.Lines is [var textZh, ..] ? new LocalText(textZh, en.Lines[0]) : null, new($"{shortZh.Subject}:{shortZh.Item}", $"{shortEn.Subject}: {shortEn.Item}"));
    }

    private Outgoing Fill(string template, string channel, string address, bool english) =>
        text.For(Row(template, channel), new(Guid.Empty, english, new Dictionary<string, string> { [channel] = address }, new Dictionary<MessageKind, MessagePreference>()), []);

    private OutboxMessage Row(string template, string channel)
    {
        var (title, body) = MessageTemplates.Everything[template];
        var names = ExternalText.NamesIn(title.Zh + body.Zh + title.En + body.En);
        return new()
        {
            Id = OrderedId.Next(clock.UtcNow),
            Template = template,
            Channel = channel,
            RecipientKind = RecipientKind.Talent,
            Values = names.ToDictionary(n => n, n => Samples.TryGetValue(n, out var sample) ? sample : new LocalText($"({n})", $"({n})")),
            Link = "/messages",
        };
    }
}
