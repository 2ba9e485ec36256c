using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentCode.Core.Time;

/// <summary>The days the product is delivered with: 2025 and 2026 as published, 2027 provisional. Fills an empty holiday table.</summary>
public static class HolidayData
{
    private const string Resource = "TalentCode.Core.holidays_2025_2027.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<HolidayStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Fresh rows on every call; the caller may attach them to a database context.</summary>
    public static IReadOnlyList<Holiday> Read()
    {
        using var stream = typeof(HolidayData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not part of the build.");
        var file = JsonSerializer.Deserialize<HolidayFile>(stream, Json)
            ?? throw new InvalidOperationException($"The resource {Resource} is empty.");
        foreach (var day in file.Days) day.NoticeYear = day.Date.Year;
        return file.Days;
    }

    private sealed record HolidayFile(List<Holiday> Days);
}
