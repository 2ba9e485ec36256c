using TalentCode.Core.Data;

namespace TalentCode.Core.Families;

/// <summary>What became of a question to a member: still open, answered, run out without an answer, or no longer needed.</summary>
public enum MemberRequestState { Open, Agreed, Declined, Lapsed, Dropped }

/// <summary>
/// A member of the family with own say is asked whether a part about that person may go to the department. Only where consent
/// is the ground; until it is answered the applicant's draft is kept and nothing of that member leaves the house.
/// </summary>
public sealed class MemberRequest : IVersioned
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }
    public Guid FamilyMemberId { get; set; }

    /// <summary>The draft that waits.</summary>
    public Guid DraftId { get; set; }

    public string ItemId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public MemberRequestState State { get; set; }
    public DateTime AskedAt { get; set; }

    /// <summary>End of the last day on which it can be answered (UTC).</summary>
    public DateTime Until { get; set; }

    /// <summary>When the sweep looks at it again: to remind, then to let it lapse.</summary>
    public DateTime? NextAt { get; set; }

    public DateTime? AnsweredAt { get; set; }
    public Guid Version { get; set; }
}
