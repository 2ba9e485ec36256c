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
    private static readonly Dictionary<string, LocalText> Words = new()
    {
        ["ask-members"] = new("等家人同意", "Members who are asked"),
        ["sweep-concerns"] = new("诉求和投诉的期限", "Limits of requests and complaints"),
        ["send-due"] = new("发消息", "Send messages"),
        ["sweep-deadlines"] = new("算期限", "Watch limits"),
        ["sweep-bookings"] = new("预约到期", "Bookings that expire"),
        ["count-board"] = new("看板统计", "Figures of the board"),
        ["finish-calendar"] = new("日历改期", "Move dates after a notice"),
        ["sweep-ratings"] = new("好差评期限", "Limits of ratings"),
        ["sweep-rounds"] = new("批次开放与截止", "Open and close rounds"),
        ["sweep-flats"] = new("房源保留到期", "Flats kept for an answer"),
        ["remind"] = new("到期提醒", "Reminders"),
        ["prepare-free"] = new("免申即享", "Prepare applications"),
        ["remind-handling"] = new("会办和异议提醒", "Opinions and objections due"),
        ["keep-house"] = new("清理过期数据", "Housekeeping"),
    };

    public IReadOnlyList<JobSchedule> All()
    {
        using var connection = storage.GetConnection();
        return [.. connection.GetRecurringJobs().Where(j => j.Job is not null).Select(j => (Name: JobWatch.NameOf(j.Job), Next: j.NextExecution))
            .Select(j => new JobSchedule(j.Name, Words.GetValueOrDefault(j.Name, new(j.Name, j.Name)), j.Next)).OrderBy(j => j.Name, StringComparer.Ordinal)];
    }
}
