using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// A city of any size for measuring: invented people and their cases of three years, a tenth of them open. The same day
/// and size give the same city, ids included. Only an empty database is filled; one in which a run broke off is refused,
/// because nobody could say what is missing.
/// </summary>
public sealed class BulkCity(Store store, IDbContextFactory<TalentDb> contexts, WriteGate gate, CityClock clock)
{
    /// <summary>Cases per holder, so that nobody has more than a person could have.</summary>
    private const int CasesEach = 10;
    private const int Chunk = 2000;
    private const string CounterName = "bulk-city";
    private const int Begun = -1;

    /// <param name="progress">Called with what is done and what is to do, both in rows of people and cases.</param>
    /// <exception cref="InvalidOperationException">The database has people in it, or a run broke off in it.</exception>
    public async Task SeedAsync(int cases, Action<long, long> progress, CancellationToken cancel = default)
    {
        await BeginAsync();
        var random = new Random(cases);
        var names = DemoNames.Read();
        var items = await BulkItem.ReadAsync(store);
        var staff = await AddStaffAsync(items.Select(i => i.DepartmentId).Distinct());
        var people = new BulkPeople(names, random, clock.Today, Math.Max(20, cases / CasesEach));
        var total = people.Count + cases;
        await WriteAsync(db => db.BulkInsertAsync(people.Employers, cancel), cancel);
        var done = 0;
        foreach (var chunk in people.All().Chunk(Chunk))
        {
            await WriteAsync(db => AddPeopleAsync(db, chunk, cancel), cancel);
            progress(done += chunk.Length, total);
        }
        var calendar = new WorkingCalendar(await store.ReadAsync(db => db.Holidays.ToListAsync(cancel)));
        var history = new BulkCases(items, staff, people, calendar, clock, random, cases);
        foreach (var chunk in history.All().Chunk(Chunk))
        {
            await WriteAsync(db => AddCasesAsync(db, chunk, cancel), cancel);
            progress(done += chunk.Length, total);
        }
        await EndAsync(cases);
    }

    private Task BeginAsync() => store.WriteAsync(async db =>
    {
        if (await db.Counters.SingleOrDefaultAsync(c => c.Name == CounterName) is { } before)
            throw new InvalidOperationException(before.Value == Begun
                ? "An earlier run broke off in this database, so nobody can say what is missing. Nothing else is in it: delete the database and begin again."
                : $"This database already holds the {before.Value:N0} cases of an earlier run. Take an empty one for another size.");
        if (await db.Talents.AnyAsync() || await db.Cases.AnyAsync() || await db.Users.AnyAsync())
            throw new InvalidOperationException("This database has people in it. Invented ones are only put into an empty database; nothing was changed.");
        db.Counters.Add(new Counter { Name = CounterName, Value = Begun });
    });

    private Task EndAsync(int cases) => store.WriteAsync(async db =>
    {
        (await db.Counters.SingleAsync(c => c.Name == CounterName)).Value = cases;
        // The next case that is filed goes on behind the invented ones.
        (await db.Counters.SingleAsync(c => c.Name == "case")).Value = cases;
        await Database.GatherStatisticsAsync(db.Database);
    });

    private async Task<BulkStaff> AddStaffAsync(IEnumerable<string> departments)
    {
        var staff = new BulkStaff(departments);
        await store.WriteAsync(db => db.Users.AddRangeAsync(staff.Members));
        return staff;
    }

    private static async Task AddPeopleAsync(TalentDb db, Talent[] people, CancellationToken cancel)
    {
        await db.BulkInsertAsync(people, cancel);
        await db.BulkInsertAsync(people.SelectMany(t => t.Grades), cancel);
        await db.BulkInsertAsync(people.Select(t => new TalentCodeState { TalentId = t.Id, Until = t.Grades[0].Until, Version = t.Version }), cancel);
        await db.BulkInsertAsync(people.SelectMany(t => NamePart.Of(t).Select(part => new NamePart { TalentId = t.Id, Part = part })), cancel);
    }

    private static async Task AddCasesAsync(TalentDb db, BulkCase[] cases, CancellationToken cancel)
    {
        await db.BulkInsertAsync(cases.Select(c => c.Row), cancel);
        await db.BulkInsertAsync(cases.SelectMany(c => c.Row.Events), cancel);
        await db.BulkInsertAsync(cases.SelectMany(c => c.Row.DueDates), cancel);
        await db.BulkInsertAsync(cases.SelectMany(c => c.Row.Notices), cancel);
        await db.BulkInsertAsync(cases.SelectMany(c => c.Row.CompletionRequests), cancel);
        await db.BulkInsertAsync(cases.SelectMany(c => c.Messages), cancel);
    }

    private async Task WriteAsync(Func<TalentDb, Task> write, CancellationToken cancel)
    {
        // Not through the store: it would begin a chunk again after a conflict, and here a conflict is a mistake.
        await using var db = await contexts.CreateDbContextAsync(cancel);
        using var turn = await gate.EnterAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await write(db);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>Twelve officers, three approvers and the head of each department, and the desks that see everything.</summary>
internal sealed class BulkStaff
{
    private const int Officers = 12, Approvers = 3;
    private readonly string _hash = new PasswordHasher<StaffMember>().HashPassword(new StaffMember(), DemoSignIns.StaffPassword);

    public BulkStaff(IEnumerable<string> departments)
    {
        foreach (var (role, user) in new[] { (StaffRole.Supervisor, "supervisor"), (StaffRole.Coordinator, "coordinator"), (StaffRole.Administrator, "admin") }) Add(user, role, null);
        foreach (var department in departments.Order(StringComparer.Ordinal))
            OfDepartment[department] = [
                .. Enumerable.Range(1, Officers).Select(n => Add(Numbered("officer", n, department), StaffRole.Officer, department)),
                .. Enumerable.Range(1, Approvers).Select(n => Add(Numbered("approver", n, department), StaffRole.Approver, department))];
        // Behind the others, whose numbers stay; they handle none of the invented cases.
        foreach (var department in OfDepartment.Keys.Order(StringComparer.Ordinal)) Add($"head.{department}", StaffRole.Head, department);
        Add("citylead", StaffRole.CityLead, null);
    }

    public List<StaffMember> Members { get; } = [];

    public Dictionary<string, IReadOnlyList<StaffMember>> OfDepartment { get; } = [];

    // The first of each has the name it has in the demo city.
    private static string Numbered(string role, int number, string department) => string.Create(CultureInfo.InvariantCulture, $"{role}{(number == 1 ? "" : number)}.{department}");

    private StaffMember Add(string user, StaffRole role, string? department)
    {
        var staff = new StaffMember
        {
            Id = DemoText.Id($"bulk:{user}"),
            UserName = user,
            NormalizedUserName = user.ToUpperInvariant(),
            PasswordHash = _hash,
            SecurityStamp = DemoText.Id($"bulk-security:{user}").ToString("N"),
            ConcurrencyStamp = DemoText.Id($"bulk-concurrency:{user}").ToString("D"),
            NameZh = $"工作人员{Members.Count + 1}",
            NameEn = $"Officer {Members.Count + 1}",
            DepartmentId = department,
            Roles = [new StaffRoleRow { Role = role }],
        };
        Members.Add(staff);
        return staff;
    }
}

/// <summary>Invented holders, by number.</summary>
internal sealed class BulkPeople
{
    private readonly DemoNames _names;
    private readonly Random _random;
    private readonly DateOnly _today;
    private readonly List<DemoGiven> _given;

    public BulkPeople(DemoNames names, Random random, DateOnly today, int count)
    {
        (_names, _random, _today, Count) = (names, random, today, count);
        _given = [.. names.GivenNames.Where(g => g.Zh.Length == 2)];
        Employers = [.. names.Employers.Select((e, i) => new Employer { Id = DemoText.Id($"bulk-employer:{i}"), NameZh = e.Zh, NameEn = e.En, DistrictZh = e.DistrictZh, DistrictEn = e.DistrictEn })];
    }

    public int Count { get; }

    public IReadOnlyList<Employer> Employers { get; }

    public static Guid IdOf(int number) => BulkIds.At(DateTime.UnixEpoch.AddYears(50), 1, number);

    public IEnumerable<Talent> All() => Enumerable.Range(0, Count).Select(Invent);

    private Talent Invent(int number)
    {
        var surname = _names.Surname(_random);
        var (first, second) = (_given[_random.Next(_given.Count)], _given[_random.Next(_given.Count)]);
        var id = IdOf(number);
        var from = _today.AddDays(-_random.Next(30, 900));
        return new Talent
        {
            Id = id,
            // The characters of two names make thousands of names of fifty.
            LegalName = $"{surname.Zh}{first.Zh[0]}{second.Zh[^1]}",
            LatinName = $"{surname.Pinyin} {first.Pinyin}{number % 89}".ToUpperInvariant(),
            Sex = number % 2 == 0 ? Sex.Male : Sex.Female,
            BirthDate = _today.AddYears(-_random.Next(28, 62)).AddDays(-_random.Next(360)),
            Phone = "86198" + number.ToString("D8", CultureInfo.InvariantCulture),
            EmployerId = Employers[_random.Next(Employers.Count)].Id,
            HomeAddress = _names.HomeAddress(_random),
            HouseholdAddress = _names.AddressElsewhere(_random),
            SessionStamp = DemoText.Id($"bulk-session:{number}"),
            Version = id,
            Grades = [new() { Id = id, TalentId = id, Level = (GradeLevel)(number % 6), IssuerZh = DemoPopulation.Issuer(number).Zh, IssuerEn = DemoPopulation.Issuer(number).En, From = from, Until = from.AddYears(5) }],
        };
    }
}

/// <summary>Ids that sort by time like all others, but follow from a number.</summary>
internal static class BulkIds
{
    public static Guid At(DateTime at, byte kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(at).ToUnixTimeMilliseconds() << 16);
        (bytes[6], bytes[7]) = (0x70, kind);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
