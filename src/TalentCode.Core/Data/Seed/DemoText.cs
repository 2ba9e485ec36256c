using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentCode.Core.People;

namespace TalentCode.Core.Data.Seed;

/// <summary>Numbers and ids of the demo city: made by rule and the same on every build.</summary>
internal static class DemoText
{
    /// <summary>An id that depends only on the name.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes("demo city|" + name)).AsSpan(0, 16));

    public static string Phone(int number) => $"86199{number.ToString("D8", CultureInfo.InvariantCulture)}";

    /// <summary>
    /// Resident identity number by GB 11643: region, birth date, running number (odd for men), check digit. Region 500000
    /// is the municipality itself, under which no card is issued, so no living person has such a number.
    /// </summary>
    /// <param name="running">Running number within the day, taken modulo 500.</param>
    public static string ResidentId(DateOnly birth, Sex sex, int running)
    {
        var sequence = (running % 500 * 2) + (sex == Sex.Male ? 1 : 0);
        var body = "500000" + birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("D3", CultureInfo.InvariantCulture);
        return body + CheckDigit(body);
    }

    // ISO 7064 MOD 11-2, as GB 11643 asks for; ten is written X.
    private static char CheckDigit(string body)
    {
        var remainder = 0;
        foreach (var digit in body) remainder = (remainder + digit - '0') * 2 % 11;
        return "10X98765432"[remainder];
    }
}
