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
}
