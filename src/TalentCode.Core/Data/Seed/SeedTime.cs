namespace TalentCode.Core.Data.Seed;

/// <summary>A time the seed sets itself, so that cases are walked on the days on which they are said to have happened.</summary>
internal sealed class SeedTime(DateTime start) : TimeProvider
{
    /// <summary>UTC.</summary>
    public DateTime Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => new(Now, TimeSpan.Zero);
}
