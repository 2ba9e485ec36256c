using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Web;

/// <summary>The clock of a running product: real seconds, but the test may jump ahead.</summary>
public sealed class JumpingTime(DateTime startUtc) : TimeProvider
{
    private TimeSpan _offset = startUtc - DateTime.UtcNow;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    public void Jump(TimeSpan by) => _offset += by;
}

/// <summary>The whole product with its demo city on a real port and a database file of its own, on a Monday morning.</summary>
public class RunningCity : WebApplicationFactory<TalentCode.Web.Layout.App>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talentcode-city-").FullName;

    public RunningCity()
    {
        Port = FreePort();
        UseKestrel(Port);
        StartServer();
    }

    public int Port { get; }

    public Uri Address => new($"http://localhost:{Port}");

    /// <summary>10:00 in the city on the next Monday whose week has five working days: never in the past, as browsers drop old cookies.</summary>
    public JumpingTime Time { get; } = new(NextPlainMonday());

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("TalentCode:DataFolder", _folder);
        builder.UseSetting("TalentCode:PublicAddress", $"http://localhost:{Port}");
        builder.UseSetting("TalentCode:Demo", "true");
        builder.UseSetting("TalentCode:FlatShare", "100");
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static DateTime NextPlainMonday()
    {
        var calendar = new WorkingCalendar(HolidayData.Read());
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);
        while (day.DayOfWeek != DayOfWeek.Monday || calendar.WorkingDays(day.AddDays(-1), day.AddDays(7)) != 6) day = day.AddDays(1);
        return day.ToDateTime(new TimeOnly(2, 0), DateTimeKind.Utc);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
