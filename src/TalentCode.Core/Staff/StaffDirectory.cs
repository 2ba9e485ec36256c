using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Staff;

/// <summary>One account of the staff list.</summary>
public sealed record StaffLine(string User, LocalText Name, LocalText? Department, IReadOnlyList<StaffRole> Roles, bool Disabled);

/// <summary>Who works with the system and in which roles, for the administrator.</summary>
public sealed class StaffDirectory(Store store)
{
    public async Task<IReadOnlyList<StaffLine>> AllAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        var (staff, departments) = await store.ReadAsync(async db => (
            await db.Users.Include(s => s.Roles).OrderBy(s => s.UserName).Take(500).ToListAsync(), await db.Departments.ToDictionaryAsync(d => d.Id)));
        return staff.ConvertAll(s => new StaffLine(s.UserName ?? "", new(s.NameZh, s.NameEn),
            s.DepartmentId is { } id && departments.TryGetValue(id, out var department) ? department.Name : null, [.. s.Roles.Select(r => r.Role).Order()], s.Disabled));
    }

    /// <summary>Everybody who works in a role, by name: to choose a stand-in from.</summary>
    public async Task<IReadOnlyList<(Guid Id, LocalText Name)>> OfAsync(StaffRole role) => (await store.ReadAsync(db => db.Users.Where(s => !s.Disabled && s.Roles.Any(r => r.Role == role))
        .OrderBy(s => s.UserName).Select(s => new { s.Id, s.NameZh, s.NameEn }).ToListAsync())).ConvertAll(s => (s.Id, new LocalText(s.NameZh, s.NameEn)));

    /// <summary>Where somebody works and as what, as the desk writes it under the name; null for an account without a role.</summary>
    public async Task<LocalText?> OfficeAsync(Actor actor)
    {
        var (roles, department) = await store.ReadAsync(async db => (
            await db.Users.Where(s => s.Id == actor.Id).SelectMany(s => s.Roles).Select(r => r.Role).ToListAsync(),
            await db.Departments.SingleOrDefaultAsync(d => d.Id == actor.DepartmentId)));
        if (roles.Count == 0) return null;
        var names = roles.Order().Select(RolePermissions.NameOf).ToList();
        var work = new LocalText(string.Join("、", names.Select(n => n.Zh)), string.Join(", ", names.Select(n => n.En)));
        return department is null ? work : new($"{department.NameZh} · {work.Zh}", $"{department.NameEn} · {work.En}");
    }
}
