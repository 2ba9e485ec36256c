using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.People;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Benchmarks.Running;

/// <summary>A database with a few invented holders and hall staff, smaller than the demo city so that a restart takes a second.</summary>
internal sealed class BenchCity : IAsyncDisposable
{
    public const string Password = "Talent-Bench-2026";
    public static readonly Uri PublicAddress = new("http://localhost:5080");
    private readonly ServiceProvider _services;

    private BenchCity(string connection, string keyFolder)
    {
        (Connection, KeyFolder) = (connection, keyFolder);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISmsSender, NoSms>();
        services.AddTalentCore(new(connection, keyFolder, PublicAddress));
        _services = services.BuildServiceProvider();
    }

    public string Connection { get; }
    public string KeyFolder { get; }
    public IReadOnlyList<Talent> Holders { get; private set; } = [];
    public IReadOnlyList<StaffMember> Staff { get; private set; } = [];

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A database as it is, brought up to date with what every city needs.</summary>
    public static async Task<BenchCity> OpenAsync(string connection, string keyFolder)
    {
        var city = new BenchCity(connection, keyFolder);
        await using (var db = await city.Get<IDbContextFactory<TalentDb>>().CreateDbContextAsync())
            await db.Database.MigrateAsync();
        await Setup.BaseAsync(city.Get<Store>(), city.Get<CityClock>());
        return city;
    }

    /// <param name="postgres">Connection to an empty PostgreSQL database; null for a SQLite file in the folder.</param>
    public static async Task<BenchCity> CreateAsync(string folder, string? postgres, int holders, int staff)
    {
        var city = await OpenAsync(postgres ?? $"Data Source={Path.Combine(folder, "talentcode.db")}", Path.Combine(folder, "keys"));
        await city.AddPeopleAsync(holders, staff);
        return city;
    }

    /// <summary>These people beside whoever is there already.</summary>
    public Task AddPeopleAsync(int holders, int staff) => Get<Store>().WriteAsync(db => AddPeople(db, holders, staff));

    private Task AddPeople(TalentDb db, int holders, int staff)
    {
        var today = Get<CityClock>().Today;
        var employer = new Employer { Id = Guid.NewGuid(), NameZh = "测试研究院", NameEn = "Bench Institute", DistrictZh = "高新区", DistrictEn = "High-tech zone" };
        var hall = new Hall { Id = "bench", NameZh = "测试大厅", NameEn = "Bench hall", AddressZh = "1号", AddressEn = "No. 1" };
        hall.Windows.AddRange(Enumerable.Range(1, Math.Max(staff, 1)).Select(n => new HallWindow { Id = $"bench-{n}", Number = n }));
        db.AddRange(employer, hall);
        Holders = [.. Enumerable.Range(1, holders).Select(n => HolderOf(n, employer.Id, today))];
        db.Talents.AddRange(Holders);
        db.CodeStates.AddRange(Holders.Select(h => new TalentCodeState { TalentId = h.Id, Status = CodeStatus.Active, Until = today.AddYears(3) }));
        var hash = new PasswordHasher<StaffMember>().HashPassword(new StaffMember(), Password);
        Staff = [.. Enumerable.Range(1, staff).Select(n => StaffOf(n, hash))];
        db.Users.AddRange(Staff);
        return Task.CompletedTask;
    }

    private static Talent HolderOf(int number, Guid employer, DateOnly today) => new()
    {
        Id = Guid.NewGuid(),
        LegalName = $"测试{number}",
        LatinName = $"TEST {number}",
        BirthDate = new(1980, 1, 1),
        Phone = $"861990{number:D7}",
        EmployerId = employer,
        HouseholdAddress = "重庆市1号",
        HomeAddress = "重庆市2号",
        SessionStamp = Guid.NewGuid(),
        Grades = [new() { Id = Guid.NewGuid(), Level = GradeLevel.B, IssuerZh = "测试", IssuerEn = "Bench", From = today.AddYears(-1), Until = today.AddYears(2) }],
    };

    private static StaffMember StaffOf(int number, string hash) => new()
    {
        Id = Guid.NewGuid(),
        UserName = $"bench{number}",
        NormalizedUserName = $"BENCH{number}",
        PasswordHash = hash,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        NameZh = $"窗口{number}",
        NameEn = $"Window {number}",
        HallId = "bench",
        WindowId = $"bench-{number}",
        Roles = [new() { Role = StaffRole.Hall }],
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class NoSms : ISmsSender
    {
        public Task SendCodeAsync(string phone, string code, CancellationToken cancel) => Task.CompletedTask;
    }
}
