using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>Every message has its place, and none has one by accident.</summary>
[Trait("Category", "Core")]
public sealed class KindTests : ExternalCity
{
    [Fact]
    public void Every_template_is_placed_by_name_and_no_place_is_left_over()
    {
        Assert.Equal(MessageTemplates.Everything.Keys.Append(MessageRouter.Digest).Order(StringComparer.Ordinal), MessageKinds.Placed.Order(StringComparer.Ordinal));
        Assert.Throws<KeyNotFoundException>(() => MessageKinds.Of("case-of-nobody", RecipientKind.Talent));
    }

    [Theory]
    [InlineData("concern-received")]
    [InlineData("concern-contacted")]
    [InlineData("concern-answered")]
    [InlineData("concern-late")]
    [InlineData("concern-moved")]
    [InlineData("care-new-steward")]
    public async Task An_answer_to_a_complaint_and_a_new_steward_are_told_at_once_and_cannot_be_switched_off(string template)
    {
        var rule = MessageKinds.Rules[MessageKinds.Of(template, RecipientKind.Talent)];
        Assert.False(rule.MayBeOff);
        await TellAsync(template, Recipient.Talent(Talent.Id));
        await SweepAsync();
        Assert.Single(Mail.Taken);
    }

    [Theory]
    [InlineData("care-new-steward")]
    [InlineData("member-agreed")]
    [InlineData("member-declined")]
    [InlineData("member-lapsed")]
    public async Task No_mail_carries_the_name_of_a_steward_or_of_a_member_of_the_family(string template)
    {
        await TellAsync(template, Recipient.Talent(Talent.Id));
        await SweepAsync();
        var mail = Assert.Single(Mail.Taken);
        Assert.Equal("办事进度", mail.Subject);
        Assert.All(new[] { "王管家", "陈雨" }, name => Assert.DoesNotContain(name, string.Concat(mail.Lines), StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_staff_read_is_work_and_nothing_that_people_read_is()
    {
        var people = MessageTemplates.Everything.Keys.Where(name => MessageKinds.Of(name, RecipientKind.Talent) != MessageKind.Work).ToList();
        Assert.All(new[] { "case-granted", "concern-late", "member-asked", "rating-excluded", "due-date-moved" }, name => Assert.Contains(name, people));
        Assert.All(new[] { "half-used", "concern-new", "rating-task", "minor-asked", "mandate-given" }, name => Assert.DoesNotContain(name, people));
        Assert.All(MessageTemplates.Everything.Keys, name => Assert.Equal(MessageKind.Work, MessageKinds.Of(name, RecipientKind.Staff)));
    }

    private Task TellAsync(string template, Recipient to) => City.WriteAsync(db =>
    {
        db.Owe(template, $"{Guid.NewGuid():N}", to, City.Clock.UtcNow, new Dictionary<string, LocalText>
        {
            ["kind"] = new("投诉", "Complaint"),
            ["number"] = new("SQ-1", "SQ-1"),
            ["steward"] = new("王管家", "Steward Wang"),
            ["who"] = new("陈雨", "Chen Yu"),
            ["item"] = new("子女入学", "School places"),
        }, "/me");
        return Task.CompletedTask;
    });
}
