namespace TalentCode.Core.Staff;

public enum StaffRole { Hall, Steward, Officer, Approver, Supervisor, Coordinator, Administrator, Provider, Liaison, Head, CityLead }

/// <summary>What a person may do. Screens hide by it; services refuse by it.</summary>
public enum Permission
{
    /// <summary>Scan a talent code at a window and see what the purpose opens.</summary>
    ScanCodes,
    /// <summary>Prepare an application for a holder, who confirms on the phone.</summary>
    PrepareApplications,
    /// <summary>Freeze a lost code on the holder's call.</summary>
    FreezeCodes,
    /// <summary>See the people one looks after and their cases.</summary>
    FollowPeople,
    /// <summary>See when to be in touch with those one is a named contact of, and write contacts down. Nothing of their cases, families or ratings.</summary>
    AccompanyPeople,
    /// <summary>Receive, accept, review and deliver the cases of one's department.</summary>
    HandleCases,
    /// <summary>Decide the cases of one's department.</summary>
    DecideCases,
    /// <summary>See cases of every department and their lights.</summary>
    SeeCases,
    /// <summary>Act on them from above: cancel cards, allow what only supervision may, record outcomes, decide who may see minors.</summary>
    SuperviseCases,
    /// <summary>See the programme's figures.</summary>
    SeeFigures,
    /// <summary>Say who looks after whom, and see what came up to the top.</summary>
    AssignCare,
    /// <summary>Redeem bookings at one's own place, and see today's there.</summary>
    RedeemBookings,
    /// <summary>Jobs, parked messages, opening and closing of items.</summary>
    Administer,
    /// <summary>Extend the limits of the cases of one's department, as the head of the unit or of the organ.</summary>
    ExtendLimits,
    /// <summary>Extend limits where the rule says the head of the government, whichever department has the case.</summary>
    ExtendJointLimits,
}

/// <summary>The table of roles and permissions. Everything that asks "may this person" asks here.</summary>
public static class RolePermissions
{
    private static readonly Dictionary<StaffRole, Permission[]> Table = new()
    {
        [StaffRole.Hall] = [Permission.ScanCodes, Permission.PrepareApplications, Permission.FreezeCodes],
        [StaffRole.Steward] = [Permission.FollowPeople, Permission.PrepareApplications, Permission.FreezeCodes],
        [StaffRole.Officer] = [Permission.HandleCases],
        [StaffRole.Approver] = [Permission.HandleCases, Permission.DecideCases],
        [StaffRole.Supervisor] = [Permission.SeeCases, Permission.SuperviseCases, Permission.SeeFigures, Permission.AssignCare],
        [StaffRole.Coordinator] = [Permission.SeeFigures, Permission.AssignCare],
        [StaffRole.Administrator] = [Permission.Administer],
        [StaffRole.Provider] = [Permission.RedeemBookings],
        [StaffRole.Liaison] = [Permission.AccompanyPeople],
        [StaffRole.Head] = [Permission.HandleCases, Permission.ExtendLimits],
        [StaffRole.CityLead] = [Permission.SeeCases, Permission.SeeFigures, Permission.ExtendJointLimits],
    };

    private static readonly Dictionary<StaffRole, LocalText> Names = new()
    {
        [StaffRole.Hall] = new("窗口", "Service hall"),
        [StaffRole.Steward] = new("人才管家", "Steward"),
        [StaffRole.Officer] = new("部门经办", "Department officer"),
        [StaffRole.Approver] = new("审批人", "Approver"),
        [StaffRole.Supervisor] = new("督办", "Supervisor"),
        [StaffRole.Coordinator] = new("统筹", "Coordinator"),
        [StaffRole.Administrator] = new("系统管理", "Administrator"),
        [StaffRole.Provider] = new("商户核销员", "Provider's counter"),
        [StaffRole.Liaison] = new("联络员", "Liaison officer"),
        [StaffRole.Head] = new("部门负责人", "Head of department"),
        [StaffRole.CityLead] = new("市政府负责人", "Head of the city government"),
    };

    public static IReadOnlySet<Permission> Of(IEnumerable<StaffRole> roles) =>
        roles.SelectMany(role => Table[role]).ToHashSet();

    public static LocalText NameOf(StaffRole role) => Names[role];
}
