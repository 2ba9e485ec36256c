namespace TalentCode.Core.Reminders;

/// <summary>A day in somebody's life from which a term runs, or on which something ends, and which no other record knows.</summary>
public enum PersonalDateKind
{
    /// <summary>Entry into China with a visa that asks for a residence permit.</summary>
    Entry,
    /// <summary>Moved into a home outside a hotel.</summary>
    MovedIn,
    PassportChanged, EmployerChanged, AddressChanged,
    /// <summary>Moved to the city with the household register.</summary>
    HouseholdMoved,
    /// <summary>Refused by an authority whose decision can be reviewed; only cases write it.</summary>
    Refused,
    /// <summary>Last day of validity.</summary>
    DrivingLicenceUntil, ResidencePermitUntil, WorkPermitUntil, PassportUntil,
}

public enum PersonalDateSource { Holder, Case }

/// <summary>Said by the scientist or left by a decision. The city's own record of a paper is never changed by it: of the two, the later end counts.</summary>
public sealed class PersonalDate
{
    public Guid Id { get; set; }
    public Guid TalentId { get; set; }

    /// <summary>The family member it is about; null for the holder.</summary>
    public Guid? FamilyMemberId { get; set; }

    public PersonalDateKind Kind { get; set; }
    public DateOnly Date { get; set; }
    public PersonalDateSource Source { get; set; }

    /// <summary>The case that left it.</summary>
    public Guid? CaseId { get; set; }

    public DateTime EnteredAt { get; set; }
}

/// <summary>A reminder that went out, or that the person declared done: with it, neither the same nor an earlier one about this date goes out again.</summary>
public sealed class ReminderMark
{
    /// <summary>Stands below every lead, so that nothing more is sent.</summary>
    public const int Done = -1;

    public string Rule { get; set; } = "";
    public Guid SubjectId { get; set; }
    public DateOnly Date { get; set; }

    /// <summary>The lead that was sent, in days, or <see cref="Done"/>.</summary>
    public int Lead { get; set; }

    public Guid TalentId { get; set; }
    public DateTime At { get; set; }
}

/// <summary>A rule that a person has switched off.</summary>
public sealed class ReminderMute
{
    public Guid TalentId { get; set; }
    public string Rule { get; set; } = "";
    public DateTime At { get; set; }
}
