namespace TalentCode.Core.Time;

/// <summary>Whether the State Council's yearly notice stands behind a day, or only the general holiday rules.</summary>
public enum HolidayStatus
{
    /// <summary>From the yearly notice.</summary>
    Published,

    /// <summary>Computed from the general rules while the notice for that year is not in.</summary>
    Provisional,
}

/// <summary>
/// One day that differs from the ordinary week: a day off (<see cref="Off"/>) or a weekend day on which people work
/// to make up for one. Stored as a row so that a new notice is data, not a release.
/// </summary>
public sealed class Holiday
{
    /// <summary>The day in the city; the key.</summary>
    public DateOnly Date { get; set; }

    /// <summary>Chinese name as in the notice, e.g. 国庆节; two joined by 、 where they fall together.</summary>
    public string Name { get; set; } = "";

    /// <summary>True: nobody works. False: a make-up working day.</summary>
    public bool Off { get; set; }

    public HolidayStatus Status { get; set; }

    /// <summary>The year whose notice names the day. A notice reaches into the December before and the January after its year.</summary>
    public int NoticeYear { get; set; }
}
