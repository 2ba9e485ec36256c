using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>Sends the reminders whose day has come, each once, however often it runs.</summary>
public sealed class ReminderSweep(Store store, CityClock clock)
{
    private const int Chunk = 200;

    /// <returns>How many people were reminded.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        var rule = ReminderRules.CodeValidity;
        var last = today.AddDays(rule.LeadDays[0]);
        var ending = await store.ReadAsync(db => db.CodeStates
            .Where(s => s.Status != CodeStatus.Revoked && s.Until >= today && s.Until <= last)
            .Join(db.Talents.Where(t => t.Status == TalentStatus.Active), s => s.TalentId, t => t.Id, (s, t) => new Ending(t.Id, s.Until))
            .ToListAsync(cancel));
        var reminded = 0;
        foreach (var chunk in ending.Chunk(Chunk))
            reminded += await RemindAsync(chunk, rule, today, cancel);
        return reminded;
    }

    private sealed record Ending(Guid TalentId, DateOnly Until);

    private Task<int> RemindAsync(Ending[] chunk, ReminderRule rule, DateOnly today, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var due = chunk
            .Select(e => (e.TalentId, e.Until, Left: e.Until.DayNumber - today.DayNumber))
            .Select(e => (e.TalentId, e.Until, e.Left, About: $"{e.TalentId:N}:{e.Until:yyyyMMdd}:{ReminderRules.LeadFor(rule, e.Left)}"))
            .ToDictionary(e => Notices.Key(rule.Template, e.About, Recipient.Talent(e.TalentId), Notices.InApp));
        var keys = due.Keys.ToList();
        var known = await db.Outbox.Where(m => keys.Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel);
        foreach (var key in keys.Except(known))
        {
            var e = due[key];
            var values = new Dictionary<string, LocalText>
            {
                ["until"] = DayText.Of(e.Until, withYear: true),
                ["days"] = new($"{e.Left}", $"{e.Left}"),
            };
            db.Owe(rule.Template, e.About, Recipient.Talent(e.TalentId), clock.UtcNow, values, "/services/P05");
        }
        return keys.Count - known.Count;
    }, cancel);
}
