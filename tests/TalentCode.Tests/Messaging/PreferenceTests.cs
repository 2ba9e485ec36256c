using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

[Trait("Category", "Core")]
public sealed class PreferenceTests : ExternalCity
{
    private PreferenceService Preferences => City.Get<PreferenceService>();

    [Fact]
    public async Task Everything_the_rules_oblige_us_to_say_stays_on_and_the_rest_may_be_switched_off()
    {
        var me = Actor.For(Talent);
        foreach (var kind in MessageKinds.OfPeople)
            if (MessageKinds.Rules[kind].MayBeOff) await Preferences.ChooseAsync(me, kind, null, off: true);
            else await Task.Run(() => Preferences.ChooseAsync(me, kind, null, off: true)).IsRefusedAsync("must-be-told");
        Assert.Equal([MessageKind.Reminder, MessageKind.Offer, MessageKind.Rating], (await Preferences.MineAsync(me)).Kinds.Where(k => k.Off).Select(k => k.Kind));
    }

    [Fact]
    public async Task The_chosen_channel_comes_first_and_the_others_follow_in_their_order()
    {
        var me = Actor.For(Talent);
        await Preferences.ChooseAsync(me, MessageKind.Progress, ChannelNames.Sms, off: false);
        await Preferences.ChooseAsync(me, MessageKind.Progress, ChannelNames.Email, off: false);
        await Preferences.ChooseAsync(me, MessageKind.Progress, "pigeon", off: false);
        Assert.Equal([ChannelNames.Email, ChannelNames.Sms, ChannelNames.WeChat], (await Preferences.MineAsync(me)).Kinds[0].Order);
    }

    [Fact]
    public async Task Choices_are_the_persons_own()
    {
        var staff = await City.People.StaffAsync(StaffRole.Administrator);
        await Task.Run(() => Preferences.ChooseAsync(staff, MessageKind.Offer, null, off: true)).IsRefusedAsync("not-yours");
        await Task.Run(() => City.Get<EmailAddresses>().RemoveAsync(staff)).IsRefusedAsync("not-yours");
    }

    [Fact]
    public async Task The_link_in_a_mail_switches_one_kind_off_and_no_link_exists_for_what_must_be_told()
    {
        await RemindAsync("one");
        await StepAsync("step");
        await SweepAsync();
        Assert.Null(Assert.Single(Mail.Taken).Unsubscribe);
        City.MoveTo("2026-09-19", 9);
        await SweepAsync();
        var link = Mail.Taken[1].Unsubscribe!;
        var token = link.AbsolutePath[UnsubscribeLinks.Path.Length..];
        Assert.True(City.Get<UnsubscribeLinks>().TryRead(token, out var who, out var kind));
        Assert.Equal((Talent.Id, MessageKind.Reminder), (who, kind));
        await Preferences.SwitchOffAsync(who, kind);
        Assert.True((await Preferences.MineAsync(Actor.For(Talent))).Kinds.Single(k => k.Kind == MessageKind.Reminder).Off);
    }

    [Fact]
    public void A_link_that_was_changed_or_made_up_is_not_read()
    {
        var links = City.Get<UnsubscribeLinks>();
        var token = links.For(Talent.Id, MessageKind.Offer)!.AbsolutePath[UnsubscribeLinks.Path.Length..];
        Assert.True(links.TryRead(token, out _, out _));
        foreach (var wrong in new[] { null, "", "x", token[..^1], token + "0", token.Replace(".4.", ".3.", StringComparison.Ordinal), token.Replace(".4.", ".0.", StringComparison.Ordinal), $"{Guid.NewGuid():N}{token[32..]}" })
            Assert.False(links.TryRead(wrong, out _, out _), wrong);
    }

    [Fact]
    public async Task An_administrator_links_a_holder_to_the_official_account_and_takes_the_link_away()
    {
        var (links, admin) = (City.Get<WeChatLinks>(), await City.People.StaffAsync(StaffRole.Administrator));
        await links.LinkAsync(admin, Talent.Phone[2..], " o6_bmjrPTlm6_2sgVt7hMZOPfL2M ");
        Assert.True((await Preferences.MineAsync(Actor.For(Talent))).HasWeChat);
        await links.LinkAsync(admin, Talent.Phone[2..], "");
        Assert.False((await Preferences.MineAsync(Actor.For(Talent))).HasWeChat);
        await links.LinkAsync(admin, "13000000000", "x").IsRefusedAsync("nobody");
        await Task.Run(() => links.LinkAsync(admin, Talent.Phone[2..], "a b")).IsRefusedAsync("openid-malformed");
        await Task.Run(() => links.LinkAsync(Actor.For(Talent), Talent.Phone[2..], "x")).IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task An_address_can_only_be_asked_for_where_mail_is_set_up()
    {
        await using var plain = await City.FreshAsync();
        var talent = Actor.For(await plain.People.TalentAsync());
        await plain.Get<EmailAddresses>().AskAsync(talent, "a@example.org", default).IsRefusedAsync("no-mail");
        Assert.Equal(0, await plain.ReadAsync(db => db.ContactAddresses.CountAsync()));
    }

    [Fact]
    public async Task No_channel_carries_what_somebody_wrote_and_the_short_ones_carry_the_services_name_only()
    {
        await OweAsync("case-not-accepted", "free text", Talent, "/cases/1");
        await Preferences.ChooseAsync(Actor.For(Talent), MessageKind.Progress, ChannelNames.Email, off: false);
        await SweepAsync();
        await Preferences.ChooseAsync(Actor.For(Talent), MessageKind.Progress, ChannelNames.Sms, off: false);
        await OweAsync("case-not-accepted", "again", Talent, "/cases/1");
        await SweepAsync();
        var (mail, sms) = (Assert.Single(Mail.Taken), Assert.Single(Sms.Taken));
        Assert.Equal(("未能受理：子女入学", 0), (mail.Subject, mail.Lines.Count));
        Assert.Equal(("子女入学", "办事进度", 0), (sms.Item, sms.Subject, sms.Lines.Count));
    }

    [Fact]
    public async Task Every_template_can_be_looked_at_as_each_channel_would_carry_it_and_tried_on_oneself()
    {
        var admin = await City.People.StaffAsync(StaffRole.Administrator);
        var desk = City.Get<TemplateDesk>();
        var all = desk.All(admin);
        Assert.Equal(MessageTemplates.Everything.Count, all.Count);
        Assert.All(all, t => Assert.DoesNotContain("{", t.Title.Zh + t.Body.En + t.MailSubject.En + t.MailText?.Zh + t.ShortText.En, StringComparison.Ordinal));
        // Where somebody lives and what somebody wrote is in no mail, whatever the template.
        Assert.All(all, t => Assert.DoesNotContain("示例小区", t.MailSubject.Zh + t.MailText?.Zh + t.ShortText.Zh, StringComparison.Ordinal));
        Assert.All(all, t => Assert.DoesNotContain("(note)", t.MailSubject.Zh + t.MailText?.Zh + t.ShortText.Zh, StringComparison.Ordinal));
        Assert.Equal(SendResult.Sent, (await desk.TestAsync(admin, "case-granted", ChannelNames.Email, " me@example.org ", true, default)).Result);
        Assert.Equal(("me@example.org", "Granted: School places for children"), Assert.Single(Mail.Taken) is var sent ? (sent.Address, sent.Subject) : default);
        await desk.TestAsync(admin, "case-granted", ChannelNames.Sms, " ", true, default).IsRefusedAsync("no-address");
        await desk.TestAsync(admin, "case-granted", "pigeon", "x", true, default).IsRefusedAsync("no-channel");
        await Task.Run(() => desk.TestAsync(Actor.For(Talent), "case-granted", ChannelNames.Email, "x", true, default)).IsRefusedAsync("not-allowed");
    }
}
