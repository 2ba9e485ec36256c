using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.SignIn;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Support;

/// <summary>
/// A city with its own database, keys and clock: holidays and catalogue are there, people are not. The clock stands at
/// Friday 18 September 2026, 09:00 in the city, until a test moves it; time only goes forward, so a test that needs a
/// date of its own, or that sweeps over everybody, takes a city of its own (<see cref="FreshAsync"/>).
/// </summary>
public sealed class City : IAsyncLifetime, IAsyncDisposable
{
    public static readonly DateTime Morning = new(2026, 9, 18, 1, 0, 0, DateTimeKind.Utc);

    private readonly string _keys = Path.Combine(Path.GetTempPath(), "talentcode-keys-" + Guid.NewGuid().ToString("N"));
    private readonly List<ServiceProvider> _servers = [];
    private TestDatabase _database = null!;

    public FakeTimeProvider Time { get; private init; } = new(new DateTimeOffset(Morning));
    public RecordingSms Sms { get; } = new();

    /// <summary>What is set up outside the inbox: nothing, unless the test says so.</summary>
    public IReadOnlyList<IMessageChannel> Channels { get; private init; } = [];
    public SendingSettings? Sending { get; private init; }
    public TestPeople People { get; private set; } = null!;
    public CityClock Clock => Get<CityClock>();
    public WorkingCalendar Calendar { get; } = new(HolidayData.Read());

    public static async Task<City> FreshAsync(DateTime? now = null)
    {
        var city = new City { Time = new(new DateTimeOffset(now ?? Morning)) };
        await city.InitializeAsync();
        return city;
    }

    /// <summary>A city with these channels outside the inbox.</summary>
    public static async Task<City> WithChannelsAsync(SendingSettings? sending, params IMessageChannel[] channels)
    {
        var city = new City { Channels = channels, Sending = sending };
        await city.InitializeAsync();
        return city;
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        AnotherServer();
        People = new TestPeople(this);
    }

    public T Get<T>() where T : notnull => _servers[0].GetRequiredService<T>();

    /// <summary>A second process on the same database and clock; nothing in memory is shared.</summary>
    public ServiceProvider AnotherServer()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ISmsSender>(Sms);
        foreach (var channel in Channels) services.AddSingleton(channel);
        if (Sending is { } sending) services.AddSingleton(sending);
        services.AddTalentCore(new CoreOptions(_database.Connection, _keys, new Uri("https://talent.example")));
        // What the mapper only warns about (several lists in one query, a first without an order …) is a mistake here.
        services.ConfigureDbContext<TalentDb>(options => options.ConfigureWarnings(warnings => warnings.Default(WarningBehavior.Throw)).AddInterceptors(new QueryCount()));
        var server = services.BuildServiceProvider();
        _servers.Add(server);
        return server;
    }

    public Task<T> ReadAsync<T>(Func<TalentDb, Task<T>> query) => Get<Store>().ReadAsync(query);

    public Task WriteAsync(Func<TalentDb, Task> action) => Get<Store>().WriteAsync(action);

    public Task AddAsync(params object[] rows) => WriteAsync(db => db.AddRangeAsync(rows));

    public void Pass(TimeSpan time) => Time.Advance(time);

    /// <summary>Moves the clock on to a wall time in the city.</summary>
    public void MoveTo(string day, int hour = 9, int minute = 0) => Time.SetUtcNow(new DateTimeOffset(At(day, hour, minute)));

    /// <summary>A wall time in the city as a UTC instant.</summary>
    public DateTime At(string day, int hour = 9, int minute = 0) => Clock.At(Day(day), new TimeOnly(hour, minute));

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The instant at which a day of the city is over: where limits in days end.</summary>
    public DateTime EndOf(string day) => Clock.EndOf(Day(day));

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        await _database.DisposeAsync();
        if (Directory.Exists(_keys)) Directory.Delete(_keys, recursive: true);
    }
}
