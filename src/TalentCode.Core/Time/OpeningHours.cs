using System.Globalization;

namespace TalentCode.Core.Time;

/// <summary>The hours of windows and stewards as people read them; the hours themselves are <see cref="CityClock.OfficeHours"/>.</summary>
public static class OpeningHours
{
    /// <summary>工作日 09:00–12:00、13:30–17:30.</summary>
    public static LocalText InWords { get; } = new(
        "工作日 " + string.Join("、", CityClock.OfficeHours.Select(Span)),
        "Working days " + string.Join(" and ", CityClock.OfficeHours.Select(Span)));

    /// <summary>That they are closed at that instant and when they open; null while they are open.</summary>
    public static LocalText? Closed(DateTime utc, WorkingCalendar calendar, CityClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (clock.IsOpen(utc, calendar)) return null;
        var opens = clock.ToCity(clock.NextOpening(utc, calendar));
        var when = DateOnly.FromDateTime(opens) == clock.DateOf(utc) ? new(Time(opens), Time(opens)) : DayText.Of(opens);
        return new($"休息中,{when.Zh} 开始服务", $"Closed now, opens {when.En}");
    }

    private static string Span((TimeOnly Opens, TimeOnly Closes) hours) =>
        string.Create(CultureInfo.InvariantCulture, $"{hours.Opens:HH:mm}–{hours.Closes:HH:mm}");

    private static string Time(DateTime city) => city.ToString("HH:mm", CultureInfo.InvariantCulture);
}
