using System.Diagnostics;
using System.Globalization;
using System.Net;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.EntityFrameworkCore;
using TalentCode.Benchmarks.Providers;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;

namespace TalentCode.Benchmarks.Servers;

/// <summary>Two servers of the product, each a process of its own, on one PostgreSQL database in which Hangfire keeps its jobs as well, and an SMS provider of the test.</summary>
public sealed class ServerPair : IAsyncDisposable
{
    private const int People = 10, Each = 4, Jobs = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Scratch _folder = Repository.NewFolder();
    private readonly ProviderServer _provider = new();
    private BenchCity _city = null!;
    private IReadOnlyList<Child> _servers = [];
    private JobStorage _jobs = null!;
    private int _round;

    /// <summary>Numbers of the two processes.</summary>
    public IReadOnlyList<int> Processes { get; private set; } = [];

    /// <summary>Starts both at once, as after a power cut: the first to come makes the tables of the jobs.</summary>
    /// <param name="postgres">Connection to a database of one's own.</param>
    public static async Task<ServerPair> StartAsync(string postgres)
    {
        var pair = new ServerPair();
        pair._city = await BenchCity.CreateAsync(pair._folder.Path, postgres, People, 1);
        pair._servers = [Child.Start(pair.Settings()), Child.Start(pair.Settings())];
        pair.Processes = [.. pair._servers.Select(s => s.Id)];
        await Task.WhenAll(pair._servers.Select(s => s.UntilReadyAsync()));
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        pair._jobs = new PostgreSqlStorage(new NpgsqlConnectionFactory(postgres, options), options);
        return pair;
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__TalentCode"] = _city.Connection,
        ["TalentCode__KeyFolder"] = _city.KeyFolder,
        ["TalentCode__PublicAddress"] = BenchCity.PublicAddress.ToString(),
        ["TalentCode__Demo"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Messaging__Sms__Provider"] = "aliyun",
        ["Messaging__Sms__Endpoint"] = _provider.Address.ToString(),
        ["Messaging__Sms__KeyId"] = ProviderServer.KeyId,
        ["Messaging__Sms__KeySecret"] = ProviderServer.KeySecret,
        ["Messaging__Sms__SignName"] = "人才码",
        ["Messaging__Sms__Templates__Default"] = "SMS_1",
        ["Messaging__PerHour"] = "10000",
        ["Messaging__PerDay"] = "10000",
        // At whatever hour this runs, messages go out.
        ["Messaging__QuietFrom"] = "00:00",
        ["Messaging__QuietUntil"] = "00:00",
    };

    /// <summary>Processes that have said to Hangfire that they work.</summary>
    public IReadOnlyList<int> Registered() => [.. _jobs.GetMonitoringApi().Servers().Select(s => ProcessOf(s.Name)).Distinct().Order()];

    public Task UntilRegisteredAsync() => UntilAsync(() => Task.FromResult(Registered().SequenceEqual(Processes.Order())), "Both servers were not registered");

    /// <summary>Processes that have run the job that sends.</summary>
    public IReadOnlyList<int> Senders()
    {
        var jobs = _jobs.GetMonitoringApi();
        return [.. jobs.SucceededJobs(0, 1000).Where(j => j.Value?.Job?.Method.Name == "SendDueAsync")
            .SelectMany(j => jobs.JobDetails(j.Key).History.Where(h => h.StateName == "Processing")).Select(h => ProcessOf(h.Data["ServerId"])).Distinct().Order()];
    }

    /// <summary>Owes messages to everybody, rings for the sending job several times at once, and waits until all is sent.</summary>
    public async Task SendAsync()
    {
        var (round, now) = (++_round, DateTime.UtcNow);
        await _city.Get<Store>().WriteAsync(db => db.OweManyAsync(_city.Holders.SelectMany((holder, i) => Enumerable.Range(0, Each)
            .Select(n => Notices.Row("case-received", $"{round}:{i}:{n}", Recipient.Talent(holder.Id), now, new()
            {
                ["item"] = new("子女入学", "School places"),
                ["department"] = new("市教委", "Education commission"),
                ["number"] = new($"{n}", $"{n}"),
                ["acceptance"] = new("9月20日", "20 September"),
                // Each a matter of its own: none waits for another to be sent first.
            }, $"/cases/{round}-{i}-{n}"))), default));
        var bell = new RecurringJobManager(_jobs);
        for (var i = 0; i < Jobs; i++) bell.Trigger("send-due");
        await UntilAsync(async () => !await _city.Get<Store>().ReadAsync(db => db.Outbox.AnyAsync(m => m.DoneAt == null)), "Not everything was sent");
    }

    /// <summary>What is not there exactly once, in words; nothing when all is well.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var (outbox, inbox) = await _city.Get<Store>().ReadAsync(async db => (await db.Outbox.AsNoTracking().ToListAsync(), await db.Inbox.AsNoTracking().Select(i => i.Id).ToListAsync()));
        var (owed, outside) = (outbox.FindAll(m => m.Channel == Notices.InApp), outbox.FindAll(m => m.Channel == ChannelNames.Sms));
        var taken = _provider.Taken.CountBy(t => t.Key).ToDictionary();
        (string What, int Wrong)[] checks =
        [
            ("not owed as often as was asked", owed.Count - (_round * People * Each)),
            ("not in the inbox", owed.Select(m => m.Id).Except(inbox).Count()),
            ("in the inbox and owed by nobody", inbox.Except(owed.Select(m => m.Id)).Count()),
            ("not owed outside exactly once", outside.Count - owed.Count),
            ("never taken by the provider", outside.Count(m => !taken.ContainsKey($"{m.Id:N}"))),
            ("taken by the provider more than once", taken.Count(t => t.Value > 1)),
            ("suspected to be sent twice", outbox.Count(m => m.PossibleDuplicateAt is not null)),
        ];
        return [.. checks.Where(c => c.Wrong != 0).Select(c => $"{c.Wrong} {c.What}")];
    }

    /// <summary>SIGKILL: it says good-bye to nobody.</summary>
    public void Kill(int server) => _servers[server].Kill();

    public async Task<HttpStatusCode> AskAsync(int server, string path)
    {
        using var http = new HttpClient { BaseAddress = _servers[server].Address };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Takes away the tables of the jobs, and only those.</summary>
    public Task LoseJobsAsync() => RunAsync("ALTER SCHEMA hangfire RENAME TO hangfire_lost");

    public Task FindJobsAsync() => RunAsync("ALTER SCHEMA hangfire_lost RENAME TO hangfire");

    private async Task RunAsync(string sql)
    {
        await using var db = await _city.Get<IDbContextFactory<TalentDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task UntilAsync(Func<Task<bool>> come, string otherwise)
    {
        for (var since = Stopwatch.StartNew(); !await come();)
        {
            if (since.Elapsed > Limit) throw new TimeoutException($"{otherwise} within a minute:\n{string.Join("\n--\n", _servers.Select(s => s.LastWords))}");
            await Task.Delay(50);
        }
    }

    // Hangfire names a server after its machine, its process and a number of its own.
    private static int ProcessOf(string server) => int.Parse(server.Split(':')[^2], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) server.Dispose();
        await _city.DisposeAsync();
        await _provider.DisposeAsync();
        _folder.Dispose();
    }
}
