using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>What every deployment needs before the first request: holidays, catalogue, running number of cases. Run at each start.</summary>
public static class Setup
{
    public static async Task BaseAsync(Store store, CityClock clock)
    {
        await store.WriteAsync(async db =>
        {
            await AddHolidaysAsync(db);
            await CatalogueLoader.LoadAsync(db, clock.Today);
            if (!await db.Counters.AnyAsync(c => c.Name == "case"))
                db.Counters.Add(new Counter { Name = "case", Value = 0 });
        });
        await DerivedKeys.FillAsync(store);
    }

    // By whole years: a year somebody has entered by hand must not get days of the shipped file mixed in.
    private static async Task AddHolidaysAsync(TalentDb db)
    {
        var rows = await db.Holidays.Select(h => new { h.Date, h.NoticeYear }).ToListAsync();
        var (years, dates) = (rows.Select(r => r.NoticeYear).ToHashSet(), rows.Select(r => r.Date).ToHashSet());
        db.Holidays.AddRange(HolidayData.Read().Where(h => !years.Contains(h.NoticeYear) && !dates.Contains(h.Date)));
    }
}
