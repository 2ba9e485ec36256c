using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>A city in which mail and SMS are set up, with one person who has confirmed a mail address. SMS keeps a record, mail keeps none.</summary>
public abstract class ExternalCity(params string[] more) : IAsyncLifetime
{
    protected City City { get; private set; } = null!;
    protected Talent Talent { get; private set; } = null!;
    protected RecordingChannel Mail { get; } = new(ChannelNames.Email);
    protected RecordingChannel Sms { get; } = new(ChannelNames.Sms, keepsRecord: true);
    protected RecordingChannel WeCom { get; } = new(ChannelNames.WeCom);

    public virtual async Task InitializeAsync()
    {
        City = await City.WithChannelsAsync(null, more.Contains(ChannelNames.WeCom) ? [Mail, Sms, WeCom] : [Mail, Sms]);
        Talent = await PersonAsync("lin@example.org");
    }

    public async Task DisposeAsync() => await City.DisposeAsync();

    protected async Task<Talent> PersonAsync(string? mail, Language language = Language.Chinese)
    {
        var talent = await City.People.TalentAsync(t => t.Language = language);
        if (mail is not null) await City.AddAsync(new ContactAddress { TalentId = talent.Id, Email = mail });
        return talent;
    }

    /// <summary>A step of a case: goes out by itself.</summary>
    protected Task StepAsync(string key, string link = "/cases/1", Talent? to = null) => OweAsync("case-received", key, to ?? Talent, link);

    /// <summary>A reminder: waits for the digest.</summary>
    protected Task RemindAsync(string key, Talent? to = null) => OweAsync("code-validity", key, to ?? Talent, "/services/P05");

    protected Task OweAsync(string template, string key, Talent to, string? link) => OweAsync(template, key, Recipient.Talent(to.Id), link);

    protected Task OweAsync(string template, string key, Recipient to, string? link) => City.WriteAsync(db =>
    {
        db.Owe(template, key, to, City.Clock.UtcNow, Values(key), link);
        return Task.CompletedTask;
    });

    protected static Dictionary<string, LocalText> Values(string key) => new()
    {
        ["item"] = new("子女入学", "School places"),
        ["department"] = new("市教委", "Education commission"),
        ["number"] = new(key, key),
        ["acceptance"] = new("9月20日", "20 September"),
        ["until"] = new("6月30日", "30 June"),
        ["days"] = new("7", "7"),
        ["note"] = new("林知远的身份证照片不清楚", "The photograph of Lin Zhiyuan's card is not clear"),
        ["round"] = new("秋季报名", "Autumn round"),
        ["quota"] = new("20", "20"),
    };

    /// <summary>The inbox first, then what that owes outside.</summary>
    protected async Task<SendReport> SweepAsync()
    {
        await City.Get<OutboxSender>().SweepAsync(default);
        return await City.Get<ExternalSender>().SweepAsync(default);
    }

    /// <summary>Sweeps each minute, as the alarm clock does.</summary>
    protected async Task LetPassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var every = step ?? TimeSpan.FromMinutes(1);
        for (var passed = TimeSpan.Zero; passed < time; passed += every)
        {
            City.Pass(every);
            await SweepAsync();
        }
    }

    /// <summary>The rows outside the inbox, in the order in which they were owed.</summary>
    protected Task<List<OutboxMessage>> OutsideAsync() => City.ReadAsync(db => db.Outbox.Where(m => m.Channel != Notices.InApp).OrderBy(m => m.Id).ToListAsync());
}
