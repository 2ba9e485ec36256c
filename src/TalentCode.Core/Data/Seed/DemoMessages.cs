using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>What the message pages show in the demo city: a confirmed address, some choices, and what an administrator finds after a bad day at a provider.</summary>
internal static class DemoMessages
{
    public static Task AddAsync(Store store, CityClock clock) => store.WriteAsync(async db =>
    {
        var people = await db.Talents.OrderBy(t => t.Phone).Take(4).Select(t => t.Id).ToListAsync();
        if (people.Count < 4) return;
        db.ContactAddresses.Add(new() { TalentId = people[0], Email = "zhiyuan@example.org" });
        db.ContactAddresses.Add(new() { TalentId = people[1], PendingEmail = "camille@example.org" });
        db.MessagePreferences.Add(new() { TalentId = people[0], Kind = MessageKind.Progress, Channels = ChannelNames.Email });
        db.MessagePreferences.Add(new() { TalentId = people[0], Kind = MessageKind.Rating, Off = true });
        var bad = clock.UtcNow.AddDays(-2);
        db.SendingStops.Add(new() { Id = Guid.CreateVersion7(bad), StoppedAt = bad, StoppedBy = "系统管理员", Reason = "短信服务商升级,暂停两小时", ResumedAt = bad.AddHours(2), ResumedBy = "系统管理员" });
        db.Outbox.AddRange(
            Row(people[1], ChannelNames.Email, 1, bad, row => (row.ParkedAt, row.State, row.LastError, row.HandedTo) = (bad, DeliveryState.Rejected, "SMTP 550 RecipientNotAccepted", ChannelNames.Sms)),
            Row(people[2], ChannelNames.Sms, 7, bad, row => (row.ParkedAt, row.State, row.LastError) = (bad.AddHours(15), DeliveryState.GivenUp, "isv.BUSINESS_LIMIT_CONTROL")),
            Row(people[3], ChannelNames.Sms, 2, bad, row => (row.DoneAt, row.State, row.PossibleDuplicateAt, row.LastError) = (bad.AddMinutes(11), DeliveryState.Sent, bad.AddMinutes(11), null)));
    });

    private static OutboxMessage Row(Guid talent, string channel, int attempts, DateTime at, Action<OutboxMessage> change)
    {
        var row = Notices.Row("case-in-review", $"demo-{channel}-{attempts}", Recipient.Talent(talent), at, new()
        {
            ["item"] = new("人才子女入学", "School places for children"),
            ["started"] = new("已开始办理", "In progress"),
            ["department"] = new("市教委", "Education commission"),
            ["promised"] = new("本周五", "this Friday"),
            ["number"] = new("RC-2026-000001", "RC-2026-000001"),
        }, "/messages");
        (row.Channel, row.Attempts, row.DedupKey) = (channel, attempts, row.DedupKey.Replace(Notices.InApp, channel, StringComparison.Ordinal));
        change(row);
        return row;
    }
}
