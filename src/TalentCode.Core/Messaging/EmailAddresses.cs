using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>
/// A mail address of a holder counts once its owner has typed the code that was sent there: six digits, half an hour,
/// five tries, a new one after a minute. The code goes straight to the mail server and is kept as a keyed hash only.
/// </summary>
public sealed class EmailAddresses(Store store, CodeSecret secret, CodeLink site, IEnumerable<IMessageChannel> channels, CityClock clock)
{
    private const int MaxTries = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <exception cref="RefusedException">No mail is set up, not an address, asked too soon, or the mail server did not take it.</exception>
    public async Task AskAsync(Actor actor, string? typed, CancellationToken cancel)
    {
        actor.RequireTalent(actor.Id);
        var mail = channels.FirstOrDefault(c => c.Name == ChannelNames.Email)
            ?? throw new RefusedException("no-mail", "邮件渠道还没有开通,消息会照常进入消息箱。", "E-mail is not set up yet; messages reach your inbox as before.");
        var address = Read(typed) ?? throw new RefusedException("mail-malformed", "这不像一个邮箱地址,请核对后再试。", "This does not look like a mail address. Please check it and try again.");
        var code = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var english = await store.WriteAsync(async db =>
        {
            var row = await db.ContactAddresses.SingleOrDefaultAsync(a => a.TalentId == actor.Id, cancel);
            if (row is null) db.ContactAddresses.Add(row = new() { TalentId = actor.Id });
            if (row.CodeSentAt is { } sent && clock.UtcNow < sent + Pause)
                throw new RefusedException("asked-too-soon", "验证码刚刚发出。请等一分钟,再要新的。", "A code was sent moments ago. Wait a minute before asking for another.");
            (row.PendingEmail, row.CodeHash, row.CodeSentAt, row.CodeTries) = (address, Hash(actor.Id, address, code), clock.UtcNow, 0);
            return await db.Talents.AnyAsync(t => t.Id == actor.Id && t.Language == Language.English, cancel);
        }, cancel);
        var outcome = await mail.SendAsync(Mail(address, code, english), cancel);
        // Unknown may well have arrived, and then the code works.
        if (outcome.Result is SendResult.Rejected or SendResult.Failed)
            throw new RefusedException("mail-failed", "验证码没有寄出。请核对地址,或过几分钟再试。", "The code could not be sent. Check the address, or try again in a few minutes.");
    }

    /// <exception cref="RefusedException">Wrong, too old or tried too often.</exception>
    public async Task ConfirmAsync(Actor actor, string? code)
    {
        actor.RequireTalent(actor.Id);
        // The try is counted in a transaction of its own, so that a refusal does not undo the count.
        var refusal = await store.WriteAsync<RefusedException?>(async db =>
        {
            var row = await db.ContactAddresses.SingleOrDefaultAsync(a => a.TalentId == actor.Id);
            if (row is not { PendingEmail: { } pending, CodeHash: { } hash, CodeSentAt: { } sent } || clock.UtcNow >= sent + Life)
                return new("code-expired", "验证码已过期(30分钟)。请重新获取。", "The code has expired (30 minutes). Ask for a new one.");
            if (++row.CodeTries > MaxTries)
                return new("too-many-tries", "输错5次,这个验证码已作废。请重新获取。", "Five wrong tries; this code is void now. Ask for a new one.");
            if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(hash), Convert.FromHexString(Hash(actor.Id, pending, code?.Trim() ?? ""))))
                return new("code-wrong", "验证码不对。请核对最近一封邮件。", "That is not the code. Check the latest mail.");
            (row.Email, row.PendingEmail, row.CodeHash) = (pending, null, null);
            return null;
        });
        if (refusal is not null) throw refusal;
    }

    /// <summary>Forgets the address and whatever waits for a code.</summary>
    public Task RemoveAsync(Actor actor)
    {
        actor.RequireTalent(actor.Id);
        return store.WriteAsync(async db =>
        {
            if (await db.ContactAddresses.SingleOrDefaultAsync(a => a.TalentId == actor.Id) is { } row)
                (row.Email, row.PendingEmail, row.CodeHash) = (null, null, null);
        });
    }

    private Outgoing Mail(string address, string code, bool english) => new(Guid.CreateVersion7(clock.UtcNow), MessageKind.Code, address, english, "",
        new LocalText("邮箱验证码", "Code for your mail address").In(english),
        [new LocalText($"验证码 {code},30分钟内有效。在“消息设置”里填写后,这个邮箱才会收到消息。不是你本人操作的话,不用理会。", $"Your code is {code}, valid for 30 minutes. Enter it under “Message settings”; only then are messages sent here. If this was not you, ignore it.").In(english)],
        new Uri(site.ForPath("/me/notices")), null);

    private static string? Read(string? typed) =>
        typed?.Trim() is { Length: > 5 and <= 120 } text && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) && text.All(char.IsAscii) ? text : null;

    private string Hash(Guid talent, string address, string code) => Convert.ToHexString(secret.Mac("email-code", $"{talent:N}|{address}|{code}"));
}
