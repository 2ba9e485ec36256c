using TalentCode.Core.People;

namespace TalentCode.Core.Staff;

public enum ActorKind
{
    Talent, Staff, System,
    /// <summary>A member of a talent's family who signs in on the own phone: sees and decides what is about that person, and nothing else.</summary>
    Member,
}

/// <summary>
/// Who acts, in which capacity. Travels through every operation so that rows, events, audit and messages agree.
/// </summary>
public sealed record Actor(ActorKind Kind, Guid Id, LocalText Name, IReadOnlySet<Permission> Permissions, string? DepartmentId)
{
    private static readonly HashSet<Permission> None = [];

    /// <summary>The talent for whom a steward acts under a mandate, in the steps such a mandate covers; null for everybody else. Set where the mandate was asked for, and nowhere else.</summary>
    public Guid? OnBehalfOf { get; internal init; }

    /// <summary>Timers and sweeps.</summary>
    public static Actor System { get; } = new(ActorKind.System, Guid.Empty, new("系统", "System"), None, null);

    public static Actor For(Talent talent) =>
        new(ActorKind.Talent, talent.Id, new("本人", "the applicant"), None, null);

    public static Actor For(FamilyMember member) =>
        new(ActorKind.Member, member.Id, new("家庭成员本人", "the family member"), None, null);

    public static Actor For(StaffMember staff) =>
        new(ActorKind.Staff, staff.Id, new(staff.NameZh, staff.NameEn), RolePermissions.Of(staff.Roles.Select(r => r.Role)), staff.DepartmentId);

    public bool May(Permission permission) => Permissions.Contains(permission);

    /// <exception cref="RefusedException">The actor lacks the permission.</exception>
    public void Require(Permission permission)
    {
        if (!May(permission))
            throw new RefusedException("not-allowed", "你的岗位没有这项权限。如果工作需要,请联系系统管理员。", "Your role does not include this. If your work needs it, ask the administrator.");
    }

    /// <exception cref="RefusedException">The actor is not this talent.</exception>
    public void RequireTalent(Guid talentId)
    {
        if (Kind != ActorKind.Talent || Id != talentId)
            throw new RefusedException("not-yours", "这是别人的内容,你不能查看或办理。", "This belongs to somebody else; you cannot open or change it.");
    }
}
