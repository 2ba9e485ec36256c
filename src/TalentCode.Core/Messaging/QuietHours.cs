using TalentCode.Core.Time;

namespace TalentCode.Core.Messaging;

/// <summary>When a message may disturb somebody.</summary>
public static class QuietHours
{
    /// <summary>The instant itself, or the end of the quiet hours it lies in.</summary>
    public static DateTime Next(DateTime utc, CityClock clock, SendingSettings settings)
    {
        var city = clock.ToCity(utc);
        var (day, time) = (DateOnly.FromDateTime(city), TimeOnly.FromDateTime(city));
        // "22:00 to 8:00" goes over midnight, "12:00 to 14:00" would not.
        if (!time.IsBetween(settings.QuietFrom, settings.QuietUntil)) return utc;
        return clock.At(time < settings.QuietUntil ? day : day.AddDays(1), settings.QuietUntil);
    }

    public static bool Now(CityClock clock, SendingSettings settings) => clock.UtcNow is var now && Next(now, clock, settings) > now;

    /// <summary>The day whose digest a message of this instant belongs to: today's until it goes out, then tomorrow's.</summary>
    public static DateOnly DigestDay(DateTime utc, CityClock clock, SendingSettings settings)
    {
        var city = clock.ToCity(utc);
        return DateOnly.FromDateTime(city).AddDays(TimeOnly.FromDateTime(city) < settings.DigestAt ? 0 : 1);
    }
}
