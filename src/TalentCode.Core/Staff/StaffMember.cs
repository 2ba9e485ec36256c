using Microsoft.AspNetCore.Identity;

namespace TalentCode.Core.Staff;

/// <summary>Somebody who works with the system: hall, department, steward, administrator. Signs in by password.</summary>
public sealed class StaffMember : IdentityUser<Guid>
{
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";

    /// <summary>Department whose cases this person sees; null for people who belong to the whole programme.</summary>
    public string? DepartmentId { get; set; }

    public string? HallId { get; set; }

    /// <summary>The counter this person sits at today; chosen on the scan page.</summary>
    public string? WindowId { get; set; }

    /// <summary>Number the public may call, shown to the people a steward looks after.</summary>
    public string? WorkPhone { get; set; }

    public bool Disabled { get; set; }
    public List<StaffRoleRow> Roles { get; set; } = [];
}

/// <summary>One role of one staff member; somebody may hold several.</summary>
public sealed class StaffRoleRow
{
    public Guid StaffId { get; set; }
    public StaffRole Role { get; set; }
}
