namespace TalentCode.Core.Messaging;

/// <summary>How messages go out, as data: read from configuration, with what holds in the demo city as defaults. Times are city time.</summary>
public sealed record SendingSettings
{
    /// <summary>Waiting time before attempt 2, 3, …; after the last one the message is parked and the next channel takes over.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>How long a provider's record may lag behind: until then what it does not know may still turn up.</summary>
    public TimeSpan RecordSettles { get; init; } = TimeSpan.FromMinutes(10);

    public TimeOnly QuietFrom { get; init; } = new(22, 0);
    public TimeOnly QuietUntil { get; init; } = new(8, 0);

    /// <summary>When the digest of a day goes out.</summary>
    public TimeOnly DigestAt { get; init; } = new(9, 0);

    /// <summary>At most so many to one person on one channel; more wait.</summary>
    public int PerHour { get; init; } = 6;

    public int PerDay { get; init; } = 20;

    /// <summary>A channel that fails so often in a row is left alone for a minute.</summary>
    public int TiresAfter { get; init; } = 3;
}
