using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Workbench;

/// <summary>
/// A steward's dates for the calendar of the steward's own device (RFC 5545), behind an address nobody can guess. What
/// leaves the house is a day, what kind of thing it is, and the address of the list; no person, no case.
/// </summary>
public sealed class CalendarFeed(Store store, WorkbenchService workbench, CodeSecret secret, CodeLink link, CityClock clock)
{
    public const int Days = 31;
    private const string Purpose = "calendar-feed";
    private const int SignatureBytes = 20;

    /// <summary>The path of the actor's calendar; made at the first question.</summary>
    public async Task<string> PathAsync(Actor actor) => PathOf(actor.Id, await StampAsync(actor, renew: false));

    /// <summary>A new address; the old one is dead at once.</summary>
    public async Task<string> RenewAsync(Actor actor) => PathOf(actor.Id, await StampAsync(actor, renew: true));

    /// <summary>The calendar behind a token; null for everything that is not the address of somebody who works as a steward now.</summary>
    public async Task<string?> ReadAsync(string? token)
    {
        if (token?.Split('.') is not [{ Length: 32 } id, { } signature] || !Guid.TryParseExact(id, "N", out var staffId)) return null;
        var (stamp, staff) = await store.ReadAsync(async db => (
            await db.CalendarFeeds.Where(f => f.StaffId == staffId).Select(f => (Guid?)f.Stamp).SingleOrDefaultAsync(),
            await db.Users.Include(s => s.Roles).SingleOrDefaultAsync(s => s.Id == staffId && !s.Disabled)));
        if (stamp is not { } current || staff is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Signature(staffId, current)))) return null;
        var actor = Actor.For(staff);
        return actor.May(Permission.FollowPeople) || actor.May(Permission.AccompanyPeople) ? Text(await workbench.BetweenAsync(actor, clock.Today, clock.Today.AddDays(Days))) : null;
    }

    private async Task<Guid> StampAsync(Actor actor, bool renew)
    {
        if (!actor.May(Permission.AccompanyPeople)) actor.Require(Permission.FollowPeople);
        if (!renew && await store.ReadAsync(db => db.CalendarFeeds.Where(f => f.StaffId == actor.Id).Select(f => (Guid?)f.Stamp).SingleOrDefaultAsync()) is { } known) return known;
        return await store.WriteAsync(async db =>
        {
            var row = await db.CalendarFeeds.SingleOrDefaultAsync(f => f.StaffId == actor.Id);
            if (row is not null && !renew) return row.Stamp;
            row ??= db.CalendarFeeds.Add(new CalendarFeedAddress { StaffId = actor.Id }).Entity;
            (row.Stamp, row.MadeAt) = (Guid.NewGuid(), clock.UtcNow);
            return row.Stamp;
        });
    }

    private string PathOf(Guid staffId, Guid stamp) => $"/feeds/{staffId:N}.{Signature(staffId, stamp)}.ics";

    private string Signature(Guid staffId, Guid stamp) => Convert.ToHexStringLower(secret.Mac(Purpose, $"{staffId:N}:{stamp:N}").AsSpan(0, SignatureBytes));

    private string Text(ILookup<DateOnly, WorkLine> days)
    {
        var text = new StringBuilder();
        Add("BEGIN:VCALENDAR");
        Add("VERSION:2.0");
        Add("PRODID:-//TalentCode//Workbench//ZH");
        Add("METHOD:PUBLISH");
        Add("X-WR-CALNAME:人才服务 TalentCode");
        foreach (var day in days.OrderBy(d => d.Key))
            foreach (var reason in day.GroupBy(l => l.Reason).OrderBy(r => r.Key))
            {
                var name = WorkRules.NameOf(reason.Key);
                Add("BEGIN:VEVENT");
                Add(string.Create(CultureInfo.InvariantCulture, $"UID:{day.Key:yyyyMMdd}-{reason.Key}@{link.Host}"));
                Add(string.Create(CultureInfo.InvariantCulture, $"DTSTAMP:{clock.UtcNow:yyyyMMdd'T'HHmmss'Z'}"));
                Add(string.Create(CultureInfo.InvariantCulture, $"DTSTART;VALUE=DATE:{day.Key:yyyyMMdd}"));
                Add(string.Create(CultureInfo.InvariantCulture, $"DTEND;VALUE=DATE:{day.Key.AddDays(1):yyyyMMdd}"));
                Add(string.Create(CultureInfo.InvariantCulture, $"SUMMARY:{name.Zh} {reason.Count()} · {name.En}"));
                Add(string.Create(CultureInfo.InvariantCulture, $"URL:{link.ForPath("/steward/plan")}?day={day.Key:yyyy-MM-dd}"));
                Add("TRANSP:TRANSPARENT");
                Add("END:VEVENT");
            }
        Add("END:VCALENDAR");
        return text.ToString();

        // Lines end in CRLF; all of ours stay below the 75 octets after which they would have to be folded, but for long hosts.
        void Add(string line) => Fold(text, line);
    }

    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 74)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
