using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Reminds of opinions and objections a working day before they are due, and tells the owner when an opinion did not come. Running twice changes nothing.</summary>
public sealed class HandlingReminders(Store store, CityClock clock)
{
    private const int Chunk = 200;

    /// <returns>How many were reminded of.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var opinions = await EachAsync(() => store.WriteAsync(db => OpinionsAsync(db, now, cancel), cancel));
        return opinions + await EachAsync(() => store.WriteAsync(db => ObjectionsAsync(db, now, cancel), cancel));
    }

    /// <summary>The morning of the last working day before the due day; the due instant itself when that is today or over.</summary>
    public static DateTime DayBefore(DateTime due, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var day = clock.DateOf(due.AddTicks(-1)).AddDays(-1);
        while (day > clock.DateOf(now) && !calendar.IsWorkingDay(day)) day = day.AddDays(-1);
        return day > clock.DateOf(now) ? clock.StartOf(day) : due;
    }

    private static async Task<int> EachAsync(Func<Task<int>> step)
    {
        var all = 0;
        while (true)
        {
            var done = await step();
            all += done;
            if (done < Chunk) return all;
        }
    }

    private async Task<int> OpinionsAsync(TalentDb db, DateTime now, CancellationToken cancel)
    {
        var due = await db.Opinions.Where(o => o.RemindAt <= now && o.ClosedAt == null).OrderBy(o => o.Id).Take(Chunk).ToListAsync(cancel);
        foreach (var opinion in due)
        {
            var row = await CaseAsync(db, opinion.CaseId, cancel);
            if (opinion.DueAt <= now) await HandlingNotices.OpinionOverdueAsync(db, row, opinion, now, clock);
            else await HandlingNotices.OpinionDueAsync(db, row, opinion, now, clock);
            opinion.RemindAt = opinion.DueAt <= now ? null : opinion.DueAt;
        }
        return due.Count;
    }

    private async Task<int> ObjectionsAsync(TalentDb db, DateTime now, CancellationToken cancel)
    {
        var due = await db.Objections.Where(o => o.RemindAt <= now && o.AnsweredAt == null).OrderBy(o => o.Id).Take(Chunk).ToListAsync(cancel);
        foreach (var objection in due)
        {
            await HandlingNotices.ObjectionDueAsync(db, await CaseAsync(db, objection.CaseId, cancel), objection, now, clock);
            objection.RemindAt = null;
        }
        return due.Count;
    }

    private static Task<ServiceCase> CaseAsync(TalentDb db, Guid id, CancellationToken cancel) =>
        db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events).Include(c => c.Objections).AsSplitQuery().SingleAsync(c => c.Id == id, cancel);
}
