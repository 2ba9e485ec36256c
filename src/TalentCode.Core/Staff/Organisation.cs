namespace TalentCode.Core.Staff;

/// <summary>One of the city's departments that own or support services.</summary>
public sealed class Department
{
    public string Id { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public bool OwnsItems { get; set; }

    /// <summary>The court at which a suit against this department's decisions is brought; null until an administrator has entered it.</summary>
    public string? CourtZh { get; set; }
    public string? CourtEn { get; set; }

    public LocalText Name => new(NameZh, NameEn);
}

public sealed class Hall
{
    public string Id { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string AddressZh { get; set; } = "";
    public string AddressEn { get; set; } = "";
    public List<HallWindow> Windows { get; set; } = [];
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>A counter of a hall. Its id stands in the printed window code.</summary>
public sealed class HallWindow
{
    public string Id { get; set; } = "";
    public string HallId { get; set; } = "";
    public Hall? Hall { get; set; }

    /// <summary>From 1; 0 is the only counter of a provider's place.</summary>
    public int Number { get; set; }

    /// <summary>"科学城人才服务大厅 12号窗口": what a holder reads about where the code was used.</summary>
    public LocalText Place => Number == 0 ? Hall?.Name ?? new("", "") : new($"{Hall?.NameZh} {Number}号窗口", $"{Hall?.NameEn}, window {Number}");
}
