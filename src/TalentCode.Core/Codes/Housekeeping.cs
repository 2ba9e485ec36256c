using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Codes;

/// <summary>Removes what has served its purpose and has next month's key made in time. Scan logs are whereabouts: thirty days.</summary>
public sealed class Housekeeping(Store store, CodeKeyRing keys, CityClock clock)
{
    private static readonly TimeSpan ScansKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan CodesKept = TimeSpan.FromDays(2);

    /// <returns>How many rows were removed.</returns>
    public Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        keys.SigningKey(now);
        var (scans, codes, day, lastYear) = (now - ScansKept, now - CodesKept, clock.Today.AddDays(-3), clock.Today.AddDays(-400));
        return store.WriteAsync(async db =>
        {
            var removed = await db.ScanEvents.Where(s => s.At < scans).ExecuteDeleteAsync(cancel);
            removed += await db.UsedCodes.Where(u => u.At < codes).ExecuteDeleteAsync(cancel);
            removed += await db.ShortCodes.Where(c => c.ExpiresAt < codes).ExecuteDeleteAsync(cancel);
            removed += await db.SmsCodes.Where(c => c.SentAt < codes).ExecuteDeleteAsync(cancel);
            removed += await db.Pseudonyms.Where(p => p.Day < day).ExecuteDeleteAsync(cancel);
            removed += await db.Visits.Where(v => v.Until < scans).ExecuteDeleteAsync(cancel);
            removed += await db.ReminderMarks.Where(m => m.Date < lastYear).ExecuteDeleteAsync(cancel);
            removed += await db.PersonalDates.Where(d => d.Date < lastYear).ExecuteDeleteAsync(cancel);
            return removed;
        }, cancel);
    }
}
