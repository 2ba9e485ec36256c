using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Time;

internal static class TimeMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Holiday>().HasKey(h => h.Date);
        builder.Entity<Counter>().HasKey(c => c.Name);
    }
}
