namespace TalentCode.Core.Time;

/// <summary>
/// The product's one clock. Instants are UTC; days are the city's days, because a limit that ends "on Friday"
/// ends at midnight in the city, wherever the server stands. Nothing else asks the machine for the time.
/// </summary>
/// <remarks>The zone must have no gap at midnight or in office hours; China has had no summer time since 1992.</remarks>
public sealed class CityClock(TimeProvider time, TimeZoneInfo zone)
{
    /// <summary>The zone of the demo city and of every mainland city.</summary>
    public static TimeZoneInfo China { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Opening hours of the windows on working days (house rule): open at the first, closed from the second.</summary>
    public static IReadOnlyList<(TimeOnly Opens, TimeOnly Closes)> OfficeHours { get; } =
    [
        (new TimeOnly(9, 0), new TimeOnly(12, 0)),
        (new TimeOnly(13, 30), new TimeOnly(17, 30)),
    ];

    /// <summary>For timers and libraries that want the provider itself.</summary>
    public TimeProvider Provider { get; } = time;

    /// <summary>Now, of kind UTC.</summary>
    public DateTime UtcNow => Provider.GetUtcNow().UtcDateTime;

    /// <summary>The date on the wall calendar in the city.</summary>
    public DateOnly Today => DateOf(UtcNow);

    /// <summary>Wall time in the city (kind unspecified), for showing to people; never store it.</summary>
    public DateTime ToCity(DateTime utc) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(AsUtc(utc), zone), DateTimeKind.Unspecified);

    /// <summary>The city's date at that instant.</summary>
    public DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(ToCity(utc));

    /// <summary>The instant at which the city's day begins (00:00), in UTC.</summary>
    public DateTime StartOf(DateOnly cityDay) => At(cityDay, TimeOnly.MinValue);

    /// <summary>The instant at which the city's day is over (24:00), in UTC: the first instant no longer part of it.</summary>
    public DateTime EndOf(DateOnly cityDay) => StartOf(cityDay.AddDays(1));

    /// <summary>A wall time in the city as a UTC instant.</summary>
    public DateTime At(DateOnly cityDay, TimeOnly time) => TimeZoneInfo.ConvertTimeToUtc(cityDay.ToDateTime(time), zone);

    /// <summary>Whether the windows are open at that instant: within office hours of a working day, make-up weekends included.</summary>
    public bool IsOpen(DateTime utc, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var city = ToCity(utc);
        var time = TimeOnly.FromDateTime(city);
        return calendar.IsWorkingDay(DateOnly.FromDateTime(city)) && OfficeHours.Any(h => time >= h.Opens && time < h.Closes);
    }

    /// <summary>The next instant (UTC), later than the given one, at which the windows open: after the lunch break or on another working day.</summary>
    public DateTime NextOpening(DateTime utc, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        for (var day = calendar.OnOrAfterWorkingDay(DateOf(utc)); ; day = calendar.AddWorkingDays(day, 1))
            foreach (var opens in OfficeHours.Select(h => At(day, h.Opens)))
                if (opens > utc) return opens;
    }

    /// <summary>When the windows close on that day (UTC). Says nothing about whether they open: see <see cref="IsOpen"/>.</summary>
    public DateTime ClosingTime(DateOnly cityDay) => At(cityDay, OfficeHours[^1].Closes);

    /// <summary>
    /// The instant with kind UTC. A database hands instants back without a kind, and stored instants are UTC;
    /// a local time is a mistake of the caller.
    /// </summary>
    /// <exception cref="ArgumentException">The value is of kind local.</exception>
    public static DateTime AsUtc(DateTime instant) => instant.Kind switch
    {
        DateTimeKind.Local => throw new ArgumentException("An instant must be UTC, not the machine's local time.", nameof(instant)),
        _ => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
    };
}
