using System.Globalization;
using Microsoft.AspNetCore.Identity;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Data.Seed;

/// <summary>Halls with their windows, and the people who work in them and in the departments.</summary>
internal sealed class DemoStaff
{
    private const int Stewards = 5;
    private static readonly int[] WindowsStaffed = [12, 3];
    private readonly DemoNames _names;
    private readonly Random _random;
    private readonly string _hash;

    public DemoStaff(DemoNames names, Random random, IReadOnlyList<string> departments)
    {
        (_names, _random) = (names, random);
        // Hashing is slow by design; once is enough for accounts that share a published password.
        _hash = new PasswordHasher<StaffMember>().HashPassword(new StaffMember(), DemoSignIns.StaffPassword);
        Halls = [.. names.Halls.Select(HallOf)];
        AddHallStaff();
        for (var i = 1; i <= Stewards; i++)
            Add($"steward{i}", StaffRole.Steward).WorkPhone = string.Create(CultureInfo.InvariantCulture, $"023-0000-{100 + i:D4}");
        Add("supervisor", StaffRole.Supervisor);
        Add("coordinator", StaffRole.Coordinator);
        Add("admin", StaffRole.Administrator);
        foreach (var department in departments)
        {
            Add($"officer.{department}", StaffRole.Officer).DepartmentId = department;
            Add($"approver.{department}", StaffRole.Approver).DepartmentId = department;
        }
        // Somebody who had no part in a case answers an objection to it and works on its bad rating. Drawn apart, so that everybody else keeps their name.
        var apart = new Random(4001);
        foreach (var department in departments) Add($"approver2.{department}", StaffRole.Approver, apart).DepartmentId = department;
        Add("supervisor2", StaffRole.Supervisor, apart);
        var heads = new Random(4002);
        foreach (var department in departments) Add($"head.{department}", StaffRole.Head, heads).DepartmentId = department;
        Add("citylead", StaffRole.CityLead, heads);
        AddNamed(Liaison, StaffRole.Liaison, new("唐可", "TANG Ke")).WorkPhone = "023-0000-0212";
        AddNamed(ScienceOfficer, StaffRole.Liaison, new("罗知秋", "LUO Zhiqiu")).WorkPhone = "023-0000-0211";
    }

    /// <summary>Has no hand in the cases of the demo: works on bad ratings of this department.</summary>
    public const string SecondApprover = "approver2.public-security";

    /// <summary>Looks after all of one employer's people, and a science officer of the district.</summary>
    public const string Liaison = "liaison1", ScienceOfficer = "liaison2";

    public IReadOnlyList<Hall> Halls { get; }

    public List<StaffMember> Members { get; } = [];

    /// <summary>Stewards take the people in turn.</summary>
    public static Guid StewardOf(int index) => DemoText.Id($"staff:steward{(index % Stewards) + 1}");

    private static Hall HallOf(DemoHall data, int index)
    {
        var id = $"h{index + 1}";
        return new Hall
        {
            Id = id,
            NameZh = data.Zh,
            NameEn = data.En,
            AddressZh = data.AddressZh,
            AddressEn = data.AddressEn,
            Windows = [.. Enumerable.Range(1, data.Windows).Select(n => new HallWindow { Id = $"{id}-{n}", HallId = id, Number = n })],
        };
    }

    private void AddHallStaff()
    {
        var number = 0;
        foreach (var hall in Halls)
            foreach (var wanted in WindowsStaffed)
            {
                var member = Add($"hall{++number}", StaffRole.Hall);
                (member.HallId, member.WindowId) = (hall.Id, hall.Windows[Math.Min(wanted, hall.Windows.Count) - 1].Id);
            }
    }

    /// <summary>Somebody at a provider's counter; named outright, so that the names drawn for everybody else stay what they were.</summary>
    public void AddProvider(string userName, LocalText name, Hall place)
    {
        var member = AddNamed(userName, StaffRole.Provider, name);
        (member.HallId, member.WindowId) = (place.Id, place.Windows[0].Id);
    }

    private StaffMember Add(string userName, StaffRole role, Random? from = null)
    {
        var random = from ?? _random;
        var surname = _names.Surname(random);
        var given = _names.Given(random, random.Next(2) == 0 ? Sex.Male : Sex.Female);
        return AddNamed(userName, role, new(surname.Zh + given.Zh, $"{surname.Pinyin} {given.Pinyin}"));
    }

    private StaffMember AddNamed(string userName, StaffRole role, LocalText name)
    {
        var id = DemoText.Id($"staff:{userName}");
        var member = new StaffMember
        {
            Id = id,
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            PasswordHash = _hash,
            SecurityStamp = DemoText.Id($"security:{userName}").ToString("N"),
            ConcurrencyStamp = DemoText.Id($"concurrency:{userName}").ToString("D"),
            LockoutEnabled = true,
            NameZh = name.Zh,
            NameEn = name.En,
            Roles = [new StaffRoleRow { StaffId = id, Role = role }],
        };
        Members.Add(member);
        return member;
    }
}
