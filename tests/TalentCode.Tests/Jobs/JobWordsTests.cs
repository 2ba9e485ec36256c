using Hangfire;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.Ratings;
using TalentCode.Core.Resources;
using TalentCode.Web.Jobs;

namespace TalentCode.Tests.Jobs;

/// <summary>Every job says what it did, in both languages, and says nothing when there was nothing to do.</summary>
public sealed class JobWordsTests
{
    private static readonly object[] Reports =
    [
        new SendReport(3, 2, 1), new DeadlineReport(1, 2, 3, 4, 5) { Archived = 6 }, new BookingReport(3, 2, 1), new RatingReport(1, 2, 3, 4, 5), new RoundReport(1, 2, 3, 4, 5, 6), new FlatReport(1, 2, 3), 7,
    ];

    [Fact]
    public void Every_job_returns_what_it_did_and_has_words_for_it()
    {
        var jobs = typeof(JobWords).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.CustomAttributes.Any(a => a.AttributeType == typeof(AutomaticRetryAttribute))).ToList();
        Assert.Equal(14, jobs.Count);
        foreach (var job in jobs)
        {
            Assert.True(job.ReturnType.IsGenericType, $"{job.Name} does not say what it did.");
            var result = Reports.Single(r => r.GetType() == job.ReturnType.GetGenericArguments()[0]);
            var name = string.Concat(job.Name.Replace("Async", "", StringComparison.Ordinal).Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
            Assert.NotEqual(name, JobWords.NameOf(name).Zh);
            var did = JobWords.Did(name, result);
            Assert.NotNull(did);
            Assert.Matches("[0-9]", did.Value.Zh);
            Assert.Matches("[0-9]", did.Value.En);
            Assert.Null(JobWords.Did(name, Nothing(result)));
        }
    }

    [Fact]
    public void Only_what_was_done_is_said()
    {
        Assert.Equal(("过期 2 个", "2 expired"), (JobWords.Did("sweep-bookings", new BookingReport(0, 2, 0))!.Value.Zh, JobWords.Did("sweep-bookings", new BookingReport(0, 2, 0))!.Value.En));
        Assert.Equal("3 sent, 1 stopped", JobWords.Did("send-due", new SendReport(3, 0, 1))!.Value.En);
        Assert.Equal("提醒 4 条", JobWords.Did("remind", 4)!.Value.Zh);
        Assert.Equal("1 archived", JobWords.Did("sweep-deadlines", new DeadlineReport(0, 0, 0, 0, 0) { Archived = 1 })!.Value.En);
    }

    private static object Nothing(object report) => report switch
    {
        SendReport => new SendReport(0, 0, 0),
        DeadlineReport => new DeadlineReport(0, 0, 0, 0, 0),
        BookingReport => new BookingReport(0, 0, 0),
        RatingReport => new RatingReport(0, 0, 0, 0, 0),
        RoundReport => new RoundReport(0, 0, 0, 0, 0, 0),
        FlatReport => new FlatReport(0, 0, 0),
        _ => 0,
    };
}
