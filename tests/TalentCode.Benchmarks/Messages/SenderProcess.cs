using System.Diagnostics;
using System.Globalization;
using TalentCode.Benchmarks.Providers;
using TalentCode.Benchmarks.Running;
using TalentCode.Core;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Web.Messaging;

namespace TalentCode.Benchmarks.Messages;

/// <summary>A clock that starts where it is told and goes on at the usual pace.</summary>
internal sealed class StartedTime(DateTime start) : TimeProvider
{
    private readonly long _since = Stopwatch.GetTimestamp();
    private TimeSpan _jumped;

    public void Jump(TimeSpan by) => _jumped += by;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(start) + _jumped + Stopwatch.GetElapsedTime(_since);
}

/// <summary>Nothing but the senders, with the adapters for SMS, WeChat and mail pointed at a provider of the test: the process that is killed.</summary>
internal static class SenderProcess
{
    public const string Command = "--sender";
    private const string Ready = "ready";

    /// <summary>Field of a WeChat message that names the service.</summary>
    public const string WeChatItem = "thing1";

    public static ServiceProvider Build(string connection, string keyFolder, Uri provider, int mailPort, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddMessaging(new(new("127.0.0.1", mailPort, "none", null, null, "city@talent.example", "人才码"), new("aliyun", provider, ProviderServer.KeyId, ProviderServer.KeySecret, "人才码", "", "", new Dictionary<string, string> { ["Default"] = "SMS_1" }),
            new(provider, "test-app", ProviderServer.KeySecret, "WX_1", WeChatItem, "thing2"), null,
            new() { PerHour = int.MaxValue - 1, PerDay = int.MaxValue - 1 }));
        services.AddTalentCore(new(connection, keyFolder, BenchCity.PublicAddress));
        return services.BuildServiceProvider();
    }

    /// <summary>Sweeps until it is killed or nothing is due.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var services = Build(args[0], args[1], new(args[2]), int.Parse(args[3], CultureInfo.InvariantCulture), new StartedTime(DateTime.Parse(args[4], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)));
        Console.WriteLine(Ready);
        await services.GetRequiredService<OutboxSender>().SweepAsync(default);
        await services.GetRequiredService<ExternalSender>().SweepAsync(default);
        return 0;
    }

    /// <summary>Starts one, and kills it (SIGKILL) at a moment of its life.</summary>
    /// <param name="moment">Begins when the process is ready.</param>
    /// <returns>False when it had ended by itself before.</returns>
    public static async Task<bool> KillAsync(string connection, string keyFolder, ProviderServer provider, DateTime now, Func<Task> moment)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SenderProcess).Assembly.Location, Command, connection, keyFolder, provider.Address.ToString(), $"{provider.MailPort}", now.ToString("O", CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadLineAsync();
        if (said != Ready) throw new InvalidOperationException($"The sender did not start: {said} {await process.StandardOutput.ReadToEndAsync()}");
        await Task.WhenAny(moment(), process.WaitForExitAsync());
        if (process.HasExited) return false;
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }
}
