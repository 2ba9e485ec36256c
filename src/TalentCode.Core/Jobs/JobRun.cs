using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Jobs;

/// <summary>How one job stands: a row per job, written at the end of each run.</summary>
public sealed class JobState
{
    public string Name { get; set; } = "";
    public DateTime StartedAt { get; set; }
    public DateTime FinishedAt { get; set; }

    /// <summary>The last run failed.</summary>
    public bool Failed { get; set; }

    /// <summary>When it last did something, rather than finding nothing to do, and what.</summary>
    public DateTime? DidAt { get; set; }

    public string? DidZh { get; set; }
    public string? DidEn { get; set; }
    public int FailuresToday { get; set; }
}

/// <summary>A run that failed; kept for two weeks.</summary>
public sealed class JobFailure
{
    public Guid Id { get; set; }
    public string Name { get; set; } = "";
    public DateTime At { get; set; }
    public string Error { get; set; } = "";
    public string Server { get; set; } = "";
}

internal static class JobsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<JobState>().HasKey(j => j.Name);
        builder.Entity<JobFailure>().HasIndex(j => j.At);
        builder.Entity<JobFailure>().Property(j => j.Error).HasMaxLength(1000);
    }
}
