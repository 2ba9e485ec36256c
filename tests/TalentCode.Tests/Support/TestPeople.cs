using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Tests.Support;

/// <summary>Puts people, staff and counters into a test's city. Every call makes somebody new.</summary>
public sealed class TestPeople(City city)
{
    private int _number;

    /// <summary>A mainland scientist of grade B with a code in force until 2029, unless the test says otherwise.</summary>
    public async Task<Talent> TalentAsync(Action<Talent>? change = null, Action<TalentCodeState>? code = null)
    {
        var n = Interlocked.Increment(ref _number);
        var talent = new Talent
        {
            Id = Guid.CreateVersion7(city.Clock.UtcNow),
            LegalName = "林知远",
            LatinName = "LIN ZHIYUAN",
            BirthDate = new DateOnly(1988, 4, 12),
            Phone = "86139" + n.ToString("D8", CultureInfo.InvariantCulture),
            Employer = new Employer { Id = Guid.NewGuid(), NameZh = "云岭实验室", NameEn = "Yunling Laboratory" },
            HomeAddress = "金凤路 8 号 3 栋",
            SessionStamp = Guid.NewGuid(),
        };
        talent.Grades.Add(GradeOf(GradeLevel.B));
        change?.Invoke(talent);
        var state = new TalentCodeState { TalentId = talent.Id, Until = new DateOnly(2029, 6, 30) };
        code?.Invoke(state);
        await city.AddAsync(talent, state);
        return talent;
    }

    public static Grade GradeOf(GradeLevel level, string until = "2029-06-30") =>
        new() { Id = Guid.NewGuid(), Level = level, IssuerZh = "市人力社保局", IssuerEn = "Human Resources", From = new DateOnly(2026, 1, 1), Until = City.Day(until) };

    public static FamilyMember Child(string born, string name = "林小禾") =>
        new() { Id = Guid.NewGuid(), Relation = FamilyRelation.Child, LegalName = name, BirthDate = City.Day(born) };

    public static FamilyMember Spouse(string nationality = "CHN") =>
        new() { Id = Guid.NewGuid(), Relation = FamilyRelation.Spouse, LegalName = "陈雨", Sex = Sex.Female, BirthDate = new DateOnly(1990, 9, 1), Nationality = nationality };

    /// <summary>Somebody from abroad, for items that are not for mainland residents.</summary>
    public static void FromAbroad(Talent talent) => (talent.Kind, talent.Nationality, talent.LegalName, talent.LatinName) = (PersonKind.Foreign, "FRA", "Camille Moreau", null);

    public async Task<Actor> StaffAsync(StaffRole role, string? department = null, HallWindow? window = null, params StaffRole[] alsoAs)
    {
        var n = Interlocked.Increment(ref _number);
        var staff = new StaffMember
        {
            Id = Guid.CreateVersion7(city.Clock.UtcNow),
            UserName = $"staff-{n}",
            NameZh = $"工作人员{n}",
            NameEn = $"Staff {n}",
            DepartmentId = department,
            HallId = window?.HallId,
            WindowId = window?.Id,
        };
        foreach (var one in alsoAs.Append(role)) staff.Roles.Add(new StaffRoleRow { StaffId = staff.Id, Role = one });
        await city.AddAsync(staff);
        return Actor.For(staff);
    }

    /// <summary>A hall of its own with windows 1 to <paramref name="windows"/>.</summary>
    public async Task<IReadOnlyList<HallWindow>> HallAsync(int windows = 2)
    {
        var n = Interlocked.Increment(ref _number);
        var hall = new Hall { Id = $"hall-{n}", NameZh = "科学城人才服务大厅", NameEn = "Science City Talent Hall", AddressZh = "高新大道", AddressEn = "Gaoxin Avenue" };
        for (var i = 1; i <= windows; i++)
            hall.Windows.Add(new HallWindow { Id = $"hall-{n}-{i}", HallId = hall.Id, Hall = hall, Number = i });
        await city.AddAsync(hall);
        return hall.Windows;
    }

    public Task PaperAsync(Talent talent, string code, Guid? familyMemberId = null, DateOnly? until = null) => city.AddAsync(new DocumentOnFile
    {
        Id = Guid.NewGuid(),
        TalentId = talent.Id,
        FamilyMemberId = familyMemberId,
        Code = code,
        Trust = TrustLevel.B,
        Until = until,
        AddedAt = city.Clock.UtcNow,
    });

    public Task<Talent> ReloadAsync(Talent talent) =>
        city.ReadAsync(db => db.Talents.Include(t => t.Family).Include(t => t.Grades).AsSplitQuery().SingleAsync(t => t.Id == talent.Id));
}
