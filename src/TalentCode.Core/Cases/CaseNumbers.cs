using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>RC-500107-20261123-000123-7: prefix, district, day, running number, check digit (ISO 7064 MOD 11,10).</summary>
public static class CaseNumbers
{
    /// <summary>Jiulongpo, where the science city's administration receives applications.</summary>
    private const string District = "500107";

    /// <summary>The next number, taken inside the caller's transaction.</summary>
    public static async Task<string> NextAsync(TalentDb db, DateOnly day)
    {
        // The update locks the row until the transaction ends: two submissions at once queue here and never share a number.
        if (await db.Counters.Where(c => c.Name == "case").ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1)) == 0)
        {
            // The first number of a database; several may be taken before it is saved.
            var first = db.Counters.Local.FirstOrDefault(c => c.Name == "case") ?? db.Counters.Add(new Counter { Name = "case" }).Entity;
            return Format(day, ++first.Value);
        }
        return Format(day, await db.Counters.Where(c => c.Name == "case").Select(c => c.Value).SingleAsync());
    }

    public static string Format(DateOnly day, long running)
    {
        var date = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var number = running.ToString("D6", CultureInfo.InvariantCulture);
        return $"RC-{District}-{date}-{number}-{CheckDigit(District + date + number)}";
    }

    /// <summary>Whether a typed number can be one of ours: the check digit catches single slips and most swaps.</summary>
    public static bool IsWellFormed(string text)
    {
        var parts = text.Trim().ToUpperInvariant().Split('-');
        return parts is ["RC", { Length: 6 } district, { Length: 8 } date, { Length: >= 6 } running, { Length: 1 } check]
            && (district + date + running + check).All(char.IsAsciiDigit)
            && CheckDigit(district + date + running) == check[0] - '0';
    }

    private static int CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10;
    }
}
