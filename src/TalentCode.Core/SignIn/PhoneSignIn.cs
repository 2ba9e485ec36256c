using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.SignIn;

/// <summary>An edge of the process: hands a sign-in code to an SMS provider.</summary>
public interface ISmsSender
{
    /// <summary>Sends the code; anything thrown means that it was not sent.</summary>
    Task SendCodeAsync(string phone, string code, CancellationToken cancel);
}

/// <summary>Whoever a number belongs to: a holder, or a member of a family who signs in on the own phone.</summary>
public sealed record PhonePerson(Talent? Talent, FamilyMember? Member)
{
    public Guid Id => Talent?.Id ?? Member!.Id;
}

/// <summary>
/// Sign-in by phone number and one-time code: six digits, five minutes, once, five tries; a new code kills the old; bound
/// to number and browser. Unknown numbers get the same answer as known ones.
/// </summary>
public sealed class PhoneSignIn(Store store, CodeSecret secret, ISmsSender sms, CityClock clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private const int MaxTries = 5;

    /// <summary>Sends a code if the number belongs to somebody; says the same in either case.</summary>
    /// <param name="browser">Random value kept in the asking browser's cookie.</param>
    /// <exception cref="RefusedException">Not a phone number, or asked too often.</exception>
    public async Task AskAsync(string? typed, string browser, CancellationToken cancel)
    {
        var phone = PhoneNumbers.Normalise(typed)
            ?? throw new RefusedException("phone-malformed", "请填写手机号,国外号码以 + 和国家代码开头。", "Enter a mobile number; numbers from abroad begin with + and the country code.");
        var code = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var known = await store.WriteAsync(async db =>
        {
            var now = clock.UtcNow;
            await db.SmsCodes.Where(c => c.Phone == phone && c.ClosedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.ClosedAt, now), cancel);
            var row = new SmsCode { Id = Guid.CreateVersion7(now), Phone = phone, Hash = Hash(phone, code), BrowserHash = Hash(phone, browser), SentAt = now, ExpiresAt = now + Life };
            db.SmsCodes.Add(row);
            // Written before the others are counted: whoever asks at the same moment is either seen here or stopped by the index.
            await db.SaveChangesAsync(cancel);
            await RequireNotTooOftenAsync(db, row);
            return await FindAsync(db, phone) is not null;
        }, cancel);
        if (known) await sms.SendCodeAsync(phone, code, cancel);
    }

    private static async Task RequireNotTooOftenAsync(TalentDb db, SmsCode asked)
    {
        var (now, day) = (asked.SentAt, asked.SentAt.AddDays(-1));
        var sent = await db.SmsCodes.Where(c => c.Phone == asked.Phone && c.Id != asked.Id && c.SentAt > day).Select(c => c.SentAt).ToListAsync();
        if (sent.Any(at => at > now.AddMinutes(-1)))
            throw new RefusedException("asked-too-soon", "验证码刚刚发出。请等一分钟,再要新的。", "A code was sent moments ago. Wait a minute before asking for another.");
        if (sent.Count(at => at > now.AddHours(-1)) >= 5 || sent.Count >= 10)
            throw new RefusedException("asked-too-often", "这个号码要的验证码太多了,请过一小时再试,或联系你的人才管家。", "Too many codes for this number. Try again in an hour, or call your steward.");
    }

    /// <summary>The person of the number, when the code is right.</summary>
    /// <exception cref="RefusedException">Wrong, used, expired, tried too often, or asked for in another browser: one sentence each.</exception>
    public async Task<PhonePerson> EnterAsync(string? typed, string? code, string browser)
    {
        var phone = PhoneNumbers.Normalise(typed) ?? throw Wrong();
        // The try is counted in a transaction of its own, so that a refusal does not undo the count.
        var answer = await store.WriteAsync(db => TryAsync(db, phone, code?.Trim() ?? "", browser));
        if (answer is { } refusal) throw refusal;
        return await store.ReadAsync(db => FindAsync(db, phone)) ?? throw Wrong();
    }

    private async Task<PhonePerson?> FindAsync(TalentDb db, string phone)
    {
        if (await db.Talents.SingleOrDefaultAsync(t => t.Phone == phone && t.Status == TalentStatus.Active) is { } talent) return new(talent, null);
        var member = await db.FamilyMembers.SingleOrDefaultAsync(f => f.Phone == phone && db.Talents.Any(t => t.Id == f.TalentId && t.Status == TalentStatus.Active));
        return member?.HasOwnSay(clock.Today) == true ? new(null, member) : null;
    }

    private async Task<RefusedException?> TryAsync(TalentDb db, string phone, string code, string browser)
    {
        var now = clock.UtcNow;
        var row = await db.SmsCodes.Where(c => c.Phone == phone).OrderByDescending(c => c.SentAt).FirstOrDefaultAsync();
        if (row is null) return Wrong();
        if (row.ClosedAt is not null)
            return new("code-used", "这个验证码已经用过或已作废。请重新获取。", "This code has been used or replaced. Ask for a new one.");
        if (now >= row.ExpiresAt)
            return new("code-expired", "验证码已过期(5分钟)。请重新获取。", "The code has expired (5 minutes). Ask for a new one.");
        if (row.BrowserHash != Hash(phone, browser))
            return new("other-browser", "请在获取验证码的同一个浏览器里输入,或在这里重新获取。", "Enter the code in the browser that asked for it, or ask for a new one here.");
        row.Tries++;
        if (CryptographicOperations.FixedTimeEquals(Convert.FromHexString(row.Hash), Convert.FromHexString(Hash(phone, code))))
        {
            row.ClosedAt = now;
            return null;
        }
        if (row.Tries < MaxTries) return Wrong();
        row.ClosedAt = now;
        return new("too-many-tries", "输错5次,这个验证码已作废。请重新获取。", "Five wrong tries; this code is void now. Ask for a new one.");
    }

    private static RefusedException Wrong() => new("code-wrong", "验证码不对。请核对最近一条短信。", "That is not the code. Check the latest text message.");

    private string Hash(string phone, string value) => Convert.ToHexString(secret.Mac("sms-code", $"{phone}|{value}"));
}
