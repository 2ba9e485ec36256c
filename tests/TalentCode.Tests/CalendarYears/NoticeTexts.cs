using System.Globalization;
using System.Text.Json;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.CalendarYears;

/// <summary>Notice files: the published one of 2026 as shipped, and an invented one for 2027 that gives Spring Festival three more weekdays.</summary>
internal static class NoticeTexts
{
    public sealed record Entry(string Date, string Name, bool Off);

    public static IReadOnlyList<Entry> Days2027 { get; } =
    [
        .. Off("元旦", "2027-01-01", 3),
        new("2027-01-31", "春节", false),
        .. Off("春节", "2027-02-05", 7),
        new("2027-02-20", "春节", false),
        .. Off("清明节", "2027-04-03", 3),
        .. Off("劳动节", "2027-05-01", 5),
        .. Off("端午节", "2027-06-09", 1),
        .. Off("中秋节", "2027-09-15", 1),
        new("2027-09-26", "国庆节", false),
        .. Off("国庆节", "2027-10-01", 7),
        new("2027-10-09", "国庆节", false),
    ];

    public static string Of2027 => Write(Days2027);

    /// <summary>The same year corrected: Spring Festival goes one day further, made up for on another Sunday.</summary>
    public static string Corrected2027 => Write([.. Days2027, new("2027-02-12", "春节", true), new("2027-02-28", "春节", false)]);

    public static IReadOnlyList<Entry> Shipped(int year) =>
        [.. HolidayData.Read().Where(h => h.Date.Year == year).Select(h => new Entry(h.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), h.Name, h.Off))];

    public static string Write(IEnumerable<Entry> days) =>
        JsonSerializer.Serialize(new { days = days.Select(d => new { date = d.Date, name = d.Name, off = d.Off }) });

    public static IEnumerable<Entry> Without(string date) => Days2027.Where(d => d.Date != date);

    public static IEnumerable<Entry> Off(string name, string first, int count) =>
        Enumerable.Range(0, count).Select(i => new Entry(City.Day(first).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), name, true));
}
