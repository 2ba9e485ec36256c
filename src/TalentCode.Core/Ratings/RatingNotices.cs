using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>What messages about ratings say and to whom they go. To staff they never say who rated.</summary>
internal static class RatingNotices
{
    public static string Page(Rating row) => $"/me/ratings/{row.Id}";

    public static Dictionary<string, LocalText> Values(Rating row, CityClock clock) => new()
    {
        ["matter"] = row.Title,
        ["closes"] = Day(row.ClosesAt, clock),
        ["level"] = row.Level is { } level ? RatingWords.Of(level) : new("", ""),
    };

    /// <summary>The day an end instant belongs to.</summary>
    public static LocalText Day(DateTime end, CityClock clock) => DayText.Of(clock.DateOf(end.AddTicks(-1)));

    public static LocalText Text(string? typed) => new(Trim(typed), Trim(typed));

    /// <summary>To the rater; the last event's number makes the message this one.</summary>
    public static void ToRater(TalentDb db, Rating row, string template, DateTime now, Dictionary<string, LocalText> values) =>
        db.Owe(template, About(row), Recipient.Talent(row.TalentId), now, values, Page(row));

    /// <summary>To everybody who may work the task off.</summary>
    public static async Task ToWorkersAsync(TalentDb db, Rating row, RatingTask task, string template, DateTime now, Dictionary<string, LocalText> values)
    {
        var link = task.Desk == RatingDesk.Department ? $"/dept/ratings/{task.Id}" : $"/board/ratings/{task.Id}";
        foreach (var id in await WorkersAsync(db, row, task.Desk))
            db.Owe(template, About(row), Recipient.Staff(id), now, values, link);
    }

    /// <summary>To supervision, except those who had a hand in the matter and the one who asked.</summary>
    public static async Task ToSupervisionAsync(TalentDb db, Rating row, RatingTask task, string template, DateTime now, Dictionary<string, LocalText> values, Guid? except = null)
    {
        foreach (var id in (await WorkersAsync(db, row, RatingDesk.Supervision)).Where(id => id != except))
            db.Owe(template, About(row), Recipient.Staff(id), now, values, $"/board/ratings/{task.Id}");
    }

    /// <summary>Who may work on it at a desk: never somebody who had a hand in the matter.</summary>
    public static async Task<List<Guid>> WorkersAsync(TalentDb db, Rating row, RatingDesk desk)
    {
        var rated = row.Persons.ConvertAll(p => p.StaffId);
        var role = desk == RatingDesk.Department ? StaffRole.Approver : StaffRole.Supervisor;
        var department = desk == RatingDesk.Department ? row.DepartmentId : null;
        return await db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == role) && !rated.Contains(s.Id) && (department == null || s.DepartmentId == department))
            .OrderBy(s => s.Id).Select(s => s.Id).ToListAsync();
    }

    private static string About(Rating row) => $"{row.Id:N}:{row.Events.Count}";

    private static string Trim(string? typed) => (typed ?? "").Trim().TrimEnd('。', '.');
}
