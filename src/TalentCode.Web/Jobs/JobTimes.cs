using Hangfire;
using Hangfire.Storage;
using TalentCode.Core;

namespace TalentCode.Web.Jobs;

/// <summary>A schedule as the administrator's page shows it.</summary>
/// <param name="Name">As <see cref="JobWatch.NameOf"/> makes it.</param>
/// <param name="Next">UTC; null when the alarm clock does not run here or cannot read the job.</param>
public sealed record JobSchedule(string Name, LocalText Word, DateTime? Next);

/// <summary>Asks the alarm clock when each job runs next.</summary>
public sealed class JobTimes(JobStorage storage)
{
    public IReadOnlyList<JobSchedule> All()
    {
        using var connection = storage.GetConnection();
        return [.. connection.GetRecurringJobs().Where(j => j.Job is not null).Select(j => (Name: JobWatch.NameOf(j.Job), Next: j.NextExecution))
            .Select(j => new JobSchedule(j.Name, JobWords.NameOf(j.Name), j.Next)).OrderBy(j => j.Name, StringComparer.Ordinal)];
    }
}
