using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentCode.Core;
using TalentCode.Core.Codes;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>From what somebody did to the message that left the house: one trace, and its id in every line of the log.</summary>
[Trait("Category", "Core")]
public sealed class TraceTests : ExternalCity
{
    private readonly Lines _lines = new();

    [Fact]
    public async Task The_sending_is_in_the_trace_of_the_action_and_the_log_says_the_same_id()
    {
        using var heard = new Spans();
        string action;
        using (var tap = new Activity("tap").Start())
        {
            action = tap.TraceId.ToHexString();
            await City.Get<CodeService>().FreezeAsync(Actor.For(Talent), Talent.Id, "手机丢了");
        }
        await SweepTracedAsync();
        Assert.Single(Mail.Taken);
        Assert.Equal(["deliver messages", "send message"], heard.Of(action).Select(a => a.OperationName));
        Assert.All(heard.Of(action), span => Assert.Equal(heard.Of(action)[0].ParentSpanId, span.ParentSpanId));
        Assert.Equal(2, _lines.About(action).Count);
        Assert.DoesNotContain(_lines.About(action), line => line.Contains("lin@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_digest_goes_on_with_the_first_trace_and_points_to_the_others()
    {
        using var heard = new Spans();
        var traces = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var run = new Activity("run").Start();
            traces.Add(run.TraceId.ToHexString());
            await RemindAsync($"r{i}");
            City.Pass(TimeSpan.FromMinutes(1));
        }
        await SweepTracedAsync();
        City.MoveTo("2026-09-19", 9);
        await SweepTracedAsync();
        var sent = heard.Of(traces[0]).Single(a => a.OperationName == "send message");
        Assert.Equal([traces[1]], sent.Links.Select(l => l.Context.TraceId.ToHexString()));
        Assert.Contains(_lines.About(traces[0]), line => line.Contains(MessageRouter.Digest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_messages_of_one_run_make_one_line_and_one_span_in_the_inboxes()
    {
        using var heard = new Spans();
        string trace;
        using (var run = new Activity("run").Start())
        {
            trace = run.TraceId.ToHexString();
            for (var i = 0; i < 5; i++) await RemindAsync($"r{i}");
        }
        await SweepTracedAsync();
        Assert.Equal(5, Assert.Single(heard.Of(trace)).GetTagItem("talentcode.messages"));
        Assert.StartsWith("5 messages (code-validity)", Assert.Single(_lines.About(trace)), StringComparison.Ordinal);
    }

    private async Task SweepTracedAsync()
    {
        var server = City.AnotherServer();
        await ActivatorUtilities.CreateInstance<OutboxSender>(server, new Recorder<OutboxSender>(_lines)).SweepAsync(default);
        using var sender = ActivatorUtilities.CreateInstance<ExternalSender>(server, new Recorder<ExternalSender>(_lines));
        await sender.SweepAsync(default);
    }

    /// <summary>Hears what Core traces; other tests of the same moment are told apart by their traces.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly List<Activity> _ended = [];
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.SourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => { lock (_ended) _ended.Add(activity); },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public List<Activity> Of(string trace)
        {
            lock (_ended) return _ended.FindAll(a => a.TraceId.ToHexString() == trace);
        }

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Lines : List<string>
    {
        public List<string> About(string trace) => FindAll(line => line.Contains(trace, StringComparison.Ordinal));
    }

    private sealed class Recorder<T>(Lines lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}
