using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>To whom messages about a concern go, and what they say.</summary>
internal static class ConcernNotices
{
    public static Dictionary<string, LocalText> Values(Concern row, CityClock clock) => new()
    {
        ["number"] = new(row.Number, row.Number),
        ["kind"] = ConcernWords.Of(row.Kind),
        ["contact"] = row.ContactDueAt is { } contact ? Day(contact, clock) : Day(row.AnswerDueAt, clock),
        ["answer"] = Day(row.AnswerDueAt, clock),
        ["next"] = Day(row.NextDueAt ?? row.AnswerDueAt, clock),
        ["level"] = ConcernWords.Of(row.Level),
    };

    /// <summary>Nobody is told about an anonymous one: it is read with its code.</summary>
    public static void ToHolder(TalentDb db, Concern row, string template, DateTime now, Dictionary<string, LocalText> values)
    {
        if (row.TalentId is { } id) db.Owe(template, About(row), Recipient.Talent(id), now, values, $"/me/requests/{row.Id}");
    }

    /// <summary>To everybody at the level it has reached who may work on it.</summary>
    public static async Task ToLevelAsync(TalentDb db, Concern row, string template, DateTime now, CityClock clock)
    {
        var values = Values(row, clock);
        foreach (var id in await AtAsync(db, row, row.Level, clock))
            db.Owe(template, About(row), Recipient.Staff(id), now, values, row.Level == ConcernLevel.Steward ? $"/steward/requests/{row.Id}" : $"/board/requests/{row.Id}");
    }

    /// <summary>Who is there at a level, without those who are kept out.</summary>
    public static async Task<List<Guid>> AtAsync(TalentDb db, Concern row, ConcernLevel level, CityClock clock)
    {
        var keptOut = row.Persons.ConvertAll(p => p.StaffId);
        if (level == ConcernLevel.Steward)
        {
            var steward = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.StewardId).SingleOrDefaultAsync();
            return [.. (await CareAccess.ReadersAsync(db, steward, clock.Today)).Where(id => !keptOut.Contains(id))];
        }
        var role = level == ConcernLevel.Supervision ? StaffRole.Supervisor : StaffRole.Coordinator;
        return await db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == role) && !keptOut.Contains(s.Id)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync();
    }

    /// <summary>The first level from the given one on at which there is somebody: the chain ends at a person, not at an empty desk.</summary>
    public static async Task<ConcernLevel> FirstWithSomebodyAsync(TalentDb db, Concern row, ConcernLevel from, CityClock clock)
    {
        for (var level = from; level < ConcernLevel.Coordination; level++)
            if ((await AtAsync(db, row, level, clock)).Count > 0) return level;
        return ConcernLevel.Coordination;
    }

    // The number of its events makes the message this one.
    private static string About(Concern row) => $"{row.Id:N}:{row.Events.Count}";

    private static LocalText Day(DateTime end, CityClock clock) => DayText.Of(clock.DateOf(end.AddTicks(-1)));
}
